#pragma once
// Stream: a conversation with one of git's programs at the other end. Way: how such a conversation is begun.

#include "sync/base/result.hpp"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace takan::sync {

enum class Service { upload_pack, receive_pack };
const char* name_of(Service service); // "git-upload-pack"

// Every wait ends when `stop` asks for it (error cancelled) or when the link was silent for too long (error offline).
class Stream {
public:
    virtual ~Stream() = default;

    // Who may break the next waits off.
    void use(std::stop_token stop) { m_stop = std::move(stop); }

    // Reads at least one byte; 0 at the end of what the other end says.
    virtual Result<std::size_t> read(char* into, std::size_t most) = 0;
    virtual Status write(std::string_view bytes) = 0;
    // All of a request was written: the answer is read next.
    virtual Status end_request() = 0;
    // Why the other end stopped speaking too early, from what it said besides.
    virtual Error broken_off() = 0;

protected:
    std::stop_token m_stop;
};

class Way {
public:
    virtual ~Way() = default;
    // Connects; what is read first is what the program offers. Errors: offline, denied, missing, cancelled.
    virtual Result<std::unique_ptr<Stream>> open(Service service, const std::stop_token& stop) = 0;
    // True when each request stands alone, so that a stream serves one listing and any number of later requests.
    virtual bool is_stateless() const = 0;
    virtual const std::string& place() const = 0; // for messages; never holds a secret
};

Error cancelled();
Error silent(std::string_view place);
// An error with the other end's own words, cleaned of control characters.
Error server_says(ErrorKind kind, std::string_view place, std::string_view words);

} // namespace takan::sync
