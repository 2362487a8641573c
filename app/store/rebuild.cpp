#include "app/store/salvage.hpp"
#include "app/store/state.hpp"
#include "app/store/swap.hpp"
#include "sync/base/files.hpp"

namespace takan::app {

Result<std::size_t> Store::rebuild(const std::filesystem::path& folder, sync::Instant now) {
    TAKAN_TRY(sync::make_folder(folder));
    TAKAN_TRY(finish_swap(folder));
    TAKAN_TRY(clear_building(folder));
    std::size_t carried = 0;
    {
        TAKAN_TRY_LET(fresh, open_store_file(building_file(folder)));
        std::error_code ignored;
        if (std::filesystem::exists(store_file(folder), ignored)) {
            TAKAN_TRY_LET(count, salvage(store_file(folder), fresh));
            carried = count;
        }
        // The new store must be one file when it is moved.
        TAKAN_TRY(fresh.run("PRAGMA wal_checkpoint(TRUNCATE)"));
    }
    TAKAN_TRY(swap_in(folder, now));
    return carried;
}

} // namespace takan::app
