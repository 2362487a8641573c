#include "sync/transport/ssh.hpp"

#include "sync/base/text.hpp"
#include "sync/transport/process.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

// For the shell at the other end, as git does it.
std::string for_shell(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '!')
            out += std::string("'\\") + c + "'";
        else
            out += c;
    }
    return out + "'";
}

// A path inside the value of an option: ssh reads quotes, backslashes and percent signs in it.
std::string in_option(const std::filesystem::path& path) {
    std::string out = "\"";
    for (const char c : utf8(path)) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '%') out += '%';
        out += c;
    }
    return out + "\"";
}

std::vector<std::string> ssh_command(const SshAddress& address, const Access& access, Service service) {
    const auto seconds = std::max<std::int64_t>(1, access.silence.count() / 1000);
    std::string known = "-oUserKnownHostsFile=";
    if (!access.known_hosts.empty()) known += in_option(access.known_hosts) + " ";
    std::vector<std::string> words{"ssh",
                                   "-T",
                                   "-oBatchMode=yes",
                                   "-oStrictHostKeyChecking=yes",
                                   known + "~/.ssh/known_hosts ~/.ssh/known_hosts2",
                                   "-oUpdateHostKeys=no",
                                   "-oForwardAgent=no",
                                   "-oForwardX11=no",
                                   "-oClearAllForwardings=yes",
                                   "-oControlPersist=no",
                                   "-oLogLevel=ERROR",
                                   "-oSendEnv=GIT_PROTOCOL",
                                   "-oConnectTimeout=" + std::to_string(seconds)};
    if (!access.key_file.empty()) {
        words.insert(words.end(), {"-i", utf8(access.key_file), "-oIdentitiesOnly=yes"});
    }
    if (!address.port.empty()) words.insert(words.end(), {"-p", address.port});
    if (!address.user.empty()) words.insert(words.end(), {"-l", address.user});
    words.insert(words.end(), {"--", address.host, std::string(name_of(service)) + " " + for_shell(address.path)});
    return words;
}

std::string place_of(const SshAddress& address) {
    return (address.user.empty() ? "" : address.user + "@") + address.host +
           (address.port.empty() ? "" : ":" + address.port);
}

std::string url_of(const SshAddress& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return "ssh://" + (is_v6 ? "[" + address.host + "]" : address.host) +
           (address.port.empty() ? "" : ":" + address.port) + "/";
}

// The last line that is about what happened, not about where ssh looked for it.
std::string last_line(std::string_view text) {
    std::string found;
    for (const auto line : split(text, '\n')) {
        const std::string plain = trimmed(line);
        if (!plain.empty()) found = plain;
    }
    return found;
}

// ssh's own exit code for a link that did not come about; else it is the other program's.
constexpr int ssh_failed = 255;
constexpr int no_such_command = 127;

class SshStream final : public Stream {
public:
    SshStream(Process process, SshAddress address, Access access)
        : m_process(std::move(process)), m_address(std::move(address)), m_access(std::move(access)) {}

    Result<std::size_t> read(char* into, std::size_t most) override {
        auto got = m_process.read(into, most, m_stop, m_access.silence);
        return got ? got : Result<std::size_t>(placed(got.error()));
    }
    Status write(std::string_view bytes) override {
        const Status written = m_process.write(bytes, m_stop, m_access.silence);
        if (written || written.error().kind == ErrorKind::cancelled) return written;
        if (written.error().text_key.empty()) return broken_off();
        return placed(written.error());
    }
    Status end_request() override { return {}; }
    Error broken_off() override;

private:
    Error placed(Error error) const {
        if (error.subject.empty()) error.subject = place_of(m_address);
        return error;
    }
    Error link_failed(const std::string& said) const;
    Error unknown_host() const;

    Process m_process;
    SshAddress m_address;
    Access m_access;
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

Error SshStream::broken_off() {
    const int code = m_process.wait();
    const std::string& said = m_process.complaints();
    const std::string place = place_of(m_address);
    if (contains(said, "does not appear to be a git repository") || contains(said, "No such file or directory"))
        return fail(ErrorKind::missing, "there is no git repository: " + last_line(said), place);
    if (code == no_such_command) return server_says(ErrorKind::missing, place, last_line(said));
    if (code == ssh_failed || code < 0) return link_failed(said);
    return server_says(ErrorKind::denied, place, last_line(said));
}

Error SshStream::link_failed(const std::string& said) const {
    const std::string place = place_of(m_address);
    if (contains(said, "HOST IDENTIFICATION HAS CHANGED") || contains(said, "REVOKED HOST KEY"))
        return fail(ErrorKind::denied, "the server's key is another than it was", place, "error.host_changed");
    if (contains(said, "Host key verification failed") || contains(said, "host key is known for"))
        return unknown_host();
    if (contains(said, "Permission denied") || contains(said, "Too many authentication failures"))
        return fail(ErrorKind::denied, "the server refuses our key: " + last_line(said), place, "error.ssh_refused");
    return fail(ErrorKind::offline, "ssh: " + plain_text(last_line(said)), place, "error.server_unreachable");
}

Error SshStream::unknown_host() const {
    const std::string place = place_of(m_address);
    const auto keys = host_keys(url_of(m_address), m_access, m_stop);
    if (!keys || keys->empty())
        return fail(ErrorKind::denied, "the server's key is not known", place, "error.host_unknown");
    const HostKey& key = keys->front();
    if (is_known_otherwise(m_access, key))
        return fail(ErrorKind::denied, "the server's key is another than it was", key.host, "error.host_changed");
    return fail(ErrorKind::denied, "the server's key is not known", key.host + " " + key.fingerprint,
                "error.host_unknown");
}

class SshWay final : public Way {
public:
    SshWay(SshAddress address, Access access)
        : m_address(std::move(address)), m_access(std::move(access)), m_place(place_of(m_address)) {}

    Result<std::unique_ptr<Stream>> open(Service service, const std::stop_token& stop) override {
        if (stop.stop_requested()) return cancelled();
        std::vector<std::string> variables{"LC_ALL=C"}; // what it says is read below, also by the far end's git
        if (service == Service::upload_pack) variables.emplace_back("GIT_PROTOCOL=version=2");
        auto process = Process::start(ssh_command(m_address, m_access, service), variables);
        if (!process && process.error().kind == ErrorKind::missing)
            return fail(ErrorKind::missing, "the program ssh is not installed", "ssh", "error.no_ssh");
        if (!process) return process.error();
        auto stream = std::make_unique<SshStream>(std::move(*process), m_address, m_access);
        stream->use(stop);
        return std::unique_ptr<Stream>(std::move(stream));
    }
    bool is_stateless() const override { return false; }
    const std::string& place() const override { return m_place; }

private:
    SshAddress m_address;
    Access m_access;
    std::string m_place;
};

} // namespace

std::unique_ptr<Way> way_over_ssh(SshAddress address, Access access) {
    return std::make_unique<SshWay>(std::move(address), std::move(access));
}

} // namespace takan::sync
