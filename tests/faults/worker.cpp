#include "tests/faults/worker.hpp"

#include "app/cli/laptop_work.hpp"
#include "app/desk/workspace.hpp"
#include "app/evidence/pixels.hpp"
#include "app/evidence/thumbnail.hpp"
#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/photo_work.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace takan::faults {
namespace {

namespace fs = std::filesystem;
using app::Command;
using app::Workspace;
using sync::Error;
using sync::Record;
using sync::RecordId;
using sync::Status;

constexpr unsigned patience_s = 120; // a worker that takes longer hangs, and dies of the alarm

class Worker {
public:
    explicit Worker(const Orders& orders) : m_orders(orders), m_random(orders.seed), m_now(orders.from) {}

    void run() {
        for (int act = 0; act < m_orders.acts; ++act) {
            m_now.ms += static_cast<std::int64_t>(below(5000));
            if (m_orders.is_new && !belongs()) continue;
            if (m_workspace || open()) one_act();
        }
        disarm();
        if (m_orders.recovers) recover();
        say({"calls", std::to_string(calls())});
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }

    void say(std::initializer_list<std::string_view> words) const {
        std::string line;
        for (const auto word : words) {
            line += line.empty() ? "" : "\t";
            line += word;
        }
        std::replace(line.begin(), line.end(), '\n', ' ');
        line += '\n';
        for (std::string_view rest = line; !rest.empty();) {
            const ssize_t written = ::write(m_orders.report, rest.data(), rest.size());
            if (written <= 0) ::_exit(3);
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void refused(std::string_view act, const Error& error) const {
        say({"refused", act, sync::name_of(error.kind), error.text_key, sync::describe(error)});
    }

    bool succeeded(std::string_view act, const Status& status) const {
        if (!status) refused(act, status.error());
        return bool(status);
    }

    sync::Clock clock() {
        return [this] { return sync::Instant{++m_now.ms}; };
    }

    // As the window does it at its start.
    bool open() {
        auto workspace = Workspace::open(m_orders.laptop, clock());
        if (!workspace) return refused("open", workspace.error()), false;
        m_workspace.emplace(std::move(*workspace));
        return succeeded("catch up", app::catch_up_store(m_orders.laptop, m_workspace->store, clock()));
    }

    // Makes the laptop when it is not there yet, and leaves its request with the team.
    bool belongs() {
        if (!sync::read_identity(m_orders.laptop)) {
            const auto made = sync::create_laptop(m_orders.laptop, "新人", m_orders.team, "新电脑");
            if (!made) return refused("make", made.error()), false;
            say({"made", made->device.text()});
        }
        if (!std::exchange(m_has_asked, true)) succeeded("ask", sync::ask_team(m_orders.laptop, clock()()));
        return true;
    }

    void one_act() {
        switch (below(22)) {
        case 0:
        case 1:
        case 2:
            return create();
        case 3:
        case 4:
            return import();
        case 5:
        case 6:
        case 7:
        case 8:
            return synchronise();
        case 9:
            return commit();
        case 10:
            m_workspace.reset();
            return;
        case 11:
            if (below(3) == 0) rebuild();
            return;
        case 12:
            return remove_or_restore();
        case 13:
            return free_photos();
        case 14:
            return fetch_photos();
        default:
            return edit();
        }
    }

    std::string new_text() { return "v" + std::to_string(m_orders.seed) + "-" + std::to_string(++m_values); }

    void will(const RecordId& id, const app::FieldValues& fields) {
        for (const auto& [name, value] : fields)
            say({"will", id.text(), name, sync::canonical(value)});
    }

    std::optional<Record> stands(const RecordId& id) const {
        auto record = m_workspace->store.get(id);
        return record ? *record : std::nullopt;
    }

    void saved(const RecordId& id) {
        const auto record = m_workspace->store.get(id);
        if (!record) return refused("read", record.error());
        if (!*record) return say({"fault", "a record that was saved is not there", id.text()});
        say({"saved", sync::canonical(**record)});
    }

    void carry_out(std::string_view act, const RecordId& id, const Command& command) {
        const auto before = m_workspace->store.get(id);
        const auto done = app::apply(*m_workspace, command);
        if (done) return saved(id);
        refused(act, done.error());
        const auto after = m_workspace->store.get(id);
        if (before && after && *before != *after) say({"fault", "a refused act has changed the record", id.text()});
    }

    app::FieldValues some_fields() {
        static constexpr std::array names{"title", "description", "place", "unit", "newer.field"};
        app::FieldValues fields;
        const std::size_t first = below(names.size());
        for (std::size_t i = 0; i <= below(2); ++i)
            fields.emplace_back(names[(first + i) % names.size()], new_text());
        return fields;
    }

    void create() {
        app::Create wish{RecordId::random(clock()()), "finding", some_fields()};
        will(wish.id, wish.fields);
        carry_out("create", wish.id, wish);
    }

    std::optional<RecordId> any_record() {
        app::Filter filter;
        filter.kind = "finding";
        filter.with_deleted = true;
        filter.order = app::Order::oldest_first;
        const auto rows = m_workspace->store.list(filter);
        if (!rows) refused("list", rows.error());
        if (!rows || rows->empty()) return std::nullopt;
        return (*rows)[below(rows->size())].id;
    }

    void edit() {
        const auto id = any_record();
        if (!id) return create();
        const app::SetFields wish{*id, some_fields()};
        will(*id, wish.fields);
        carry_out("edit", *id, wish);
    }

    void remove_or_restore() {
        const auto id = any_record();
        if (!id) return;
        say({"will", id->text(), "deleted", "null"});
        if (below(2) == 0) return carry_out("delete", *id, app::Delete{{*id}, new_text()});
        carry_out("restore", *id, app::Restore{{*id}});
    }

    // A new card with photos, or one that was read before.
    fs::path card() {
        const std::size_t number = below(12);
        const fs::path folder = m_orders.cards / std::to_string(number);
        std::error_code ignored;
        if (fs::exists(folder, ignored)) return folder;
        fs::create_directories(folder, ignored);
        const app::Pixels pixels{16, 12, std::vector<std::uint8_t>(16 * 12 * 4, static_cast<std::uint8_t>(number))};
        const auto jpeg = app::encode_jpeg(pixels, 80);
        for (std::size_t i = 0; jpeg && i <= below(3); ++i) {
            // Behind a picture's end stands what programs please; here what makes it another photo, small or large.
            std::string bytes = *jpeg + new_text();
            bytes.resize(bytes.size() + below(below(8) == 0 ? 700'000 : 20'000), 'x');
            std::ofstream(folder / (std::to_string(i) + ".jpg"), std::ios::binary) << bytes;
        }
        return folder;
    }

    void import() {
        const fs::path folder = card();
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder, ignored)) {
            const auto bytes = sync::read_file(entry.path(), 1 << 24);
            if (bytes) say({"import", sync::sha256_hex(*bytes)});
        }
        const auto report = app::cli::import_into(*m_workspace, {{folder}, {}, {}}, "周敏", app::Language::zh, {});
        if (!report) return refused("import", report.error());
        for (const auto& id : report->ids) {
            saved(id);
            if (const auto photo = stands(id))
                say({"photo", sync::shown_text(*photo, "sha256"), sync::shown_text(*photo, "media.ref")});
        }
    }

    void synchronise() {
        static constexpr std::array policies{sync::Fetching::all, sync::Fetching::recent, sync::Fetching::on_demand};
        sync::SyncOptions options;
        options.access = m_orders.access;
        options.policy.fetching = policies[below(policies.size())];
        const auto receipt = app::cli::synchronise(*m_workspace, options, {}, {});
        if (!receipt) return refused("sync", receipt.error());
        say({"synced"});
        for (const auto& one : receipt->set_aside)
            say({"fault", "an honest laptop's work was set aside", sync::name_of(one.fault), one.path, one.detail});
    }

    void free_photos() {
        say({"frees"});
        const sync::FreeWish wish{0, below(2) == 0, false};
        const auto freed = sync::free_photos(m_orders.laptop, clock(), wish, m_orders.access, {}, {});
        if (!freed) refused("free photos", freed.error());
    }

    void fetch_photos() {
        app::StoreShelf shelf([&](const auto& act) { act(m_workspace->store); }, clock());
        const auto fetched =
            sync::fetch_photos(m_orders.laptop, shelf, clock(), {true, {}}, {}, m_orders.access, {}, {});
        if (!fetched) refused("fetch photos", fetched.error());
    }

    Status commit_only() {
        TAKAN_TRY_LET(repo, sync::open_repo(m_orders.laptop));
        TAKAN_TRY_LET(signer, sync::load_signer(m_orders.laptop));
        app::StoreShelf shelf([&](const auto& act) { act(m_workspace->store); }, clock());
        TAKAN_TRY(sync::catch_up(repo, shelf));
        TAKAN_TRY(sync::commit_outgoing(repo, signer, shelf, clock()()));
        return {};
    }
    void commit() { succeeded("commit", commit_only()); }

    void rebuild() {
        m_workspace.reset();
        succeeded("rebuild", app::rebuild_store(m_orders.laptop, clock()));
    }

    // Space is back.
    void recover() {
        m_workspace.reset();
        let_time_pass(m_orders.plan.root);
        const bool is_open = open();
        if (!is_open) return say({"fault", "the store cannot be opened although nothing fails any more"});
        const RecordId id = RecordId::random(clock()());
        const app::Create wish{id, "finding", {{"title", new_text()}}};
        will(id, wish.fields);
        if (const auto done = app::apply(*m_workspace, wish); !done)
            return say({"fault", "an edit fails although nothing fails any more", sync::describe(done.error())});
        saved(id);
        const auto receipt = app::cli::synchronise(*m_workspace, {}, {}, {});
        if (!receipt) say({"fault", "a sync fails although nothing fails any more", sync::describe(receipt.error())});
    }

    const Orders& m_orders;
    std::mt19937_64 m_random;
    sync::Instant m_now;
    std::optional<Workspace> m_workspace;
    std::uint64_t m_values = 0;
    bool m_has_asked = false;
};

} // namespace

void let_time_pass(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".lock") continue;
        std::error_code ignored;
        fs::last_write_time(entry.path(), entry.last_write_time() - std::chrono::hours(1), ignored);
    }
}

void work(const Orders& orders) {
    ::alarm(patience_s);
    fix_random(orders.seed);
    {
        Worker worker(orders);
        arm(orders.plan);
        worker.run();
    }
    ::_exit(0);
}

} // namespace takan::faults
