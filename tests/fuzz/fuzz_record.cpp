// Feeds any bytes to the reader, and up to three records read from them to the merge: what is read must be written and
// read alike, and the laws of the merge must hold for whatever a stranger puts into the team's tree.

#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace takan::sync;

namespace {

constexpr std::string_view separator = "\n--\n"; // between the records of one input

void must(bool holds) {
    if (!holds) std::abort();
}

void check_round_trip(const Record& record) {
    const std::string bytes = canonical(record);
    must(bytes.size() <= greatest_record);
    const auto again = read_record(bytes);
    must(again && *again == record && canonical(*again) == bytes);
    static_cast<void>(presence(record));
    static_cast<void>(deletion_reason(record));
    for (const std::string& name : contested_fields(record))
        must(shown(record, name) != nullptr);
}

Record merged(const Record& a, const Record& b) {
    auto both = merge(a, b);
    must(static_cast<bool>(both));
    return std::move(both->record);
}

void check_laws(const Record& a, const Record& b, const Record& c) {
    must(merged(a, a) == a);
    must(merged(a, b) == merged(b, a));
    must(merged(merged(a, b), c) == merged(a, merged(b, c)));
    const std::string bytes = canonical(merged(a, b));
    must(bytes.size() > greatest_record || read_record(bytes));
}

void take_in(std::string_view bytes, std::vector<Record>& records) {
    const auto read = read_record(bytes);
    if (!read) {
        must(read.error().kind == ErrorKind::invalid && read.error().subject.find("line ") == 0);
        return;
    }
    check_round_trip(*read);
    records.push_back(*read);
    records.back().id = records.front().id; // copies of one record, or there is nothing to merge
    records.back().kind = records.front().kind;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<Record> records;
    while (records.size() < 3 && !rest.empty()) {
        const std::size_t end = rest.find(separator);
        take_in(rest.substr(0, end), records);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + separator.size());
    }
    if (const auto value = read_value(std::string_view(reinterpret_cast<const char*>(data), size))) {
        const auto again = read_value(canonical(*value));
        must(!again || *again == *value);
    }
    if (!records.empty()) check_laws(records.front(), records[records.size() / 2], records.back());
    return 0;
}
