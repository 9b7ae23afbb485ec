// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCryptographicHash>
#include <QMap>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace tandem::test {

/// A request to the fake store as it came, whose signature is computed anew, by steps of its own.
class S3Request
{
public:
    /// Who may ask.
    struct Identity
    {
        QByteArray accessKey;
        QByteArray secretKey;
        QByteArray region;
    };

    QByteArray verb;
    QByteArray path;
    QByteArray query; ///< as it came
    QMap<QByteArray, QByteArray> headers; ///< by names in lower case
    QByteArray body;

    QByteArray parameter(const char *name) const
    {
        const QUrlQuery query(QString::fromLatin1(this->query));
        return query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded).toUtf8();
    }
    bool has(const char *name) const { return QUrlQuery(QString::fromLatin1(query)).hasQueryItem(QLatin1String(name)); }

    bool read(QTcpSocket &socket)
    {
        QByteArray bytes;
        while (!bytes.contains("\r\n\r\n")) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5'000))
                return false;
            bytes += socket.readAll();
        }
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        const QList<QByteArray> lines = bytes.first(end).split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        if (words.size() != 3)
            return false;
        verb = words.at(0);
        const qsizetype mark = words.at(1).indexOf('?');
        path = mark < 0 ? words.at(1) : words.at(1).first(mark);
        query = mark < 0 ? QByteArray() : words.at(1).sliced(mark + 1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        body = bytes.sliced(end + 4);
        while (body.size() < headers.value("content-length").toLongLong()) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5'000))
                return false;
            body += socket.readAll();
        }
        return true;
    }

    bool isSignedRight(const Identity &identity) const
    {
        const QByteArray header = headers.value("authorization");
        const auto field = [&header](const QByteArray &name) {
            const qsizetype start = header.indexOf(name + '=');
            const QByteArray rest = start < 0 ? QByteArray() : header.sliced(start + name.size() + 1);
            const qsizetype comma = rest.indexOf(',');
            return comma < 0 ? rest : rest.first(comma);
        };
        const QByteArray payload = headers.value("x-amz-content-sha256");
        if (payload != hashOf(body).toHex() || !field("SignedHeaders").contains("host"))
            return false;
        QByteArray signedText = verb + '\n' + path + '\n' + sortedQuery(query) + '\n';
        for (const QByteArray &name : field("SignedHeaders").split(';'))
            signedText += name + ':' + headers.value(name) + '\n';
        signedText += '\n' + field("SignedHeaders") + '\n' + payload;
        const QByteArray time = headers.value("x-amz-date");
        const QByteArray scope = time.left(8) + '/' + identity.region + "/s3/aws4_request";
        QByteArray key = "AWS4" + identity.secretKey;
        for (const QByteArray &step : scope.split('/'))
            key = keyedHash(key, step);
        const QByteArray text = "AWS4-HMAC-SHA256\n" + time + '\n' + scope + '\n' + hashOf(signedText).toHex();
        return field("Credential") == identity.accessKey + '/' + scope
            && field("Signature") == keyedHash(key, text).toHex();
    }

private:
    static QByteArray hashOf(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    }

    /// RFC 2104, written out.
    static QByteArray keyedHash(QByteArray key, const QByteArray &text)
    {
        constexpr qsizetype block = 64;
        if (key.size() > block)
            key = hashOf(key);
        QByteArray inner(block, '\x36');
        QByteArray outer(block, '\x5c');
        for (qsizetype i = 0; i < key.size(); ++i) {
            inner[i] = char(inner.at(i) ^ key.at(i));
            outer[i] = char(outer.at(i) ^ key.at(i));
        }
        return hashOf(outer + hashOf(inner + text));
    }

    /// Every parameter as it came, in the order of the names.
    static QByteArray sortedQuery(const QByteArray &query)
    {
        if (query.isEmpty())
            return query;
        QList<QByteArray> parts = query.split('&');
        std::sort(parts.begin(), parts.end());
        for (QByteArray &part : parts) {
            if (!part.contains('='))
                part += '=';
        }
        return parts.join('&');
    }
};

}
