#include "tests/faults/story.hpp"

#include "app/cli/laptop_work.hpp"
#include "app/desk/sync_room.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/photo_work.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace takan::faults {
namespace {

namespace fs = std::filesystem;
using app::Workspace;
using sync::ErrorKind;
using sync::Status;

constexpr int turns_of_a_story = 8;
constexpr int turns_of_a_birth = 3;
constexpr int turns_on_the_net = 5;         // each sync costs a few handshakes
constexpr std::chrono::seconds patience{3}; // with a link that stalls
constexpr int acts_of_a_turn = 14;

void add(Faults& faults, Faults more) {
    std::move(more.begin(), more.end(), std::back_inserter(faults));
}

std::string read_all(int file) {
    std::string text;
    std::array<char, 65536> bytes{};
    while (true) {
        const ssize_t got = ::read(file, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(bytes.data(), static_cast<std::size_t>(got));
    }
}

Faults fsck(const fs::path& repository) {
    const std::string command = "git --git-dir='" + repository.string() + "' fsck --strict --no-dangling 2>&1";
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return {"git cannot be started"};
    std::string words = read_all(::fileno(pipe));
    const int code = ::pclose(pipe);
    // HEAD names main, which a laptop that was never admitted does not have.
    if (code == 0 && words.find("error") == std::string::npos) return {};
    return {"git fsck of " + repository.string() + ": " + words};
}

std::vector<fs::path> folders(const Stage& stage, std::size_t count) {
    std::vector<fs::path> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(stage.laptop(i));
    return all;
}

Status fetch_all_photos(const fs::path& folder, const sync::Access& access, const sync::Clock& clock) {
    TAKAN_TRY_LET(workspace, Workspace::open(folder, clock));
    app::StoreShelf shelf([&](const auto& act) { act(workspace.store); }, clock);
    TAKAN_TRY(sync::fetch_photos(folder, shelf, clock, {true, {}}, {}, access, {}, {}));
    return {};
}

Status admit(const fs::path& leader, const fs::path& folder, const sync::Clock& clock) {
    TAKAN_TRY_LET(identity, sync::read_identity(folder));
    TAKAN_TRY_LET(leading, Workspace::open(leader, clock));
    return app::admit_device(leading, identity.device, "inspector");
}

Status synchronise(const fs::path& folder, const sync::Clock& clock, const sync::Access& access = {}) {
    TAKAN_TRY_LET(workspace, Workspace::open(folder, clock));
    sync::SyncOptions options;
    options.access = access;
    TAKAN_TRY(app::cli::synchronise(workspace, options, {}, {}));
    return {};
}

Status join(const fs::path& leader, const fs::path& folder, const std::string& name, const std::string& team,
            const sync::Clock& clock) {
    TAKAN_TRY(sync::create_laptop(folder, name, team, name + "的电脑"));
    TAKAN_TRY(sync::ask_team(folder, clock()));
    TAKAN_TRY(admit(leader, folder, clock));
    return synchronise(leader, clock);
}

} // namespace

const char* name_of(Mode mode) {
    switch (mode) {
    case Mode::kill:
        return "kill";
    case Mode::together:
        return "together";
    case Mode::fail:
        return "fail";
    case Mode::cut:
        return "cut";
    case Mode::vanish:
        return "vanish";
    case Mode::net:
        return "net";
    case Mode::birth:
        return "birth";
    }
    return "";
}

std::optional<Mode> mode_named(std::string_view name) {
    const auto found = std::find_if(all_modes.begin(), all_modes.end(), [&](Mode one) { return name_of(one) == name; });
    return found == all_modes.end() ? std::nullopt : std::optional(*found);
}

Status Stage::build() {
    const sync::Clock clock = [now = std::int64_t{1711090800000}]() mutable { return sync::Instant{++now}; };
    TAKAN_TRY(sync::create_laptop(laptop(0), "陈立新", sync::utf8(team()), "组长的电脑"));
    TAKAN_TRY(sync::found_team(laptop(0), "leader", clock()));
    TAKAN_TRY(synchronise(laptop(0), clock));
    TAKAN_TRY(join(laptop(0), laptop(1), "周敏", sync::utf8(team()), clock));
    TAKAN_TRY(join(laptop(0), laptop(2), "李建国", sync::utf8(team()), clock));
    for (std::size_t i = 0; i < laptops; ++i)
        TAKAN_TRY(synchronise(laptop(i), clock));
    std::error_code code;
    fs::copy(disk(), model(), fs::copy_options::recursive, code);
    if (code) return sync::fail(ErrorKind::broken, code.message(), sync::utf8(model()));
    // Without the mark of their place these laptops do not take themselves for copies.
    for (std::size_t i = 0; i < laptops; ++i)
        fs::remove(model() / laptop(i).filename() / "here.mark", code);
    return {};
}

void Stage::clear() const {
    fs::remove_all(disk());
    fs::remove_all(m_scratch / "cards");
    fs::copy(model(), disk(), fs::copy_options::recursive);
}

Story::Story(const Stage& stage, Mode mode, std::uint64_t seed, const Link* link)
    : m_stage(stage), m_mode(mode), m_seed(seed), m_link(link), m_random(seed),
      m_model(folders(stage, laptops()), stage.team()) {}

std::size_t Story::below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
}

sync::Clock Story::clock() {
    return [this] { return sync::Instant{++m_now}; };
}

Faults Story::tell(Tally& tally) {
    m_stage.clear();
    if (m_link != nullptr) move_to_server();
    Faults faults;
    int turns = turns_of_a_story;
    if (m_mode == Mode::birth) turns = turns_of_a_birth;
    if (m_mode == Mode::net) turns = turns_on_the_net;
    for (int i = 0; i < turns && faults.empty(); ++i)
        faults = turn();
    if (faults.empty() && m_mode == Mode::birth) faults = take_in_new_laptop();
    if (faults.empty()) faults = sync_all();
    if (faults.empty()) faults = m_model.check_all(clock());
    if (faults.empty()) faults = check_git();
    tally.turns += m_tally.turns;
    tally.struck += m_tally.struck;
    tally.refused += m_tally.refused;
    tally.edits += m_model.edits();
    tally.photos += m_model.photos();
    return faults;
}

Plan Story::draw_plan() {
    Plan plan;
    plan.root = m_stage.disk();
    plan.seed = m_random();
    plan.at = 1 + below(below(2) == 0 ? 150 : 900);
    switch (m_mode) {
    case Mode::kill:
    case Mode::together:
        plan.blow = Blow::kill;
        break;
    case Mode::cut:
        plan.blow = Blow::cut;
        break;
    case Mode::net:
        if (below(3) == 0) plan.blow = Blow::kill;
        break;
    case Mode::birth:
        plan.blow = below(2) == 0 ? Blow::kill : Blow::cut;
        plan.at = 1 + below(200);
        break;
    case Mode::vanish:
        plan.blow = Blow::vanish;
        plan.stick = m_stage.team();
        break;
    case Mode::fail: {
        static constexpr std::array codes{0, EINTR, ENOSPC, ENOSPC, EIO, EDQUOT, EROFS};
        static constexpr std::array<std::uint64_t, 4> lengths{1, 1, 8, 300};
        plan.blow = Blow::fail;
        plan.code = codes[below(codes.size())];
        plan.lasts = lengths[below(lengths.size())];
        break;
    }
    }
    return plan;
}

test::Spoil Story::draw_spoil() {
    static constexpr std::array faults{test::Fault::none,  test::Fault::cut,   test::Fault::cut,
                                       test::Fault::reset, test::Fault::reset, test::Fault::stall};
    test::Spoil spoil;
    spoil.fault = faults[below(faults.size())];
    std::uint64_t& after = below(2) == 0 ? spoil.after_up : spoil.after_down;
    after = below(std::size_t{1} << (6 + below(15))); // up to 1 MB: handshakes take some 3 kB, photos up to 700
    return spoil;
}

void Story::move_to_server() const {
    for (std::size_t i = 0; i < laptops(); ++i) {
        auto identity = sync::read_identity(m_stage.laptop(i));
        identity->team_address = m_link->address;
        if (!sync::write_identity(m_stage.laptop(i), *identity)) std::abort();
    }
}

Faults Story::turn() {
    let_time_pass(m_stage.disk());
    std::vector<Run> runs;
    const std::size_t first = m_mode == Mode::birth ? Stage::laptops : below(Stage::laptops);
    const std::size_t count = m_mode == Mode::together ? Stage::laptops : 1;
    for (std::size_t i = 0; i < count; ++i)
        runs.push_back(start((first + i) % laptops(), draw_plan(), m_link ? draw_spoil() : test::Spoil()));
    Faults faults;
    for (auto& run : runs)
        add(faults, finish(run));
    put_stick_back(faults);
    for (const auto& run : runs)
        add(faults, m_model.check(run.laptop, clock()));
    add(faults, check_git());
    return faults;
}

Story::Run Story::start(std::size_t laptop, const Plan& plan, const test::Spoil& spoil) {
    Run run{laptop, plan, spoil, 0, -1};
    if (m_link) m_link->proxy->spoil(spoil);
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    ::fcntl(ends[0], F_SETPIPE_SZ, 1 << 20); // several run before the first is listened to
    Orders orders;
    orders.laptop = m_stage.laptop(laptop);
    orders.team = sync::utf8(m_stage.team());
    if (m_link) orders.access = m_link->access;
    if (spoil.fault == test::Fault::stall) orders.access.silence = patience;
    orders.is_new = laptop == Stage::laptops;
    orders.cards = m_stage.cards(laptop);
    orders.seed = m_seed * 1000 + ++m_runs;
    orders.acts = acts_of_a_turn;
    m_now += static_cast<std::int64_t>(below(3'600'000));
    orders.from.ms = m_now + static_cast<std::int64_t>(below(86'400'000)) - 43'200'000; // no clock is right
    orders.plan = plan;
    orders.recovers = m_mode == Mode::fail;
    orders.report = ends[1];
    run.process = ::fork();
    if (run.process == 0) work(orders);
    ::close(ends[1]);
    run.report = ends[0];
    ++m_tally.turns;
    return run;
}

Faults Story::finish(Run& run) {
    const std::string said = read_all(run.report);
    ::close(run.report);
    int status = 0;
    ::waitpid(run.process, &status, 0);
    if (m_link) mend_link(run);
    Faults faults;
    for (std::size_t at = 0; at < said.size();) {
        const std::size_t end = said.find('\n', at);
        if (end == std::string::npos) break; // it died while it spoke
        add(faults, hear(run, std::string_view(said).substr(at, end - at)));
        at = end + 1;
    }
    add(faults, check_end(run, status));
    return faults;
}

void Story::mend_link(const Run& run) {
    const test::Proxy& proxy = *m_link->proxy;
    if (run.spoil.fault != test::Fault::none &&
        (proxy.bytes_up() >= run.spoil.after_up || proxy.bytes_down() >= run.spoil.after_down))
        ++m_tally.struck;
    m_link->proxy->spoil({});
}

Faults Story::hear(const Run& run, std::string_view line) {
    const auto words = sync::split(line, '\t');
    if (words.front() == "refused") {
        ++m_tally.refused;
        return judge_refusal(run, words);
    }
    if (words.front() == "calls") {
        if (m_mode != Mode::kill && m_mode != Mode::net && std::stoull(std::string(words.at(1))) >= run.plan.at)
            ++m_tally.struck;
        return {};
    }
    return m_model.hear(run.laptop, words);
}

// Which errors an honest act may give.
Faults Story::judge_refusal(const Run& run, const std::vector<std::string_view>& words) const {
    const std::string_view act = words.at(1);
    const std::string_view kind = words.at(2);
    const std::string_view key = words.at(3);
    const bool is_sync = act == "sync" || act == "free photos" || act == "fetch photos";
    bool is_right = false;
    switch (m_mode) {
    case Mode::kill:
    case Mode::cut:
        break;
    case Mode::birth: // nothing to commit on yet, nor to fetch
        is_right = kind == "missing" && (act == "commit" || act == "fetch photos" || act == "free photos");
        break;
    case Mode::together: // others may be faster, or have died a moment ago
        is_right = is_sync && kind == "busy";
        break;
    case Mode::fail:
        // SQLite forgets why it could not make a file.
        is_right = kind == "broken" && (act == "open" || act == "rebuild");
        if (!is_right && (run.plan.code == ENOSPC || run.plan.code == EDQUOT))
            is_right = key == "error.disk_full";
        else
            is_right = is_right || kind != "corrupt";
        break;
    case Mode::net: // or the server has not yet done with what a killed laptop had sent
        is_right = is_sync && (kind == "offline" || kind == "busy");
        break;
    case Mode::vanish:
        is_right = is_sync && (kind == "offline" || kind == "missing");
        break;
    }
    return is_right ? Faults{} : Faults{"an act was refused: " + std::string(act) + ": " + std::string(words.at(4))};
}

Faults Story::check_end(const Run& run, int status) {
    const bool may_be_killed = run.plan.blow == Blow::kill || run.plan.blow == Blow::cut;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && may_be_killed) {
        ++m_tally.struck;
        return {};
    }
    const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                                : "exit code " + std::to_string(WEXITSTATUS(status));
    return {"a worker ended with " + how};
}

void Story::put_stick_back(Faults& faults) const {
    const fs::path away = pulled(m_stage.team());
    std::error_code code;
    if (!fs::exists(away, code)) return;
    if (fs::exists(m_stage.team(), code)) faults.push_back("a team was made where the stick had been pulled");
    fs::rename(away, m_stage.team(), code);
    if (code) faults.push_back("the stick cannot be put back: " + code.message());
}

Faults Story::check_git() const {
    Faults faults = fsck(m_stage.team());
    for (std::size_t i = 0; i < laptops(); ++i) {
        if (sync::read_identity(m_stage.laptop(i))) add(faults, fsck(m_stage.laptop(i) / "repo.git"));
    }
    return faults;
}

// At last nothing strikes it.
Faults Story::take_in_new_laptop() {
    let_time_pass(m_stage.disk());
    Plan plan;
    plan.root = m_stage.disk();
    Run run = start(Stage::laptops, plan);
    Faults faults = finish(run);
    if (const auto admitted = admit(m_stage.laptop(0), m_stage.laptop(Stage::laptops), clock()); !admitted)
        faults.push_back("the new laptop cannot be admitted: " + sync::describe(admitted.error()));
    return faults;
}

// Two rounds and a bit: the first brings the admission, the second what the first collected.
Faults Story::sync_all() {
    let_time_pass(m_stage.disk());
    const sync::Access access = m_link ? m_link->access : sync::Access();
    Faults faults;
    for (std::size_t i = 0; i < 3 * laptops(); ++i) {
        const auto done = synchronise(m_stage.laptop(i % laptops()), clock(), access);
        if (!done) faults.push_back("a laptop cannot sync any more: " + sync::describe(done.error()));
    }
    if (const auto fetched = fetch_all_photos(m_stage.laptop(0), access, clock()); !fetched)
        faults.push_back("photos cannot be fetched: " + sync::describe(fetched.error()));
    return faults;
}

} // namespace takan::faults
