// bundle write.

#include "app/cli/commands.hpp"
#include "app/cli/interrupt.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/bundle_out.hpp"

namespace takan::app::cli {

Answer write_bundle_file(Call& call) {
    TAKAN_TRY(sync::read_identity(call.folder));
    sync::BundleWish wish;
    wish.since = call.arguments.values("since");
    if (call.arguments.has("all")) wish.photos = sync::BundlePhotos::all;
    if (call.arguments.has("no-photos")) wish.photos = sync::BundlePhotos::none;
    const std::string& file = call.arguments.words.front();
    const Interrupt interrupt;
    TAKAN_TRY_LET(refs,
                  sync::write_laptop_bundle(call.folder, sync::path_from_utf8(file), wish, {}, interrupt.token()));
    if (call.json) call.document(sync::Value::Object{{"file", file}, {"refs", static_cast<std::int64_t>(refs)}});
    call.line(call.said("cli.bundle.written", {{"file", file}, {"refs", std::to_string(refs)}}));
    return yes;
}

} // namespace takan::app::cli
