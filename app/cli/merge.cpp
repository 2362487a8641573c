// merge, merge-driver: the one merge rule for files, with and without git.

#include "sync/record/merge.hpp"
#include "app/cli/commands.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

namespace takan::app::cli {

namespace {

// The reader's subject "line 3" becomes "file:3: reason", as compilers write it.
sync::Error with_place(const std::string& file, const sync::Error& error) {
    constexpr std::string_view line = "line ";
    const std::string place = error.subject.starts_with(line) ? error.subject.substr(line.size()) + ":" : "";
    return sync::fail(error.kind, sync::plain_text(file) + ":" + place + " " + error.message, {}, "cli.said");
}

Result<sync::Record> read_one(const std::string& file) {
    auto bytes = sync::read_file(sync::path_from_utf8(file), sync::greatest_record);
    if (!bytes) return bytes.error();
    auto record = sync::read_record(*bytes);
    if (!record) return with_place(file, record.error());
    return record;
}

// Merges two files; `shown` is their name in warnings.
Result<sync::Record> merged(const Call& call, const std::string& a, const std::string& b, const std::string& shown) {
    TAKAN_TRY_LET(ours, read_one(a));
    TAKAN_TRY_LET(theirs, read_one(b));
    auto result = sync::merge(ours, theirs);
    if (!result)
        return bad_input(call, "cli.error.not_one_record", {{"a", sync::plain_text(a)}, {"b", sync::plain_text(b)}});
    for (const auto& field : result->clashes)
        call.note(call.said("cli.merge.clash", {{"file", sync::plain_text(shown)}, {"field", field}}));
    return std::move(result->record);
}

} // namespace

Answer merge_files(Call& call) {
    const auto& words = call.arguments.words;
    TAKAN_TRY_LET(record, merged(call, words[0], words[1], words[1]));
    call.out() << sync::canonical(record);
    return yes;
}

// git's %O is not needed: the rule works without a common ancestor.
Answer merge_driver(Call& call) {
    const auto& words = call.arguments.words;
    TAKAN_TRY_LET(record, merged(call, words[1], words[2], words[3]));
    TAKAN_TRY(sync::write_file(sync::path_from_utf8(words[1]), sync::canonical(record)));
    return yes;
}

} // namespace takan::app::cli
