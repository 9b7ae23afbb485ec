// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/audience.h"

namespace tandem::server::audience {

namespace {

QString granted(QLatin1String how, const QString &kind, const RecordId &grantee)
{
    const QString shortKind = kind == QLatin1String("department") ? QStringLiteral("dept") : kind;
    return how + shortKind + QLatin1Char(':') + toText(grantee);
}

}

QString owner(const RecordId &user)
{
    return QLatin1String("user:") + toText(user);
}

QString department(const RecordId &department)
{
    return QLatin1String("dept:") + toText(department);
}

QString shared(const QString &kind, const RecordId &grantee)
{
    return granted(QLatin1String("shared:"), kind, grantee);
}

QString editor(const QString &kind, const RecordId &grantee)
{
    return granted(QLatin1String("editor:"), kind, grantee);
}

QString everybody()
{
    return QStringLiteral("everybody");
}

}
