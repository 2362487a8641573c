#include "app/shell/bus.hpp"

#include <utility>

namespace takan::app {

BusObject::BusObject(BusConnection connection, std::string service, std::string path, std::string interface)
    : m_connection(std::move(connection)), m_service(std::move(service)), m_path(std::move(path)),
      m_interface(std::move(interface)) {}

std::optional<BusObject> BusObject::of_session(std::string service, std::string path, std::string interface) {
    BusConnection connection(dbus_bus_get_private(DBUS_BUS_SESSION, nullptr));
    if (!connection) return std::nullopt;
    dbus_connection_set_exit_on_disconnect(connection.get(), FALSE);
    if (dbus_bus_name_has_owner(connection.get(), service.c_str(), nullptr) == FALSE) return std::nullopt;
    return BusObject(std::move(connection), std::move(service), std::move(path), std::move(interface));
}

BusObject BusObject::moved_to(std::string path, std::string interface) && {
    return BusObject(std::move(m_connection), std::move(m_service), std::move(path), std::move(interface));
}

BusMessage BusObject::call(const char* method) const {
    return BusMessage(dbus_message_new_method_call(m_service.c_str(), m_path.c_str(), m_interface.c_str(), method));
}

BusMessage BusObject::ask(BusMessage message) const {
    return BusMessage(
        dbus_connection_send_with_reply_and_block(m_connection.get(), message.get(), patience_ms, nullptr));
}

void BusObject::tell(BusMessage message) const {
    dbus_message_set_no_reply(message.get(), TRUE);
    dbus_connection_send(m_connection.get(), message.get(), nullptr);
    dbus_connection_flush(m_connection.get());
}

void BusObject::listen() const {
    const std::string rule = "type='signal',interface='" + m_interface + "',path='" + m_path + "'";
    dbus_bus_add_match(m_connection.get(), rule.c_str(), nullptr);
}

BusMessage BusObject::next_signal() const {
    dbus_connection_read_write(m_connection.get(), 0);
    return BusMessage(dbus_connection_pop_message(m_connection.get()));
}

bool BusObject::is_signal(const BusMessage& message, const char* name) const {
    return dbus_message_is_signal(message.get(), m_interface.c_str(), name) != FALSE;
}

std::string first_text(const BusMessage& message) {
    DBusMessageIter at;
    if (dbus_message_iter_init(message.get(), &at) == FALSE) return {};
    const int type = dbus_message_iter_get_arg_type(&at);
    if (type != DBUS_TYPE_STRING && type != DBUS_TYPE_OBJECT_PATH) return {};
    const char* text = nullptr;
    dbus_message_iter_get_basic(&at, &text);
    return text;
}

BusInputMethod::BusInputMethod(BusObject context, const char* caret_method)
    : m_context(std::move(context)), m_caret_method(caret_method) {
    m_context.listen();
}

void BusInputMethod::focus(bool focused) {
    if (focused == m_focused) return;
    m_focused = focused;
    if (!focused) m_composition = {};
    m_context.tell(m_context.call(focused ? "FocusIn" : "FocusOut"));
}

void BusInputMethod::caret_at(int x, int y, int height) {
    const std::array<int, 3> place{x, y, height};
    if (place == m_caret) return;
    m_caret = place;
    auto message = m_context.call(m_caret_method);
    int width = 1;
    dbus_message_append_args(message.get(), DBUS_TYPE_INT32, &x, DBUS_TYPE_INT32, &y, DBUS_TYPE_INT32, &width,
                             DBUS_TYPE_INT32, &height, DBUS_TYPE_INVALID);
    m_context.tell(std::move(message));
}

bool BusInputMethod::ask_whether_taken(BusMessage key_event) const {
    const auto reply = m_context.ask(std::move(key_event));
    dbus_bool_t taken = FALSE;
    return reply &&
           dbus_message_get_args(reply.get(), nullptr, DBUS_TYPE_BOOLEAN, &taken, DBUS_TYPE_INVALID) != FALSE &&
           taken != FALSE;
}

std::unique_ptr<InputMethod> connect_input_method() {
    if (auto fcitx = connect_fcitx()) return fcitx;
    return connect_ibus();
}

} // namespace takan::app
