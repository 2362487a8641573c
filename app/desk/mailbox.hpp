#pragma once
// Mailbox and Published: the two ways in which values cross between threads. No other lock exists in the program.

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace takan::app {

// Many threads put, one takes, in order.
template <class T>
class Mailbox {
public:
    void put(T item) {
        {
            const std::scoped_lock lock(m_mutex);
            m_items.push_back(std::move(item));
        }
        m_ready.notify_one();
    }

    // Waits for an item. Nothing when a stop was asked for and the box is empty: what was put before is still taken.
    std::optional<T> take(std::stop_token stop) {
        std::unique_lock lock(m_mutex);
        m_ready.wait(lock, stop, [&] { return !m_items.empty(); });
        return pop();
    }

    // The next item if there is one already.
    std::optional<T> try_take() {
        const std::scoped_lock lock(m_mutex);
        return pop();
    }

private:
    std::optional<T> pop() {
        if (m_items.empty()) return std::nullopt;
        T item = std::move(m_items.front());
        m_items.pop_front();
        return item;
    }

    std::mutex m_mutex;
    std::condition_variable_any m_ready;
    std::deque<T> m_items;
};

// The newest of a series of immutable values.
template <class T>
class Published {
public:
    void publish(std::shared_ptr<const T> value) {
        const std::scoped_lock lock(m_mutex);
        m_value = std::move(value);
    }
    std::shared_ptr<const T> latest() const {
        const std::scoped_lock lock(m_mutex);
        return m_value;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace takan::app
