// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/s3/awssignature.h"

#include <QByteArrayList>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace tandem::server::awssignature {

namespace {

const QByteArray algorithm = QByteArrayLiteral("AWS4-HMAC-SHA256");
const QByteArray service = QByteArrayLiteral("s3");
const QByteArray ending = QByteArrayLiteral("aws4_request");

QByteArray keyed(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray headerNames(const Request &request)
{
    return QByteArrayList(request.headers.keys()).join(';');
}

QByteArray canonicalRequest(const Request &request)
{
    QByteArray headers;
    for (auto header = request.headers.cbegin(); header != request.headers.cend(); ++header)
        headers += header.key() + ':' + header.value().simplified() + '\n';
    return QByteArrayList{
        request.verb, request.path, queryText(request), headers, headerNames(request), request.payloadHash}
        .join('\n');
}

/// It is good for one day, one region and one service.
QByteArray signingKey(const Identity &identity, const QByteArray &day)
{
    const QByteArray ofDay = keyed("AWS4" + identity.secretKey, day);
    return keyed(keyed(keyed(ofDay, identity.region), service), ending);
}

}

QByteArray encoded(const QByteArray &text)
{
    return text.toPercentEncoding();
}

QByteArray queryText(const Request &request)
{
    QByteArrayList parts;
    for (const auto &[name, value] : request.query)
        parts.append(encoded(name) + '=' + encoded(value));
    std::sort(parts.begin(), parts.end());
    return parts.join('&');
}

QByteArray timeText(const QDateTime &at)
{
    return at.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
}

QByteArray authorization(const Request &request, const Identity &identity, const QDateTime &at)
{
    const QByteArray time = timeText(at);
    const QByteArray day = time.first(8);
    const QByteArray scope = QByteArrayList{day, identity.region, service, ending}.join('/');
    const QByteArray hash = QCryptographicHash::hash(canonicalRequest(request), QCryptographicHash::Sha256).toHex();
    const QByteArray toSign = QByteArrayList{algorithm, time, scope, hash}.join('\n');
    const QByteArray signature = keyed(signingKey(identity, day), toSign).toHex();
    return algorithm + " Credential=" + identity.accessKey + '/' + scope + ",SignedHeaders=" + headerNames(request)
        + ",Signature=" + signature;
}

}
