// Team: who belongs to it and with which laptops, who waits to be admitted, and what was set aside as not to be
// trusted.
#include "app/domain/roles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/centered_page.hpp"
#include "app/views/contested.hpp"
#include "app/views/frame.hpp"
#include "app/views/screens.hpp"
#include "app/views/team_setup.hpp"

#include <array>
#include <map>

namespace takan::app {

namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : "  ") + part;
    return text;
}

// When, whose, where and what exactly; what is empty is left out.
std::string facts_of(const Given& given, const QuarantineLine& line) {
    const auto device = sync::DeviceId::parse(line.signer);
    std::string text = ui::moment_text(line.when);
    for (const auto& part : {device ? person_of(given.snapshot, *device) : line.signer, line.path, line.detail})
        if (!part.empty()) text += " · " + part;
    return text;
}

class Team final : public Screen {
public:
    void want(const Spot&, Request& request) const override { request.team = true; }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        const CenteredPage page("team", given.text("place.team"), ui::px(1040));
        if (given.snapshot.me.team_address.empty()) {
            draw_team_setup(given, m_setup, asked);
            return;
        }
        if (given.snapshot.me.may_admit) {
            draw_requests(given, asked);
            ui::space(14);
        }
        draw_members(given);
        ui::space(14);
        draw_quarantine(given, asked);
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
    }

    static void draw_members(const Given& given) {
        const ui::Card card("members", {.padding = ui::px(20)});
        ui::section_header(given.text("team.members"), std::to_string(given.snapshot.members.size()));
        ui::space(6);
        const std::array columns{ui::Column{given.text("team.name")}, ui::Column{given.text("team.role")},
                                 ui::Column{given.text("team.devices")}};
        ui::Table table("members", columns);
        if (!table) return;
        const auto& members = given.snapshot.members;
        table.rows(static_cast<int>(members.size()), [&](int i) {
            const MemberLine& member = members[static_cast<std::size_t>(i)];
            table.row(std::to_string(i), member.name);
            table.cell(member.name, {.bold = true});
            table.cell(term_text("role", member.role, given.language()));
            table.cell(joined(member.devices), ui::second_text());
        });
    }

    static void draw_quarantine(const Given& given, Asked& asked) {
        const auto& lines = given.snapshot.quarantine;
        const ui::Card card("quarantine", {.padding = ui::px(20)});
        ui::section_header(given.text("team.quarantine"), std::to_string(lines.size()));
        ui::text_wrapped(given.text(lines.empty() ? "team.quarantine_empty" : "team.quarantine_note"), ui::note_text());
        for (const auto& line : lines) {
            const ui::Id id(std::to_string(line.id));
            ui::space(8);
            ui::notice(ui::Tone::warn, given.text("quarantine." + line.fault));
            ui::space(4);
            ui::text_wrapped(facts_of(given, line), ui::note_text());
            if (given.snapshot.me.may_admit && ui::link(given.text("team.dismiss")))
                asked.command(DismissQuarantine{line.id});
        }
    }

    TeamSetupState m_setup;
    std::map<sync::DeviceId, std::string> m_roles; // chosen for each request
};

} // namespace

std::unique_ptr<Screen> make_team() {
    return std::make_unique<Team>();
}

} // namespace takan::app
