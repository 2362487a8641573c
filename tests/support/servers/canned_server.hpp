#pragma once
// CannedServer: a web server on loopback that answers each request with the bytes that a test chose.

#include <functional>
#include <string>
#include <thread>

namespace takan::test {

struct CannedAnswer {
    std::string type; // Content-Type
    std::string body;
};

class CannedServer {
public:
    // `answer` is called on the server's thread with the request's path.
    explicit CannedServer(std::function<CannedAnswer(const std::string& path)> answer);
    CannedServer(const CannedServer&) = delete;
    CannedServer& operator=(const CannedServer&) = delete;
    ~CannedServer();

    std::string address() const; // http://127.0.0.1:port/team.git

private:
    void serve(const std::stop_token& stop);
    void talk(int link);

    std::function<CannedAnswer(const std::string&)> m_answer;
    int m_listener = -1;
    int m_port = 0;
    std::jthread m_thread;
};

} // namespace takan::test
