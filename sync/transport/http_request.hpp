#pragma once
// HttpRequest: one request over libcurl that is fed and read piece by piece. (curl only here.)

#include "sync/transport/access.hpp"
#include "sync/transport/stream.hpp"

#include <cstdint>

namespace takan::sync {

struct HttpWish {
    std::string url;
    std::string place;                // for messages
    std::vector<std::string> headers; // "Name: value"
    std::optional<Login> login;
    std::filesystem::path authorities;
    std::chrono::milliseconds silence{60'000};
};

// What a server answered before its data.
struct HttpHead {
    long code = 0;
    std::string type;     // Content-Type
    std::string redirect; // where it sends us; empty: nowhere
};

// The system's CA certificates and those of a file, PEM. Errors: those of reading the file.
Result<std::string> authorities_with(const std::filesystem::path& file);

class HttpRequest {
public:
    static Result<HttpRequest> get(const HttpWish& wish);
    // A body of known size.
    static Result<HttpRequest> post(const HttpWish& wish, std::string body);
    // A body that is given to write() piece by piece, in chunks.
    static Result<HttpRequest> post_in_pieces(const HttpWish& wish);
    HttpRequest(HttpRequest&&) noexcept;
    HttpRequest& operator=(HttpRequest&&) noexcept;
    ~HttpRequest();

    // These wait; errors cancelled, offline (no link, or silent), denied (a certificate that does not hold).
    Status write(std::string_view bytes, const std::stop_token& stop);
    void end_body();
    Result<HttpHead> head(const std::stop_token& stop);
    Result<std::size_t> read(char* into, std::size_t most, const std::stop_token& stop); // 0 at the end

private:
    struct State;
    explicit HttpRequest(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync
