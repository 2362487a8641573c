#include "app/views/drafts.hpp"

#include <algorithm>

namespace takan::app {

sync::Value Drafts::value(const sync::Record& record, std::string_view field) const {
    const auto draft = m_drafts.find(Key{record.id, std::string(field)});
    if (draft != m_drafts.end()) return draft->second.value;
    const sync::Value* shown = sync::shown(record, field);
    return shown == nullptr ? sync::Value{} : *shown;
}

std::string Drafts::text(const sync::Record& record, std::string_view field) const {
    const sync::Value shown = value(record, field);
    return shown.text() == nullptr ? std::string{} : *shown.text();
}

std::vector<std::pair<std::string, sync::Value>> Drafts::of(const sync::RecordId& id) const {
    std::vector<std::pair<std::string, sync::Value>> fields;
    for (auto at = m_drafts.lower_bound(Key{id, {}}); at != m_drafts.end() && at->first.first == id; ++at)
        fields.emplace_back(at->first.second, at->second.value);
    return fields;
}

void Drafts::type(const sync::RecordId& id, std::string_view field, sync::Value value, sync::Instant now) {
    auto [at, fresh] = m_drafts.try_emplace(Key{id, std::string(field)});
    Draft& draft = at->second;
    if (fresh || draft.state == State::posted) draft.first = now;
    draft.value = std::move(value);
    draft.state = State::resting;
    draft.send_at = {std::min(now.ms + rest_ms, draft.first.ms + longest_ms)};
}

void Drafts::commit(const sync::RecordId& id, std::string_view field) {
    const auto draft = m_drafts.find(Key{id, std::string(field)});
    if (draft != m_drafts.end() && draft->second.state == State::resting) draft->second.state = State::due;
}

void Drafts::set(const sync::RecordId& id, std::string_view field, sync::Value value, sync::Instant now) {
    type(id, field, std::move(value), now);
    commit(id, field);
}

std::optional<Aim> Drafts::arrive(const sync::RecordId& id, std::string_view field) {
    if (m_aim.record != id || m_aim.record.is_nil() || m_aim.field != field) return std::nullopt;
    return std::exchange(m_aim, {});
}

void Drafts::look_for_aim(bool there) {
    constexpr int most_frames = 8; // a page that opens over another one is laid out first
    m_aim_frames = there && !m_aim.record.is_nil() ? m_aim_frames + 1 : 0;
    if (m_aim_frames > most_frames) m_aim = {};
}

void Drafts::commit_all() {
    for (auto& [key, draft] : m_drafts)
        if (draft.state == State::resting) draft.state = State::due;
}

void Drafts::collect(sync::Instant now, Asked& asked) {
    m_collected.assign(asked.commands.size(), {}); // commands of the screens come first and are not ours
    SetFields* open = nullptr;
    for (auto& [key, draft] : m_drafts) {
        if (draft.state == State::resting && draft.send_at <= now) draft.state = State::due;
        if (draft.state != State::due) continue;
        if (open == nullptr || open->id != key.first) {
            asked.command(SetFields{key.first, {}});
            open = &std::get<SetFields>(asked.commands.back());
            m_collected.emplace_back();
        }
        open->fields.emplace_back(key.second, draft.value);
        m_collected.back().push_back(key);
        draft.state = State::collected;
    }
}

void Drafts::posted(const std::vector<std::uint64_t>& numbers) {
    for (std::size_t i = 0; i < m_collected.size() && i < numbers.size(); ++i) {
        for (const auto& key : m_collected[i]) {
            Draft& draft = m_drafts.at(key);
            draft.state = State::posted;
            draft.number = numbers[i];
        }
    }
    m_collected.clear();
}

void Drafts::settle(const Snapshot& snapshot, sync::Instant now) {
    for (auto at = m_drafts.begin(); at != m_drafts.end();) {
        Draft& draft = at->second;
        const bool answered = draft.state == State::posted && draft.number <= snapshot.saving.done;
        if (answered && !snapshot.saving.refused.contains(draft.number)) {
            at = m_drafts.erase(at);
            continue;
        }
        if (answered) {
            draft.state = State::resting;
            draft.first = now;
            draft.send_at = {now.ms + retry_ms};
        }
        ++at;
    }
}

bool Drafts::waiting() const {
    return std::any_of(m_drafts.begin(), m_drafts.end(),
                       [](const auto& entry) { return entry.second.state != State::posted; });
}

} // namespace takan::app
