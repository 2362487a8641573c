// Team: who belongs to it and with which laptops, who waits to be admitted, and what was set aside as not to be
// trusted.
#include "app/domain/roles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/centered_page.hpp"
#include "app/views/frame.hpp"
#include "app/views/screens.hpp"
#include "app/views/take_back.hpp"
#include "app/views/team_device.hpp"
#include "app/views/team_forms.hpp"
#include "app/views/team_quarantine.hpp"
#include "app/views/team_setup.hpp"

#include <algorithm>
#include <map>

namespace takan::app {

namespace {

std::string device_name(const DeviceLine& device) {
    return device.label.empty() ? device.id.text() : device.label + "  " + device.id.text();
}

// When something of the laptop came last, or that it is revoked.
std::string device_state(const Given& given, const DeviceLine& device) {
    if (device.revoked) return given.text("team.revoked");
    if (!device.last_commit) return given.text("team.never_synced");
    const std::string when = ui::moment_text(*device.last_commit);
    const std::string today = ui::moment_text(given.now).substr(0, 10);
    const bool is_today = when.substr(0, 10) == today;
    return say(is_today ? "team.synced_today" : "team.last_synced", given.language(), {{"time", when}});
}

class Team final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.team = true;
        request.set_aside = m_quarantine.open;
    }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        const CenteredPage page("team", given.text("place.team"), ui::px(1040));
        if (given.snapshot.me.team_address.empty()) {
            draw_team_setup(given, m_setup, asked);
            return;
        }
        draw_team_device(given, m_device, asked);
        ui::space(14);
        if (given.snapshot.me.may_admit) {
            draw_requests(given, asked);
            ui::space(14);
        }
        draw_members(given, asked);
        ui::space(14);
        draw_team_forms(given, m_forms, asked);
        ui::space(14);
        draw_quarantine(given, m_quarantine, asked);
        ask_revocation(given, asked);
    }

private:
    void draw_requests(const Given& given, Asked& asked) {
        const ui::Card card("requests", {.padding = ui::px(20)});
        const std::string& look = given.text("team.look");
        ui::text(given.text("team.requests"), ui::section_title());
        ImGui::SameLine();
        ui::push_right(ui::button_width(look, ui::icons::refresh));
        const ui::Disabled running(given.snapshot.syncing.team_running);
        if (ui::button(look, {.icon = ui::icons::refresh})) asked.command(LookForRequests{});
        ui::text_wrapped(given.text(given.snapshot.requests.empty() ? "team.no_requests" : "team.compare_fingerprints"),
                         ui::note_text());
        if (given.snapshot.syncing.failed) {
            ui::space(8);
            ui::notice(ui::Tone::warn, error_text(*given.snapshot.syncing.failed, given.language()));
            if (draw_access_form(given, m_access, asked)) asked.command(LookForRequests{});
        }
        for (const auto& request : given.snapshot.requests)
            draw_request(given, request, asked);
    }

    void draw_request(const Given& given, const RequestLine& request, Asked& asked) {
        const ui::Id id(request.device.text());
        ui::space(8);
        ui::divider();
        ui::space(8);
        ui::avatar(request.name, ui::px(36));
        ImGui::SameLine(0, ui::px(12));
        {
            const ui::Group words;
            ui::text(request.name + "  " + request.label, {.bold = true});
            ui::meta(ui::icons::key, request.fingerprint, ui::theme().text);
            ui::text(say("team.asked", given.language(),
                         {{"device", request.device.text()}, {"time", ui::moment_text(request.asked)}}),
                     ui::note_text());
            if (!request.replaces.empty())
                ui::text(say("team.replaces", given.language(), {{"device", request.replaces}}), ui::note_text());
        }
        std::string& role = m_roles.try_emplace(request.device, "inspector").first->second;
        std::vector<ui::Option> options;
        std::vector<std::string> words;
        words.reserve(roles().size());
        for (const auto& code : roles())
            words.push_back(term_text("role", code, given.language()));
        for (std::size_t i = 0; i < words.size(); ++i)
            options.push_back({roles()[i], words[i]});
        const float button = ui::button_width(given.text("team.admit"), ui::icons::person_add);
        ImGui::SameLine();
        ui::push_right(ui::px(170) + button + ui::px(10));
        ui::ChoiceOptions choice;
        choice.width = ui::px(170);
        choice.may_clear = false;
        ui::choice("##role", options, role, choice);
        ImGui::SameLine(0, ui::px(10));
        if (ui::button(given.text("team.admit"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::person_add}))
            asked.command(Admit{request.device, role});
        draw_namesake(given, request, role, asked);
    }

    // One person's second laptop and somebody else of the same name look alike.
    static void draw_namesake(const Given& given, const RequestLine& request, const std::string& role, Asked& asked) {
        const auto& same = request.namesakes;
        if (!request.replaces.empty() || std::find(same.begin(), same.end(), role) == same.end()) return;
        ui::space(4);
        ui::notice(ui::Tone::warn, say("team.namesake", given.language(), {{"name", request.name}}));
        if (ui::link(given.text("team.admit_as_new"))) asked.command(Admit{request.device, role, true});
    }

    void draw_members(const Given& given, Asked& asked) {
        const ui::Card card("members", {.padding = ui::px(20)});
        ui::section_header(given.text("team.members"), std::to_string(given.snapshot.members.size()));
        ui::space(6);
        draw_devices(given, asked);
        draw_revoking(given);
    }

    static void draw_devices(const Given& given, Asked& asked) {
        const bool may = may_take_back(given.snapshot);
        std::vector columns{ui::Column{given.text("team.name"), 140}, ui::Column{given.text("team.role"), 140},
                            ui::Column{given.text("team.devices")}, ui::Column{given.text("team.last_sync")}};
        const std::string& take_back = given.text("team.take_back");
        if (may) columns.push_back({"", ui::measure(take_back, {12.5f}).x / ui::px(1) + 24});
        ui::Table table("members", columns);
        if (!table) return;
        struct Line {
            const MemberLine* member;
            const DeviceLine* device; // null: the member has none
        };
        std::vector<Line> lines;
        for (const auto& member : given.snapshot.members) {
            if (member.devices.empty()) lines.push_back({&member, nullptr});
            for (const auto& device : member.devices)
                lines.push_back({&member, &device});
        }
        table.rows(static_cast<int>(lines.size()), [&](int i) {
            const auto& [member, device] = lines[static_cast<std::size_t>(i)];
            const bool is_first = device == nullptr || device == &member->devices.front();
            table.row(std::to_string(i), member->name);
            table.cell(is_first ? member->name : std::string(), {.bold = true});
            table.cell(is_first ? term_text("role", member->role, given.language()) : std::string());
            table.cell(device == nullptr ? std::string() : device_name(*device), ui::second_text());
            table.cell(device == nullptr ? std::string() : device_state(given, *device), ui::second_text());
            if (!may || !is_first) return;
            table.cell_begin(ui::line_height(12.5f));
            const ui::Id scope(std::to_string(i));
            if (ui::link(take_back)) asked.take_back = edits_of_person(member->name);
        });
    }

    // A choice of the laptops that may still write, and the question what for.
    void draw_revoking(const Given& given) {
        if (!given.snapshot.me.may_admit) return;
        std::vector<std::string> words;
        std::vector<std::string> codes;
        for (const auto& member : given.snapshot.members) {
            for (const auto& device : member.devices) {
                if (device.revoked || device.id == given.snapshot.me.device) continue;
                codes.push_back(device.id.text());
                words.push_back(member.name + "  " + device_name(device));
            }
        }
        if (codes.empty()) return;
        std::vector<ui::Option> options;
        for (std::size_t i = 0; i < codes.size(); ++i)
            options.push_back({codes[i], words[i]});
        ui::space(10);
        ui::ChoiceOptions choice;
        choice.width = ui::px(320);
        ui::choice("##revoked", options, m_revoked, choice);
        ImGui::SameLine(0, ui::px(10));
        const ui::Disabled none(m_revoked.empty());
        if (ui::button(given.text("team.revoke"))) m_asks_revocation = true;
    }

    void ask_revocation(const Given& given, Asked& asked) {
        const std::string sentence = say("team.revoke_sentence", given.language(), {{"device", m_revoked}});
        const ui::Question question{given.text("team.revoke"), sentence, given.text("team.revoke"), true,
                                    given.text("team.revoke_reason")};
        if (ui::confirm(question, m_asks_revocation, &m_reason) != ui::Answer::confirmed) return;
        if (const auto device = sync::DeviceId::parse(m_revoked)) asked.command(RevokeDevice{*device, m_reason});
        m_revoked.clear();
        m_reason.clear();
    }

    TeamSetupState m_setup;
    TeamFormsState m_forms;
    TeamDeviceState m_device;
    QuarantineState m_quarantine;
    AccessFormState m_access;
    std::map<sync::DeviceId, std::string> m_roles; // chosen for each request
    std::string m_revoked;                         // letters of the device that is to be revoked
    std::string m_reason;
    bool m_asks_revocation = false;
};

} // namespace

std::unique_ptr<Screen> make_team() {
    return std::make_unique<Team>();
}

} // namespace takan::app
