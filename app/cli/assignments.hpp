#pragma once
// Assignments: what people type as FIELD=VALUE, made into the values of a record's fields.

#include "app/cli/call.hpp"
#include "app/desk/command.hpp"

namespace takan::app::cli {

// Reads each word as FIELD=VALUE of that kind: FIELD=@FILE takes a file's text (FIELD=@@x is the text "@x"), references
// take a unique start of an id, a set takes codes ("types=AIR,WATER") and then loses the members that `old` has
// besides. Errors: invalid (no such field, a value that does not fit), those of reading a file.
Result<FieldValues> read_assignments(const Call& call, const Workspace& workspace, const KindSpec& kind,
                                     const std::vector<std::string>& words, const sync::Record* old);

// The kind's description. Error invalid, with the nearest name and all names.
Result<const KindSpec*> read_kind(const Call& call, std::string_view name);
// The same for a kind that a record in the store has.
Result<const KindSpec*> kind_of(const sync::Record& record);

// The field's name as the kind has it: "types" and "types.AIR" of a set are both known. Error invalid, with the
// nearest.
Result<const FieldSpec*> read_field(const Call& call, const KindSpec& kind, std::string_view name);

} // namespace takan::app::cli
