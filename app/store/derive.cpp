#include "app/store/derive.hpp"

#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/sha256.hpp"
#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"

#include <algorithm>

namespace takan::app {
namespace {

constexpr std::string_view code_version = "2"; // grows when the code of this file or of titles gives other results
constexpr std::size_t longest_entry = 256;     // bytes; a longer value is no code, id or date that lists filter by
constexpr std::size_t longest_title = 512;     // bytes
constexpr Level sealed_level = 3;              // restricted: never in the search index

bool is_moment_or_date(const std::string& text) {
    if (text.size() == 10) return bool(sync::parse_instant(text + "T00:00:00.000Z"));
    return bool(sync::parse_instant(text));
}

std::string sort_key_of(const sync::Record& record, const KindSpec* kind) {
    if (kind != nullptr && !kind->sort_by.empty()) {
        std::string own = sync::shown_text(record, kind->sort_by);
        if (is_moment_or_date(own)) return own;
    }
    return sync::to_text(record.id.created());
}

std::string cut(std::string text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xc0) == 0x80)
        --limit;
    text.resize(limit);
    return text;
}

void add_entry(std::vector<Entry>& entries, const std::string& field, const sync::Value& value) {
    if (const auto* text = value.text()) {
        if (!text->empty() && text->size() <= longest_entry) entries.push_back({field, *text});
    } else if (value.number() != nullptr || value.flag() != nullptr) {
        entries.push_back({field, sync::canonical(value)});
    } else if (const auto* items = value.array()) {
        for (const auto& item : *items)
            if (item.array() == nullptr) add_entry(entries, field, item);
    }
}

std::vector<Entry> entries_of(const sync::Record& record, const KindSpec* kind) {
    std::vector<Entry> entries;
    if (kind == nullptr) return entries;
    for (const auto& spec : kind->fields) {
        // What belongs to a record is found by references, whether or not a person filters by them.
        if (!spec.indexed && spec.type != FieldType::reference) continue;
        if (spec.type == FieldType::set) {
            for (auto& code : sync::set_members(record, spec.name))
                if (code.size() <= longest_entry) entries.push_back({spec.name, std::move(code)});
        } else if (const auto* value = sync::shown(record, spec.name)) {
            add_entry(entries, spec.name, *value);
        }
    }
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    return entries;
}

std::string both_languages(const std::string& vocabulary, const std::string& code) {
    std::string text = term_text(vocabulary, code, Language::zh);
    const std::string english = term_text(vocabulary, code, Language::en);
    if (english != text) text += ' ' + english;
    return text;
}

std::string joined(const sync::Value::Array& items) {
    std::string text;
    for (const auto& item : items) {
        if (item.text() == nullptr) continue;
        if (!text.empty()) text += "、";
        text += *item.text();
    }
    return text;
}

// What a person would type to find the value; empty: nothing.
std::string searched_text(const sync::Record& record, const std::string& name, const FieldSpec& spec,
                          const sync::Value& value) {
    if (value.is_null()) return {};
    if (spec.type == FieldType::answers) {
        // Codes of choices and numbers are no words that anybody would look for; what was typed mostly is.
        constexpr std::string_view code = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
        const auto* text = value.text();
        return text != nullptr && text->find_first_not_of(code) != std::string::npos ? *text : std::string{};
    }
    if (spec.type == FieldType::set) {
        const bool member = value.flag() != nullptr && *value.flag() && name.size() > spec.name.size();
        return member ? both_languages(spec.vocabulary, name.substr(spec.name.size() + 1)) : std::string{};
    }
    if (spec.type == FieldType::choice && value.text() != nullptr)
        return both_languages(spec.vocabulary, *value.text());
    if (spec.type == FieldType::moment || spec.type == FieldType::money)
        return value_text(record.kind, name, value, Language::zh);
    if (const auto* text = value.text()) return *text;
    if (value.number() != nullptr) return sync::canonical(value);
    if (const auto* items = value.array()) return joined(*items);
    return {};
}

bool is_searched(const FieldSpec& spec) {
    return spec.searched && spec.level < sealed_level;
}

std::string make_derivation_mark() {
    std::string all(code_version);
    const auto add = [&](std::string_view text) {
        all += text;
        all += '\0';
    };
    for (const auto& kind : kinds()) {
        add(kind.name);
        add(kind.sort_by);
        for (const auto& spec : kind.fields) {
            add(spec.name);
            add(std::to_string(static_cast<int>(spec.type)) + std::to_string(spec.level));
            add(spec.searched ? "searched" : "");
            add(spec.indexed ? "indexed" : "");
            add(spec.headline ? "headline" : "");
            const Vocabulary* vocabulary = spec.vocabulary.empty() ? nullptr : find_vocabulary(spec.vocabulary);
            if (vocabulary == nullptr) continue;
            for (const auto& term : vocabulary->terms) {
                add(term.code);
                add(term.zh);
                add(term.en);
            }
        }
    }
    return sync::sha256_hex(all);
}

} // namespace

Derived derive(const sync::Record& record) {
    const KindSpec* kind = find_kind(record.kind);
    Derived derived;
    derived.title = cut(title_of(record, Language::zh), longest_title);
    derived.sort_key = sort_key_of(record, kind);
    derived.review_state = sync::shown_text(record, "review.state");
    if (derived.review_state != "approved" && derived.review_state != "returned") derived.review_state.clear();
    const auto presence = sync::presence(record);
    derived.deleted = presence == sync::Presence::deleted;
    derived.deleted_but_changed = presence == sync::Presence::deleted_but_changed;
    derived.contested = static_cast<int>(sync::contested_fields(record).size());
    for (const auto& [device, time] : record.seen)
        derived.changed_at = std::max(derived.changed_at, time.ms);
    derived.entries = entries_of(record, kind);
    if (derived.deleted) return derived;
    derived.title_words.add(derived.title);
    for (const auto& searched : searched_texts(record))
        derived.words.add(searched.text);
    return derived;
}

std::vector<SearchedText> searched_texts(const sync::Record& record) {
    std::vector<SearchedText> texts;
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return texts;
    for (const auto& [name, field] : record.fields) {
        const FieldSpec* spec = find_field_spec(*kind, name);
        if (spec == nullptr || !is_searched(*spec)) continue;
        for (const auto& [edit, value] : field) {
            std::string text = searched_text(record, name, *spec, value);
            if (!text.empty()) texts.push_back({name, std::move(text)});
        }
    }
    return texts;
}

const std::string& derivation_mark() {
    static const std::string mark = make_derivation_mark(); // the tables are built in: it cannot change while we run
    return mark;
}

} // namespace takan::app
