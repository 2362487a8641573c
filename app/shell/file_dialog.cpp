#include "app/shell/file_dialog.hpp"

#include "app/desk/mailbox.hpp"
#include "sync/base/text.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace takan::app {

namespace {

using Words = std::vector<std::string>;

bool on_path(const char* program) {
    const char* path = std::getenv("PATH");
    for (const auto folder : sync::split(path == nullptr ? "" : path, ':')) {
        const auto file = sync::path_from_utf8(folder) / program;
        if (access(file.c_str(), X_OK) == 0) return true;
    }
    return false;
}

Words zenity(const FileQuestion& question) {
    Words words{"zenity", "--file-selection", "--separator=\n", "--title=" + question.title};
    if (question.wish == FileWish::photos || question.wish == FileWish::maps) words.emplace_back("--multiple");
    if (question.wish == FileWish::maps) words.emplace_back("--file-filter=*.mbtiles");
    if (question.wish == FileWish::folder) words.emplace_back("--directory");
    if (question.wish == FileWish::save) {
        words.emplace_back("--save");
        words.emplace_back("--confirm-overwrite");
        words.push_back("--filename=" + question.file_name);
    }
    return words;
}

Words kdialog(const FileQuestion& question) {
    Words words{"kdialog", "--title", question.title};
    switch (question.wish) {
    case FileWish::photos:
        words.insert(words.end(), {"--multiple", "--separate-output", "--getopenfilename", "."});
        break;
    case FileWish::maps:
        words.insert(words.end(), {"--multiple", "--separate-output", "--getopenfilename", ".", "*.mbtiles"});
        break;
    case FileWish::file:
        words.insert(words.end(), {"--getopenfilename", "."});
        break;
    case FileWish::folder:
        words.insert(words.end(), {"--getexistingdirectory", "."});
        break;
    case FileWish::save:
        words.insert(words.end(), {"--getsavefilename", question.file_name});
        break;
    }
    return words;
}

Words chooser(const FileQuestion& question) {
    if (on_path("zenity")) return zenity(question);
    if (on_path("kdialog")) return kdialog(question);
    return {};
}

struct Child {
    pid_t id = -1;
    int output = -1; // read end of its standard output
};

std::optional<Child> start(const Words& words) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return std::nullopt;
    std::vector<char*> arguments;
    for (const auto& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    Child child;
    const int failed = posix_spawnp(&child.id, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed != 0) {
        close(ends[0]);
        return std::nullopt;
    }
    child.output = ends[0];
    return child;
}

std::string read_all(int file) {
    std::string text;
    std::array<char, 4096> block;
    for (ssize_t got; (got = read(file, block.data(), block.size())) > 0;)
        text.append(block.data(), static_cast<std::size_t>(got));
    close(file);
    return text;
}

} // namespace

struct FileDialog::State {
    Child child;
    Mailbox<Paths> answer;
};

std::vector<std::filesystem::path> read_paths(std::string_view printed) {
    std::vector<std::filesystem::path> paths;
    for (const auto line : sync::split(printed, '\n'))
        if (!line.empty()) paths.push_back(sync::path_from_utf8(line));
    return paths;
}

FileDialog::FileDialog(std::function<void()> wake) : m_wake(std::move(wake)) {}

FileDialog::~FileDialog() {
    if (m_state) kill(m_state->child.id, SIGTERM);
}

bool FileDialog::ask(const FileQuestion& question) {
    if (m_state) return false;
    const Words words = chooser(question);
    if (words.empty()) return false;
    const auto child = start(words);
    if (!child) return false;
    m_state = std::make_shared<State>();
    m_state->child = *child;
    m_thread = std::jthread([state = m_state, wake = m_wake] {
        auto paths = read_paths(read_all(state->child.output));
        waitpid(state->child.id, nullptr, 0);
        state->answer.put(std::move(paths));
        wake();
    });
    return true;
}

std::optional<FileDialog::Paths> FileDialog::answer() {
    if (!m_state) return std::nullopt;
    auto paths = m_state->answer.try_take();
    if (paths) m_state.reset();
    return paths;
}

} // namespace takan::app
