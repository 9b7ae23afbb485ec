// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

/// Secrets made by the server: codes that people type once, and tokens that programs keep.
namespace tandem::server::secret {

/// "K7QM-2XTA-9WBD-HRC4": 16 characters without those that look alike, 80 random bits.
QString newOneTimeCode();
/// Of the code as typed: case, blanks and dashes do not matter.
QByteArray codeHash(const QString &code);

QString newToken(); ///< 256 random bits, base64url
QByteArray tokenHash(const QString &token); ///< SHA-256: enough for what is random itself

/// In a time that does not depend on where they differ. Empty ones are never equal.
bool sameSecret(const QByteArray &a, const QByteArray &b);

}
