#pragma once
// Walk: counts what a person has to press for a job, and prints it in one form for all walks.

#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <string>

namespace takan::test {

class Walk {
public:
    // `after`: called behind every press, where the desk would answer.
    explicit Walk(Driver& driver, std::function<void()> after = {}) : m_driver(driver), m_after(std::move(after)) {}

    void press(ImGuiKeyChord chord, int times = 1) {
        for (int i = 0; i < times; ++i) {
            ++m_keys;
            m_driver.key(chord);
            answer();
        }
    }
    // One key a character; an input method takes some more for Chinese.
    void type(const std::string& text) {
        m_driver.frame(2);
        m_letters += static_cast<int>(std::count_if(
            text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
        m_driver.type(text);
        answer();
    }
    void click(const std::string& path) {
        ++m_clicks;
        m_driver.click(path);
        answer();
    }

    int keys() const { return m_keys + m_letters; }
    int clicks() const { return m_clicks; }
    // "walk: JOB: 29 keys (7 of them letters), 0 clicks"
    void print(const std::string& job) const {
        MESSAGE("walk: ", job, ": ", keys(), " keys (", m_letters, " of them letters), ", m_clicks, " clicks");
    }

private:
    void answer() {
        if (m_after) m_after();
        m_driver.settle();
    }

    Driver& m_driver;
    std::function<void()> m_after;
    int m_keys = 0;
    int m_letters = 0;
    int m_clicks = 0;
};

} // namespace takan::test
