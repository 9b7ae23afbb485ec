// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/responsehead.h"

#include <boost/beast/http/status.hpp>

#include <QDateTime>
#include <QLocale>

namespace tandem::server::detail {

namespace {

void line(QByteArray &head, QByteArrayView name, QByteArrayView value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

/// A value from a handler must not be able to start a header field of its own.
QByteArray oneLine(QByteArray value)
{
    value.replace('\r', ' ').replace('\n', ' ');
    return value;
}

}

QByteArray responseHead(const HttpResponse &response, qint64 bodyBytes, bool keepAlive, bool isTls)
{
    const auto reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(unsigned(response.status)));
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + QByteArray(reason.data(), qsizetype(reason.size())) + "\r\n";
    const QString now =
        QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"));
    line(head, "Date", now.toLatin1() + " GMT");
    if (response.status != 204 && response.status != 304)
        line(head, "Content-Length", QByteArray::number(bodyBytes));
    line(head, "Connection", keepAlive ? "keep-alive" : "close");
    line(head, "X-Content-Type-Options", "nosniff");
    line(head, "X-Frame-Options", "DENY");
    line(head, "Referrer-Policy", "no-referrer");
    line(head, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (isTls)
        line(head, "Strict-Transport-Security", "max-age=31536000");
    if (!response.headers.contains("Cache-Control"))
        line(head, "Cache-Control", "no-store");
    for (const auto &[name, value] : response.headers.fields())
        line(head, name, oneLine(value));
    return head + "\r\n";
}

}
