// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/filestore.h"

#include <QCryptographicHash>

namespace tandem::test {

/// A whole content at once, as nobody's in particular. Gives its hash.
inline Result<QString> putContent(server::FileStore &files, QByteArrayView content)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(content);
    const QString name = QString::fromLatin1(hash.result().toHex());
    // What is left of an upload of the same content may be anything.
    TANDEM_TRY(files.write(name, 0, content.size(), content, newRecordId()));
    return name;
}

}
