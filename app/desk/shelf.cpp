#include "app/desk/workspace.hpp"

namespace takan::app {

namespace {

// Runs `work` on the store's thread and hands its result back.
template <class T>
T on_store(const StoreShelf::OnStore& run, const std::function<T(Store&)>& work) {
    std::optional<T> result;
    run([&](Store& store) { result.emplace(work(store)); });
    if (!result) return sync::fail(sync::ErrorKind::cancelled, "the store was closed");
    return std::move(*result);
}

} // namespace

Result<std::vector<sync::Outgoing>> StoreShelf::outgoing() {
    using Records = std::vector<sync::Outgoing>;
    return on_store<Result<Records>>(m_on_store, [](Store& store) -> Result<Records> {
        TAKAN_TRY_LET(changed, store.changed());
        Records records;
        records.reserve(changed.size());
        for (auto& one : changed)
            records.push_back({one.id, std::move(one.path), std::move(one.bytes), one.version});
        return records;
    });
}

Status StoreShelf::committed(const std::vector<sync::Outgoing>& records, const sync::git::Oid& commit) {
    std::vector<std::pair<sync::RecordId, std::uint64_t>> states;
    states.reserve(records.size());
    for (const auto& record : records)
        states.emplace_back(record.id, record.version);
    return on_store<Status>(m_on_store, [&](Store& store) { return store.committed(states, commit); });
}

Result<std::optional<sync::git::Oid>> StoreShelf::stands_at() {
    return on_store<Result<std::optional<sync::git::Oid>>>(m_on_store, [](Store& store) { return store.stands_at(); });
}

Status StoreShelf::take_in(const sync::TakeIn& news) {
    return on_store<Status>(m_on_store, [&](Store& store) -> Status {
        TAKAN_TRY_LET(clashes, store.take_in(news.commit, news.records, news.set_aside, m_clock()));
        for (const auto& record : news.records)
            m_taken_in.insert(record.id);
        for (const auto& clash : clashes) {
            sync::Quarantined report;
            report.commit = news.commit;
            report.fault = sync::Fault::cloned_edit;
            report.detail = clash;
            TAKAN_TRY(store.report(report, m_clock()));
        }
        return {};
    });
}

Status StoreShelf::become(sync::DeviceId device) {
    m_on_store([&](Store&) {
        if (m_on_new_device) m_on_new_device(device);
    });
    return {};
}

Status StoreShelf::amend(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit) {
    return on_store<Status>(m_on_store, [&](Store& store) { return store.amend(ids, edit); });
}

} // namespace takan::app
