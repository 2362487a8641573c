#include "sync/record/json.hpp"

#include "sync/record/json_lexer.hpp"

#include <utility>
#include <vector>

namespace takan::sync {
namespace {

// Every reader of a nested thing is told its depth and refuses beyond greatest_depth, so recursion stays that shallow.
Status open(JsonLexer& lexer, char bracket, std::size_t depth, std::string_view what) {
    if (lexer.peek() != bracket) {
        return lexer.error_at(lexer.at(), std::string(what) + " must be an " + (bracket == '{' ? "object" : "array"));
    }
    if (depth > greatest_depth) return lexer.error_at(lexer.at(), "arrays and objects are nested too deep");
    return lexer.expect(bracket);
}

// Reads an object. `member(key, at)` reads one value and must copy the key before; `at` is where the key begins.
template <class Member>
Status read_members(JsonLexer& lexer, std::size_t depth, std::string_view what, const Member& member) {
    TAKAN_TRY(open(lexer, '{', depth, what));
    if (lexer.take('}')) return {};
    do {
        lexer.peek();
        const std::size_t at = lexer.at();
        TAKAN_TRY_LET(key, lexer.string("a key"));
        TAKAN_TRY(lexer.expect(':'));
        TAKAN_TRY(member(key, at));
    } while (lexer.take(','));
    return lexer.expect('}');
}

Error twice(const JsonLexer& lexer, std::size_t at, std::string_view key) {
    return lexer.error_at(at, "the key \"" + std::string(key) + "\" stands here for the second time");
}

// Adds an empty entry to a map, fast when keys come sorted, as in canonical bytes. Returns null when the key is there.
template <class Map, class Key>
typename Map::mapped_type* add(Map& map, Key&& key) {
    const std::size_t before = map.size();
    const auto at = map.try_emplace(map.end(), std::forward<Key>(key));
    return map.size() == before ? nullptr : &at->second;
}

Result<Value> read_any(JsonLexer& lexer, std::size_t depth);

Result<Value> read_array(JsonLexer& lexer, std::size_t depth) {
    TAKAN_TRY(open(lexer, '[', depth, "a value"));
    Value::Array items;
    if (lexer.take(']')) return Value(std::move(items));
    do {
        TAKAN_TRY_LET(item, read_any(lexer, depth + 1));
        items.push_back(std::move(item));
    } while (lexer.take(','));
    TAKAN_TRY(lexer.expect(']'));
    return Value(std::move(items));
}

Result<Value> read_object(JsonLexer& lexer, std::size_t depth) {
    Value::Object members;
    TAKAN_TRY(read_members(lexer, depth, "a value", [&](std::string_view key, std::size_t at) -> Status {
        Value* member = add(members, std::string(key));
        if (member == nullptr) return twice(lexer, at, key);
        TAKAN_TRY_LET(value, read_any(lexer, depth + 1));
        *member = std::move(value);
        return {};
    }));
    return Value(std::move(members));
}

// `depth` is what an array or object at this place would have.
Result<Value> read_any(JsonLexer& lexer, std::size_t depth) {
    switch (lexer.peek()) {
    case '"': {
        TAKAN_TRY_LET(text, lexer.string("a value"));
        return Value(std::string(text));
    }
    case '[':
        return read_array(lexer, depth);
    case '{':
        return read_object(lexer, depth);
    case 't':
        if (lexer.take_word("true")) return Value(true);
        break;
    case 'f':
        if (lexer.take_word("false")) return Value(false);
        break;
    case 'n':
        if (lexer.take_word("null")) return Value();
        break;
    default:
        break;
    }
    TAKAN_TRY_LET(number, lexer.number());
    return Value(number);
}

Status check_size_and_mark(const JsonLexer& lexer, std::string_view bytes) {
    if (bytes.size() > greatest_record) {
        return lexer.error_at(0, "the record is larger than " + std::to_string(greatest_record) + " bytes");
    }
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return lexer.error_at(0, "the bytes begin with a byte order mark");
    return {};
}

Status expect_end(JsonLexer& lexer) {
    lexer.peek();
    if (lexer.at_end()) return {};
    return lexer.error_at(lexer.at(), "bytes follow behind the end");
}

class RecordReader {
public:
    explicit RecordReader(std::string_view bytes) : m_bytes(bytes), m_lexer(bytes) {}

    Result<Record> read();

private:
    Status read_key(std::string_view key, std::size_t at);
    Status read_id();
    Status read_kind();
    Status read_seen();
    Status read_fields();
    Status read_field(Field& field);
    Status read_unknown(std::string key, std::size_t at);
    Status check_complete() const;
    Status check_covered(const Edit& edit, std::size_t at) const;

    std::string_view m_bytes;
    JsonLexer m_lexer;
    Record m_record;
    bool m_has_id = false;
    bool m_has_kind = false;
    bool m_has_seen = false;
    bool m_has_fields = false;
    std::vector<std::pair<Edit, std::size_t>> m_unchecked; // edits, and where they stand, read before `seen`
};

Result<Record> RecordReader::read() {
    TAKAN_TRY(check_size_and_mark(m_lexer, m_bytes));
    TAKAN_TRY(
        read_members(m_lexer, 1, "a record", [&](std::string_view key, std::size_t at) { return read_key(key, at); }));
    TAKAN_TRY(check_complete());
    TAKAN_TRY(expect_end(m_lexer));
    for (const auto& [edit, at] : m_unchecked)
        TAKAN_TRY(check_covered(edit, at));
    // Spaces that canonical bytes add make a crowded record less than twice as large; what we accept we must read
    // again.
    if (m_bytes.size() > greatest_record / 2 && canonical(m_record).size() > greatest_record) {
        return m_lexer.error_at(0,
                                "the record is larger than " + std::to_string(greatest_record) + " bytes when written");
    }
    return std::move(m_record);
}

Status RecordReader::read_key(std::string_view key, std::size_t at) {
    const auto once = [&](bool& has) -> Status {
        if (std::exchange(has, true)) return twice(m_lexer, at, key);
        return {};
    };
    if (key == "id") {
        TAKAN_TRY(once(m_has_id));
        return read_id();
    }
    if (key == "kind") {
        TAKAN_TRY(once(m_has_kind));
        return read_kind();
    }
    if (key == "seen") {
        TAKAN_TRY(once(m_has_seen));
        return read_seen();
    }
    if (key == "fields") {
        TAKAN_TRY(once(m_has_fields));
        return read_fields();
    }
    return read_unknown(std::string(key), at);
}

Status RecordReader::read_id() {
    m_lexer.peek();
    const std::size_t at = m_lexer.at();
    TAKAN_TRY_LET(text, m_lexer.string("\"id\""));
    const auto id = RecordId::parse(text);
    if (!id) return m_lexer.error_at(at, id.error());
    m_record.id = *id;
    return {};
}

Status RecordReader::read_kind() {
    m_lexer.peek();
    const std::size_t at = m_lexer.at();
    TAKAN_TRY_LET(text, m_lexer.string("\"kind\""));
    if (!is_kind(text)) {
        return m_lexer.error_at(at, "a kind is a letter of a-z and up to 31 letters, digits or '_'");
    }
    m_record.kind = text;
    return {};
}

Status RecordReader::read_seen() {
    return read_members(m_lexer, 2, "\"seen\"", [&](std::string_view key, std::size_t at) -> Status {
        const auto device = DeviceId::parse(key);
        if (!device) return m_lexer.error_at(at, device.error());
        Instant* newest = add(m_record.seen, *device);
        if (newest == nullptr) return twice(m_lexer, at, key);
        TAKAN_TRY_LET(text, m_lexer.string("a time"));
        const auto time = parse_instant(text);
        if (!time) return m_lexer.error_at(at, time.error());
        *newest = *time;
        return {};
    });
}

Status RecordReader::read_fields() {
    return read_members(m_lexer, 2, "\"fields\"", [&](std::string_view key, std::size_t at) -> Status {
        if (!is_field_name(key)) {
            return m_lexer.error_at(at, "a field's name is 1 to 128 bytes without control characters");
        }
        Field* field = add(m_record.fields, std::string(key));
        if (field == nullptr) return twice(m_lexer, at, key);
        TAKAN_TRY(read_field(*field));
        if (field->empty()) return m_lexer.error_at(at, "a field holds no edit");
        return {};
    });
}

Status RecordReader::read_field(Field& field) {
    return read_members(m_lexer, 3, "a field", [&](std::string_view key, std::size_t at) -> Status {
        const auto edit = parse_edit(key);
        if (!edit) return m_lexer.error_at(at, edit.error());
        Value* value = add(field, *edit);
        if (value == nullptr) return twice(m_lexer, at, key);
        if (m_has_seen) {
            TAKAN_TRY(check_covered(*edit, at));
        } else {
            m_unchecked.emplace_back(*edit, at);
        }
        TAKAN_TRY_LET(read, read_any(m_lexer, 4));
        *value = std::move(read);
        return {};
    });
}

Status RecordReader::read_unknown(std::string key, std::size_t at) {
    Value* value = add(m_record.unknown, key);
    if (value == nullptr) return twice(m_lexer, at, key);
    TAKAN_TRY_LET(read, read_any(m_lexer, 2));
    *value = std::move(read);
    return {};
}

Status RecordReader::check_complete() const {
    const auto missing = [&](const char* key) {
        return m_lexer.error_at(m_lexer.at(), std::string("the record has no \"") + key + "\"");
    };
    if (!m_has_id) return missing("id");
    if (!m_has_kind) return missing("kind");
    if (!m_has_seen) return missing("seen");
    if (!m_has_fields) return missing("fields");
    return {};
}

Status RecordReader::check_covered(const Edit& edit, std::size_t at) const {
    if (covers(m_record.seen, edit)) return {};
    return m_lexer.error_at(at, "the edit " + to_text(edit) + " is newer than \"seen\" says of its device");
}

} // namespace

Result<Record> read_record(std::string_view bytes) {
    return RecordReader(bytes).read();
}

Result<Value> read_value(std::string_view bytes) {
    JsonLexer lexer(bytes);
    TAKAN_TRY(check_size_and_mark(lexer, bytes));
    TAKAN_TRY_LET(value, read_any(lexer, 1));
    TAKAN_TRY(expect_end(lexer));
    return value;
}

} // namespace takan::sync
