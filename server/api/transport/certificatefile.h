// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QStringList>

namespace tandem::server {

/// The daemon's certificate and private key as PEM files.
struct CertificateFile
{
    QString certificatePath;
    QString keyPath;

    /// A self-signed EC P-256 certificate for `names` (host names and addresses), valid for ten years; the key file can
    /// be read by its owner only. Existing files are not touched. Error: Conflict ("alreadyExists"), Internal.
    static Result<void> create(const CertificateFile &files, const QStringList &names);

    /// SHA-256 over the public key (SPKI), in lower-case hex: what clients pin. Stays when a certificate is renewed
    /// with its key. Error: NotFound, Corrupt.
    Result<QByteArray> fingerprint() const;

    /// Seconds since 1970 at which the certificate stops being valid. Error: NotFound, Corrupt.
    Result<qint64> expiry() const;
};

/// "ab12cd…" as people compare it: "AB12 CD34 …" in groups of four.
QString fingerprintForPeople(const QByteArray &fingerprint);

}
