#pragma once
// CHandle owns a pointer from a C library; Out lends its address to a function that fills it.

#include <memory>

namespace takan::sync {

template <auto Free>
struct CFree {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};

template <class T, auto Free>
using CHandle = std::unique_ptr<T, CFree<Free>>;

// Fills a CHandle in the call `f(Out(handle), …)`. The handle owns what came back also when the call failed.
template <class Handle>
class Out {
public:
    explicit Out(Handle& handle) : m_handle(handle) {}
    Out(const Out&) = delete;
    Out& operator=(const Out&) = delete;
    ~Out() { m_handle.reset(m_pointer); }

    operator typename Handle::pointer*() { return &m_pointer; }

private:
    Handle& m_handle;
    typename Handle::pointer m_pointer = nullptr;
};

} // namespace takan::sync
