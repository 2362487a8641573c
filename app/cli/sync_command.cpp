// sync.

#include "app/cli/commands.hpp"
#include "app/cli/laptop_work.hpp"
#include "app/cli/reach.hpp"
#include "app/domain/china_time.hpp"
#include "sync/base/text.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Value count(std::size_t number) {
    return static_cast<std::int64_t>(number);
}

Value::Array set_aside_json(const std::vector<sync::Quarantined>& set_aside) {
    Value::Array list;
    for (const auto& one : set_aside)
        list.emplace_back(Value::Object{{"fault", sync::name_of(one.fault)},
                                        {"path", one.path},
                                        {"commit", one.commit.hex()},
                                        {"signer", one.signer},
                                        {"detail", one.detail}});
    return list;
}

Value::Array clocks_json(const std::vector<sync::ClockNotice>& clocks) {
    Value::Array list;
    for (const auto& one : clocks)
        list.emplace_back(Value::Object{{"kind", sync::name_of(one.kind)},
                                        {"device", one.device.text()},
                                        {"person", one.person},
                                        {"laptop", one.laptop},
                                        {"time", sync::to_text(one.time)}});
    return list;
}

Value json_of(const sync::Receipt& receipt) {
    return Value::Object{{"main", receipt.main.hex()},
                         {"records_sent", count(receipt.records_sent)},
                         {"records_received", count(receipt.records_received)},
                         {"records_merged", count(receipt.records_merged)},
                         {"photos_sent", count(receipt.photos_sent)},
                         {"photos_received", count(receipt.photos_received)},
                         {"photos_known", count(receipt.photos_known)},
                         {"photos_here", count(receipt.photos_here)},
                         {"photos_not_here", count(receipt.photos_not_here)},
                         {"photos_freed", count(receipt.photos_freed)},
                         {"bytes_freed", count(receipt.bytes_freed)},
                         {"bytes_sent", count(receipt.bytes_sent)},
                         {"bytes_received", count(receipt.bytes_received)},
                         {"rounds", static_cast<std::int64_t>(receipt.rounds)},
                         {"waiting_for_admission", receipt.waiting_for_admission},
                         {"renewed", receipt.renewed},
                         {"clocks", clocks_json(receipt.clocks)},
                         {"set_aside", set_aside_json(receipt.set_aside)}};
}

void print(const Call& call, const sync::Receipt& receipt) {
    const auto number = [](std::size_t value) { return std::to_string(value); };
    call.line(call.said("cli.sync.records", {{"sent", number(receipt.records_sent)},
                                             {"received", number(receipt.records_received)},
                                             {"merged", number(receipt.records_merged)}}));
    call.line(call.said("cli.sync.photos",
                        {{"sent", number(receipt.photos_sent)}, {"received", number(receipt.photos_received)}}));
    if (receipt.photos_here < receipt.photos_known)
        call.line(call.said("cli.sync.photos_here",
                            {{"here", number(receipt.photos_here)}, {"known", number(receipt.photos_known)}}));
    if (receipt.photos_not_here > 0)
        call.line(call.said("cli.sync.photos_not_here", {{"count", number(receipt.photos_not_here)}}));
    if (receipt.photos_freed > 0)
        call.line(call.said("cli.sync.photos_freed",
                            {{"count", number(receipt.photos_freed)}, {"bytes", byte_text(receipt.bytes_freed)}}));
    call.line(call.said("cli.sync.bytes",
                        {{"sent", byte_text(receipt.bytes_sent)}, {"received", byte_text(receipt.bytes_received)}}));
    if (receipt.renewed) call.note(call.text("sync.renewed"));
    if (receipt.waiting_for_admission) call.line(call.text("cli.sync.waiting"));
    for (const auto& one : receipt.clocks)
        call.note(call.said(std::string("clock.") + sync::name_of(one.kind),
                            {{"name", one.person}, {"laptop", one.laptop}, {"time", china_text(one.time)}}));
    for (const auto& one : receipt.set_aside)
        call.note(call.text(std::string("quarantine.") + sync::name_of(one.fault)) + ": " +
                  sync::plain_text(one.path + " " + one.detail));
}

// A line a step, and one more for each megabyte that a step has moved.
class StepLines {
public:
    explicit StepLines(const Call& call) : m_call(call) {}

    void operator()(const sync::Progress& progress) {
        constexpr std::uint64_t megabyte = 1024 * 1024;
        const bool same = m_told && m_step == progress.step && m_round == progress.round;
        if (same && progress.bytes < m_bytes + megabyte) return;
        m_told = true;
        m_step = progress.step;
        m_round = progress.round;
        m_bytes = progress.bytes;
        std::string line = "  " + m_call.text(std::string("sync.step.") + sync::name_of(progress.step));
        if (progress.round > 1)
            line += " " + m_call.said("cli.sync.round", {{"round", std::to_string(progress.round)}});
        if (progress.bytes > 0) line += "  " + byte_text(progress.bytes);
        m_call.note(line);
    }

private:
    const Call& m_call;
    bool m_told = false;
    sync::Step m_step = sync::Step::collect;
    int m_round = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace

Answer synchronise_now(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    sync::SyncOptions options;
    options.address = call.arguments.words.empty() ? call.arguments.value("address") : call.arguments.words.front();
    options.photos = !call.arguments.has("no-photos");
    options.built = call.around.built;
    if (options.address.empty() && workspace.identity.team_address.empty()) return bad_input(call, "error.no_team_yet");
    StepLines lines(call);
    sync::Receipt receipt;
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) -> Status {
        options.access = access;
        TAKAN_TRY_LET(done, synchronise(workspace, options, std::ref(lines), stop));
        receipt = std::move(done);
        return {};
    }));
    if (call.json)
        call.document(json_of(receipt));
    else
        print(call, receipt);
    return yes;
}

} // namespace takan::app::cli
