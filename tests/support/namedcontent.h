// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/daemonprocess.h"

#include <QCryptographicHash>

namespace tandem::test {

/// Where a daemon has a content.
inline QString pathOf(const QByteArray &content)
{
    return QStringLiteral("/files/")
        + QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

/// A content, and the record that has it.
inline void uploadNamed(DaemonProcess &daemon, const QByteArray &content)
{
    daemon.create(QStringLiteral("file"),
        {{QStringLiteral("name"), QStringLiteral("letter.txt")}, {QStringLiteral("sha256"), daemon.upload(content)},
            {QStringLiteral("size"), content.size()}});
}

}
