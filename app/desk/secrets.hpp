#pragma once
// Secrets: logins that are remembered: for the program's life, and in the system's secret store where there is one.
// Never in a file.

#include "sync/transport/access.hpp"

#include <memory>
#include <string>

namespace takan::app {

// May be used from several threads. Where the person's session has no secret store, memory alone serves.
class Secrets {
public:
    enum class Keep { in_memory, in_system_store };

    explicit Secrets(Keep keep = Keep::in_system_store);
    Secrets(const Secrets&) = delete;
    Secrets& operator=(const Secrets&) = delete;
    ~Secrets();

    // The login for a place ("https://host:port") and user; `user` empty: any. May wait a few seconds for the store.
    std::optional<sync::Login> find(const std::string& place, const std::string& user) const;
    // Remembers a login. Returns whether it outlives the program.
    bool remember(const std::string& place, const sync::Login& login);
    void forget(const std::string& place);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
