#pragma once
// record_text: rows, fields and edits as people's lines and as JSON, the same for every command that shows records.

#include "app/cli/call.hpp"
#include "app/domain/listing.hpp"

#include <string>
#include <vector>

namespace takan::app::cli {

std::string short_id(const sync::RecordId& id); // the start of its text that tells records of one day apart

sync::Value json_of(const Row& row);
// Aligned lines: id, kind, title, time, marks.
std::string table_of(const Call& call, const Workspace& workspace, const std::vector<Row>& rows);
// Its title; of a visit also the place, which tells one from another.
std::string full_title(const Workspace& workspace, const Row& row);
// "[contested 2] [not synced] [returned]", in words.
std::string marks_of(const Call& call, const Row& row);
std::string when_of(const Row& row); // its sort key in China's time

// Every field of a record: {"severity": {"label", "value", "text", "contested", "values": [{"device", "person", "time",
// "value", "text"}]}}.
sync::Value fields_json(const Call& call, const sync::Record& record, const People& people);
// The text of a value; of a reference the title of what it names.
std::string shown_text_of(const Call& call, const Workspace& workspace, const sync::Record& record,
                          std::string_view field, const sync::Value& value);
// The fields that people read: label and value in aligned lines, all values of contested ones with person and time.
std::string fields_text(const Call& call, const Workspace& workspace, const sync::Record& record, const People& people);
// The contested ones alone.
std::string contested_text(const Call& call, const Workspace& workspace, const sync::Record& record,
                           const People& people);

} // namespace takan::app::cli
