#pragma once
// The table of commands, and the functions behind it, one file a group.

#include "app/cli/call.hpp"

#include <vector>

namespace takan::app::cli {

struct CommandSpec {
    std::string_view name;  // "photo add"
    std::string_view usage; // what stands behind the name
    std::size_t least = 0;  // words
    std::size_t most = 0;
    std::vector<OptionSpec> options;
    Answer (*run)(Call& call) = nullptr;
    bool json = true; // has a JSON document; its keys are cli.json.<name> in assets
};

inline constexpr std::size_t any_number = 100'000;

const std::vector<CommandSpec>& commands();
// "takan photo add PATH… [--visit ID]"
std::string usage_of(const CommandSpec& command);

// team.cpp
Answer team_init(Call& call);
Answer team_join(Call& call);
Answer team_requests(Call& call);
Answer team_admit(Call& call);
Answer team_show(Call& call);
// team_keys.cpp
Answer team_revoke(Call& call);
Answer team_rotate(Call& call);
// quarantine.cpp
Answer quarantine_list(Call& call);
Answer quarantine_show(Call& call);
Answer quarantine_admit(Call& call);
Answer quarantine_dismiss(Call& call);
// take_back.cpp
Answer take_back(Call& call);
// edit.cpp
Answer new_record(Call& call);
Answer set_fields(Call& call);
Answer delete_records(Call& call);
Answer restore_records(Call& call);
Answer add_comment(Call& call);
// show.cpp
Answer show_record(Call& call);
Answer show_history(Call& call);
// find.cpp
Answer list_records(Call& call);
Answer search_records(Call& call);
Answer show_conflicts(Call& call);
// settle.cpp
Answer resolve_field(Call& call);
// photo.cpp
Answer add_photo_files(Call& call);
Answer get_photo(Call& call);
Answer fetch_photo_files(Call& call);
Answer free_photo_files(Call& call);
// form.cpp
Answer import_form_file(Call& call);
Answer list_forms(Call& call);
Answer show_form(Call& call);
Answer export_form(Call& call);
Answer activate_form(Call& call);
Answer withdraw_form(Call& call);
// form_fill.cpp
Answer use_form(Call& call);
Answer fill_form(Call& call);
Answer add_instance(Call& call);
Answer show_answers(Call& call);
// sync_command.cpp
Answer synchronise_now(Call& call);
// sync_preview.cpp
Answer preview_sync(Call& call);
// bundle.cpp
Answer write_bundle_file(Call& call);
// host.cpp
Answer accept_host_key(Call& call);
// review.cpp
Answer review_list(Call& call);
Answer review_show(Call& call);
Answer review_approve(Call& call);
Answer review_return(Call& call);
Answer review_withdraw(Call& call);
Answer review_seen(Call& call);
// merge.cpp
Answer merge_files(Call& call);
Answer merge_driver(Call& call);
// care.cpp
Answer verify_all(Call& call);
Answer rebuild_laptop(Call& call);
Answer show_status(Call& call);
Answer change_setting(Call& call);
Answer open_window(Call& call);
// demo.cpp
Answer play_demo(Call& call);
// help.cpp
Answer show_help(Call& call);

} // namespace takan::app::cli
