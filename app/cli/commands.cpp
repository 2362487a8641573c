#include "app/cli/commands.hpp"

namespace takan::app::cli {

namespace {

std::vector<CommandSpec> table() {
    return {
        {"team init",
         "ADDRESS [--name N] [--role leader] [--label L]",
         1,
         1,
         {{"name", true}, {"role", true}, {"label", true}},
         team_init},
        {"team join",
         "ADDRESS [--name N] [--label L] [--root CODE]",
         1,
         1,
         {{"name", true}, {"label", true}, {"root", true}},
         team_join},
        {"team requests", "", 0, 0, {}, team_requests},
        {"team admit",
         "DEVICE…|all [--role inspector] [--as-new-member]",
         1,
         any_number,
         {{"role", true}, {"as-new-member"}},
         team_admit},
        {"team revoke", "DEVICE|NAME --reason R", 1, 1, {{"reason", true}}, team_revoke},
        {"team rotate", "", 0, 0, {}, team_rotate},
        {"team show", "", 0, 0, {}, team_show},
        {"new", "KIND FIELD=VALUE…", 1, any_number, {}, new_record},
        {"set", "ID FIELD=VALUE…", 2, any_number, {}, set_fields},
        {"show", "ID", 1, 1, {}, show_record},
        {"list",
         "[KIND] [--where FIELD=VALUE] [--deleted] [--contested] [--unsynced] [--limit N] [--sort newest|oldest|title]",
         0,
         1,
         {{"where", true}, {"deleted"}, {"contested"}, {"unsynced"}, {"limit", true}, {"sort", true}},
         list_records},
        {"search",
         "WORDS… [--kind KIND] [--limit N]",
         1,
         any_number,
         {{"kind", true}, {"limit", true}},
         search_records},
        {"history", "ID", 1, 1, {}, show_history},
        {"photo add",
         "PATH… [--visit ID] [--finding ID] [--caption C] [--proves P] [--taken-by N]",
         1,
         any_number,
         {{"visit", true}, {"finding", true}, {"caption", true}, {"proves", true}, {"taken-by", true}},
         add_photo_files},
        {"photo get", "ID [-o FILE]", 1, 1, {{"o", true}}, get_photo},
        {"photo fetch", "[ID… | --visit ID | --all]", 0, any_number, {{"visit", true}, {"all"}}, fetch_photo_files},
        {"photo free",
         "[--days N] [--own] [--dry-run]",
         0,
         0,
         {{"days", true}, {"own"}, {"dry-run"}},
         free_photo_files},
        {"delete", "ID… --reason R", 1, any_number, {{"reason", true}}, delete_records},
        {"restore", "ID…", 1, any_number, {}, restore_records},
        {"comment", "ID TEXT [--field F]", 2, 2, {{"field", true}}, add_comment},
        {"form list", "", 0, 0, {}, list_forms},
        {"form show", "FORM[@VERSION]", 1, 1, {}, show_form},
        {"form import", "FILE.xlsx [--dry-run]", 1, 1, {{"dry-run"}}, import_form_file},
        {"form export", "FORM FILE.xlsx", 2, 2, {}, export_form},
        {"form activate", "FORM@VERSION", 1, 1, {}, activate_form},
        {"form withdraw", "FORM@VERSION", 1, 1, {}, withdraw_form},
        {"form use", "VISIT FORM[@VERSION]", 2, 2, {}, use_form},
        {"form fill", "VISIT QUESTION=ANSWER…", 2, any_number, {}, fill_form},
        {"form add", "VISIT REPEAT", 2, 2, {}, add_instance},
        {"form answers", "VISIT", 1, 1, {}, show_answers},
        {"sync", "[FILE] [--address A] [--no-photos]", 0, 1, {{"address", true}, {"no-photos"}}, synchronise_now},
        {"bundle write",
         "FILE [--since COMMIT]… [--all] [--no-photos]",
         1,
         1,
         {{"since", true}, {"all"}, {"no-photos"}},
         write_bundle_file},
        {"host accept", "ADDRESS [FINGERPRINT]", 1, 2, {}, accept_host_key},
        {"sync preview", "", 0, 0, {}, preview_sync},
        {"conflicts", "[KIND]", 0, 1, {}, show_conflicts},
        {"resolve", "ID FIELD=VALUE… | ID FIELD --take DEVICE", 2, any_number, {{"take", true}}, resolve_field},
        {"review", "[--since-look]", 0, 0, {{"since-look"}}, review_list},
        {"review show", "ID", 1, 1, {}, review_show},
        {"review approve", "ID… [--note N]", 1, any_number, {{"note", true}}, review_approve},
        {"review return", "ID… --note N", 1, any_number, {{"note", true}}, review_return},
        {"review withdraw", "ID…", 1, any_number, {}, review_withdraw},
        {"review seen", "ID…", 1, any_number, {}, review_seen},
        {"merge", "A.json B.json", 2, 2, {}, merge_files, false},
        {"merge-driver", "%O %A %B %P", 4, 4, {}, merge_driver, false},
        {"undo",
         "--visit ID | --import ID | --person NAME --since TIME [--reason R] [--dry-run]",
         0,
         0,
         {{"visit", true}, {"import", true}, {"person", true}, {"since", true}, {"reason", true}, {"dry-run"}},
         take_back},
        {"quarantine", "", 0, 0, {}, quarantine_list},
        {"quarantine show", "NUMBER", 1, 1, {}, quarantine_show},
        {"quarantine admit", "NUMBER…", 1, any_number, {}, quarantine_admit},
        {"quarantine dismiss", "NUMBER…", 1, any_number, {}, quarantine_dismiss},
        {"verify", "[--team]", 0, 0, {{"team"}}, verify_all},
        {"rebuild", "", 0, 0, {}, rebuild_laptop},
        {"status", "", 0, 0, {}, show_status},
        {"setting", "[NAME [VALUE]]", 0, 2, {}, change_setting},
        {"open", "", 0, 0, {}, open_window, false},
        {"demo", "DIR [--date DATE] [--open]", 1, 1, {{"date", true}, {"open"}}, play_demo},
        {"help", "[COMMAND]", 0, 2, {}, show_help, false},
    };
}

} // namespace

const std::vector<CommandSpec>& commands() {
    static const std::vector<CommandSpec> all = table();
    return all;
}

std::string usage_of(const CommandSpec& command) {
    std::string usage = "takan " + std::string(command.name);
    if (!command.usage.empty()) usage += " " + std::string(command.usage);
    return usage;
}

} // namespace takan::app::cli
