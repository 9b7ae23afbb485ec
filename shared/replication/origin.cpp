// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/origin.h"

namespace tandem {

namespace {

const QString originKey = QStringLiteral("origin");

}

void setOrigin(QCborMap &arguments, const RecordId &origin)
{
    arguments.insert(originKey, toBytes(origin));
}

void clearOrigin(QCborMap &arguments)
{
    arguments.remove(originKey);
}

RecordId originOf(const QCborMap &arguments)
{
    return recordIdFromBytes(arguments.value(originKey).toByteArray());
}

bool isOriginKey(const QCborValue &argument)
{
    return argument.toString() == originKey;
}

RecordId revertOriginOf(const RecordId &origin)
{
    return namedRecordId(QLatin1String("revert/") + toText(origin));
}

}
