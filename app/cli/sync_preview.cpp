// sync preview.

#include "app/cli/commands.hpp"
#include "app/desk/look_ahead.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Value json_of(const Ahead& ahead) {
    Value::Object kinds;
    for (const auto& [kind, count] : ahead.records)
        kinds.emplace(kind, static_cast<std::int64_t>(count));
    return Value::Object{{"records", std::move(kinds)},
                         {"fields", static_cast<std::int64_t>(ahead.fields)},
                         {"photos", static_cast<std::int64_t>(ahead.photos)},
                         {"photo_bytes", static_cast<std::int64_t>(ahead.photo_bytes)}};
}

} // namespace

Answer preview_sync(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    StoreShelf shelf([&](const std::function<void(Store&)>& work) { work(workspace.store); }, workspace.clock);
    TAKAN_TRY_LET(ahead, look_ahead(call.folder, shelf, {}));
    if (call.json)
        call.document(json_of(ahead));
    else
        call.line(ahead_text(ahead, call.language));
    return yes;
}

} // namespace takan::app::cli
