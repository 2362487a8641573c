#include "sync/record/merge.hpp"

#include "sync/record/json.hpp"

#include <algorithm>
#include <utility>

namespace takan::sync {
namespace {

// Why the rule is commutative, associative and idempotent for any two copies, forged ones too: for one edit a copy is
// in one of three states, and merging takes the higher of two. Not covered by `seen`: never heard of it. Covered and
// held: it is a value (of two values of one edit, the one with the greater bytes is higher). Covered and not held: it
// was replaced. An exception anywhere, such as keeping a value because none is left, would break that order and with it
// convergence.

struct Copy {
    const Field& field;
    const Seen& seen;
};

const Value& greater(const Value& a, const Value& b) {
    return canonical(a) < canonical(b) ? b : a;
}

void keep_unknown_to(const Seen& seen, const Field::value_type& written, Field& kept) {
    if (!covers(seen, written.first)) kept.insert(kept.end(), written);
}

// Both maps are sorted by edit: one walk along both. Sets `clash` when one edit has two values.
Field merge_field(const Copy& a, const Copy& b, bool& clash) {
    Field kept;
    auto at_a = a.field.begin();
    auto at_b = b.field.begin();
    while (at_a != a.field.end() && at_b != b.field.end()) {
        if (at_a->first < at_b->first) {
            keep_unknown_to(b.seen, *at_a++, kept);
        } else if (at_b->first < at_a->first) {
            keep_unknown_to(a.seen, *at_b++, kept);
        } else {
            const bool same = at_a->second == at_b->second;
            clash = clash || !same;
            kept.emplace_hint(kept.end(), at_a->first, same ? at_a->second : greater(at_a->second, at_b->second));
            ++at_a;
            ++at_b;
        }
    }
    for (; at_a != a.field.end(); ++at_a)
        keep_unknown_to(b.seen, *at_a, kept);
    for (; at_b != b.field.end(); ++at_b)
        keep_unknown_to(a.seen, *at_b, kept);
    return kept;
}

// Among honest devices a value is left always: the edit that replaced a's value is known to b, and were it or its
// successor not held by either, a newer one would be, and so on up to one that nobody replaced. With forged or rolled
// back copies each may claim to have replaced the other's; then the field goes, by the rule, and is reported. Git still
// has both.
void merge_into(Merged& merged, const std::string& name, const Copy& a, const Copy& b) {
    bool clash = false;
    Field kept = merge_field(a, b, clash);
    if (clash || kept.empty()) merged.clashes.push_back(name);
    if (!kept.empty()) merged.record.fields.emplace_hint(merged.record.fields.end(), name, std::move(kept));
}

void merge_fields(Merged& merged, const Record& a, const Record& b) {
    const Field none;
    auto at_a = a.fields.begin();
    auto at_b = b.fields.begin();
    while (at_a != a.fields.end() || at_b != b.fields.end()) {
        const bool only_a = at_b == b.fields.end() || (at_a != a.fields.end() && at_a->first < at_b->first);
        const bool only_b = at_a == a.fields.end() || (at_b != b.fields.end() && at_b->first < at_a->first);
        const std::string& name = only_b ? at_b->first : at_a->first;
        merge_into(merged, name, {only_b ? none : at_a->second, a.seen}, {only_a ? none : at_b->second, b.seen});
        if (!only_b) ++at_a;
        if (!only_a) ++at_b;
    }
}

Seen merge_seen(const Seen& a, const Seen& b) {
    Seen seen = a;
    for (const auto& [device, time] : b) {
        Instant& newest = seen.try_emplace(device, time).first->second;
        newest = std::max(newest, time);
    }
    return seen;
}

Value::Object merge_unknown(const Value::Object& a, const Value::Object& b) {
    Value::Object unknown = a;
    for (const auto& [key, value] : b) {
        const auto [at, is_new] = unknown.try_emplace(key, value);
        if (!is_new && at->second != value) at->second = Value(greater(at->second, value));
    }
    return unknown;
}

} // namespace

Result<Merged> merge(const Record& a, const Record& b) {
    if (a.id != b.id)
        return fail(ErrorKind::invalid, "two records with different ids are not copies of one", a.id.text());
    if (a.kind != b.kind) return fail(ErrorKind::invalid, "two copies of one record have different kinds", a.id.text());
    Merged merged;
    merged.record.id = a.id;
    merged.record.kind = a.kind;
    merged.record.seen = merge_seen(a.seen, b.seen);
    merge_fields(merged, a, b);
    merged.record.unknown = merge_unknown(a.unknown, b.unknown);
    return merged;
}

} // namespace takan::sync
