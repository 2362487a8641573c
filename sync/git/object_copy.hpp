#pragma once
// Copies from one repository on a path into another what the other lacks, as packs that are written anew.

#include "sync/git/remote.hpp"

namespace takan::sync::git {

// Afterwards `to` holds everything that `wanted` reaches in `from`. What `to` reaches from its own refs is taken to be
// whole and not looked at. Every object's bytes are checked against its id. Errors: corrupt (an object of `from` is
// missing, damaged or malformed), cancelled, invalid (a file too large to be moved), and those of writing.
Status copy_objects(const Repo& from, Repo& to, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                    std::stop_token stop);

// Copies single files. Errors: missing (`from` does not have one), and as above.
Status copy_files(const Repo& from, Repo& to, const std::vector<Oid>& blobs, const OnTransfer& progress,
                  std::stop_token stop);

} // namespace takan::sync::git
