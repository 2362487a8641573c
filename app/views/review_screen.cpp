// Review: the leader's inbox at the left; what is new in one visit, field by field; photos and comments beside it; the
// decision below.
#include "app/ui/ui.hpp"
#include "app/views/contested.hpp"
#include "app/views/keys.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/review_inbox.hpp"
#include "app/views/review_walk.hpp"
#include "app/views/screens.hpp"
#include "app/views/view_memory.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace takan::app {

namespace {

class ReviewScreen final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.review = true;
        request.history = m_parts.history;
        want_clock(m_viewer.clock, request);
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (spot.open != m_open) {
            m_open = spot.open;
            m_parts = {};
            m_note.clear();
            begin_visit(m_walk);
        }
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        const float height = ImGui::GetContentRegionAvail().y;
        const auto wish = draw_review_inbox(given, spot, {frame.list, height}, m_inbox, asked);
        if (keys_are_free()) tick_by_keys(given, spot, m_inbox);
        if (wish) ask(given, *wish, true, asked);
        ImGui::SameLine(0, 0);
        const bool ready =
            given.snapshot.detail && given.snapshot.detail->record.id == spot.open && !spot.open.is_nil();
        const float side = ready ? frame.side : 0;
        const float work = ImGui::GetContentRegionAvail().x - side;
        if (!ready) {
            draw_nothing(given, {work, height});
            ask_note(given, asked);
            return;
        }
        const auto records = in_reading_order(*given.snapshot.detail);
        find_points(given, records, m_walk);
        take_keys(given, drafts, asked);
        draw_work(given, {work, height}, side == 0, drafts, asked);
        if (side > 0) {
            ImGui::SameLine(0, 0);
            draw_side(given, {side, height});
        }
        draw_photo_viewer(given, given.snapshot.detail->photos, m_viewer, drafts, asked);
        ask_note(given, asked);
    }

    void keep(Settings& kept) const override {
        keep_choice(kept, "review.chip", static_cast<std::size_t>(m_inbox.chip));
        keep_choice(kept, "review.by_inspector", m_inbox.by_inspector ? 1 : 0);
    }
    void take_up(const Settings& kept) override {
        m_inbox.chip = static_cast<InboxChip>(kept_choice(kept, "review.chip", 6));
        m_inbox.by_inspector = kept_choice(kept, "review.by_inspector", 2) == 1;
    }

private:
    static void draw_nothing(const Given& given, ImVec2 size) {
        const ui::Pane pane("nothing", size, {ui::theme().background, ui::edge_none, {}, false});
        ui::empty_state(ui::icons::review,
                        given.text(given.snapshot.inbox.empty() ? "review.empty_hint" : "review.choose"));
    }

    // `with_photos`: there is no room beside.
    void draw_work(const Given& given, ImVec2 size, bool with_photos, Drafts& drafts, Asked& asked) {
        const ui::Pane work("work", size, {ui::theme().background, ui::edge_none, {}, false});
        const float foot = ui::px(60);
        draw_head(given, asked);
        {
            const ui::Pane body("body", {size.x, ImGui::GetContentRegionAvail().y - foot},
                                {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(16)}, true});
            draw_body(given, with_photos, drafts, asked);
        }
        draw_foot(given, {size.x, foot}, asked);
    }

    void draw_head(const Given& given, Asked& asked) {
        const Detail& detail = *given.snapshot.detail;
        const ui::Pane head("head", {ImGui::GetContentRegionAvail().x, ui::px(92)},
                            {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
        const float menu = ui::px(34);
        const std::string title = detail.site ? sync::shown_text(*detail.site, "name") : detail.row.title;
        const ImVec2 top = ImGui::GetCursorPos();
        const float badges = ui::px(100) + menu * 2;
        const float room = ImGui::GetContentRegionAvail().x - badges;
        ui::text_cut(title, ui::page_title(), std::min(ui::measure(title, ui::page_title()).x + 1, room));
        ImGui::SameLine(0, ui::px(12));
        draw_state(given, detail.record);
        ImGui::SetCursorPos({ImGui::GetWindowWidth() - ui::px(24) - menu * 2 - ui::px(8), top.y});
        if (ui::icon_button(ui::icons::edit, given.text("review.open_record")))
            asked.open(Place::visits, detail.record.id);
        ImGui::SameLine(0, ui::px(8));
        draw_record_menu(given, detail.record, m_parts, asked);
        ImGui::SetCursorPos({top.x, top.y + ui::px(40)});
        if (detail.site) {
            ui::meta(ui::icons::place, sync::shown_text(*detail.site, "address"));
            ImGui::SameLine(0, ui::px(18));
        }
        const std::string started = sync::shown_text(detail.record, "started_at");
        if (const auto moment = sync::parse_instant(started)) {
            ui::meta(ui::icons::schedule, ui::moment_text(*moment));
            ImGui::SameLine(0, ui::px(18));
        }
        ui::meta(ui::icons::flag,
                 say("review.findings", given.language(), {{"count", std::to_string(detail.findings.size())}}));
        ImGui::SameLine(0, ui::px(18));
        ui::meta(ui::icons::image,
                 say("review.photos", given.language(), {{"count", std::to_string(detail.photos.size())}}));
    }

    static void draw_state(const Given& given, const sync::Record& record) {
        const std::string state = sync::shown_text(record, "review.state");
        if (state == "approved")
            ui::badge({given.text("review.approved"), ui::Tone::ok});
        else if (state == "returned")
            ui::badge({given.text("review.returned"), ui::Tone::warn});
        else
            ui::badge({given.text("review.waiting"), ui::Tone::info});
    }

    void draw_body(const Given& given, bool with_photos, Drafts& drafts, Asked& asked) {
        const Detail& detail = *given.snapshot.detail;
        draw_record_notices(given, detail.record, asked);
        draw_walk_head(given, m_walk);
        for (const auto* record : in_reading_order(detail)) {
            const float top = ImGui::GetCursorPosY();
            draw_changes(given, *record, m_walk, drafts, asked);
            if (ImGui::GetCursorPosY() > top) ui::space(14);
        }
        if (m_walk.points.empty()) {
            ui::notice(ui::Tone::ok, given.text("review.nothing_new"));
            ui::space(14);
        }
        if (with_photos) {
            {
                const ui::Card photos("photos", {.padding = ui::px(18)});
                draw_photos(given);
            }
            ui::space(14);
        }
        const ui::Card comments("comments", {.padding = ui::px(18)});
        ui::section_header(given.text("review.comments"));
        ui::space(6);
        draw_comments(given, detail.record, {}, m_parts.comment, asked, true);
    }

    // What is contested first, then the visit and its findings; photos that were seen before and changed last (new ones
    // stand in the grid beside).
    static std::vector<const sync::Record*> in_reading_order(const Detail& detail) {
        std::vector<const sync::Record*> records{&detail.record};
        for (const auto& finding : detail.findings)
            records.push_back(&finding);
        for (const auto& photo : detail.photos)
            if (detail.known.contains(photo.id) || !sync::contested_fields(photo).empty()) records.push_back(&photo);
        std::stable_partition(records.begin(), records.end(),
                              [](const auto* record) { return !sync::contested_fields(*record).empty(); });
        return records;
    }

    // The visit and all that belongs to it: what a decision is about.
    static std::vector<sync::RecordId> ids_of(const Detail& detail) {
        std::vector<sync::RecordId> ids{detail.record.id};
        for (const auto& finding : detail.findings)
            ids.push_back(finding.id);
        for (const auto& photo : detail.photos)
            ids.push_back(photo.id);
        return ids;
    }

    static bool is_contested(const Detail& detail) {
        const auto is = [](const sync::Record& record) { return !sync::contested_fields(record).empty(); };
        return is(detail.record) || std::any_of(detail.findings.begin(), detail.findings.end(), is) ||
               std::any_of(detail.photos.begin(), detail.photos.end(), is);
    }

    void draw_foot(const Given& given, ImVec2 size, Asked& asked) {
        const Detail& detail = *given.snapshot.detail;
        const ui::Pane foot("foot", size, {0, ui::edge_top, {ui::px(24), ui::px(13)}, false});
        const bool contested = is_contested(detail);
        ui::line_of(ui::px(34));
        const std::string& words = key_words(given);
        const std::string& approve = given.text("review.approve");
        const std::string& back = given.text("review.give_back");
        const std::string& seen = given.text("review.mark_seen");
        const float gap = ui::px(10);
        const float buttons =
            ui::button_width(approve, ui::icons::check) + ui::button_width(back) + ui::button_width(seen) + gap * 2;
        ui::text_cut(words, ui::note_text(), ImGui::GetContentRegionAvail().x - buttons - gap);
        ImGui::SameLine();
        ui::push_right(buttons);
        if (ui::button(seen, {.kind = ui::ButtonKind::ghost})) asked.command(MarkSeen{ids_of(detail)});
        ImGui::SameLine(0, gap);
        if (ui::button(back)) ask(given, Decision::give_back, false, asked);
        ImGui::SameLine(0, gap);
        const ui::Disabled unsettled(contested);
        if (ui::button(approve, {.kind = ui::ButtonKind::primary, .icon = ui::icons::check}))
            ask(given, Decision::approve, false, asked);
    }

    // Keys are the screen's own unless they are meant for a field, a question or the full view of a photo.
    static bool keys_are_free() {
        return !ImGui::GetIO().WantTextInput &&
               !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    }

    void take_keys(const Given& given, Drafts& drafts, Asked& asked) {
        if (!keys_are_free()) return;
        const bool many = !ticked_items(given, m_inbox).empty();
        if (pressed(Key::approve) && (many || !is_contested(*given.snapshot.detail)))
            return ask(given, Decision::approve, many, asked);
        if (pressed(Key::give_back)) ask(given, Decision::give_back, many, asked);
        walk_by_keys(given, m_walk, drafts);
    }

    // The keys that work now.
    const std::string& key_words(const Given& given) const {
        const ReviewPoint* point = m_walk.current();
        if (point != nullptr && point->contested) return given.text("review.keys_contested");
        return given.text(is_contested(*given.snapshot.detail) ? "review.settle_first" : "review.keys");
    }

    // Approves at once; giving back needs a note first. `many`: all that are ticked, not the open one.
    void ask(const Given& given, Decision decision, bool many, Asked& asked) {
        m_many = many;
        if (decision == Decision::give_back)
            m_ask_note = true;
        else
            decide(given, decision, {}, asked);
    }

    void decide(const Given& given, Decision decision, std::string note, Asked& asked) {
        if (std::exchange(m_many, false)) return decide_ticked(given, decision, std::move(note), asked);
        asked.command(Review{ids_of(*given.snapshot.detail), decision, std::move(note)});
        asked.toast =
            Toast{given.text(decision == Decision::approve ? "review.approved_toast" : "review.returned_toast"), true};
        go_on(given, {given.snapshot.detail->record.id}, asked);
    }

    // What is contested is not approved: it stays ticked.
    void decide_ticked(const Given& given, Decision decision, std::string note, Asked& asked) {
        const bool approve = decision == Decision::approve;
        Review review{{}, decision, std::move(note), true};
        std::size_t left = 0;
        for (const auto* item : ticked_items(given, m_inbox)) {
            if (approve && item->contested > 0)
                ++left;
            else
                review.ids.push_back(item->row.id);
        }
        for (const auto& id : review.ids)
            m_inbox.ticked.erase(id);
        const char* key = !approve    ? "review.returned_many"
                          : left == 0 ? "review.approved_many"
                                      : "review.approved_some";
        asked.toast = Toast{
            say(key, given.language(), {{"count", std::to_string(review.ids.size())}, {"left", std::to_string(left)}}),
            !review.ids.empty()};
        if (review.ids.empty()) return;
        const auto ids = review.ids;
        asked.command(std::move(review));
        if (left == 0) m_inbox.ticking = false;
        if (std::find(ids.begin(), ids.end(), m_open) != ids.end()) go_on(given, ids, asked);
    }

    // To the next item that still waits.
    static void go_on(const Given& given, const std::vector<sync::RecordId>& decided, Asked& asked) {
        for (const auto& item : given.snapshot.inbox) {
            if (!item.unread || std::find(decided.begin(), decided.end(), item.row.id) != decided.end()) continue;
            asked.open(Place::review, item.row.id);
            return;
        }
    }

    void ask_note(const Given& given, Asked& asked) {
        const ui::Question question{.title = given.text("review.give_back"),
                                    .sentence = given.text("review.give_back_sentence"),
                                    .confirm = given.text("review.give_back"),
                                    .danger = false,
                                    .reason_label = given.text("review.note"),
                                    .reason_hint = given.text("review.note_hint")};
        if (ui::confirm(question, m_ask_note, &m_note) != ui::Answer::confirmed) return;
        decide(given, Decision::give_back, sync::trimmed(std::exchange(m_note, {})), asked);
    }

    void draw_side(const Given& given, ImVec2 size) {
        const ui::Pane side("side", size, {0, ui::edge_left, {ui::px(16), ui::px(14)}, true});
        draw_photos(given);
    }

    // What the leader knew first, then what has come since; both side by side at one press.
    void draw_photos(const Given& given) {
        const Detail& detail = *given.snapshot.detail;
        ui::section_header(given.text("review.side_photos"), std::to_string(detail.photos.size()));
        ui::space(8);
        if (detail.photos.empty()) {
            ui::text_wrapped(given.text("review.no_photos"), ui::note_text());
            return;
        }
        PhotoRefs known = refs_to(detail.photos);
        const auto middle = std::stable_partition(known.begin(), known.end(),
                                                  [&](const auto* photo) { return detail.known.contains(photo->id); });
        const PhotoRefs fresh(middle, known.end());
        known.erase(middle, known.end());
        if (known.empty() || fresh.empty()) return draw_group(given, known.empty() ? fresh : known);
        if (ui::button(given.text("review.compare_photos"), {.icon = ui::icons::compare, .width = -1}))
            compare_first(known, fresh);
        ui::space(8);
        draw_group_title(given, "review.known_photos", known.size());
        draw_group(given, known);
        ui::space(10);
        draw_group_title(given, "review.fresh_photos", fresh.size());
        draw_group(given, fresh);
    }

    static void draw_group_title(const Given& given, const char* key, std::size_t count) {
        ui::text(say(key, given.language(), {{"count", std::to_string(count)}}), ui::second_text(ui::em_note));
        ui::space(4);
    }

    void draw_group(const Given& given, const PhotoRefs& photos) {
        const int pressed = draw_photo_grid(given, photos, ui::px(112));
        if (pressed >= 0) open_viewer(m_viewer, photos[static_cast<std::size_t>(pressed)]->id);
    }

    // A new photo beside a known one of the same finding, where there are such.
    void compare_first(const PhotoRefs& known, const PhotoRefs& fresh) {
        for (const auto* photo : fresh) {
            const std::string finding = sync::shown_text(*photo, "finding");
            for (const auto* old : known)
                if (!finding.empty() && sync::shown_text(*old, "finding") == finding)
                    return open_compare(m_viewer.compare, *old, *photo);
        }
        open_compare(m_viewer.compare, *known.front(), *fresh.front());
    }

    sync::RecordId m_open;
    ReviewInboxState m_inbox;
    RecordPartsState m_parts;
    PhotoViewerState m_viewer;
    ReviewWalk m_walk;
    bool m_ask_note = false;
    bool m_many = false; // the note is for all that are ticked
    std::string m_note;
};

} // namespace

std::unique_ptr<Screen> make_review() {
    return std::make_unique<ReviewScreen>();
}

} // namespace takan::app
