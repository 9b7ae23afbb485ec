// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/s3/s3address.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace tandem::server {

namespace {

bool isThisMachine(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

}

/// Prefixes have only what stands in an address as it is, so that nothing has to be encoded, by whatever rules.
std::optional<S3Address> S3Address::fromText(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9._-]+)*)/?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    S3Address address;
    address.bucket = match.captured(1);
    const QString path = match.captured(2);
    for (const QString &folder : path.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        if (folder == QLatin1String(".") || folder == QLatin1String(".."))
            return std::nullopt;
        address.prefix += folder + QLatin1Char('/');
    }
    return address;
}

bool S3Address::isEndpoint(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool hasMore = url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty()
        || !(url.path().isEmpty() || url.path() == QLatin1String("/"));
    if (!url.isValid() || url.host().isEmpty() || hasMore)
        return false;
    return url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && isThisMachine(url.host()));
}

QByteArray S3Address::host() const
{
    QString name = endpoint.host();
    if (name.contains(QLatin1Char(':')))
        name = QLatin1Char('[') + name + QLatin1Char(']');
    if (style == Style::Host)
        name = bucket + QLatin1Char('.') + name;
    const int usual = endpoint.scheme() == QLatin1String("http") ? 80 : 443;
    if (const int port = endpoint.port(usual); port != usual)
        name += QLatin1Char(':') + QString::number(port);
    return name.toLatin1();
}

QByteArray S3Address::path(const QString &key) const
{
    const QString start = style == Style::Path ? QLatin1Char('/') + bucket : QString();
    const QString object = key.isEmpty() ? key : prefix + key;
    if (!start.isEmpty() && object.isEmpty())
        return start.toLatin1();
    return (start + QLatin1Char('/') + object).toLatin1();
}

QUrl S3Address::url(const QByteArray &path, const QByteArray &query) const
{
    QByteArray text = endpoint.scheme().toLatin1() + "://" + host() + path;
    if (!query.isEmpty())
        text += '?' + query;
    return QUrl::fromEncoded(text, QUrl::StrictMode);
}

}
