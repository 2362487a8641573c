#include "app/desk/store_room.hpp"

#include "app/desk/admission.hpp"
#include "app/desk/form_shelf.hpp"
#include "app/desk/set_many.hpp"
#include "app/desk/take_back.hpp"
#include "app/domain/root_code.hpp"
#include "app/domain/table_text.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <future>

namespace takan::app {

namespace {

constexpr int greatest_burst = 64; // works that one snapshot answers: typing and progress come in bursts
constexpr std::size_t greatest_refused = 100;

// Carries what `looked` says about a record over to the comments about it: who looks at a record reads its comments.
Result<MarkSeen> with_comments(const Store& store, const MarkSeen& seen) {
    MarkSeen all = seen;
    for (const auto& id : seen.ids) {
        TAKAN_TRY_LET(rows, store.referring("comment", "record", id));
        for (const auto& row : rows)
            if (std::find(all.ids.begin(), all.ids.end(), row.id) == all.ids.end()) all.ids.push_back(row.id);
    }
    return all;
}

} // namespace

StoreRoom::StoreRoom(Workspace workspace, Published<Snapshot>& published, std::function<void()> wake)
    : m_workspace(std::move(workspace)), m_published(published), m_wake(std::move(wake)) {
    show_me();
    read_settings();
    publish();
    m_thread = std::jthread([this](std::stop_token stop) { loop(stop); });
}

StoreRoom::~StoreRoom() {
    m_thread.request_stop();
    m_thread.join();
}

void StoreRoom::run_and_wait(const std::function<void(Store&)>& work) {
    std::promise<void> done;
    put([&](StoreRoom& room) {
        work(room.m_workspace.store);
        done.set_value();
    });
    done.get_future().wait();
}

void StoreRoom::loop(std::stop_token stop) {
    while (auto work = m_box.take(stop)) {
        (*work)(*this);
        for (int more = 1; more < greatest_burst && !m_state.saving.failed; ++more) {
            auto next = m_box.try_take();
            if (!next) break;
            (*next)(*this);
        }
        publish();
        m_wake();
    }
}

void StoreRoom::show_me() {
    Me& me = m_state.me;
    me.device = m_workspace.identity.device;
    me.name = m_workspace.identity.name;
    me.team_address = m_workspace.identity.team_address;
    me.folder = sync::utf8(m_workspace.folder);
    m_state.people[me.device] = me.name;
}

void StoreRoom::set_identity(sync::Identity identity) {
    m_workspace.identity = std::move(identity);
    show_me();
    mark_changed();
}

void StoreRoom::write_as(sync::DeviceId device) {
    sync::Identity identity = m_workspace.identity;
    identity.device = device;
    set_identity(std::move(identity));
}

void StoreRoom::mark_changed() {
    m_kept.forget();
    m_changed = true;
    m_main_moved = true;
}

void StoreRoom::catch_up() {
    if (const Status done = catch_up_store(m_workspace.folder, m_workspace.store, m_workspace.clock); !done)
        m_state.syncing.failed = done.error();
    mark_changed();
}

void StoreRoom::read_team() {
    auto repo = sync::open_repo(m_workspace.folder);
    if (!repo) return;
    if (const auto root = sync::team_root(*repo)) m_state.me.team_root = root_code(root->hex());
    const auto main = repo->ref(sync::main_ref);
    if (!main || main == m_team_read_at) return;
    const auto registry = sync::read_registry(*repo, *main);
    if (!registry) return;
    const auto follows = m_team_read_at ? repo->is_ancestor(*m_team_read_at, *main) : Result<bool>(false);
    const bool goes_on = follows && *follows;
    if (!goes_on) m_last_commits.clear();
    if (const auto news = last_commits(*repo, *main, goes_on ? m_team_read_at : std::nullopt)) {
        for (const auto& [device, when] : *news) {
            sync::Instant& newest = m_last_commits.try_emplace(device, when).first->second;
            newest = std::max(newest, when);
        }
    }
    m_team_read_at = main;
    m_state.people.clear();
    show_members(*registry);
    for (const auto& device : registry->devices())
        m_state.people.emplace(device.id, registry->name_of(device.id));
    m_state.me.role = role_in(*registry, m_state.me.device);
    m_state.me.may_review = may(m_state.me.role, Act::review);
    m_state.me.may_admit = may(m_state.me.role, Act::admit);
    m_state.me.may_change_forms = may(m_state.me.role, Act::forms);
    m_state.people.try_emplace(m_state.me.device, m_state.me.name);
}

void StoreRoom::show_members(const sync::Registry& registry) {
    m_state.members.clear();
    for (const auto& member : registry.members()) {
        MemberLine line{member.name, member.role, {}};
        for (const auto& device : registry.devices()) {
            if (device.member != member.id) continue;
            DeviceLine shown{device.id, device.label, device.key.fingerprint(), device.revoked, {}};
            if (const auto last = m_last_commits.find(device.id); last != m_last_commits.end())
                shown.last_commit = last->second;
            line.devices.push_back(std::move(shown));
        }
        m_state.members.push_back(std::move(line));
    }
}

// What stays is named in words: the record, the field, who has written there since.
Result<TakeBackPreview> StoreRoom::preview_take_back(const LookAtTakeBack& wish) const {
    TAKAN_TRY_LET(plan, plan_take_back(m_workspace, wish.which));
    TakeBackPreview preview;
    preview.fields = plan.fields.size();
    preview.records = plan.records;
    preview.visits = plan.visits;
    preview.deleted = plan.created.size();
    for (const auto& left : plan.left) {
        TAKAN_TRY_LET(rows, m_workspace.store.rows({left.id}));
        const auto person = m_state.people.find(left.by);
        preview.left.push_back((rows.empty() ? left.id.text() : rows.front().title) + " · " +
                               field_text(left.kind, left.field, m_state.language) + " · " +
                               (person == m_state.people.end() ? left.by.text() : person->second));
    }
    return preview;
}

// What fails is the answer: nothing was to be saved.
void StoreRoom::look_at_take_back(const LookAtTakeBack& wish) {
    auto looked = preview_take_back(wish);
    m_state.take_back = looked ? std::move(*looked) : TakeBackPreview{};
    m_state.take_back->which = wish.which;
    m_state.take_back->number = wish.number;
    if (!looked) m_state.take_back->failed = looked.error();
}

Status StoreRoom::look_at_set_many(const LookAtSetMany& wish) {
    m_state.many.reset();
    TAKAN_TRY_LET(changed, changed_by(m_workspace.store, wish.wish));
    m_state.many = {wish.wish.fields, wish.wish.ids.size(), changed.ids.size(), changed.contested, changed.deleted};
    return {};
}

// Counted also when it fails: whoever waits for it learns so.
Status StoreRoom::copy_table(const CopyTable& wish) {
    TableCopy& copy = m_state.table_copy;
    copy = {copy.number + 1, wish.ids.size(), {}, {}};
    const Status done = [&]() -> Status {
        TAKAN_TRY_LET(rows, m_kept.ledger().text_rows(m_workspace.store, wish, m_state.language));
        if (!wish.to.empty()) return sync::write_file(wish.to, csv_text(rows));
        copy.text = std::make_shared<const std::string>(tsv_text(rows));
        return {};
    }();
    if (!done) copy.failed = done.error();
    return done;
}

void StoreRoom::read_settings() {
    auto settings = settings_of(m_workspace.store);
    if (!settings) return not_saved(settings.error());
    m_state.settings = std::move(*settings);
    m_state.language = setting_in(m_state.settings, "language") == tag_of(Language::en) ? Language::en : Language::zh;
    if (const auto last = sync::parse_instant(setting_in(m_state.settings, "last_sync")))
        m_state.syncing.last_success = *last;
}

void StoreRoom::answer_anew() {
    if (m_main_moved) read_team();
    m_main_moved = false;
    if (const Status answered = answer(m_workspace, m_kept, m_state); !answered) not_saved(answered.error());
    m_changed = false;
}

void StoreRoom::publish() {
    if (m_changed) answer_anew();
    m_state.undo = m_undo.undo_label();
    m_state.redo = m_undo.redo_label();
    ++m_state.number;
    m_published.publish(std::make_shared<const Snapshot>(m_state));
}

// What changes no record. False for all else.
bool StoreRoom::carry_out_reading(std::uint64_t number, const Command& command) {
    const auto told = [&](const Status& done) {
        if (!done) not_saved(done.error(), number);
        return true;
    };
    if (const auto* ask = std::get_if<Ask>(&command)) {
        m_changed = m_changed || !(m_state.request == ask->request);
        m_state.request = ask->request;
        return true;
    }
    if (const auto* look = std::get_if<LookAtTakeBack>(&command)) {
        look_at_take_back(*look);
        return true;
    }
    if (const auto* look = std::get_if<LookAtSetMany>(&command)) return told(look_at_set_many(*look));
    if (const auto* copy = std::get_if<CopyTable>(&command)) return told(copy_table(*copy));
    if (std::holds_alternative<DropForm>(command)) {
        m_state.form_preview.reset();
        return true;
    }
    if (const auto* form = std::get_if<ReadForm>(&command)) {
        auto preview = preview_form(m_workspace.store, form->path);
        if (!preview) return told(preview.error());
        m_state.form_preview = std::move(*preview);
        return true;
    }
    return false;
}

void StoreRoom::carry_out(std::uint64_t number, const Command& command) {
    take_note(number);
    if (carry_out_reading(number, command)) return;
    const auto ids = carry_out_edit(command);
    if (std::holds_alternative<TakeBack>(command)) {
        if (ids)
            m_state.take_back.reset();
        else if (m_state.take_back)
            m_state.take_back->failed = ids.error();
    }
    if (ids)
        saved(*ids);
    else
        not_saved(ids.error(), number);
    if (std::holds_alternative<SetSetting>(command)) read_settings();
}

Result<std::vector<sync::RecordId>> StoreRoom::carry_out_edit(const Command& command) {
    if (std::holds_alternative<Undo>(command)) return m_undo.undo(m_workspace, m_state.language);
    if (std::holds_alternative<Redo>(command)) return m_undo.redo(m_workspace);
    if (const auto* seen = std::get_if<MarkSeen>(&command)) {
        TAKAN_TRY_LET(all, with_comments(m_workspace.store, *seen));
        return m_undo.carry_out(m_workspace, all);
    }
    return m_undo.carry_out(m_workspace, command);
}

void StoreRoom::not_saved(const sync::Error& error, std::uint64_t number) {
    auto& saving = m_state.saving;
    saving.failed = error;
    if (number == 0) return;
    saving.refused.insert_or_assign(number, error);
    if (saving.refused.size() > greatest_refused) saving.refused.erase(saving.refused.begin());
}

void StoreRoom::saved(const std::vector<sync::RecordId>& ids) {
    m_changed = true;
    m_state.many.reset();
    m_state.saving.failed.reset();
    m_state.saving.at = m_workspace.clock();
    if (const Status forgotten = m_kept.forget(m_workspace.store, ids); !forgotten) mark_changed();
}

} // namespace takan::app
