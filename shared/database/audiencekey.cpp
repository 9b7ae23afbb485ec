// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/audiencekey.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace tandem {

AudienceKey audienceKey(QStringView name)
{
    const QByteArray digest = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
    return AudienceKey(qFromBigEndian<quint64>(digest.constData()) >> 1);
}

QString audienceKeyName(QLatin1String kind, const RecordId &id)
{
    return kind + QLatin1Char(':') + toText(id);
}

KeySet KeySet::of(std::vector<AudienceKey> keys)
{
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return {false, std::move(keys)};
}

bool KeySet::meets(const std::vector<AudienceKey> &audience) const
{
    // Audiences are a handful, key sets may be hundreds.
    return all || std::any_of(audience.begin(), audience.end(), [this](AudienceKey key) {
        return std::binary_search(keys.begin(), keys.end(), key);
    });
}

}
