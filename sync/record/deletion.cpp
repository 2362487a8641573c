#include "sync/record/deletion.hpp"

#include <algorithm>
#include <optional>

namespace takan::sync {
namespace {

constexpr std::string_view deleted_field = "deleted";
constexpr std::string_view review_fields = "review.";

struct Deletion {
    std::string reason;
    Seen seen; // what the deleter had seen
};

void add(Seen& seen, const Edit& edit) {
    Instant& newest = seen.try_emplace(edit.device, edit.time).first->second;
    newest = std::max(newest, edit.time);
}

// Returns nothing for a value that is no deletion. Items that are no edits count for nothing: the record then shows as
// changed since, rather than not at all.
std::optional<Deletion> deletion_in(const Value& value) {
    const auto* items = value.array();
    if (items == nullptr || items->empty() || items->front().text() == nullptr) return std::nullopt;
    Deletion deletion{*items->front().text(), {}};
    for (auto item = items->begin() + 1; item != items->end(); ++item) {
        if (item->text() == nullptr) continue;
        if (const auto edit = parse_edit(*item->text())) add(deletion.seen, *edit);
    }
    return deletion;
}

// The lead's decision is about the record, not a part of it: approving a deletion does not bring the record back.
bool counts_as_change(std::string_view field) {
    return field != deleted_field && field.substr(0, review_fields.size()) != review_fields;
}

bool has_unseen_edit(const Record& record, const Seen& seen) {
    return std::any_of(record.fields.begin(), record.fields.end(), [&](const auto& entry) {
        const auto unseen = [&](const auto& written) { return !covers(seen, written.first); };
        return counts_as_change(entry.first) && std::any_of(entry.second.begin(), entry.second.end(), unseen);
    });
}

} // namespace

Presence presence(const Record& record) {
    const Field* field = find_field(record, deleted_field);
    if (field == nullptr) return Presence::here;
    bool restored = false;
    bool deleted = false;
    bool unclear = false;
    Seen seen; // of all deleters together: an edit that one of them saw was deleted knowingly
    for (const auto& [edit, value] : *field) {
        if (value.is_null()) {
            restored = true;
        } else if (const auto deletion = deletion_in(value)) {
            deleted = true;
            for (const auto& [device, time] : deletion->seen)
                add(seen, {device, time});
        } else {
            unclear = true;
        }
    }
    if (!deleted && !unclear) return Presence::here;
    if (restored || unclear || has_unseen_edit(record, seen)) return Presence::deleted_but_changed;
    return Presence::deleted;
}

std::string deletion_reason(const Record& record) {
    const Field* field = find_field(record, deleted_field);
    if (field == nullptr) return {};
    std::string reason;
    std::optional<Instant> latest;
    for (const auto& [edit, value] : *field) {
        if (latest && edit.time < *latest) continue;
        if (auto deletion = deletion_in(value)) {
            reason = std::move(deletion->reason);
            latest = edit.time;
        }
    }
    return reason;
}

Edit erase(Record& record, std::string reason, DeviceId device, Instant now) {
    Value::Array items = *to_value(record.seen).array();
    items.insert(items.begin(), Value(std::move(reason)));
    return write(record, deleted_field, std::move(items), device, now);
}

Edit restore(Record& record, DeviceId device, Instant now) {
    return write(record, deleted_field, Value(), device, now);
}

Value to_value(const Seen& seen) {
    Value::Array items;
    items.reserve(seen.size());
    for (const auto& [device, time] : seen)
        items.emplace_back(to_text(Edit{device, time}));
    return items;
}

Result<Seen> parse_seen(const Value& value) {
    const auto* items = value.array();
    if (items == nullptr) return fail(ErrorKind::invalid, "what was seen is an array of device@time");
    Seen seen;
    for (const Value& item : *items) {
        if (item.text() == nullptr) return fail(ErrorKind::invalid, "what was seen is an array of device@time");
        TAKAN_TRY_LET(edit, parse_edit(*item.text()));
        if (!seen.emplace(edit.device, edit.time).second) {
            return fail(ErrorKind::invalid, "what was seen names a device twice", edit.device.text());
        }
    }
    return seen;
}

} // namespace takan::sync
