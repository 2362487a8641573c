// Overview, for those who lead: numbers and bars of a period, each of which opens the list of what it counts; and who
// has not synced today.

#include "app/domain/overview.hpp"
#include "app/domain/table_columns.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/screens.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace takan::app {

namespace {

constexpr float widest_page = 1240; // design pixels
constexpr float narrowest_two = 860;
constexpr float narrowest_tile = 150;
constexpr std::size_t most_bars = 10;

enum class Period { campaign, week, today };

std::string day_of(sync::Instant moment) {
    return ui::moment_text(moment).substr(0, 10);
}

const char* icon_of(ui::Tone tone) {
    if (tone == ui::Tone::danger || tone == ui::Tone::warn) return ui::icons::warning;
    return tone == ui::Tone::ok ? ui::icons::check_circle : ui::icons::info;
}

// Somebody of the team, and when a commit of theirs was made last.
struct Synced {
    std::string name;
    std::optional<sync::Instant> last;
};

std::vector<Synced> not_synced_today(const Given& given) {
    std::vector<Synced> missing;
    for (const MemberLine& member : given.snapshot.members) {
        Synced one{member.name, {}};
        bool uses_one = false;
        for (const DeviceLine& device : member.devices) {
            uses_one |= !device.revoked;
            if (device.last_commit && (!one.last || *one.last < *device.last_commit)) one.last = device.last_commit;
        }
        if (uses_one && (!one.last || day_of(*one.last) != day_of(given.now))) missing.push_back(std::move(one));
    }
    std::stable_sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.last < b.last; });
    return missing;
}

class OverviewScreen final : public Screen {
public:
    void want(const Spot&, Request& request) const override { request.overview = m_wish; }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        m_wish = wish_of(given);
        const ImVec2 size = ImGui::GetWindowSize();
        const float page = std::min(size.x - ui::px(64), ui::px(widest_page));
        const float margin = std::floor((size.x - page) / 2);
        const ui::Pane pane("overview", size,
                            {.fill = ui::theme().background, .padding = {margin, ui::px(24)}, .scrolls = true});
        const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
        draw_period(given);
        if (!given.snapshot.overview) return;
        const Overview& overview = *given.snapshot.overview;
        draw_tiles(given, overview, asked);
        ui::space(16);
        draw_cards(given, overview, asked);
        ui::space(16);
    }

private:
    OverviewWish wish_of(const Given& given) const {
        const std::string today = day_of(given.now);
        constexpr std::int64_t six_days = 6 * 24 * std::int64_t{3'600'000};
        if (m_period == Period::today) return {true, today, today, today};
        if (m_period == Period::week) return {true, day_of({given.now.ms - six_days}), today, today};
        return {true, {}, {}, today};
    }

    void draw_period(const Given& given) {
        const ImVec2 top = ImGui::GetCursorPos();
        ui::text(given.text("place.overview"), ui::page_title());
        const auto& overview = given.snapshot.overview;
        std::string days = m_wish.from == m_wish.to ? m_wish.from : m_wish.from + " – " + m_wish.to;
        if (m_wish.from.empty() && overview && !overview->first.empty())
            days = overview->first + " – " + overview->last;
        if (m_wish.from.empty() && overview && overview->first.empty()) days = given.text("overview.no_visits");
        ui::text(days, ui::second_text());
        const std::array periods{std::pair{Period::campaign, "overview.campaign"},
                                 std::pair{Period::week, "overview.week"}, std::pair{Period::today, "overview.today"}};
        float width = 0;
        for (const auto& [period, key] : periods)
            width += ui::chip_width(given.text(key)) + ui::px(6);
        ImGui::SetCursorPos({top.x, top.y + ui::px(8)});
        ui::push_right(width - ui::px(6));
        for (const auto& [period, key] : periods) {
            if (period != Period::campaign) ImGui::SameLine(0, ui::px(6));
            if (ui::chip(given.text(key), m_period == period)) m_period = period;
        }
        ImGui::SetCursorPos({top.x, top.y + ui::px(66)});
        ImGui::Dummy({0, 0});
    }

    void open(const TableQuery& query, Asked& asked) const { asked.table = TableView{query, {}}; }

    // --- tiles
    void draw_tiles(const Given& given, const Overview& overview, Asked& asked) {
        std::size_t contested = 0;
        std::string kinds;
        TableQuery first = contested_query(contested_kinds().front());
        for (auto bar = overview.contested.rbegin(); bar != overview.contested.rend(); ++bar) {
            if (bar->count == 0) continue;
            contested += bar->count;
            first = contested_query(bar->value);
            kinds = kind_text(bar->value, given.language()) + " " + std::to_string(bar->count) +
                    (kinds.empty() ? "" : " · ") + kinds;
        }
        using Part = OverviewPart;
        const auto query = [&](Part part) { return overview_query(part, overview.wish); };
        struct Tile {
            const char* key;
            const char* icon;
            std::size_t count;
            TableQuery opens;
            ui::Tone tone;
            std::string note;
        };
        const std::array tiles{
            Tile{"overview.visits", ui::icons::assignment, overview.visits, query(Part::visits), ui::Tone::plain, {}},
            Tile{"overview.findings", ui::icons::flag, overview.findings, query(Part::findings), ui::Tone::plain, {}},
            Tile{"overview.photos", ui::icons::photos, overview.photos, query(Part::photos), ui::Tone::plain, {}},
            Tile{"overview.awaiting", ui::icons::review, overview.awaiting, query(Part::awaiting), ui::Tone::plain, {}},
            Tile{"overview.contested", ui::icons::call_merge, contested, first,
                 contested > 0 ? ui::Tone::warn : ui::Tone::plain, kinds},
            Tile{"overview.overdue",
                 ui::icons::alarm,
                 overview.overdue,
                 query(Part::overdue),
                 overview.overdue > 0 ? ui::Tone::danger : ui::Tone::plain,
                 {}},
        };
        const float room = ImGui::GetContentRegionAvail().x, gap = ui::px(12);
        const auto fit = static_cast<int>((room + gap) / (ui::px(narrowest_tile) + gap));
        const int columns = fit >= 6 ? 6 : fit >= 3 ? 3 : 2;
        const float width = std::floor((room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
        const ui::StyleVar rows(ImGuiStyleVar_ItemSpacing, ImVec2(gap, gap));
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const Tile& tile = tiles[i];
            if (static_cast<int>(i) % columns != 0) ImGui::SameLine(0, gap);
            const std::string number = std::to_string(tile.count);
            const std::string note = tile.note.empty() ? given.text(std::string(tile.key) + "_note") : tile.note;
            if (ui::number_tile({tile.key, tile.icon, given.text(tile.key), number, note, tile.tone, width}))
                open(tile.opens, asked);
        }
    }

    // --- cards
    void draw_cards(const Given& given, const Overview& overview, Asked& asked) {
        const ImVec2 top = ImGui::GetCursorPos();
        const float room = ImGui::GetContentRegionAvail().x;
        using Part = OverviewPart;
        const auto left = [&] {
            draw_days(given, overview, asked);
            draw_bars(given, Part::type, "overview.by_type", overview.types, types_note(given, overview), asked);
            draw_bars(given, Part::inspector, "overview.by_inspector", overview.inspectors, {}, asked);
        };
        const auto right = [&] {
            draw_unsynced(given);
            draw_bars(given, Part::severity, "overview.by_severity", overview.severities, {}, asked);
            draw_bars(given, Part::division, "overview.by_division", overview.divisions, {}, asked);
            draw_bars(given, Part::state, "overview.by_state", overview.states, {}, asked);
        };
        if (room < ui::px(narrowest_two)) {
            left();
            right();
            return;
        }
        const float gap = ui::px(16);
        const float half = std::floor(room * 0.42f);
        {
            const ui::Width column(room - half - gap);
            const ui::Group whole;
            left();
        }
        const float left_end = ImGui::GetCursorPosY();
        ImGui::SetCursorPos({top.x + room - half, top.y});
        {
            const ui::Group whole;
            right();
        }
        ImGui::SetCursorPosY(std::max(left_end, ImGui::GetCursorPosY()));
    }

    static std::string types_note(const Given& given, const Overview& overview) {
        if (overview.mentions == 0) return {};
        return say("overview.mentions", given.language(),
                   {{"findings", std::to_string(overview.findings)}, {"mentions", std::to_string(overview.mentions)}});
    }

    std::string label_of(const Given& given, const TableQuery& query, OverviewPart part, const OverviewBar& bar) const {
        if (bar.value.empty()) return given.text("overview.not_given");
        return cell_text(*find_column(query.kind, overview_column(part)), bar.value, given.language());
    }

    void draw_bars(const Given& given, OverviewPart part, const char* title, const std::vector<OverviewBar>& bars,
                   const std::string& note, Asked& asked) {
        {
            const ui::Card card(title);
            const TableQuery query = overview_query(part, m_wish);
            ui::section_header(given.text(title),
                               given.text(query.kind == "visit" ? "overview.of_visits" : "overview.of_findings"));
            ui::space(4);
            if (bars.empty()) ui::text(given.text("overview.nothing"), ui::note_text());
            draw_rows(given, part, bars, query, asked);
            if (!note.empty()) ui::text_wrapped(note, ui::note_text());
        }
        ui::space(14);
    }

    void draw_rows(const Given& given, OverviewPart part, const std::vector<OverviewBar>& bars, const TableQuery& query,
                   Asked& asked) {
        std::vector<std::string> labels;
        float label = 0, number = 0;
        std::size_t most = 0;
        const std::size_t shown = m_all.contains(part) ? bars.size() : std::min(bars.size(), most_bars);
        for (std::size_t i = 0; i < shown; ++i) {
            labels.push_back(label_of(given, query, part, bars[i]));
            label = std::max(label, ui::measure(labels.back(), {ui::em_note}).x);
            number = std::max(number, ui::measure(std::to_string(bars[i].count), {ui::em_note, true}).x);
            most = std::max(most, bars[i].count);
        }
        const bool toned = part == OverviewPart::severity || part == OverviewPart::state;
        const float widest = std::floor(ImGui::GetContentRegionAvail().x * 0.42f);
        const ui::StyleVar close(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        for (std::size_t i = 0; i < shown; ++i) {
            const char* vocabulary = part == OverviewPart::severity ? "severity" : "visit_state";
            ui::Tone tone = toned ? tone_of(vocabulary, bars[i].value) : ui::Tone::accent;
            const bool plain = tone == ui::Tone::plain;
            if (plain) tone = ui::Tone::accent;
            const ui::BarRow row{bars[i].value,
                                 labels[i],
                                 bars[i].count,
                                 most,
                                 std::min(widest, label + ui::px(toned ? 22 : 2)),
                                 number,
                                 tone,
                                 toned && !plain ? icon_of(tone) : nullptr};
            if (ui::bar_row(row)) open(overview_query(part, m_wish, bars[i].value), asked);
        }
        if (shown == bars.size()) return;
        ui::space(4);
        const ui::Id scope(static_cast<int>(part));
        if (ui::link(say("overview.all_bars", given.language(), {{"count", std::to_string(bars.size())}})))
            m_all.insert(part);
    }

    void draw_days(const Given& given, const Overview& overview, Asked& asked) {
        {
            const ui::Card card("days");
            ui::section_header(given.text("overview.by_day"), given.text("overview.of_visits"));
            ui::space(4);
            if (overview.days.empty())
                ui::text(given.text("overview.nothing"), ui::note_text());
            else
                draw_day_columns(given, overview, asked);
        }
        ui::space(14);
    }

    void draw_day_columns(const Given& given, const Overview& overview, Asked& asked) {
        const auto& states = find_vocabulary("visit_state")->terms;
        std::vector<std::string> labels, tips;
        std::vector<std::size_t> sums(states.size() + 1);
        for (const OverviewDay& day : overview.days) {
            labels.push_back(day.day.substr(5));
            std::string tip = day.day + "：" + std::to_string(day.count);
            for (std::size_t i = 0; i < day.by_state.size(); ++i)
                sums[i] += day.by_state[i];
            tips.push_back(std::move(tip));
        }
        std::vector<ui::StackColumn> columns;
        for (std::size_t i = 0; i < overview.days.size(); ++i)
            columns.push_back(
                {overview.days[i].day, labels[i], tips[i], overview.days[i].by_state, overview.days[i].count});
        const int pressed = ui::stack_columns("columns", columns, ui::px(190));
        if (pressed >= 0)
            open(overview_query(OverviewPart::day, m_wish, overview.days[static_cast<std::size_t>(pressed)].day),
                 asked);
        const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
        bool first = true;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            if (sums[i] == 0) continue;
            const std::string& word =
                i < states.size() ? states[i].text(given.language()) : given.text("overview.not_given");
            const std::string key = word + " " + std::to_string(sums[i]);
            if (!std::exchange(first, false)) {
                ImGui::SameLine(0, ui::px(16));
                if (ImGui::GetCursorScreenPos().x + ui::px(16) + ui::measure(key, {ui::em_small}).x > right)
                    ImGui::NewLine();
            }
            ui::stack_key(i, key);
        }
    }

    static void draw_unsynced(const Given& given) {
        {
            const ui::Card card("unsynced");
            const auto missing = not_synced_today(given);
            ui::section_header(given.text("overview.unsynced"),
                               missing.empty() ? std::string() : std::to_string(missing.size()));
            ui::space(4);
            if (given.snapshot.members.empty())
                ui::text(given.text("overview.no_team"), ui::note_text());
            else if (missing.empty())
                ui::meta(ui::icons::check_circle, given.text("overview.all_synced"), ui::theme().accent);
            for (const Synced& one : missing) {
                const std::string when =
                    one.last ? ui::moment_text(*one.last).substr(5) : given.text("overview.never_synced");
                ui::line_of(ui::px(28));
                ui::meta(ui::icons::schedule, one.name, one.last ? ui::theme().text : ui::theme().warn);
                ImGui::SameLine();
                ui::push_right(ui::measure(when, {ui::em_note}).x);
                ui::text(when, ui::second_text(ui::em_note));
            }
        }
        ui::space(14);
    }

    Period m_period = Period::campaign;
    OverviewWish m_wish;
    std::set<OverviewPart> m_all; // pictures that show all of their bars
};

} // namespace

std::unique_ptr<Screen> make_overview() {
    return std::make_unique<OverviewScreen>();
}

} // namespace takan::app
