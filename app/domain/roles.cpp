#include "app/domain/roles.hpp"

#include "app/domain/vocabulary.hpp"

namespace takan::app {
namespace {

std::vector<std::string> read_roles() {
    std::vector<std::string> codes;
    if (const Vocabulary* vocabulary = find_vocabulary("role"))
        for (const Term& term : vocabulary->terms)
            codes.push_back(term.code);
    return codes;
}

} // namespace

const std::vector<std::string>& roles() {
    static const std::vector<std::string> codes = read_roles();
    return codes;
}

bool may(std::string_view role, Act act) {
    if (act == Act::record) return true; // also a role that only a newer program knows
    return role == "leader" || role == "deputy";
}

} // namespace takan::app
