// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QJsonDocument>

namespace tandem::server {

/// A link to any record, as fields of that type hold it.
inline QString anyLink(const QString &entity, const RecordId &record)
{
    return entity + QLatin1Char('/') + toText(record);
}

/// `json` is an object or an array.
template <typename Json>
QString compact(const Json &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

}
