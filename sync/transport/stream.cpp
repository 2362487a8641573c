#include "sync/transport/stream.hpp"

#include "sync/base/text.hpp"

namespace takan::sync {

const char* name_of(Service service) {
    return service == Service::upload_pack ? "git-upload-pack" : "git-receive-pack";
}

Error cancelled() {
    return fail(ErrorKind::cancelled, "the transfer was stopped");
}

Error silent(std::string_view place) {
    return fail(ErrorKind::offline, "the link was silent for too long", std::string(place), "error.link_silent");
}

Error server_says(ErrorKind kind, std::string_view place, std::string_view words) {
    constexpr std::size_t most_said = 400;
    std::string said = plain_text(words.substr(0, most_said));
    for (char& c : said) {
        if (c == '\n' || c == '\t') c = ' ';
    }
    said = trimmed(said);
    if (said.empty()) return fail(kind, "the server ended the conversation", std::string(place), "error.server_silent");
    return fail(kind, "the server says: " + said, std::string(place) + ": " + said, "error.server_says");
}

} // namespace takan::sync
