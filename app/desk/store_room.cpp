#include "app/desk/store_room.hpp"

#include "sync/team/layout.hpp"

#include <future>

namespace takan::app {

StoreRoom::StoreRoom(Workspace workspace, Published<Snapshot>& published, std::function<void()> wake)
    : m_workspace(std::move(workspace)), m_published(published), m_wake(std::move(wake)) {
    m_state.me.device = m_workspace.identity.device;
    m_state.me.name = m_workspace.identity.name;
    m_state.me.team_address = m_workspace.identity.team_address;
    m_state.me.folder = sync::utf8(m_workspace.folder);
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
        // Typing and progress come in bursts: one snapshot for all that is waiting.
        for (int more = 0; more < 64; ++more) {
            auto next = m_box.try_take();
            if (!next) break;
            (*next)(*this);
        }
        publish();
        m_wake();
    }
}

void StoreRoom::read_team() {
    auto repo = sync::open_repo(m_workspace.folder);
    if (!repo) return;
    const auto main = repo->ref(sync::main_ref);
    if (!main || main == m_team_read_at) return;
    const auto registry = sync::read_registry(*repo, *main);
    if (!registry) return;
    m_team_read_at = main;
    m_state.people.clear();
    m_state.members.clear();
    for (const auto& member : registry->members()) {
        MemberLine line{member.name, member.role, {}};
        for (const auto& device : registry->devices())
            if (device.member == member.id) line.devices.push_back(device.id.text());
        m_state.members.push_back(std::move(line));
    }
    for (const auto& device : registry->devices()) m_state.people.emplace(device.id, registry->name_of(device.id));
    m_state.me.role = m_workspace.role();
    m_state.me.may_review = may(m_state.me.role, Act::review);
    m_state.me.may_admit = may(m_state.me.role, Act::admit);
}

void StoreRoom::publish() {
    if (m_changed) {
        read_team();
        m_state.people.emplace(m_state.me.device, m_state.me.name);
        for (const char* name : {"language", "theme", "zoom", "last_sync"}) {
            if (auto value = m_workspace.store.setting(name); value && !value->empty()) m_state.settings[name] = *value;
        }
        if (const auto chosen = m_state.settings.find("language"); chosen != m_state.settings.end())
            m_state.language = chosen->second == "en" ? Language::en : Language::zh;
        m_state.list_notes.clear();
        m_state.list.clear();
        m_state.hits.clear();
        m_state.detail.reset();
        m_state.history.clear();
        m_state.inbox.clear();
        if (const Status answered = answer(m_workspace, m_state); !answered) m_state.saving.failed = answered.error();
        m_changed = false;
    }
    m_state.undo = m_undo.undo_label();
    m_state.redo = m_undo.redo_label();
    ++m_state.number;
    m_published.publish(std::make_shared<const Snapshot>(m_state));
}

void StoreRoom::carry_out(std::uint64_t number, const Command& command) {
    if (const auto* ask = std::get_if<Ask>(&command)) {
        if (!(m_state.request == ask->request)) {
            m_state.request = ask->request;
            m_changed = true;
        }
        m_state.saving.done = number;
        return;
    }
    const Status done = carry_out_edit(command);
    m_state.saving.done = number;
    m_changed = true;
    if (!done) {
        m_state.saving.failed = done.error();
        return;
    }
    m_state.saving.failed.reset();
    m_state.saving.at = m_workspace.clock();
}

Status StoreRoom::carry_out_edit(const Command& command) {
    if (std::holds_alternative<Undo>(command)) return undo();
    if (std::holds_alternative<Redo>(command)) return redo();
    TAKAN_TRY_LET(step, step_before(m_workspace.store, command, m_workspace.clock()));
    TAKAN_TRY(apply(m_workspace, command));
    m_undo.push(std::move(step));
    return {};
}

Status StoreRoom::undo() {
    std::vector<Looked> looks;
    TAKAN_TRY_LET(back, m_undo.undo(m_workspace.store, m_workspace.identity.device.view(), looks));
    for (const auto& command : back) TAKAN_TRY(apply(m_workspace, command));
    return m_workspace.store.restore_look(looks);
}

Status StoreRoom::redo() {
    for (const auto& command : m_undo.redo()) {
        TAKAN_TRY_LET(step, step_before(m_workspace.store, command, m_workspace.clock()));
        TAKAN_TRY(apply(m_workspace, command));
        m_undo.push_redone(std::move(step));
    }
    return {};
}

Status StoreRoom::add_records(const std::vector<sync::Record>& records) {
    TAKAN_TRY(m_workspace.store.add(records));
    m_changed = true;
    m_state.saving.at = m_workspace.clock();
    return {};
}

} // namespace takan::app
