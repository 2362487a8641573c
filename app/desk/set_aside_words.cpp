#include "app/desk/set_aside_words.hpp"

#include "app/desk/set_aside.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "sync/base/text.hpp"

#include <utility>

namespace takan::app {

namespace {

// As much as a person reads before deciding.
constexpr std::size_t most_records = 50;
constexpr std::size_t most_lines = 40;
constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_value = 400;

// Signs that change the direction of text, join or hide it.
bool is_deceptive(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0x061C || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

class Words {
public:
    Words(const Workspace& workspace, const std::map<sync::DeviceId, std::string>& people, Language language)
        : m_workspace(workspace), m_people(people), m_language(language) {}

    Result<SetAsideRecordView> of(const SetAsideRecord& from) const {
        TAKAN_TRY_LET(ours, m_workspace.store.get(from.id));
        SetAsideRecordView view;
        view.id = from.id;
        view.kind = safe_words(kind_text(from.kind, m_language), longest_name);
        view.here = ours.has_value();
        view.title = safe_words(title_of(ours ? *ours : as_record(from), m_language), longest_name);
        for (const auto& one : from.values) {
            if (view.lines.size() < most_lines)
                view.lines.push_back(line_of(from.kind, one, ours));
            else
                ++view.more;
        }
        return view;
    }

private:
    static sync::Record as_record(const SetAsideRecord& from) {
        sync::Record record;
        record.id = from.id;
        record.kind = from.kind;
        for (const auto& one : from.values)
            record.fields[one.field] = {{one.edit, one.value}};
        return record;
    }

    SetAsideLine line_of(const std::string& kind, const SetAsideValue& from,
                         const std::optional<sync::Record>& ours) const {
        const sync::Value* stands = ours ? sync::shown(*ours, from.field) : nullptr;
        const auto person = m_people.find(from.edit.device);
        const std::string by = person == m_people.end() ? from.edit.device.text() : person->second;
        return {safe_words(field_text(kind, from.field, m_language), longest_name),
                words_of(kind, from.field, from.value),
                stands == nullptr ? std::string() : words_of(kind, from.field, *stands), by, from.edit.time};
    }

    std::string words_of(const std::string& kind, const std::string& field, const sync::Value& value) const {
        return safe_words(value_text(kind, field, value, m_language), longest_value);
    }

    const Workspace& m_workspace;
    const std::map<sync::DeviceId, std::string>& m_people;
    Language m_language;
};

} // namespace

std::string safe_words(std::string_view foreign, std::size_t limit) {
    std::string out;
    std::size_t count = 0;
    bool space = false;
    for (std::size_t at = 0; at < foreign.size();) {
        const char32_t c = sync::next_code_point(foreign, at);
        if (c == U' ' || c == U'\t' || c == U'\n' || c == U'\r') {
            space = !out.empty();
            continue;
        }
        if (sync::is_control(c) || is_deceptive(c)) continue;
        if (count++ == limit) return out + "…";
        if (std::exchange(space, false)) out += ' ';
        sync::append_utf8(out, c);
    }
    return out;
}

SetAsidePreview set_aside_words(const Workspace& workspace, std::int64_t entry,
                                const std::map<sync::DeviceId, std::string>& people, Language language) {
    SetAsidePreview preview;
    preview.id = entry;
    const auto records = look_into(workspace, entry, most_records + 1);
    if (!records) {
        preview.failed = records.error();
        return preview;
    }
    const Words words(workspace, people, language);
    for (const auto& record : *records) {
        if (preview.records.size() == most_records) {
            preview.more = true;
            break;
        }
        auto view = words.of(record);
        if (!view) {
            preview.failed = view.error();
            break;
        }
        preview.records.push_back(std::move(*view));
    }
    return preview;
}

} // namespace takan::app
