// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

#include <optional>
#include <utility>
#include <variant>

namespace tandem {

/// A value or the Error that prevented it. Reading the value of a failed result is a defect and aborts in debug builds.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const & { return checked(); }
    T &value() & { return checked(); }
    T &&value() && { return std::move(checked()); }
    T valueOr(T fallback) const { return ok() ? std::get<0>(m_state) : std::move(fallback); }

    const T &operator*() const & { return checked(); }
    T &operator*() & { return checked(); }
    T &&operator*() && { return std::move(checked()); }
    const T *operator->() const { return &checked(); }
    T *operator->() { return &checked(); }

    const Error &error() const
    {
        Q_ASSERT(!ok());
        return std::get<1>(m_state);
    }

private:
    T &checked()
    {
        Q_ASSERT(ok());
        return std::get<0>(m_state);
    }
    const T &checked() const
    {
        Q_ASSERT(ok());
        return std::get<0>(m_state);
    }

    std::variant<T, Error> m_state;
};

/// Success, or the Error that prevented it.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::in_place, std::move(error))
    {
    }

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }

    const Error &error() const
    {
        Q_ASSERT(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

}

/// Leaves the function with the error if `expression` (a Result) failed.
#define TANDEM_TRY(expression)                                                                                         \
    do {                                                                                                               \
        if (auto &&tandemTryResult = (expression); !tandemTryResult.ok())                                              \
            return tandemTryResult.error();                                                                            \
    } while (false)

#define TANDEM_TRY_CONCAT_INNER(a, b) a##b
#define TANDEM_TRY_CONCAT(a, b) TANDEM_TRY_CONCAT_INNER(a, b)

/// Declares or assigns `target` from the value of `expression`, or leaves the function with its error:
/// `TANDEM_ASSIGN(const auto account, store.find(id));`
// A declaration cannot stand in parentheses. NOLINTBEGIN(bugprone-macro-parentheses)
#define TANDEM_ASSIGN(target, expression)                                                                              \
    auto TANDEM_TRY_CONCAT(tandemAssign, __LINE__) = (expression);                                                     \
    if (!TANDEM_TRY_CONCAT(tandemAssign, __LINE__).ok())                                                               \
        return TANDEM_TRY_CONCAT(tandemAssign, __LINE__).error();                                                      \
    target = *std::move(TANDEM_TRY_CONCAT(tandemAssign, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)
