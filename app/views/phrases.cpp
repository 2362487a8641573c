#include "app/views/phrases.hpp"

#include "app/ui/long_text.hpp"
#include "app/ui/ui.hpp"

#include <algorithm>

namespace takan::app {

namespace {

ui::PhraseBook book_of(const std::string& setting, Language language) {
    ui::PhraseBook book;
    book.groups.push_back({text_of("phrases.group.mine", language), read_phrases(setting)});
    std::string group;
    for (const Phrase& phrase : shipped_phrases()) {
        if (phrase.group != group) book.groups.push_back({text_of("phrases.group." + phrase.group, language), {}});
        group = phrase.group;
        book.groups.back().phrases.push_back(phrase.text(language));
    }
    return book;
}

// The place that the open record is about.
std::string site_of(const Snapshot& snapshot) {
    if (!snapshot.detail) return {};
    const Detail& detail = *snapshot.detail;
    if (detail.site) return sync::shown_text(*detail.site, "name");
    if (detail.record.kind == "site") return sync::shown_text(detail.record, "name");
    const auto id = sync::RecordId::parse(sync::shown_text(detail.record, "site"));
    const auto title = id ? detail.titles.find(*id) : detail.titles.end();
    return title == detail.titles.end() ? std::string() : title->second;
}

PhraseFacts facts_of(const Given& given) {
    const std::string now = ui::moment_text(given.now); // "2024-03-22 10:52"
    PhraseFacts facts{site_of(given.snapshot), now.substr(0, 10), now.substr(11)};
    if (given.language() == Language::zh)
        facts.date = std::to_string(std::stoi(now.substr(0, 4))) + "年" + std::to_string(std::stoi(now.substr(5, 2))) +
                     "月" + std::to_string(std::stoi(now.substr(8, 2))) + "日";
    return facts;
}

SetSetting setting_of(const std::vector<std::string>& phrases) {
    return {phrases_setting, write_phrases(phrases)};
}

} // namespace

void PhraseDesk::offer(const Given& given) {
    std::string setting = setting_in(given.snapshot.settings, phrases_setting);
    if (!m_made || setting != m_setting || given.language() != m_language) {
        m_book = book_of(setting, given.language());
        m_setting = std::move(setting);
        m_language = given.language();
        m_made = true;
    }
    m_book.facts = facts_of(given);
    ui::offer_phrases(&m_book);
}

void PhraseDesk::serve(const Given& given, Asked& asked) {
    const ui::PhraseWish wish = ui::take_phrase_wish();
    if (wish.manage) asked.go = Spot{Place::settings, {}};
    if (!wish.keep) return;
    std::vector<std::string> own = read_phrases(m_setting);
    const bool kept = add_phrase(own, *wish.keep);
    if (kept) asked.command(setting_of(own));
    asked.toast = Toast{given.text(kept ? "phrases.kept" : "phrases.not_kept")};
}

namespace {

void take_setting(const Given& given, PhraseCardState& state) {
    const std::string setting = setting_in(given.snapshot.settings, phrases_setting);
    if (setting == state.seen) return;
    state.seen = setting;
    if (setting != state.written) state.phrases = read_phrases(setting);
}

enum class RowAct { none, written, removed };

RowAct draw_row(const Given& given, std::size_t index, std::string& phrase) {
    const ui::Id scope(static_cast<int>(index));
    const float room = ImGui::GetContentRegionAvail().x - ui::px(42);
    const ImVec2 top = ImGui::GetCursorPos();
    ui::LongTextOptions options;
    options.hint = given.text("phrases.hint");
    options.min_rows = 1;
    options.max_rows = 6;
    options.width = room;
    const ui::Edited edited = ui::long_text("##phrase", phrase, options);
    const ImVec2 below = ImGui::GetCursorPos();
    ImGui::SetCursorPos({top.x + room + ui::px(8), top.y});
    const bool removed = ui::icon_button(ui::icons::remove, given.text("phrases.remove"), {.border = false});
    ImGui::SetCursorPos({top.x, std::max(below.y, top.y + ui::px(42))});
    return removed ? RowAct::removed : edited.committed ? RowAct::written : RowAct::none;
}

} // namespace

void draw_phrase_card(const Given& given, PhraseCardState& state, Asked& asked) {
    take_setting(given, state);
    const ui::Card card("phrases", {.padding = ui::px(20)});
    ui::section_header(given.text("phrases.title"));
    ui::space(6);
    ui::text_wrapped(given.text(state.phrases.empty() ? "phrases.none" : "phrases.note"), ui::note_text());
    ui::space(8);
    RowAct act = RowAct::none;
    std::size_t at = 0;
    for (std::size_t i = 0; i < state.phrases.size(); ++i) {
        const RowAct one = draw_row(given, i, state.phrases[i]);
        if (one != RowAct::none) act = one, at = i;
    }
    if (ui::button(given.text("phrases.add"), {.icon = ui::icons::add}) && state.phrases.size() < most_own_phrases)
        state.phrases.emplace_back();
    if (act == RowAct::none) return;
    const SetSetting before{phrases_setting, state.seen};
    if (act == RowAct::removed) state.phrases.erase(state.phrases.begin() + static_cast<std::ptrdiff_t>(at));
    const SetSetting after = setting_of(read_phrases(write_phrases(state.phrases)));
    if (after.value == state.seen) return; // only a row that was still empty
    state.written = after.value;
    asked.command(after);
    if (act == RowAct::removed) asked.toast = Toast{given.text("phrases.removed"), true, before};
}

} // namespace takan::app
