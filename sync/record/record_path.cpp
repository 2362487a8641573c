#include "sync/record/record.hpp"

#include "sync/base/text.hpp"

namespace takan::sync {
namespace {

constexpr std::size_t date_length = 10; // yyyy-mm-dd
constexpr std::string_view suffix = ".json";

} // namespace

std::string record_path(std::string_view kind, const RecordId& id) {
    std::string date = to_text(id.created()).substr(0, date_length);
    date[4] = '/';
    date[7] = '/';
    return std::string(kind) + '/' + date + '/' + id.text() + std::string(suffix);
}

Result<RecordPath> parse_record_path(std::string_view path) {
    const auto parts = split(path, '/');
    if (parts.size() != 5)
        return fail(ErrorKind::invalid, "a record's path is kind/yyyy/mm/dd/id.json", std::string(path));
    if (!is_kind(parts[0])) return fail(ErrorKind::invalid, "a record's path begins with its kind", std::string(path));
    std::string_view name = parts[4];
    if (name.size() < suffix.size() || name.substr(name.size() - suffix.size()) != suffix) {
        return fail(ErrorKind::invalid, "a record's file ends in .json", std::string(path));
    }
    name.remove_suffix(suffix.size());
    const auto id = RecordId::parse(name);
    if (!id) return fail(ErrorKind::invalid, id.error().message, std::string(path));
    if (record_path(parts[0], *id) != path) {
        return fail(ErrorKind::invalid, "a record lies in the folders of its id's date", std::string(path));
    }
    return RecordPath{std::string(parts[0]), *id};
}

} // namespace takan::sync
