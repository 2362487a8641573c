// ibus' D-Bus interface through its portal: org.freedesktop.IBus.InputContext (ibus, src/ibusinputcontext.c).
#include "app/shell/bus.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

constexpr std::uint32_t composes_in_place = 1u << 0; // IBUS_CAP_PREEDIT_TEXT
constexpr std::uint32_t has_focus = 1u << 3;         // IBUS_CAP_FOCUS
constexpr std::uint32_t release_mask = 1u << 30;     // IBUS_RELEASE_MASK

// Reads the text of a serialised IBusText: a variant holding the struct (sa{sv}sv).
std::string text_of_variant(DBusMessageIter& at) {
    if (dbus_message_iter_get_arg_type(&at) != DBUS_TYPE_VARIANT) return {};
    DBusMessageIter variant;
    dbus_message_iter_recurse(&at, &variant);
    if (dbus_message_iter_get_arg_type(&variant) != DBUS_TYPE_STRUCT) return {};
    DBusMessageIter fields;
    dbus_message_iter_recurse(&variant, &fields);
    for (int skipped = 0; skipped < 2; ++skipped)
        if (dbus_message_iter_next(&fields) == FALSE) return {};
    if (dbus_message_iter_get_arg_type(&fields) != DBUS_TYPE_STRING) return {};
    const char* text = nullptr;
    dbus_message_iter_get_basic(&fields, &text);
    return text;
}

// ibus counts code points, Composition counts bytes.
int bytes_before(const std::string& text, std::uint32_t code_points) {
    std::size_t at = 0;
    for (std::uint32_t passed = 0; passed < code_points && at < text.size(); ++passed)
        sync::next_code_point(text, at);
    return static_cast<int>(at);
}

class Ibus final : public BusInputMethod {
public:
    explicit Ibus(BusObject context) : BusInputMethod(std::move(context), "SetCursorLocation") {
        auto message = m_context.call("SetCapabilities");
        std::uint32_t flags = composes_in_place | has_focus;
        dbus_message_append_args(message.get(), DBUS_TYPE_UINT32, &flags, DBUS_TYPE_INVALID);
        m_context.tell(std::move(message));
    }

    bool takes(const KeyStroke& key) override {
        if (!m_focused) return false;
        auto message = m_context.call("ProcessKeyEvent");
        std::uint32_t code = key.code < 8 ? 0 : key.code - 8; // ibus takes evdev's codes
        std::uint32_t state = key.state | (key.released ? release_mask : 0u);
        dbus_message_append_args(message.get(), DBUS_TYPE_UINT32, &key.symbol, DBUS_TYPE_UINT32, &code,
                                 DBUS_TYPE_UINT32, &state, DBUS_TYPE_INVALID);
        return ask_whether_taken(std::move(message));
    }

    bool poll() override {
        bool changed = false;
        while (const auto message = m_context.next_signal())
            changed |= take(message);
        return changed;
    }

private:
    bool take(const BusMessage& message) {
        if (m_context.is_signal(message, "HidePreeditText")) {
            m_composition = {};
            return true;
        }
        const bool finished = m_context.is_signal(message, "CommitText");
        if (!finished && !m_context.is_signal(message, "UpdatePreeditText")) return false;
        DBusMessageIter at;
        if (dbus_message_iter_init(message.get(), &at) == FALSE) return false;
        std::string text = text_of_variant(at);
        if (finished) {
            m_finished.push_back(std::move(text));
            return true;
        }
        read_composition(at, std::move(text));
        return true;
    }

    // Behind the text stand the caret's place and whether the composition is visible.
    void read_composition(DBusMessageIter& at, std::string text) {
        m_composition = {};
        std::uint32_t caret = 0;
        dbus_bool_t visible = TRUE;
        if (dbus_message_iter_next(&at) != FALSE && dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_UINT32)
            dbus_message_iter_get_basic(&at, &caret);
        if (dbus_message_iter_next(&at) != FALSE && dbus_message_iter_get_arg_type(&at) == DBUS_TYPE_BOOLEAN)
            dbus_message_iter_get_basic(&at, &visible);
        if (visible == FALSE) return;
        m_composition.caret = bytes_before(text, caret);
        m_composition.text = std::move(text);
    }
};

} // namespace

std::unique_ptr<InputMethod> connect_ibus() {
    auto service =
        BusObject::of_session("org.freedesktop.portal.IBus", "/org/freedesktop/IBus", "org.freedesktop.IBus.Portal");
    if (!service) return nullptr;
    auto message = service->call("CreateInputContext");
    const char* name = "takan";
    dbus_message_append_args(message.get(), DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID);
    const auto reply = service->ask(std::move(message));
    if (!reply) return nullptr;
    const std::string path = first_text(reply);
    if (path.empty()) return nullptr;
    return std::make_unique<Ibus>(std::move(*service).moved_to(path, "org.freedesktop.IBus.InputContext"));
}

} // namespace takan::app
