// host accept.

#include "app/cli/commands.hpp"
#include "app/cli/interrupt.hpp"
#include "app/cli/reach.hpp"

namespace takan::app::cli {

Answer accept_host_key(Call& call) {
    const std::string& address = call.arguments.words.front();
    Secrets secrets;
    TAKAN_TRY_LET(access, access_of(call, secrets));
    const Interrupt interrupt;
    TAKAN_TRY_LET(keys, sync::host_keys(address, access, interrupt.token()));
    const bool accepts = call.arguments.words.size() > 1;
    const std::string wanted = accepts ? call.arguments.words[1] : std::string{};
    const sync::HostKey* shown = &keys.front();
    bool found = false;
    for (const auto& key : keys) {
        if (key.fingerprint != wanted) continue;
        shown = &key;
        found = true;
    }
    if (found) TAKAN_TRY(sync::accept_host(access, *shown));
    if (call.json)
        call.document(sync::Value::Object{
            {"accepted", found}, {"host", shown->host}, {"fingerprint", shown->fingerprint}, {"type", shown->type}});
    if (found) {
        call.line(call.said("cli.host.accepted", {{"host", shown->host}, {"fingerprint", shown->fingerprint}}));
        return yes;
    }
    call.line(call.said("cli.host.shown",
                        {{"host", shown->host}, {"type", shown->type}, {"fingerprint", shown->fingerprint}}));
    call.note(accepts ? call.said("cli.host.other", {{"fingerprint", wanted}})
                      : call.said("cli.host.again", {{"address", address}, {"fingerprint", shown->fingerprint}}));
    return no;
}

} // namespace takan::app::cli
