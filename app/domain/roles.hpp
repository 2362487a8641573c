#pragma once
// Roles of a team's members and what they may do (domain.md 2.4).

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

enum class Act {
    record, // sites, visits, findings, photos, comments
    review, // approve and return
    admit,  // devices and members
    forms,  // checklists
};

// The codes of assets/vocabulary/role.csv in its order: leader, deputy, coordinator, desk, inspector, keeper, expert.
const std::vector<std::string>& roles();
// An empty role is a laptop that is not admitted yet: it may record, which is kept and sent after its admission.
bool may(std::string_view role, Act act);

} // namespace takan::app
