// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/error.h"

namespace tandem {

QLatin1String errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Internal:
        return QLatin1String("internal");
    case ErrorCode::Invalid:
        return QLatin1String("invalid");
    case ErrorCode::NotFound:
        return QLatin1String("notFound");
    case ErrorCode::Forbidden:
        return QLatin1String("forbidden");
    case ErrorCode::Conflict:
        return QLatin1String("conflict");
    case ErrorCode::Unauthenticated:
        return QLatin1String("unauthenticated");
    case ErrorCode::TooLarge:
        return QLatin1String("tooLarge");
    case ErrorCode::TooMany:
        return QLatin1String("tooMany");
    case ErrorCode::Unavailable:
        return QLatin1String("unavailable");
    case ErrorCode::Unsupported:
        return QLatin1String("unsupported");
    case ErrorCode::Corrupt:
        return QLatin1String("corrupt");
    case ErrorCode::Cancelled:
        return QLatin1String("cancelled");
    }
    return QLatin1String("unknown");
}

QString Error::toLog() const
{
    QString line = errorCodeName(code) + QLatin1Char('/') + reason;
    if (!field.isEmpty())
        line += QStringLiteral(" field=") + field;
    for (auto it = arguments.cbegin(); it != arguments.cend(); ++it)
        line += QLatin1Char(' ') + it.key() + QLatin1Char('=') + it.value().toString();
    if (!detail.isEmpty())
        line += QStringLiteral(": ") + detail;
    return line;
}

}
