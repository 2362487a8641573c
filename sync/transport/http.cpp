#include "sync/transport/http.hpp"

#include "sync/base/text.hpp"
#include "sync/transport/http_request.hpp"

#include <array>
#include <utility>

namespace takan::sync {
namespace {

constexpr std::size_t most_at_once = 1024 * 1024; // a larger request is sent in chunks, as git does
constexpr long code_ok = 200;
constexpr long code_login = 401;
constexpr long code_missing = 404;
constexpr long code_gone = 410;
constexpr long first_redirect = 300;
constexpr long first_refusal = 400;
constexpr long first_failure = 500;

// Where a repository is and who we are there, as the first request found out.
struct Door {
    HttpAddress address;
    Access access;
    std::optional<Login> login;

    HttpWish wish(const std::string& url, std::vector<std::string> headers) const {
        return {url, address.place, std::move(headers), login, access.authorities, access.silence};
    }
    // A code that is no success, in our words.
    Error refusal(long code) const {
        const std::string words = "HTTP " + std::to_string(code);
        if (code == code_missing || code == code_gone)
            return fail(ErrorKind::missing, "there is no git repository: " + words, address.base);
        if (code >= first_failure) return server_says(ErrorKind::offline, address.place, words);
        return server_says(ErrorKind::denied, address.place, words);
    }
    Error not_git() const {
        return fail(ErrorKind::offline, "what came from the other end is not git's protocol", address.place,
                    "error.not_git");
    }
};

std::string type_of(Service service, std::string_view part) {
    return std::string("application/x-") + name_of(service) + "-" + std::string(part);
}

class HttpStream final : public Stream {
public:
    // `listing`: the answer to the first request, of which nothing was read yet.
    HttpStream(Door door, Service service, HttpRequest listing)
        : m_door(std::move(door)), m_service(service), m_answer(std::move(listing)) {}

    Result<std::size_t> read(char* into, std::size_t most) override {
        if (!m_answer) return std::size_t{0};
        return m_answer->read(into, most, m_stop);
    }

    Status write(std::string_view bytes) override {
        m_answer.reset(); // what is left of the one before is of no use
        if (!m_sending && m_body.size() + bytes.size() <= most_at_once) {
            m_body += bytes;
            return {};
        }
        if (!m_sending) {
            TAKAN_TRY_LET(begun, HttpRequest::post_in_pieces(wish()));
            m_sending = std::move(begun);
            TAKAN_TRY(m_sending->write(std::exchange(m_body, {}), m_stop));
        }
        return m_sending->write(bytes, m_stop);
    }

    Status end_request() override {
        if (!m_sending) {
            TAKAN_TRY_LET(begun, HttpRequest::post(wish(), std::exchange(m_body, {})));
            m_sending = std::move(begun);
        } else {
            m_sending->end_body();
        }
        TAKAN_TRY_LET(head, m_sending->head(m_stop));
        if (head.code != code_ok) return m_door.refusal(head.code);
        if (!head.type.starts_with(type_of(m_service, "result"))) return m_door.not_git();
        m_answer = std::move(m_sending);
        m_sending.reset();
        return {};
    }

    Error broken_off() override { return server_says(ErrorKind::offline, m_door.address.place, {}); }

private:
    HttpWish wish() const {
        return m_door.wish(m_door.address.base + "/" + name_of(m_service),
                           {"Content-Type: " + type_of(m_service, "request"), "Accept: " + type_of(m_service, "result"),
                            "Git-Protocol: version=2"});
    }

    Door m_door;
    Service m_service;
    std::string m_body;
    std::optional<HttpRequest> m_sending;
    std::optional<HttpRequest> m_answer;
};

class HttpWay final : public Way {
public:
    HttpWay(HttpAddress address, Access access) : m_door{std::move(address), std::move(access), {}} {}

    Result<std::unique_ptr<Stream>> open(Service service, const std::stop_token& stop) override;
    bool is_stateless() const override { return true; }
    const std::string& place() const override { return m_door.address.place; }

private:
    Status log_in();
    Status follow(const std::string& target, const std::string& listing);

    Door m_door;
};

Result<std::unique_ptr<Stream>> HttpWay::open(Service service, const std::stop_token& stop) {
    constexpr int most_tries = 8; // logins and redirects
    const std::string listing = std::string("/info/refs?service=") + name_of(service);
    for (int i = 0; i < most_tries; ++i) {
        std::vector<std::string> headers{"Accept: */*"};
        if (service == Service::upload_pack) headers.emplace_back("Git-Protocol: version=2");
        TAKAN_TRY_LET(request, HttpRequest::get(m_door.wish(m_door.address.base + listing, std::move(headers))));
        TAKAN_TRY_LET(head, request.head(stop));
        if (head.code == code_login) {
            TAKAN_TRY(log_in());
            continue;
        }
        if (head.code >= first_redirect && head.code < first_refusal) {
            TAKAN_TRY(follow(head.redirect, listing));
            continue;
        }
        if (head.code != code_ok) return m_door.refusal(head.code);
        if (!head.type.starts_with(type_of(service, "advertisement"))) return m_door.not_git();
        return std::unique_ptr<Stream>(std::make_unique<HttpStream>(m_door, service, std::move(request)));
    }
    return server_says(ErrorKind::denied, place(), "too many redirects");
}

// The server wants to know who we are.
Status HttpWay::log_in() {
    if (m_door.login) {
        m_door.login.reset();
        if (m_door.access.login_refused) m_door.access.login_refused(place());
        return fail(ErrorKind::denied, "the login was refused", place(), "error.login_refused");
    }
    if (m_door.access.login) m_door.login = m_door.access.login(place(), m_door.address.user);
    if (!m_door.login) return fail(ErrorKind::denied, "the server asks for a login", place(), "error.login_needed");
    return {};
}

// Only to another path of the same server: a login is never carried elsewhere.
Status HttpWay::follow(const std::string& target, const std::string& listing) {
    auto moved = target.ends_with(listing)
                     ? parse_http_address(std::string_view(target).substr(0, target.size() - listing.size()))
                     : Result<HttpAddress>(m_door.not_git());
    if (!moved || moved->place != place() || !moved->user.empty())
        return fail(ErrorKind::denied, "the server sends us elsewhere: " + plain_text(target.substr(0, 200)), place(),
                    "error.redirected");
    m_door.address.base = moved->base;
    return {};
}

} // namespace

std::unique_ptr<Way> way_over_http(HttpAddress address, Access access) {
    return std::make_unique<HttpWay>(std::move(address), std::move(access));
}

} // namespace takan::sync
