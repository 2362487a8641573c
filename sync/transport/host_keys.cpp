// The keys by which servers are known again: asked for, compared, accepted.

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/transport/process.hpp"
#include "sync/transport/ssh.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::size_t most_known = 4 * 1024 * 1024; // bytes of a known_hosts file

Error unreachable(std::string_view host) {
    return fail(ErrorKind::offline, "the server gave no host key", std::string(host), "error.server_unreachable");
}

// Where ssh would go for this address: its settings may give the host another name or port.
struct Target {
    std::string host;
    std::string port = "22";
    std::string name; // under which its key is kept
};

Result<Target> target_of(const SshAddress& address, const Access& access, const std::stop_token& stop) {
    std::vector<std::string> words{"ssh", "-G"};
    if (!address.port.empty()) words.insert(words.end(), {"-p", address.port});
    words.insert(words.end(), {"--", address.host});
    TAKAN_TRY_LET(answer, run_program(words, {}, access.silence, stop));
    Target target{address.host, address.port.empty() ? "22" : address.port, {}};
    for (const auto line : split(answer.output, '\n')) {
        if (line.starts_with("hostname ")) target.host = trimmed(line.substr(9));
        if (line.starts_with("port ")) target.port = trimmed(line.substr(5));
        if (line.starts_with("hostkeyalias ")) target.name = trimmed(line.substr(13));
    }
    if (target.name == "none") target.name.clear();
    if (target.name.empty()) target.name = target.port == "22" ? target.host : "[" + target.host + "]:" + target.port;
    return target;
}

int rank_of(std::string_view type) {
    constexpr std::string_view order[] = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                          "ecdsa-sha2-nistp521"};
    return static_cast<int>(std::find(std::begin(order), std::end(order), type) - std::begin(order));
}

// "256 SHA256:… host (ED25519)"
Result<std::string> fingerprint_of(const std::string& line, const Access& access, const std::stop_token& stop) {
    TAKAN_TRY_LET(answer, run_program({"ssh-keygen", "-l", "-f", "-"}, line + "\n", access.silence, stop));
    const auto words = split(answer.output, ' ');
    if (answer.code != 0 || words.size() < 2 || !words[1].starts_with("SHA256:"))
        return fail(ErrorKind::corrupt, "the server's key is malformed", line.substr(0, line.find(' ')));
    return std::string(words[1]);
}

} // namespace

Result<std::vector<HostKey>> host_keys(std::string_view address, const Access& access, const std::stop_token& stop) {
    const std::string plain = trimmed(address);
    if (!is_ssh_address(plain))
        return fail(ErrorKind::invalid, "it is no address for ssh", plain, "error.address_no_ssh");
    TAKAN_TRY_LET(parsed, parse_ssh_address(plain));
    TAKAN_TRY_LET(target, target_of(parsed, access, stop));
    if (target.host.starts_with('-')) return unreachable(target.host);
    const auto seconds = std::clamp<std::int64_t>(access.silence.count() / 1000, 1, 60);
    TAKAN_TRY_LET(scan, run_program({"ssh-keyscan", "-T", std::to_string(seconds), "-p", target.port, target.host}, {},
                                    access.silence, stop));
    std::vector<HostKey> keys;
    for (const auto line : split(scan.output, '\n')) {
        const std::string shown = trimmed(line);
        const auto words = split(shown, ' ');
        if (words.size() < 3 || words[0].starts_with('#')) continue;
        HostKey key{target.name,
                    std::string(words[1]),
                    {},
                    target.name + " " + std::string(words[1]) + " " + std::string(words[2])};
        TAKAN_TRY_LET(fingerprint, fingerprint_of(key.line, access, stop));
        key.fingerprint = std::move(fingerprint);
        keys.push_back(std::move(key));
    }
    if (keys.empty()) return unreachable(target.name);
    std::ranges::stable_sort(keys, {}, [](const HostKey& key) { return rank_of(key.type); });
    return keys;
}

bool is_known_otherwise(const Access& access, const HostKey& key) {
    const auto known = read_file(access.known_hosts, most_known);
    if (!known) return false;
    const std::string start = key.host + " ";
    for (const auto line : split(*known, '\n')) {
        if (line.starts_with(start) && trimmed(line) != key.line) return true;
    }
    return false;
}

Status accept_host(const Access& access, const HostKey& key) {
    if (key.host.empty() || !key.line.starts_with(key.host + " ") || key.line.find('\n') != std::string::npos)
        return fail(ErrorKind::invalid, "it is no host's key", key.host);
    if (is_known_otherwise(access, key))
        return fail(ErrorKind::denied, "another key of this server was accepted before", key.host,
                    "error.host_changed");
    auto known = read_file(access.known_hosts, most_known);
    if (!known && known.error().kind != ErrorKind::missing) return known.error();
    std::string text = known ? *known : std::string{};
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (("\n" + text).find("\n" + key.line + "\n") != std::string::npos) return {};
    if (access.known_hosts.has_parent_path()) TAKAN_TRY(make_folder(access.known_hosts.parent_path()));
    return write_file(access.known_hosts, text + key.line + "\n", FileAccess::private_to_owner);
}

} // namespace takan::sync
