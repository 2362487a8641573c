#pragma once
// Error, Result and Status: how failure travels. A kind says what the caller does next.

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace takan::sync {

enum class ErrorKind {
    invalid,    // correct the input
    missing,    // it is not there
    busy,       // try again in a moment
    offline,    // wait for the link or the medium
    denied,     // ask somebody who may
    stale,      // fetch and merge again
    corrupt,    // set it aside, go on with the rest
    broken,     // stop and log
    cancelled,  // the person stopped it; nothing to repair
};

struct Error {
    ErrorKind kind = ErrorKind::broken;
    std::string message;  // one English sentence for the log: what happened
    std::string subject;  // the record, file, field or line that it happened to; may be empty
    std::string text_key; // key of a sentence for people in assets/text; empty: the kind's own sentence
};

// Returns "kind: subject: message", for logs and test output.
std::string describe(const Error& error);
const char* name_of(ErrorKind kind);
// True for what foreign objects do to us: they are not there, cannot be read, or are too large. False for faults of
// this machine.
bool is_damage(const Error& error);

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& value() {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    const T& value() const {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    const Error& error() const {
        assert(m_state.index() == 1);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    explicit operator bool() const { return !m_error.has_value(); }
    const Error& error() const {
        assert(m_error.has_value());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

using Status = Result<void>;

inline Error fail(ErrorKind kind, std::string message, std::string subject = {}, std::string text_key = {}) {
    return Error{kind, std::move(message), std::move(subject), std::move(text_key)};
}

} // namespace takan::sync

#define TAKAN_JOIN_(a, b) a##b
#define TAKAN_JOIN(a, b) TAKAN_JOIN_(a, b)

// Returns the error of `expr` (a Status or Result) from the enclosing function, else goes on.
#define TAKAN_TRY(expr)                                                                                                \
    do {                                                                                                               \
        if (auto&& takan_try_ = (expr); !takan_try_) return takan_try_.error();                                        \
    } while (false)

// Declares `name` with the value of `expr` (a Result), or returns its error from the enclosing function.
#define TAKAN_TRY_LET(name, expr)                                                                                      \
    auto TAKAN_JOIN(takan_let_, __LINE__) = (expr);                                                                    \
    if (!TAKAN_JOIN(takan_let_, __LINE__)) return TAKAN_JOIN(takan_let_, __LINE__).error();                            \
    auto name = std::move(*TAKAN_JOIN(takan_let_, __LINE__))
