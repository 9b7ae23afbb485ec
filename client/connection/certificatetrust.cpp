// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/certificatetrust.h"

#include <QCryptographicHash>
#include <QSslKey>

namespace tandem::client {

QByteArray publicKeyFingerprint(const QSslCertificate &certificate)
{
    const QByteArray key = certificate.publicKey().toDer();
    return key.isEmpty() ? QByteArray() : QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

QString fingerprintForPeople(const QByteArray &fingerprint)
{
    const QString hex = QString::fromLatin1(fingerprint.toHex().toUpper());
    QStringList groups;
    for (qsizetype i = 0; i < hex.size(); i += 4)
        groups.append(hex.sliced(i, std::min<qsizetype>(4, hex.size() - i)));
    return groups.join(QLatin1Char(' '));
}

Result<void> CertificateTrust::judge(const QSslCertificate &peer) const
{
    const QByteArray fingerprint = publicKeyFingerprint(peer);
    if (!fingerprint.isEmpty() && fingerprint == m_pin)
        return {};
    Error error =
        Error::forbidden(m_pin.isEmpty() ? QStringLiteral("certificateUnknown") : QStringLiteral("certificateChanged"));
    error.arguments = {
        {QStringLiteral("fingerprint"), fingerprintForPeople(fingerprint)}, {QStringLiteral("pin"), fingerprint}};
    return error;
}

QSslConfiguration CertificateTrust::configuration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    return configuration;
}

}
