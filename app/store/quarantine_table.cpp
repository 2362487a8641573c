#include "app/store/quarantine_table.hpp"

namespace takan::app {
namespace {

// Faults are kept by name, so that their numbers may change. A name of a newer program's counts as malformed.
sync::Fault fault_named(std::string_view name) {
    constexpr int last = static_cast<int>(sync::last_fault);
    for (int number = 0; number <= last; ++number) {
        const auto fault = static_cast<sync::Fault>(number);
        if (name == sync::name_of(fault)) return fault;
    }
    return sync::Fault::malformed_record;
}

Result<sync::git::Oid> read_oid(const std::string& hex) {
    if (hex.empty()) return sync::git::Oid{};
    return sync::git::Oid::parse(hex);
}

std::string oid_text(const sync::git::Oid& id) {
    return id.is_zero() ? std::string{} : id.hex();
}

} // namespace

Status add_quarantined(const Connection& db, const std::vector<sync::Quarantined>& entries, sync::Instant now) {
    TAKAN_TRY_LET(statement,
                  Statement::prepare(db, "INSERT INTO quarantine(at, commit_id, path, blob, fault, signer, detail)"
                                         " VALUES(?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& what : entries) {
        TAKAN_TRY(statement.run(now.ms, oid_text(what.commit), what.path, oid_text(what.blob),
                                sync::name_of(what.fault), what.signer, what.detail));
    }
    return {};
}

Result<std::vector<QuarantineEntry>> read_quarantine(const Connection& db) {
    TAKAN_TRY_LET(statement, Statement::prepare(db, "SELECT number, at, commit_id, path, blob, fault, signer, detail"
                                                    " FROM quarantine ORDER BY number"));
    std::vector<QuarantineEntry> entries;
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        QuarantineEntry entry;
        entry.id = row.number(0);
        entry.when = {row.number(1)};
        TAKAN_TRY_LET(commit, read_oid(row.text(2)));
        TAKAN_TRY_LET(blob, read_oid(row.text(4)));
        entry.what = {commit, row.text(3), blob, fault_named(row.text(5)), row.text(6), row.text(7)};
        entries.push_back(std::move(entry));
        return {};
    }));
    return entries;
}

} // namespace takan::app
