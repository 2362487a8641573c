#include "sync/transport/http_request.hpp"

#include "sync/base/files.hpp"
#include "sync/base/handles.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <utility>

#include <curl/curl.h>
#include <pthread.h>

namespace takan::sync {
namespace {

using Ticker = std::chrono::steady_clock;
using Easy = CHandle<CURL, curl_easy_cleanup>;
using Multi = CHandle<CURLM, curl_multi_cleanup>;
using Lines = CHandle<curl_slist, curl_slist_free_all>;

constexpr int look_around_ms = 50;                // how late a wish to stop is seen at most
constexpr std::size_t most_waiting = 1024 * 1024; // bytes either way that wait here for the other side

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)started; // what cannot work then says so itself
}

// TLS writes to sockets whose other end may be gone; the signal for that would end the program.
class WithoutPipeSignal {
public:
    WithoutPipeSignal() {
        sigset_t pending;
        sigpending(&pending);
        m_was_pending = sigismember(&pending, SIGPIPE) == 1;
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    WithoutPipeSignal(const WithoutPipeSignal&) = delete;
    WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;
    ~WithoutPipeSignal() {
        const timespec at_once{};
        if (!m_was_pending) sigtimedwait(&m_pipe, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
    bool m_was_pending = false;
};

bool is_about_certificates(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_INVALIDCERTSTATUS;
}

} // namespace

// As one text, since a file of its own would take the place of the system's list.
Result<std::string> authorities_with(const std::filesystem::path& file) {
    constexpr std::size_t most = 16 * 1024 * 1024; // bytes of a list
    TAKAN_TRY_LET(own, read_file(file, most));
    const char* list = curl_version_info(CURLVERSION_NOW)->cainfo;
    const auto system = list == nullptr ? Result<std::string>(std::string{}) : read_file(path_from_utf8(list), most);
    return (system ? *system : std::string{}) + "\n" + own;
}

struct HttpRequest::State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        const WithoutPipeSignal quiet;
        if (multi && easy) curl_multi_remove_handle(multi.get(), easy.get());
        easy.reset();
        multi.reset();
    }

    static std::size_t on_data(char* bytes, std::size_t, std::size_t size, void* self) noexcept;
    static std::size_t on_body(char* into, std::size_t, std::size_t size, void* self) noexcept;
    Status prepare(const HttpWish& wish);
    Status begin();
    Status step(const std::stop_token& stop);
    void take_result();
    Error failure() const;
    void moved() { last_moved = Ticker::now(); }

    Multi multi;
    Easy easy;
    Lines lines;
    char why[CURL_ERROR_SIZE] = {};
    std::string place;
    std::chrono::milliseconds silence{};
    std::string in; // came and not yet read
    std::size_t read_of_in = 0;
    std::string out; // to be sent
    std::size_t sent_of_out = 0;
    bool body_ended = true;
    bool waits_for_body = false;
    bool waits_for_reader = false;
    bool got_data = false;
    bool done = false;
    CURLcode result = CURLE_OK;
    Ticker::time_point last_moved = Ticker::now();
};

std::size_t HttpRequest::State::on_data(char* bytes, std::size_t, std::size_t size, void* self) noexcept {
    State& state = *static_cast<State*>(self);
    if (state.in.size() - state.read_of_in >= most_waiting) {
        state.waits_for_reader = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    state.in.erase(0, std::exchange(state.read_of_in, 0));
    state.in.append(bytes, size);
    state.got_data = true;
    state.moved();
    return size;
}

std::size_t HttpRequest::State::on_body(char* into, std::size_t, std::size_t size, void* self) noexcept {
    State& state = *static_cast<State*>(self);
    const std::size_t given = std::min(size, state.out.size() - state.sent_of_out);
    if (given == 0 && !state.body_ended) {
        state.waits_for_body = true;
        return CURL_READFUNC_PAUSE;
    }
    std::memcpy(into, state.out.data() + state.sent_of_out, given);
    state.sent_of_out += given;
    state.moved();
    return given;
}

Status HttpRequest::State::prepare(const HttpWish& wish) {
    start_curl();
    place = wish.place;
    silence = wish.silence;
    multi.reset(curl_multi_init());
    easy.reset(curl_easy_init());
    if (!multi || !easy) return fail(ErrorKind::broken, "libcurl could not be started");
    CURL* curl = easy.get();
    for (const auto& header : wish.headers) {
        lines.reset(curl_slist_append(lines.release(), header.c_str()));
    }
    lines.reset(curl_slist_append(lines.release(), "Expect:")); // we do not wait for leave to go on
    curl_easy_setopt(curl, CURLOPT_URL, wish.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, wish.url.starts_with("https:") ? "https" : "http");
    // HTTP/2 has no chunked requests, and one conversation gains nothing by it.
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "git/takan"); // some servers answer git's protocol to nobody else
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(silence.count()));
    if (!wish.authorities.empty()) {
        TAKAN_TRY_LET(certificates, authorities_with(wish.authorities));
        curl_blob blob{certificates.data(), certificates.size(), CURL_BLOB_COPY};
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    }
    if (wish.login) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_easy_setopt(curl, CURLOPT_USERNAME, wish.login->user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, wish.login->secret.c_str());
    }
    return {};
}

Status HttpRequest::State::begin() {
    if (curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK)
        return fail(ErrorKind::broken, "libcurl took no request", place);
    moved();
    return {};
}

void HttpRequest::State::take_result() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        done = true;
        result = message->data.result;
    }
}

// Lets the transfer go on, and waits a moment when nothing moved.
Status HttpRequest::State::step(const std::stop_token& stop) {
    if (stop.stop_requested()) return cancelled();
    const WithoutPipeSignal quiet;
    const bool body_goes_on = waits_for_body && (body_ended || sent_of_out < out.size());
    const bool reader_goes_on = waits_for_reader && read_of_in == in.size();
    if (body_goes_on) waits_for_body = false;
    if (reader_goes_on) waits_for_reader = false;
    if (body_goes_on || reader_goes_on) {
        const int still = (waits_for_body ? CURLPAUSE_SEND : 0) | (waits_for_reader ? CURLPAUSE_RECV : 0);
        curl_easy_pause(easy.get(), still);
    }
    int running = 0;
    const auto before = last_moved;
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) return fail(ErrorKind::broken, "libcurl failed", place);
    take_result();
    if (done || last_moved != before) return {};
    if (Ticker::now() - last_moved > silence) return silent(place);
    curl_multi_poll(multi.get(), nullptr, 0, look_around_ms, nullptr);
    return {};
}

Error HttpRequest::State::failure() const {
    const std::string reason = why[0] != 0 ? why : curl_easy_strerror(result);
    if (is_about_certificates(result))
        return fail(ErrorKind::denied, "the server's certificate does not hold: " + reason, place,
                    "error.certificate_refused");
    if (result == CURLE_OPERATION_TIMEDOUT) return silent(place);
    return fail(ErrorKind::offline, reason, place, "error.server_unreachable");
}

HttpRequest::HttpRequest(std::unique_ptr<State> state) : m_state(std::move(state)) {}
HttpRequest::HttpRequest(HttpRequest&&) noexcept = default;
HttpRequest& HttpRequest::operator=(HttpRequest&&) noexcept = default;
HttpRequest::~HttpRequest() = default;

Result<HttpRequest> HttpRequest::get(const HttpWish& wish) {
    auto state = std::make_unique<State>();
    TAKAN_TRY(state->prepare(wish));
    TAKAN_TRY(state->begin());
    return HttpRequest(std::move(state));
}

Result<HttpRequest> HttpRequest::post(const HttpWish& wish, std::string body) {
    auto state = std::make_unique<State>();
    TAKAN_TRY(state->prepare(wish));
    state->out = std::move(body);
    curl_easy_setopt(state->easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(state->out.size()));
    curl_easy_setopt(state->easy.get(), CURLOPT_POSTFIELDS, state->out.data());
    TAKAN_TRY(state->begin());
    return HttpRequest(std::move(state));
}

Result<HttpRequest> HttpRequest::post_in_pieces(const HttpWish& wish) {
    auto state = std::make_unique<State>();
    HttpWish chunked = wish;
    chunked.headers.emplace_back("Transfer-Encoding: chunked");
    TAKAN_TRY(state->prepare(chunked));
    state->body_ended = false;
    curl_easy_setopt(state->easy.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(state->easy.get(), CURLOPT_READFUNCTION, State::on_body);
    curl_easy_setopt(state->easy.get(), CURLOPT_READDATA, state.get());
    TAKAN_TRY(state->begin());
    return HttpRequest(std::move(state));
}

Status HttpRequest::write(std::string_view bytes, const std::stop_token& stop) {
    State& state = *m_state;
    state.out.erase(0, std::exchange(state.sent_of_out, 0));
    state.out += bytes;
    while (!state.done && state.out.size() - state.sent_of_out > most_waiting)
        TAKAN_TRY(state.step(stop));
    if (state.done && state.result != CURLE_OK) return state.failure();
    return {}; // an answer that came before the end is read in head()
}

void HttpRequest::end_body() {
    m_state->body_ended = true;
}

Result<HttpHead> HttpRequest::head(const std::stop_token& stop) {
    State& state = *m_state;
    while (!state.done && !state.got_data)
        TAKAN_TRY(state.step(stop));
    HttpHead head;
    curl_easy_getinfo(state.easy.get(), CURLINFO_RESPONSE_CODE, &head.code);
    if (head.code == 0) return state.failure();
    const char* text = nullptr;
    if (curl_easy_getinfo(state.easy.get(), CURLINFO_CONTENT_TYPE, &text) == CURLE_OK && text) head.type = text;
    text = nullptr;
    if (curl_easy_getinfo(state.easy.get(), CURLINFO_REDIRECT_URL, &text) == CURLE_OK && text) head.redirect = text;
    return head;
}

Result<std::size_t> HttpRequest::read(char* into, std::size_t most, const std::stop_token& stop) {
    State& state = *m_state;
    while (state.read_of_in == state.in.size()) {
        if (state.done && state.result != CURLE_OK) return state.failure();
        if (state.done) return std::size_t{0};
        TAKAN_TRY(state.step(stop));
    }
    const std::size_t size = state.in.copy(into, most, state.read_of_in);
    state.read_of_in += size;
    return size;
}

} // namespace takan::sync
