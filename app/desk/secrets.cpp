#include "app/desk/secrets.hpp"

#include "sync/base/handles.hpp"

#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include <libsecret/secret.h>

namespace takan::app {

namespace {

using Text = sync::CHandle<gchar, secret_password_free>;
using Failure = sync::CHandle<GError, g_error_free>;
using Cancellable = sync::CHandle<GCancellable, g_object_unref>;

const SecretSchema* schema() {
    static const SecretSchema value = [] {
        SecretSchema made{};
        made.name = "org.takan.Login";
        made.flags = SECRET_SCHEMA_NONE;
        made.attributes[0] = {"place", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return made;
    }();
    return &value;
}

// Without a session bus the library would start one of its own, which nobody else sees.
bool has_session_bus() {
    const char* address = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    return address != nullptr && *address != '\0';
}

// Ends a call to a store that does not answer, or that waits for a person who is not there.
class Patience {
public:
    Patience() : m_cancellable(g_cancellable_new()), m_watch([this](std::stop_token stop) { watch(stop); }) {}
    GCancellable* cancellable() const { return m_cancellable.get(); }

private:
    void watch(const std::stop_token& stop) const {
        using namespace std::chrono_literals;
        constexpr auto longest = 10s;
        const auto end = std::chrono::steady_clock::now() + longest;
        while (!stop.stop_requested() && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(10ms);
        if (!stop.stop_requested()) g_cancellable_cancel(m_cancellable.get());
    }

    Cancellable m_cancellable;
    std::jthread m_watch;
};

// In the store a login is "user\nsecret".
std::optional<sync::Login> look_up(const std::string& place) {
    const Patience patience;
    Failure failure;
    const Text found(secret_password_lookup_sync(schema(), patience.cancellable(), sync::Out(failure), "place",
                                                 place.c_str(), nullptr));
    if (!found) return std::nullopt;
    const std::string text = found.get();
    const std::size_t line_end = text.find('\n');
    if (line_end == std::string::npos) return std::nullopt;
    return sync::Login{text.substr(0, line_end), text.substr(line_end + 1)};
}

bool put(const std::string& place, const sync::Login& login) {
    const Patience patience;
    Failure failure;
    const std::string label = "Takan " + place;
    const std::string text = login.user + "\n" + login.secret;
    return secret_password_store_sync(schema(), SECRET_COLLECTION_DEFAULT, label.c_str(), text.c_str(),
                                      patience.cancellable(), sync::Out(failure), "place", place.c_str(),
                                      nullptr) == TRUE;
}

void clear(const std::string& place) {
    const Patience patience;
    Failure failure;
    secret_password_clear_sync(schema(), patience.cancellable(), sync::Out(failure), "place", place.c_str(), nullptr);
}

} // namespace

struct Secrets::State {
    bool uses_store = false;
    std::mutex lock; // the window's and the sync's threads meet here only
    std::map<std::string, sync::Login> logins;
};

Secrets::Secrets(Keep keep) : m_state(std::make_unique<State>()) {
    m_state->uses_store = keep == Keep::in_system_store && has_session_bus();
}
Secrets::~Secrets() = default;

std::optional<sync::Login> Secrets::find(const std::string& place, const std::string& user) const {
    const auto fits = [&](const sync::Login& login) { return user.empty() || login.user == user; };
    {
        const std::lock_guard guard(m_state->lock);
        const auto known = m_state->logins.find(place);
        if (known != m_state->logins.end()) return fits(known->second) ? std::optional(known->second) : std::nullopt;
    }
    if (!m_state->uses_store) return std::nullopt;
    auto found = look_up(place);
    return found && fits(*found) ? found : std::nullopt;
}

bool Secrets::remember(const std::string& place, const sync::Login& login) {
    {
        const std::lock_guard guard(m_state->lock);
        m_state->logins[place] = login;
    }
    return m_state->uses_store && put(place, login);
}

void Secrets::forget(const std::string& place) {
    {
        const std::lock_guard guard(m_state->lock);
        m_state->logins.erase(place);
    }
    if (m_state->uses_store) clear(place);
}

} // namespace takan::app
