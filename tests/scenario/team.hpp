#pragma once
// Team: a leader and two inspectors with a laptop each, admitted and in step, in a scratch folder.

#include "tests/app/cli/terminal.hpp"

namespace takan::test {

struct Team {
    Scratch scratch;
    std::shared_ptr<sync::Instant> now = morning();
    Terminal lead{scratch / "lead", now};
    Terminal zhou{scratch / "zhou", now};
    Terminal li{scratch / "li", now};

    Team() {
        lead.must({"team", "init", address(), "--name", "陈立新"});
        zhou.must({"team", "join", address(), "--name", "周敏"});
        li.must({"team", "join", address(), "--name", "李建国"});
        lead.must({"team", "admit", "all"});
        sync_all();
    }

    std::string address() const { return sync::utf8(scratch / "team.git"); }

    // Two rounds, so that what the last one sent reaches the first one too.
    void sync_all() const {
        for (int round = 0; round < 2; ++round)
            for (const Terminal* one : {&zhou, &li, &lead})
                one->must({"sync"});
    }
};

inline sync::Value field(const Terminal& terminal, const std::string& id, const std::string& name) {
    return at(at(terminal.json({"show", id}), "fields"), name);
}

inline std::string value(const Terminal& terminal, const std::string& id, const std::string& name) {
    return text_at(field(terminal, id, name), "value");
}

} // namespace takan::test
