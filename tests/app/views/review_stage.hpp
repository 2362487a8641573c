#pragma once
// The review screen of a leader on the sample day.

#include "tests/app/views/screen_checks.hpp"

#include <map>
#include <memory>
#include <vector>

namespace takan::test {

// The review screen of a leader who has already looked at some records, as they stand in `looked_at`.
class Knowing final : public app::Screen {
public:
    explicit Knowing(const std::map<sync::RecordId, sync::Record>* looked_at)
        : m_screen(app::make_review()), m_looked_at(looked_at) {}

    void want(const app::Spot& spot, app::Request& request) const override { m_screen->want(spot, request); }
    void draw(const app::Given& given, const app::Spot& spot, app::Drafts& drafts, app::Asked& asked) override {
        app::Snapshot snapshot = given.snapshot;
        if (snapshot.detail) snapshot.detail->known = *m_looked_at;
        m_screen->draw({snapshot, given.pictures, given.textures, given.now, given.dropped, given.chosen}, spot, drafts,
                       asked);
    }

private:
    std::unique_ptr<app::Screen> m_screen;
    const std::map<sync::RecordId, sync::Record>* m_looked_at;
};

struct Inbox {
    explicit Inbox(const sync::RecordId& open = {}, const DriverOptions& options = {})
        : stage(app::Place::review, std::make_unique<Knowing>(&looked_at), open, options) {
        stage.day.be_leader();
        stage.refresh();
        driver().settle();
        stage.clear();
    }

    Driver& driver() { return stage.driver(); }
    void redraw() {
        stage.refresh();
        driver().settle();
    }
    // Everybody agrees.
    void settle_contested() {
        sync::write(day.at(day.visit), "met_role", "副总经理", day.liu, stage.now);
        sync::write(day.at(day.drums), "due", "2024-03-29", day.liu, stage.now);
        redraw();
    }
    void look_at_all() {
        looked_at = day.records;
        redraw();
    }
    // The visit, its findings and its photos.
    std::vector<sync::RecordId> whole_visit() const {
        std::vector<sync::RecordId> ids{day.visit};
        for (const char* kind : {"finding", "photo"})
            for (const auto& [id, record] : day.records)
                if (record.kind == kind && sync::shown_text(record, "visit") == day.visit.text()) ids.push_back(id);
        return ids;
    }

    std::map<sync::RecordId, sync::Record> looked_at;
    Stage stage;
    SampleDay& day = stage.day;
};

} // namespace takan::test
