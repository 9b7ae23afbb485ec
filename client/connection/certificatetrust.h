// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

namespace tandem::client {

/// SHA-256 over the certificate's public key (SPKI), 32 bytes. It stays when a certificate is renewed with its key.
QByteArray publicKeyFingerprint(const QSslCertificate &certificate);

/// "AB12 CD34 …" in groups of four, as both sides show it for people to compare.
QString fingerprintForPeople(const QByteArray &fingerprint);

/// Whether to go on with a server whose certificate the system's authorities do not vouch for. A certificate that
/// they do vouch for never comes here.
class CertificateTrust
{
public:
    explicit CertificateTrust(QByteArray pin = {})
        : m_pin(std::move(pin))
    {
    }

    const QByteArray &pin() const { return m_pin; } ///< empty: none yet
    void setPin(const QByteArray &pin) { m_pin = pin; }

    /// Error: Forbidden "certificateUnknown" at first contact, "certificateChanged" when it is not the pinned one; both
    /// with the `fingerprint` for people. Invalid dates and broken signatures are no obstacle to a pinned key: the key
    /// proves itself in the handshake.
    Result<void> judge(const QSslCertificate &peer) const;

    /// The settings of all our connections: TLS 1.3.
    static QSslConfiguration configuration();

private:
    QByteArray m_pin;
};

}
