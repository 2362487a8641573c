#include "app/desk/take_back.hpp"

#include "app/desk/query.hpp"
#include "app/domain/review.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/record/deletion.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace takan::app {

namespace {

constexpr std::size_t greatest_look = 1'000'000; // records; more than a team ever has

using History = std::vector<std::pair<sync::Edit, sync::Value>>; // of one field, oldest first

sync::Error missing(std::string message, const std::string& subject, const char* text_key) {
    return sync::fail(sync::ErrorKind::missing, std::move(message), subject, text_key);
}

// Which edits are in question.
class Question {
public:
    static Result<Question> of(const Workspace& workspace, const Which& which) {
        const bool by_person = !which.person.empty();
        if (which.visit.is_nil() && which.batch.empty() && !(by_person && which.since))
            return sync::fail(sync::ErrorKind::invalid, "whose edits are to be taken back was not said", {},
                              "error.take_back_what");
        Question question;
        question.m_since = which.since;
        question.m_by_person = by_person;
        if (!by_person) return question;
        TAKAN_TRY_LET(registry, workspace.registry());
        for (const auto& device : registry.devices())
            if (registry.name_of(device.id) == which.person || device.id.view() == which.person)
                question.m_devices.insert(device.id);
        if (question.m_devices.empty()) return missing("nobody has that name", which.person, "error.no_such_person");
        return question;
    }

    bool asks_about(const sync::Edit& edit) const {
        return (!m_since || edit.time >= *m_since) && (!m_by_person || m_devices.contains(edit.device));
    }
    bool may_ask_about(const sync::Record& record) const {
        return std::any_of(record.seen.begin(), record.seen.end(), [&](const auto& seen) {
            return asks_about({seen.first, seen.second});
        });
    }
    // Of an import only what its own laptop wrote.
    void narrow_to(const sync::DeviceId& device) {
        if (!m_by_person) m_devices.insert(device);
    }
    void close_devices() { m_by_person = m_by_person || !m_devices.empty(); }

private:
    std::optional<sync::Instant> m_since;
    bool m_by_person = false;
    std::set<sync::DeviceId> m_devices;
};

Result<std::vector<sync::Record>> records_of(const Store& store, const std::vector<Row>& rows) {
    std::vector<sync::Record> records;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) records.push_back(std::move(*record));
    }
    return records;
}

Result<std::vector<sync::Record>> records_of_visit(const Store& store, const sync::RecordId& visit) {
    TAKAN_TRY_LET(record, store.get(visit));
    if (!record) return missing("there is no such visit", visit.text(), "error.no_such_record");
    TAKAN_TRY_LET(detail, detail_of(store, visit));
    std::vector<sync::Record> records{std::move(detail.record)};
    for (auto* group : {&detail.findings, &detail.photos, &detail.comments})
        std::move(group->begin(), group->end(), std::back_inserter(records));
    return records;
}

Result<std::vector<sync::Record>> candidates(const Store& store, const Which& which, Question& question) {
    std::vector<sync::Record> records;
    if (!which.visit.is_nil()) {
        TAKAN_TRY_LET(found, records_of_visit(store, which.visit));
        records = std::move(found);
    } else {
        Filter filter;
        filter.with_deleted = true;
        filter.limit = greatest_look;
        if (!which.batch.empty()) {
            filter.kind = "photo";
            filter.field = "import.batch";
            filter.value = which.batch;
        }
        TAKAN_TRY_LET(rows, store.list(filter));
        TAKAN_TRY_LET(found, records_of(store, rows));
        records = std::move(found);
    }
    std::erase_if(records, [&](const sync::Record& record) {
        const bool other = !which.batch.empty() && sync::shown_text(record, "import.batch") != which.batch;
        return other || record.kind == "member" || record.kind == "device";
    });
    if (!which.batch.empty()) {
        if (records.empty()) return missing("no photo came with that import", which.batch, "error.no_such_import");
        for (const auto& record : records)
            for (const auto& written : *sync::find_field(record, "import.batch"))
                question.narrow_to(written.first.device);
        question.close_devices();
    }
    std::erase_if(records, [&](const sync::Record& record) { return !question.may_ask_about(record); });
    return records;
}

bool is_content(std::string_view field) {
    return field != "deleted" && !is_review_field(field);
}

// Plans one record after the other.
class Planner {
public:
    Planner(const Question& question, TakeBackPlan& plan) : m_question(question), m_plan(plan) {}

    // `edits`: of the record, oldest first.
    void look_at(const sync::Record& record, const std::vector<StoredEdit>& edits) {
        if (edits.empty()) return;
        std::map<std::string, History> histories;
        for (const auto& one : edits)
            histories[one.field].emplace_back(one.edit, one.value);
        const auto fields_before = m_plan.fields.size();
        const auto is_others = [&](const StoredEdit& one) {
            return is_content(one.field) && !m_question.asks_about(one.edit);
        };
        if (m_question.asks_about(edits.front().edit)) {
            look_at_created(record, std::any_of(edits.begin(), edits.end(), is_others));
        } else {
            for (const auto& [name, field] : record.fields)
                look_at_field(record, name, field, histories[name]);
        }
        if (m_plan.fields.size() > fields_before) ++m_plan.records;
    }

    std::size_t visits() const { return m_visits.size(); }

private:
    void look_at_created(const sync::Record& record, bool others_wrote) {
        if (sync::presence(record) == sync::Presence::deleted) return;
        if (!others_wrote) {
            m_plan.created.push_back(record.id);
            note_visit(record);
            return;
        }
        for (const auto& [name, field] : record.fields) {
            const auto& newest = *std::max_element(field.begin(), field.end(), by_time);
            if (is_content(name) && !m_question.asks_about(newest.first))
                m_plan.left.push_back({record.id, record.kind, name, newest.first.device});
        }
    }

    void look_at_field(const sync::Record& record, const std::string& name, const sync::Field& field,
                       const History& history) {
        const auto asked = [&](const auto& one) { return m_question.asks_about(one.first); };
        if (is_review_field(name) || std::none_of(history.begin(), history.end(), asked)) return;
        if (std::none_of(field.begin(), field.end(), asked)) {
            const auto& newest = *std::max_element(field.begin(), field.end(), by_time);
            m_plan.left.push_back({record.id, record.kind, name, newest.first.device});
            return;
        }
        sync::Value before;
        sync::Field others;
        for (const auto& one : field)
            if (!asked(one)) others.insert(one);
        if (!others.empty()) { // contested: what somebody else wrote beside it stays
            before = std::max_element(others.begin(), others.end(), by_time)->second;
        } else {
            for (const auto& one : history)
                if (!asked(one)) before = one.second;
        }
        m_plan.fields.push_back({record.id, name, std::move(before)});
        note_visit(record);
    }

    static bool by_time(const sync::Field::value_type& a, const sync::Field::value_type& b) {
        return a.first.time < b.first.time;
    }

    void note_visit(const sync::Record& record) {
        const std::string visit = record.kind == "visit" ? record.id.text() : sync::shown_text(record, "visit");
        if (!visit.empty()) m_visits.insert(visit);
    }

    const Question& m_question;
    TakeBackPlan& m_plan;
    std::set<std::string> m_visits;
};

using Histories = std::map<std::string, std::vector<sync::HistoricEdit>>; // by path

Result<Histories> committed_histories(const Workspace& workspace, const std::vector<sync::Record>& records) {
    TAKAN_TRY_LET(repo, sync::open_repo(workspace.folder));
    const auto main = repo.ref(sync::main_ref);
    if (!main) return Histories{};
    std::vector<std::string> paths;
    for (const auto& record : records)
        paths.push_back(sync::path_of(record));
    return sync::edit_histories(repo, *main, paths);
}

// What any commit held, in the commits' order, then what only this laptop knows as yet.
Result<std::vector<StoredEdit>> all_edits(const Store& store, const sync::Record& record, const Histories& histories) {
    std::vector<StoredEdit> edits;
    std::set<std::pair<std::string, sync::Edit>> known;
    if (const auto committed = histories.find(sync::path_of(record)); committed != histories.end()) {
        for (const auto& one : committed->second) {
            known.emplace(one.field, one.edit);
            edits.push_back({one.field, one.edit, one.value, one.replaced});
        }
    }
    TAKAN_TRY_LET(stored, store.edits(record.id));
    std::erase_if(stored, [&](const StoredEdit& one) { return known.contains({one.field, one.edit}); });
    std::stable_sort(stored.begin(), stored.end(),
                     [](const StoredEdit& a, const StoredEdit& b) { return a.edit.time < b.edit.time; });
    std::move(stored.begin(), stored.end(), std::back_inserter(edits));
    return edits;
}

void write_before(sync::Record& record, const FieldBack& back, const Workspace& workspace) {
    const auto& me = workspace.identity.device;
    const auto now = workspace.clock();
    if (back.field != "deleted") {
        sync::write(record, back.field, back.value, me, now);
    } else if (back.value.is_null()) {
        sync::restore(record, me, now);
    } else { // what is known by now is part of a deletion
        const auto* words = back.value.array();
        const auto* reason = words == nullptr || words->empty() ? nullptr : words->front().text();
        sync::erase(record, reason == nullptr ? std::string() : *reason, me, now);
    }
}

} // namespace

Result<TakeBackPlan> plan_take_back(const Workspace& workspace, const Which& which) {
    TAKAN_TRY_LET(question, Question::of(workspace, which));
    TAKAN_TRY_LET(records, candidates(workspace.store, which, question));
    TAKAN_TRY_LET(histories, committed_histories(workspace, records));
    TakeBackPlan plan;
    Planner planner(question, plan);
    for (const auto& record : records) {
        TAKAN_TRY_LET(edits, all_edits(workspace.store, record, histories));
        planner.look_at(record, edits);
    }
    plan.visits = planner.visits();
    return plan;
}

Result<std::vector<sync::RecordId>> carry_out_plan(Workspace& workspace, const TakeBackPlan& plan,
                                                   const std::string& reason) {
    if (!may(workspace.role(), Act::review))
        return sync::fail(sync::ErrorKind::denied, "this role does not take back others' edits",
                          workspace.identity.name, "error.not_reviewer");
    if (sync::trimmed(reason).empty())
        return sync::fail(sync::ErrorKind::invalid, "taking back needs a reason", {}, "error.reason_needed");
    std::map<sync::RecordId, std::vector<const FieldBack*>> fields;
    std::set<sync::RecordId> ids(plan.created.begin(), plan.created.end());
    for (const auto& back : plan.fields) {
        fields[back.id].push_back(&back);
        ids.insert(back.id);
    }
    const std::vector<sync::RecordId> all(ids.begin(), ids.end());
    TAKAN_TRY(workspace.store.change(all, [&](sync::Record& record) -> Status {
        const auto found = fields.find(record.id);
        if (found == fields.end()) {
            sync::erase(record, reason, workspace.identity.device, workspace.clock());
            return {};
        }
        for (const FieldBack* back : found->second)
            write_before(record, *back, workspace);
        return {};
    }));
    return all;
}

} // namespace takan::app
