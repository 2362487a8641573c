#pragma once
// Sample: one believable day of an inspection team in Yueyang, 22 March 2024, as the screens would be told of it, and a
// stage that plays root's part for one screen. Nothing in it is real.

#include "app/ui/ui.hpp"
#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"
#include "app/views/screens.hpp"
#include "tests/support/window/driver.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace takan::test {

// 2024-03-22 10:52:08 in China.
inline constexpr sync::Instant sample_now{1'711'075'928'000};
// A moment of that month in China's time.
sync::Instant march(int day, int hour, int minute);
// The same id for the same moment and number, whoever asks.
sync::RecordId sample_id(sync::Instant created, int number);

// The records of the day by what they are. Change them, then ask for a snapshot.
struct SampleDay {
    SampleDay();

    sync::DeviceId zhou, li, liu; // 周敏 (this laptop) and 李建国 inspect, 刘卫东 leads
    sync::RecordId plating;       // 华盛电镀, the site of the open visit
    sync::RecordId dyeing;        // 临江印染
    sync::RecordId visit; // at the plating works: going on, two findings, nine photos, comments, two contested fields
    sync::RecordId approved;       // this morning's visit at the dyeing works
    sync::RecordId returned;       // yesterday's visit, given back with a note
    sync::RecordId planned;        // 11:30, a visit that has not begun
    sync::RecordId drums, outfall; // the findings of `visit`: hazardous waste, and a drain
    sync::RecordId photo;          // the first photo of `drums`

    std::map<sync::RecordId, sync::Record> records;
    std::map<sync::RecordId, std::string> deleted; // with the reasons; such records are in no list
    std::vector<app::MapFile> maps;                // map files of this laptop
    std::vector<app::FormLine> forms;              // those that come with the program
    app::Snapshot base; // what does not depend on the request: me, people, counts, syncing …

    sync::Record& at(const sync::RecordId& id) { return records.at(id); }
    // Adds a record that one person wrote at one moment.
    sync::RecordId add(const char* kind, sync::DeviceId by, sync::Instant when, const app::FieldValues& fields);
    // The person of this laptop leads the team.
    void be_leader();
    // Answers like the store would: list, records, detail, history, inbox.
    app::Snapshot answer(const app::Request& request, app::Language language = app::Language::zh) const;

private:
    void add_sites();
    void add_visits();
    void add_findings();
    void add_photos();
    void add_comments();
    void contest();
    void set_base();

    app::Row row_of(const sync::Record& record, app::Language language) const;
    std::string site_name(const sync::Record& record, app::Language language) const;
    app::Detail detail_of(const sync::Record& record, app::Language language) const;
    std::vector<app::AgendaItem> agenda(app::Language language) const;
    std::vector<app::InboxItem> inbox(app::Language language) const;
    std::vector<sync::Record> referring(const char* kind, const char* field, const sync::RecordId& target) const;

    int m_count = 0;
};

// Pictures that the program draws itself, for sample photos (their sha256 names scene and seed); one of them is not
// here.
class SamplePictures : public app::Pictures {
public:
    app::PictureState picture(const std::string& sha256, const std::string& media_ref, int side,
                              std::shared_ptr<const app::Picture>& out) override;

private:
    std::map<std::string, std::shared_ptr<const app::Picture>> m_drawn;
};

// Draws one screen of the sample day in a headless window, between rail and status line, and keeps what it asked for.
class Stage {
public:
    explicit Stage(app::Place place, std::unique_ptr<app::Screen> screen, const sync::RecordId& open = {},
                   const DriverOptions& options = {});
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage();

    SampleDay day;
    sync::Instant now = sample_now;
    app::Spot spot;
    app::Drafts drafts;
    bool follow = true;                                       // goes where the screen asks to go, within its place
    std::vector<std::filesystem::path> dropped;               // given to the next frame
    std::optional<std::vector<std::filesystem::path>> chosen; // given to the next frame

    // Since the last clear(): everything but Ask; the drafts' writes among them.
    std::vector<app::Command> commands;
    std::optional<app::Spot> went;
    std::optional<app::FileQuestion> files;
    std::optional<app::Toast> toast;
    std::optional<app::Which> take_back;
    std::optional<app::TableView> table;
    app::Request request; // what the screen wants now
    void clear();

    // The commands of one type, in order.
    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const auto& command : commands)
            if (const T* one = std::get_if<T>(&command)) found.push_back(*one);
        return found;
    }

    // After a change of `day`: the next frame shows it.
    void refresh() { m_stale = true; }
    // Lets time pass, so that what was typed is sent.
    void rest();
    Driver& driver() { return *m_driver; }

private:
    void draw();

    std::unique_ptr<app::Screen> m_screen;
    app::Language m_language;
    SamplePictures m_pictures;
    std::unique_ptr<app::ui::TextureStore> m_store;
    std::unique_ptr<app::ui::PictureTextures> m_textures;
    app::Snapshot m_snapshot;
    bool m_stale = true;
    std::uint64_t m_number = 0;
    std::unique_ptr<Driver> m_driver;
};

} // namespace takan::test
