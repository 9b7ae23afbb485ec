// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QString>
#include <QVariant>

namespace tandem {

/// What kind of thing went wrong. The numbers cross the wire: append only, never renumber.
enum class ErrorCode {
    Internal = 1, ///< a defect or a failed system call; `detail` says which
    Invalid = 2, ///< the input breaks a rule; `field` and `reason` say which
    NotFound = 3, ///< does not exist, or may not be seen by who asks
    Forbidden = 4, ///< exists and is seen, but this may not be done
    Conflict = 5, ///< the state of now does not allow it (taken, closed, decided already)
    Unauthenticated = 6, ///< no session, or a wrong name or password
    TooLarge = 7, ///< over a limit of size or number
    TooMany = 8, ///< over a limit of rate; `arguments["retryAfter"]` is in seconds
    Unavailable = 9, ///< for now: no network, disk full, shutting down, locked
    Unsupported = 10, ///< a protocol, feature or format that this build does not know
    Corrupt = 11, ///< stored or received bytes that do not mean anything
    Cancelled = 12,
};

/// An error is a value: a code for programs, a place and a reason for people. The sentence that a user reads is
/// made from `code`, `reason`, `field` and `arguments` where the user's language is known (see ErrorText), never here.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString reason; ///< stable identifier in camelCase, e.g. "required", "wrongPassword", "diskFull"
    QString field; ///< name of the field, column, key or argument at fault; empty if none
    QVariantMap arguments; ///< what the sentence needs: limits, names, values
    QString detail; ///< for the log, in English; never shown as the message

    static Error internal(QString detail)
    {
        return {ErrorCode::Internal, QStringLiteral("internal"), {}, {}, std::move(detail)};
    }
    static Error invalid(QString field, QString reason, QVariantMap arguments = {})
    {
        return {ErrorCode::Invalid, std::move(reason), std::move(field), std::move(arguments), {}};
    }
    static Error notFound(QString what)
    {
        return {ErrorCode::NotFound, QStringLiteral("notFound"), std::move(what), {}, {}};
    }
    static Error forbidden(QString reason, QString field = {})
    {
        return {ErrorCode::Forbidden, std::move(reason), std::move(field), {}, {}};
    }
    static Error conflict(QString reason, QVariantMap arguments = {})
    {
        return {ErrorCode::Conflict, std::move(reason), {}, std::move(arguments), {}};
    }
    static Error corrupt(QString detail)
    {
        return {ErrorCode::Corrupt, QStringLiteral("corrupt"), {}, {}, std::move(detail)};
    }
    static Error unavailable(QString reason, QString detail = {})
    {
        return {ErrorCode::Unavailable, std::move(reason), {}, {}, std::move(detail)};
    }
    static Error cancelled() { return {ErrorCode::Cancelled, QStringLiteral("cancelled"), {}, {}, {}}; }

    /// One line for the log.
    QString toLog() const;

    bool operator==(const Error &) const = default;
};

QLatin1String errorCodeName(ErrorCode code);

}
