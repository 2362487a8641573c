#include "sync/base/result.hpp"

namespace takan::sync {

const char* name_of(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::invalid:
        return "invalid";
    case ErrorKind::missing:
        return "missing";
    case ErrorKind::busy:
        return "busy";
    case ErrorKind::offline:
        return "offline";
    case ErrorKind::denied:
        return "denied";
    case ErrorKind::stale:
        return "stale";
    case ErrorKind::corrupt:
        return "corrupt";
    case ErrorKind::broken:
        return "broken";
    case ErrorKind::cancelled:
        return "cancelled";
    }
    return "broken";
}

std::string describe(const Error& error) {
    std::string text = name_of(error.kind);
    if (!error.subject.empty()) text += ": " + error.subject;
    if (!error.message.empty()) text += ": " + error.message;
    return text;
}

bool is_damage(const Error& error) {
    return error.kind == ErrorKind::missing || error.kind == ErrorKind::corrupt || error.kind == ErrorKind::invalid;
}

} // namespace takan::sync
