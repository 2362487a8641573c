#pragma once
// Copies from one repository on a path into another what the other lacks, as packs that are written anew.

#include "sync/git/remote.hpp"

namespace takan::sync::git {

// Afterwards `to` holds everything that `wanted` reaches in `from`. What `to` reaches from its own refs is taken to be
// whole and not looked at. Every object's bytes are checked against its id. With What::what_is_there, files and folders
// that cannot be had are left out. Errors: corrupt (an object of `from` is
// missing, damaged or malformed), cancelled, invalid (a file too large to be moved), and those of writing.
Status copy_objects(const Repo& from, Repo& to, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                    std::stop_token stop);

// Gives `to` what it lost or holds damaged of the files and folders of one commit, as far as `from` has it sound. Reads
// all of both: for when a loss has shown. Returns how many objects that were. Errors as above.
Result<std::size_t> restore_objects(const Repo& from, Repo& to, const Oid& commit, const OnTransfer& progress,
                                    std::stop_token stop);

// True when every file and folder of the commit itself can be read, whatever older ones have lost.
bool is_whole(const Repo& repo, const Oid& commit);

// Copies single files. Errors: missing (`from` does not have one), and as above.
Status copy_files(const Repo& from, Repo& to, const std::vector<Oid>& blobs, const OnTransfer& progress,
                  std::stop_token stop);

} // namespace takan::sync::git
