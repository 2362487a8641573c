#include "app/desk/look_ahead.hpp"

#include "sync/exchange/laptop.hpp"
#include "sync/exchange/preview.hpp"

#include <utility>

namespace takan::app {

sync::Result<Ahead> look_ahead(const std::filesystem::path& laptop, sync::Shelf& shelf, std::stop_token stop) {
    TAKAN_TRY_LET(repo, sync::open_repo(laptop));
    TAKAN_TRY_LET(signer, sync::load_signer(laptop));
    TAKAN_TRY_LET(found, sync::preview(repo, signer, shelf, std::move(stop)));
    return Ahead{std::move(found.records), found.fields, found.photos, found.photo_bytes};
}

} // namespace takan::app
