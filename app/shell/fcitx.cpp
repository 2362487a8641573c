// fcitx5's D-Bus interface: org.fcitx.Fcitx.InputMethod1 and InputContext1 (fcitx5, src/frontend/dbusfrontend).
#include "app/shell/bus.hpp"

#include <array>

namespace takan::app {

namespace {

constexpr std::uint64_t composes_in_place = 1u << 1;     // CapabilityFlag::Preedit
constexpr std::uint64_t formatted_composition = 1u << 4; // CapabilityFlag::FormattedPreedit

// Appends the argument a(ss) that CreateInputContext takes.
void append_pairs(DBusMessage* message, const std::array<std::array<const char*, 2>, 2>& pairs) {
    DBusMessageIter at;
    DBusMessageIter list;
    dbus_message_iter_init_append(message, &at);
    dbus_message_iter_open_container(&at, DBUS_TYPE_ARRAY, "(ss)", &list);
    for (const auto& pair : pairs) {
        DBusMessageIter fields;
        dbus_message_iter_open_container(&list, DBUS_TYPE_STRUCT, nullptr, &fields);
        for (const char* text : pair)
            dbus_message_iter_append_basic(&fields, DBUS_TYPE_STRING, &text);
        dbus_message_iter_close_container(&list, &fields);
    }
    dbus_message_iter_close_container(&at, &list);
}

// Joins the texts of an argument a(si).
std::string joined_texts(DBusMessageIter& at) {
    std::string text;
    if (dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_ARRAY) return text;
    DBusMessageIter list;
    dbus_message_iter_recurse(&at, &list);
    for (; dbus_message_iter_get_arg_type(&list) == DBUS_TYPE_STRUCT; dbus_message_iter_next(&list)) {
        DBusMessageIter fields;
        dbus_message_iter_recurse(&list, &fields);
        if (dbus_message_iter_get_arg_type(&fields) != DBUS_TYPE_STRING) continue;
        const char* part = nullptr;
        dbus_message_iter_get_basic(&fields, &part);
        text += part;
    }
    return text;
}

class Fcitx final : public BusInputMethod {
public:
    explicit Fcitx(BusObject context) : BusInputMethod(std::move(context), "SetCursorRect") {
        auto message = m_context.call("SetCapability");
        std::uint64_t flags = composes_in_place | formatted_composition;
        dbus_message_append_args(message.get(), DBUS_TYPE_UINT64, &flags, DBUS_TYPE_INVALID);
        m_context.tell(std::move(message));
    }

    bool takes(const KeyStroke& key) override {
        if (!m_focused) return false;
        auto message = m_context.call("ProcessKeyEvent");
        dbus_bool_t released = key.released ? TRUE : FALSE;
        std::uint32_t time = 0;
        dbus_message_append_args(message.get(), DBUS_TYPE_UINT32, &key.symbol, DBUS_TYPE_UINT32, &key.code,
                                 DBUS_TYPE_UINT32, &key.state, DBUS_TYPE_BOOLEAN, &released, DBUS_TYPE_UINT32, &time,
                                 DBUS_TYPE_INVALID);
        return ask_whether_taken(std::move(message));
    }

    bool poll() override {
        bool changed = false;
        while (const auto message = m_context.next_signal()) {
            if (m_context.is_signal(message, "CommitString")) {
                m_finished.push_back(first_text(message));
                changed = true;
            } else if (m_context.is_signal(message, "UpdateFormattedPreedit")) {
                read_composition(message);
                changed = true;
            }
        }
        return changed;
    }

private:
    void read_composition(const BusMessage& message) {
        DBusMessageIter at;
        if (dbus_message_iter_init(message.get(), &at) == FALSE) return;
        m_composition.text = joined_texts(at);
        m_composition.caret = -1;
        if (dbus_message_iter_next(&at) == FALSE || dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_INT32) return;
        dbus_int32_t caret = -1;
        dbus_message_iter_get_basic(&at, &caret);
        m_composition.caret = caret;
    }
};

} // namespace

std::unique_ptr<InputMethod> connect_fcitx() {
    auto service = BusObject::of_session("org.fcitx.Fcitx5", "/org/freedesktop/portal/inputmethod",
                                         "org.fcitx.Fcitx.InputMethod1");
    if (!service) return nullptr;
    auto message = service->call("CreateInputContext");
    append_pairs(message.get(), {{{"program", "takan"}, {"display", "x11:"}}});
    const auto reply = service->ask(std::move(message));
    if (!reply) return nullptr;
    const std::string path = first_text(reply);
    if (path.empty()) return nullptr;
    return std::make_unique<Fcitx>(std::move(*service).moved_to(path, "org.fcitx.Fcitx.InputContext1"));
}

} // namespace takan::app
