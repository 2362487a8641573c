#pragma once
// Owning handles for libgit2, its error codes in our words, and its one-time start. Not included outside this folder.

#include "sync/base/handles.hpp"
#include "sync/git/object.hpp"

#include <string>
#include <string_view>

#include <git2.h>

namespace takan::sync::git {

using Repository = CHandle<git_repository, git_repository_free>;
using Config = CHandle<git_config, git_config_free>;
using ConfigEntry = CHandle<git_config_entry, git_config_entry_free>;

// Starts libgit2 once per process and sets what we rely on. Every way into libgit2 calls it first.
void start_library();

// Turns a libgit2 return code into a Status. Stands in the same statement as the call: the message is thread-local and
// goes stale. `subject`: the object, ref or path that it happened to.
Status check(int code, std::string_view doing, std::string_view subject = {});

} // namespace takan::sync::git
