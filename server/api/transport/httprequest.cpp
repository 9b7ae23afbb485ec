// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/httprequest.h"

#include <QUrl>

namespace tandem::server {

QString HttpRequest::queryValue(const QString &name) const
{
    QString encoded = query.queryItemValue(name, QUrl::FullyEncoded);
    encoded.replace(QLatin1Char('+'), QLatin1String("%20"));
    return QUrl::fromPercentEncoding(encoded.toUtf8());
}

bool HttpRequest::hasQueryValue(const QString &name) const
{
    return query.hasQueryItem(name);
}

QByteArray HttpRequest::bearerToken() const
{
    const QByteArray value = headers.value("Authorization");
    const QByteArrayView scheme = "Bearer ";
    if (value.size() <= scheme.size()
        || QByteArrayView(value).first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return {};
    return value.sliced(scheme.size()).trimmed();
}

}
