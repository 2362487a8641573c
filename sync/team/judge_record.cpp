#include "sync/team/judge_record.hpp"

#include "sync/team/registry.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace takan::sync {
namespace {

const Value* find_value(const Record& record, std::string_view field, const Edit& edit) {
    const Field* values = find_field(record, field);
    if (values == nullptr) return nullptr;
    const auto at = values->find(edit);
    return at == values->end() ? nullptr : &at->second;
}

bool holds(const Record& record, std::string_view field, const Edit& edit, const Value& value) {
    const Value* found = find_value(record, field, edit);
    return found != nullptr && *found == value;
}

auto carries_key(const std::string& key, const Value& value) {
    return [&](const Record& record) {
        const auto at = record.unknown.find(key);
        return at != record.unknown.end() && at->second == value;
    };
}

std::string edit_text(std::string_view field, const Edit& edit) {
    return "field " + std::string(field) + ", edit " + to_text(edit);
}

using Versions = std::vector<Record>;

// The newest edit of its own that the writer itself brings in with this version, nothing when it brings none.
std::optional<Instant> newest_own(const Record& version, const Versions& tainted, DeviceId device) {
    const auto seen = version.seen.find(device);
    if (seen == version.seen.end()) return std::nullopt;
    const Edit claimed{device, seen->second};
    const auto knew = [&](const Record& raw) { return covers(raw.seen, claimed); };
    return std::any_of(tainted.begin(), tainted.end(), knew) ? std::nullopt : std::optional(seen->second);
}

// What counts of a version: what counted before, plus the writer's own edits that nobody knew of. In a field that the
// writer wrote, values that the version no longer holds were replaced by that edit.
Record counting(const Record& version, const Record* before, const Versions& tainted, const Writer& writer) {
    Record counts;
    if (before != nullptr) {
        counts = *before;
    } else {
        counts.id = version.id;
        counts.kind = version.kind;
    }
    if (!writer.entitled) return counts;
    const Seen known = counts.seen;
    const auto see = [&](Instant time) {
        Instant& seen = counts.seen.try_emplace(writer.device, time).first->second;
        seen = std::max(seen, time);
    };
    for (const auto& [name, written] : version.fields) {
        const auto is_own = [&, &field_name = name](const auto& entry) {
            const auto was_there = [&](const Record& raw) { return holds(raw, field_name, entry.first, entry.second); };
            return entry.first.device == writer.device && !covers(known, entry.first) &&
                   std::none_of(tainted.begin(), tainted.end(), was_there);
        };
        if (std::none_of(written.begin(), written.end(), is_own)) continue;
        Field& field = counts.fields[name];
        std::erase_if(field, [&, &values = written](const auto& entry) { return !values.contains(entry.first); });
        for (const auto& entry : written) {
            if (!is_own(entry)) continue;
            field.insert(entry);
            see(entry.first.time);
        }
    }
    if (const auto newest = newest_own(version, tainted, writer.device)) see(*newest);
    // Unknown keys carry no edit that could name a device: whoever may write may add or change them, nobody removes
    // them.
    for (const auto& [key, value] : version.unknown) {
        if (std::none_of(tainted.begin(), tainted.end(), carries_key(key, value)))
            counts.unknown.insert_or_assign(key, value);
    }
    return counts;
}

class Comparison {
public:
    Comparison(const Record& version, const Versions& tainted, const Writer& writer)
        : m_version(version), m_tainted(tainted), m_writer(writer) {}

    std::vector<Finding> faults_against(const Record& counts) {
        for (const auto& [device, time] : m_version.seen)
            check_seen(counts, {device, time});
        for (const auto& [device, time] : counts.seen)
            check_seen_kept({device, time});
        for (const auto& [name, field] : m_version.fields) {
            for (const auto& [edit, value] : field)
                check_extra(counts, name, edit, value);
        }
        for (const auto& [name, field] : counts.fields) {
            for (const auto& written : field)
                check_kept(name, written.first);
        }
        for (const auto& [key, value] : m_version.unknown) {
            if (!carries_key(key, value)(counts)) report(Fault::not_entitled, carries_key(key, value), "key " + key);
        }
        for (const auto& entry : counts.unknown)
            check_unknown_kept(entry.first);
        return std::move(m_faults);
    }

private:
    template <class Explains>
    void report(Fault fault, const Explains& explains, const std::string& detail) {
        if (std::any_of(m_tainted.begin(), m_tainted.end(), explains)) return;
        const auto is_same = [&](const Finding& known) { return known.fault == fault; };
        if (std::none_of(m_faults.begin(), m_faults.end(), is_same)) m_faults.push_back({fault, detail});
    }

    void check_seen(const Record& counts, const Edit& claimed) {
        if (covers(counts.seen, claimed)) return;
        const bool not_entitled = claimed.device == m_writer.device && !m_writer.entitled;
        report(
            not_entitled ? Fault::not_entitled : Fault::forged_seen,
            [&](const Record& raw) { return covers(raw.seen, claimed); }, "seen " + to_text(claimed));
    }

    void check_seen_kept(const Edit& known) {
        if (covers(m_version.seen, known)) return;
        report(
            Fault::lost_value, [&](const Record& raw) { return !covers(raw.seen, known); },
            "seen went back behind " + to_text(known));
    }

    void check_extra(const Record& counts, const std::string& name, const Edit& edit, const Value& value) {
        if (holds(counts, name, edit, value)) return;
        Fault fault = Fault::foreign_edit;
        if (edit.device == m_writer.device) fault = m_writer.entitled ? Fault::cloned_edit : Fault::not_entitled;
        report(
            fault, [&](const Record& raw) { return holds(raw, name, edit, value); }, edit_text(name, edit));
    }

    void check_kept(const std::string& name, const Edit& edit) {
        if (find_value(m_version, name, edit) != nullptr) return; // another value of it is an extra one
        if (!m_writer.entitled && wrote(name)) return;            // replaced, by somebody who may not: reported as such
        const auto replaced = [&](const Record& raw) {
            return covers(raw.seen, edit) && find_value(raw, name, edit) == nullptr;
        };
        report(Fault::lost_value, replaced, edit_text(name, edit));
    }

    bool wrote(const std::string& name) const {
        const Field* field = find_field(m_version, name);
        const auto is_own = [&](const auto& written) { return written.first.device == m_writer.device; };
        return field != nullptr && std::any_of(field->begin(), field->end(), is_own);
    }

    void check_unknown_kept(const std::string& key) {
        if (m_version.unknown.contains(key)) return;
        report(
            Fault::lost_value, [&](const Record& raw) { return !raw.unknown.contains(key); }, "key " + key);
    }

    const Record& m_version;
    const Versions& m_tainted;
    const Writer& m_writer;
    std::vector<Finding> m_faults;
};

} // namespace

Weighed weigh(const Record& version, const Record* before, const std::vector<Record>& tainted, const Writer& writer) {
    Weighed weighed;
    weighed.counts = counting(version, before, tainted, writer);
    weighed.whole = weighed.counts == version;
    weighed.nothing = !weighed.whole && before == nullptr && weighed.counts.fields.empty();
    if (!weighed.whole) weighed.faults = Comparison(version, tainted, writer).faults_against(weighed.counts);
    return weighed;
}

bool replaces_own_key(const Record& version, const Record& before, DeviceId writer) {
    if (before.kind != "device" || shown_text(before, "device") != writer.view()) return false;
    if (version.unknown != before.unknown) return false;
    for (const auto& [name, field] : version.fields) {
        const bool is_free = name == "key" || name == "former_keys";
        const auto is_new = [&](const auto& entry) {
            return entry.first.device == writer && !covers(before.seen, entry.first);
        };
        if (!is_free && std::any_of(field.begin(), field.end(), is_new)) return false;
    }
    Record rightly = before;
    replace_key(rightly, PublicKey{}, writer, {});
    const Value* wanted = shown(rightly, "former_keys");
    const Value* found = shown(version, "former_keys");
    return found != nullptr && *found == *wanted;
}

Clash describe_clash(const Record& a, const Record& b, const std::string& field) {
    if (const Field* values = find_field(a, field)) {
        for (const auto& [edit, value] : *values) {
            const Value* other = find_value(b, field, edit);
            if (other != nullptr && *other != value)
                return {edit.device.text(), edit_text(field, edit) + ": two values"};
        }
    }
    return {{}, "field " + field + ": each copy claims to have replaced the other's value"};
}

} // namespace takan::sync
