#include "app/cli/player.hpp"

#include "app/cli/assignments.hpp"
#include "app/cli/camera.hpp"
#include "app/cli/laptop_work.hpp"
#include "app/cli/record_text.hpp"
#include "app/desk/admission.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::cli {

namespace {

class Player {
public:
    Player(const Call& call, const std::filesystem::path& folder, const Scenario& scenario)
        : m_call(call), m_folder(folder), m_scenario(scenario) {}

    Result<Played> play(const DrawPhoto& draw) {
        TAKAN_TRY(take_photos(m_folder / "camera", m_scenario, draw));
        for (const auto& step : m_scenario.steps) {
            m_now->ms = std::max(m_now->ms + 1, step.at.ms);
            TAKAN_TRY(take(step));
        }
        for (const auto& person : m_scenario.people)
            m_played.laptops.emplace(person.key, m_folder / person.key);
        m_played.team = team();
        return std::move(m_played);
    }

private:
    std::filesystem::path team() const { return m_folder / "team.git"; }

    // Each look at the clock is a millisecond later, so that nothing happens at the same time.
    sync::Clock clock() const {
        return [now = m_now] { return sync::Instant{now->ms++}; };
    }

    const ScenarioPerson& person(const std::string& key) const {
        const auto found = std::find_if(m_scenario.people.begin(), m_scenario.people.end(),
                                        [&](const auto& one) { return one.key == key; });
        return found == m_scenario.people.end() ? m_scenario.people.front() : *found;
    }

    Result<Workspace*> laptop(const std::string& key) {
        const auto known = m_laptops.find(key);
        if (known != m_laptops.end()) return &known->second;
        TAKAN_TRY_LET(workspace, Workspace::open(m_folder / key, clock()));
        return &m_laptops.emplace(key, std::move(workspace)).first->second;
    }

    Result<sync::RecordId> named(const std::string& word) const {
        const auto found = m_records.find(word);
        if (found == m_records.end())
            return sync::fail(sync::ErrorKind::invalid, "the scenario has no such record", word);
        return found->second;
    }

    Status take(const ScenarioStep& step) {
        using Act = Status (Player::*)(const ScenarioStep&);
        static const std::map<std::string_view, Act> acts{
            {"found", &Player::found},      {"join", &Player::join},       {"admit", &Player::admit},
            {"sync", &Player::sync_up},     {"new", &Player::make},        {"set", &Player::change},
            {"photos", &Player::photos},    {"comment", &Player::comment}, {"approve", &Player::approve},
            {"return", &Player::give_back}, {"seen", &Player::look_at}};
        const auto act = acts.find(step.act);
        if (act == acts.end()) return sync::fail(sync::ErrorKind::invalid, "the scenario has an unknown act", step.act);
        auto done = (this->*act->second)(step);
        if (done) return {};
        sync::Error error = done.error();
        error.subject =
            china_text(step.at) + " " + step.who + " " + step.act + " " + step.record + ": " + error.subject;
        return error;
    }

    void tell(const ScenarioStep& step, Words words) const {
        m_call.line("  " + china_text(step.at).substr(11) + "  " + person(step.who).name + "  " +
                    m_call.said("demo.log." + step.act, words));
    }

    std::string title(const Workspace& workspace, const sync::RecordId& id) const {
        const auto rows = workspace.store.rows({id});
        if (!rows || rows->empty()) return id.text();
        return kind_text(rows->front().kind, m_call.language) + " " + full_title(workspace, rows->front());
    }

    Status found(const ScenarioStep& step) {
        const auto& who = person(step.who);
        TAKAN_TRY(sync::create_laptop(m_folder / who.key, who.name, sync::utf8(team()), who.label));
        TAKAN_TRY(sync::found_team(m_folder / who.key, who.role, clock()()));
        TAKAN_TRY_LET(workspace, laptop(who.key));
        TAKAN_TRY(catch_up_store(workspace->folder, workspace->store, workspace->clock));
        tell(step, {});
        return {};
    }

    Status join(const ScenarioStep& step) {
        const auto& who = person(step.who);
        TAKAN_TRY(sync::create_laptop(m_folder / who.key, who.name, sync::utf8(team()), who.label));
        TAKAN_TRY(sync::ask_team(m_folder / who.key, clock()()));
        tell(step, {});
        return {};
    }

    Status admit(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(asking, sync::read_identity(m_folder / step.device));
        TAKAN_TRY_LET(waiting, sync::waiting_requests(workspace->folder));
        TAKAN_TRY_LET(team_now, workspace->registry());
        TAKAN_TRY_LET(known, known_registry(team_now, workspace->store));
        TAKAN_TRY_LET(records, admission_of(waiting, known, asking.device, {step.role}, workspace->identity.device,
                                            workspace->clock()));
        TAKAN_TRY(workspace->store.add(records));
        tell(step, {{"name", asking.name}, {"device", asking.device.view()}});
        return {};
    }

    Status sync_up(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(receipt, synchronise(*workspace, {}, [](const sync::Progress&) {}, {}));
        TAKAN_TRY_LET(counts, workspace->store.counts());
        tell(step, {{"sent", std::to_string(receipt.records_sent)},
                    {"received", std::to_string(receipt.records_received)},
                    {"merged", std::to_string(receipt.records_merged)},
                    {"photos", std::to_string(receipt.photos_sent)},
                    {"contested", std::to_string(counts.contested)}});
        return {};
    }

    // The step's fields as people type them in the terminal.
    Result<std::vector<std::string>> typed(const ScenarioStep& step) const {
        std::vector<std::string> words;
        for (const auto& [name, value] : step.fields) {
            if (!value.starts_with("@")) {
                words.push_back(name + "=" + value);
                continue;
            }
            TAKAN_TRY_LET(id, named(value.substr(1)));
            words.push_back(name + "=" + id.text());
        }
        return words;
    }

    Status make(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(kind, read_kind(m_call, step.kind));
        TAKAN_TRY_LET(words, typed(step));
        TAKAN_TRY_LET(fields, read_assignments(m_call, *workspace, *kind, words, nullptr));
        const auto id = sync::RecordId::random(workspace->clock());
        TAKAN_TRY(apply(*workspace, Create{id, kind->name, std::move(fields)}));
        // What a leader made himself is no news to him.
        if (may(person(step.who).role, Act::review)) TAKAN_TRY(apply(*workspace, MarkSeen{{id}}));
        m_records[step.record] = id;
        ++m_played.records;
        tell(step, {{"title", title(*workspace, id)}});
        return {};
    }

    Status change(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(id, named(step.record));
        TAKAN_TRY_LET(record, find_record(m_call, *workspace, id.text()));
        TAKAN_TRY_LET(kind, kind_of(record));
        TAKAN_TRY_LET(words, typed(step));
        TAKAN_TRY_LET(fields, read_assignments(m_call, *workspace, *kind, words, &record));
        std::string labels;
        for (const auto& [name, value] : step.fields)
            labels += (labels.empty() ? "" : m_call.text("cli.list_separator")) +
                      field_text(record.kind, name, m_call.language);
        TAKAN_TRY(apply(*workspace, SetFields{id, std::move(fields)}));
        tell(step, {{"title", title(*workspace, id)}, {"fields", labels}});
        return {};
    }

    Status photos(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(finding, named(step.record));
        TAKAN_TRY_LET(visit, named(step.visit));
        AddPhotos wish;
        wish.visit = visit;
        wish.finding = finding;
        for (const auto& shot : step.shots)
            wish.paths.push_back(photo_path(m_folder / "camera", step.who, shot));
        TAKAN_TRY_LET(report, import_into(*workspace, wish, person(step.who).name, m_call.language, {}));
        if (report.ids.size() != step.shots.size())
            return sync::fail(sync::ErrorKind::broken, "not every photo was imported",
                              report.remarks.empty() ? "" : report.remarks.front());
        // The files are imported by name, which begins with the time; so are the shots.
        for (std::size_t i = 0; i < report.ids.size(); ++i)
            TAKAN_TRY(
                apply(*workspace, SetFields{report.ids[i],
                                            {{"caption", step.shots[i].caption}, {"proves", step.shots[i].proves}}}));
        m_played.photos += report.ids.size();
        tell(step, {{"count", std::to_string(report.ids.size())}, {"title", title(*workspace, finding)}});
        return {};
    }

    Status comment(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(about, named(step.record));
        TAKAN_TRY(
            apply(*workspace, AddComment{sync::RecordId::random(workspace->clock()), about, step.field, step.text}));
        ++m_played.records;
        tell(step, {{"title", title(*workspace, about)}, {"text", step.text}});
        return {};
    }

    Status decide(const ScenarioStep& step, Decision decision) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(id, named(step.record));
        TAKAN_TRY(apply(*workspace, Review{{id}, decision, step.text}));
        tell(step, {{"title", title(*workspace, id)}, {"text", step.text}});
        return {};
    }
    Status approve(const ScenarioStep& step) { return decide(step, Decision::approve); }
    Status give_back(const ScenarioStep& step) { return decide(step, Decision::give_back); }

    Status look_at(const ScenarioStep& step) {
        TAKAN_TRY_LET(workspace, laptop(step.who));
        TAKAN_TRY_LET(id, named(step.record));
        TAKAN_TRY_LET(all, with_belongings(workspace->store, {id}));
        TAKAN_TRY(apply(*workspace, MarkSeen{all}));
        tell(step, {{"title", title(*workspace, id)}});
        return {};
    }

    const Call& m_call;
    const std::filesystem::path& m_folder;
    const Scenario& m_scenario;
    std::shared_ptr<sync::Instant> m_now = std::make_shared<sync::Instant>();
    std::map<std::string, Workspace> m_laptops;
    std::map<std::string, sync::RecordId> m_records;
    Played m_played;
};

} // namespace

Result<Played> play(const Call& call, const std::filesystem::path& folder, const Scenario& scenario,
                    const DrawPhoto& draw) {
    return Player(call, folder, scenario).play(draw);
}

} // namespace takan::app::cli
