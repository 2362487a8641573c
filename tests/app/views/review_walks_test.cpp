// Evenings of a leader who has only a keyboard: what has to be pressed is counted.
#include "tests/app/views/sample.hpp"
#include "tests/app/views/walk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

// An inbox of many visits; what was decided is read and no longer contested.
struct Evening {
    explicit Evening(int visits) : stage(Place::review, std::make_unique<Answering>(*this)) {
        stage.day.be_leader();
        for (int i = 0; i < visits; ++i) {
            const auto when = test::march(22, 8, i);
            ids.push_back(
                stage.day.add("visit", stage.day.zhou, when,
                              {{"site", stage.day.plating.text()}, {"weather", "fog"}, {"met_role", "厂长"}}));
        }
        stage.refresh();
        stage.driver().settle();
        stage.clear();
    }

    class Answering final : public app::Screen {
    public:
        explicit Answering(const Evening& evening) : m_evening(evening) {}
        void want(const app::Spot& spot, app::Request& request) const override { m_screen->want(spot, request); }
        void draw(const app::Given& given, const app::Spot& spot, app::Drafts& drafts, app::Asked& asked) override {
            app::Snapshot snapshot = given.snapshot;
            snapshot.inbox = m_evening.inbox();
            m_screen->draw({snapshot, given.pictures, given.textures, given.now, {}, {}}, spot, drafts, asked);
        }

    private:
        std::unique_ptr<app::Screen> m_screen = app::make_review();
        const Evening& m_evening;
    };

    std::vector<app::InboxItem> inbox() const {
        std::vector<app::InboxItem> items;
        for (const auto& id : ids) {
            app::InboxItem item;
            item.row.id = id;
            item.row.kind = "visit";
            item.site = "华盛电镀有限公司";
            item.inspectors = item.people = {"周敏"};
            item.contested = sync::contested_fields(stage.day.records.at(id)).size();
            item.unread = !decided.contains(id);
            items.push_back(std::move(item));
        }
        return items;
    }

    void press(ImGuiKeyChord chord) { walk.press(chord); }
    void type(const std::string& text) { walk.type(text); }
    // What the desk would do with the commands.
    void take() {
        for (const auto& wish : stage.all<app::SetFields>())
            for (const auto& [field, value] : wish.fields)
                sync::write(stage.day.at(wish.id), field, value, stage.day.liu, stage.now);
        for (const auto& wish : stage.all<app::Review>()) {
            decided.insert(wish.ids.begin(), wish.ids.end());
            decisions.push_back(wish);
        }
        stage.clear();
        stage.refresh();
        stage.driver().settle();
    }
    void contest(const sync::RecordId& id) {
        stage.day.at(id).fields["met_role"][{stage.day.li, test::march(22, 9, 0)}] = sync::Value("副厂长");
        stage.refresh();
        stage.driver().settle();
    }

    std::vector<sync::RecordId> ids;
    std::set<sync::RecordId> decided;
    std::vector<app::Review> decisions;
    Stage stage;
    test::Walk walk{stage.driver(), [this] { take(); }};
};

} // namespace

TEST_CASE("review walk: an evening of twenty visits, one of them contested and one given back, by keys alone") {
    Evening evening(20);
    evening.contest(evening.ids[4]);
    for (int i = 0; i < 20; ++i) {
        CAPTURE(i);
        REQUIRE(evening.stage.spot.open == evening.ids[static_cast<std::size_t>(i)]);
        if (i == 4) evening.press(ImGuiKey_1);
        if (i == 9) {
            evening.press(ImGuiKey_R);
            evening.type("no slip");
            evening.press(ImGuiMod_Ctrl | ImGuiKey_Enter);
        } else {
            evening.press(ImGuiKey_A);
        }
        REQUIRE(evening.decisions.size() == static_cast<std::size_t>(i) + 1);
    }
    CHECK(evening.decided.size() == 20);
    CHECK(evening.decisions[9].decision == app::Decision::give_back);
    CHECK(evening.decisions[9].note == "no slip");
    CHECK(evening.decisions[4].decision == app::Decision::approve);
    evening.walk.print("an evening's review of twenty visits, one contested, one given back");
    CHECK(evening.walk.keys() == 29);
    CHECK(evening.walk.clicks() == 0);
}

TEST_CASE("review walk: twenty visits that are all in order take two keys") {
    Evening evening(20);
    evening.press(ImGuiMod_Ctrl | ImGuiKey_A);
    evening.press(ImGuiKey_A);
    REQUIRE(evening.decisions.size() == 1);
    CHECK(evening.decided.size() == 20);
    evening.walk.print("an evening's review of twenty visits that are all in order");
    CHECK(evening.walk.keys() == 2);
}

TEST_CASE("review walk: a contradiction is resolved with one key, or written anew with one and the words") {
    for (const bool anew : {false, true}) {
        Evening evening(2);
        evening.contest(evening.ids[1]);
        evening.stage.spot.open = evening.ids[1];
        evening.stage.driver().settle();
        evening.press(anew ? ImGuiKey_3 : ImGuiKey_2);
        if (anew) {
            evening.stage.driver().frame(2);
            evening.press(ImGuiMod_Ctrl | ImGuiKey_A);
            evening.type("head");
            evening.stage.rest();
            evening.take();
        }
        const auto& visit = evening.stage.day.at(evening.ids[1]);
        CHECK(sync::contested_fields(visit).empty());
        CHECK(sync::shown_text(visit, "met_role") == (anew ? "head" : "厂长"));
        evening.walk.print(anew ? "resolving a contradiction by writing anew" : "resolving a contradiction by a value");
        CHECK(evening.walk.keys() == (anew ? 6 : 1));
    }
}
