#pragma once
// The overview's numbers, counted by the ledger with the same queries that list what they count.

#include "app/desk/ledger.hpp"
#include "app/domain/overview.hpp"

namespace takan::app {

Result<Overview> overview_of(const Store& store, Ledger& ledger, const OverviewWish& wish, Language language);

} // namespace takan::app
