// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/secret.h"

#include <QCryptographicHash>

#include <sodium.h>

namespace tandem::server::secret {

namespace {

constexpr char alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // no 0, 1, I, O
constexpr int groups = 4;
constexpr int groupLength = 4;

}

QString newOneTimeCode()
{
    QString code;
    for (int i = 0; i < groups * groupLength; ++i) {
        if (i > 0 && i % groupLength == 0)
            code += QLatin1Char('-');
        code += QLatin1Char(alphabet[randombytes_uniform(sizeof alphabet - 1)]);
    }
    return code;
}

QByteArray codeHash(const QString &code)
{
    QString bare = code.toUpper();
    bare.removeIf([](QChar c) { return !c.isLetterOrNumber(); });
    return QCryptographicHash::hash(bare.toUtf8(), QCryptographicHash::Sha256);
}

QString newToken()
{
    QByteArray random(32, Qt::Uninitialized);
    randombytes_buf(random.data(), size_t(random.size()));
    return QString::fromLatin1(random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QByteArray tokenHash(const QString &token)
{
    return QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256);
}

bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    return !a.isEmpty() && a.size() == b.size() && sodium_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

}
