#include "sync/exchange/in_words.hpp"

#include "sync/base/text.hpp"

namespace takan::sync {

Error in_words(Error error, const std::filesystem::path& laptop, const std::string& address) {
    if (!error.text_key.empty()) return error;
    if (error.kind == ErrorKind::cancelled) {
        error.text_key = "error.sync_stopped";
        error.subject.clear();
    } else if (error.kind == ErrorKind::denied && !error.subject.starts_with(utf8(laptop))) {
        error.text_key = "error.team_not_writable";
        error.subject = address;
    }
    return error;
}

} // namespace takan::sync
