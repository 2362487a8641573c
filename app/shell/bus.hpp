#pragma once
// Bus: the few calls of libdbus that input methods need, as owning handles. dbus.h stays in the files that include
// this.

#include "app/shell/input_method.hpp"
#include "sync/base/handles.hpp"

#include <array>
#include <dbus/dbus.h>
#include <memory>
#include <optional>
#include <string>

namespace takan::app {

struct CloseConnection {
    void operator()(DBusConnection* connection) const {
        dbus_connection_close(connection);
        dbus_connection_unref(connection);
    }
};
using BusConnection = std::unique_ptr<DBusConnection, CloseConnection>;
using BusMessage = sync::CHandle<DBusMessage, dbus_message_unref>;

// One object of one service: where the calls of an input context go.
class BusObject {
public:
    static constexpr int patience_ms = 1000; // a key costs 1 to 3 ms; the first one waits while a dictionary is read

    // Connects to the session's bus; nothing when there is none or `service` has no owner.
    static std::optional<BusObject> of_session(std::string service, std::string path, std::string interface);

    // The same service under another path and interface; the connection goes along.
    BusObject moved_to(std::string path, std::string interface) &&;

    BusMessage call(const char* method) const; // to be filled with arguments and sent
    BusMessage ask(BusMessage message) const;  // sends and waits for the reply; null on errors
    void tell(BusMessage message) const;       // sends without waiting
    void listen() const;                       // signals of this object come to next_signal()
    BusMessage next_signal() const;            // null when none is waiting
    bool is_signal(const BusMessage& message, const char* name) const;

private:
    BusObject(BusConnection connection, std::string service, std::string path, std::string interface);

    BusConnection m_connection;
    std::string m_service;
    std::string m_path;
    std::string m_interface;
};

// The object path or the text that a reply starts with; empty when it starts with something else.
std::string first_text(const BusMessage& message);

// What the input contexts of fcitx5 and ibus have in common.
class BusInputMethod : public InputMethod {
public:
    void focus(bool focused) override;
    void caret_at(int x, int y, int height) override;

protected:
    // `caret_method`: takes the caret's rectangle as four integers.
    BusInputMethod(BusObject context, const char* caret_method);
    // Sends a key event and returns whether it was taken.
    bool ask_whether_taken(BusMessage key_event) const;

    BusObject m_context;
    bool m_focused = false;

private:
    const char* m_caret_method;
    std::array<int, 3> m_caret{};
};

// Both input methods of this machine's session; null when it does not answer.
std::unique_ptr<InputMethod> connect_fcitx();
std::unique_ptr<InputMethod> connect_ibus();

} // namespace takan::app
