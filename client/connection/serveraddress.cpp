// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/serveraddress.h"

namespace tandem::client {

Result<ServerAddress> ServerAddress::fromText(const QString &text)
{
    const Error bad = Error::invalid(QStringLiteral("server"), QStringLiteral("notAServerAddress"));
    QString plain = text.trimmed();
    for (const QLatin1String scheme : {QLatin1String("https://"), QLatin1String("wss://")}) {
        if (plain.startsWith(scheme, Qt::CaseInsensitive))
            plain = plain.sliced(scheme.size());
    }
    if (plain.endsWith(QLatin1Char('/')))
        plain.chop(1);
    const QUrl url(QStringLiteral("https://") + plain, QUrl::StrictMode);
    const bool onlyHostAndPort =
        url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
    if (!url.isValid() || url.host().isEmpty() || !onlyHostAndPort)
        return bad;
    const int port = url.port(defaultPort);
    if (port < 1 || port > 65535)
        return bad;
    return ServerAddress{url.host(), quint16(port)};
}

QString ServerAddress::toText() const
{
    const QString name = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
    return port == defaultPort ? name : QStringLiteral("%1:%2").arg(name).arg(port);
}

QUrl ServerAddress::syncUrl() const
{
    QUrl url = httpUrl(QStringLiteral("/sync"));
    url.setScheme(QStringLiteral("wss"));
    return url;
}

QUrl ServerAddress::httpUrl(const QString &path) const
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(host);
    url.setPort(port);
    url.setPath(path);
    return url;
}

}
