#pragma once
// Judges the changed paths of one commit one after the other and gathers what counts at it.

#include "sync/team/judge_state.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace takan::sync {

struct PathFault {
    std::string path;
    git::Oid blob;
    Finding finding;
    std::string signer;
};

class PathJudge {
public:
    // The parents must outlive the judge. `writer` signed the commit; entitled: may change registry and forms.
    PathJudge(const git::Repo& repo, const std::vector<State>& parents, std::shared_ptr<const Registry> in_force,
              const Writer& writer);

    // Error only when the repository itself cannot be read.
    Status judge(const Change& change);
    // Judges what could only be judged with everything else known. To be called once, at the end.
    Status finish();

    const std::vector<PathFault>& faults() const { return m_faults; }
    std::shared_ptr<const Instead> instead() const { return m_instead; }
    std::shared_ptr<const Registry> registry() const { return m_registry; }

private:
    using Entries = std::vector<git::TreeEntry>;

    Status judge_removal(const Change& change, Counted counted);
    Status judge_file(const Change& change, Counted counted);
    Status judge_record(const Change& change, const std::string& bytes, Counted counted);
    Status judge_plain(const Change& change, const std::string& bytes, Counted counted);
    Status blame(const Change& change, Counted counted, const Finding& finding);
    Result<Entries> tainted(const Change& change, bool& removed) const;
    Result<std::vector<Record>> tainted_records(const Change& change) const;
    Result<std::string> read(const git::TreeEntry& entry) const;
    void counts(const Change& change, Counted counted);
    void take(const Record& record);
    void add_fault(const Change& change, const Finding& finding, std::string signer);

    const git::Repo& m_repo;
    const std::vector<State>& m_parents;
    Writer m_writer;
    std::shared_ptr<const Instead> m_instead;
    std::shared_ptr<Instead> m_own_instead; // the same once this commit has a map of its own
    std::shared_ptr<const Registry> m_registry;
    std::shared_ptr<Registry> m_own_registry;
    std::optional<Change> m_signers; // judged last: it must fit the registry
    std::vector<PathFault> m_faults;
};

} // namespace takan::sync
