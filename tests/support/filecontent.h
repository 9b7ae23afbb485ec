// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/fileage.h"
#include "server/store/filestore.h"
#include "shared/base/hashpath.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>

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

/// As if a content in this folder of files had come then, from everybody who has sent it.
inline void setAge(const QString &folder, const QString &hash, const QDateTime &since)
{
    server::setFileAge(folder + QLatin1Char('/') + hashPath(hash), since);
    const QDir sent(folder + QLatin1String("/incoming/sent"));
    for (const QFileInfo &mark : sent.entryInfoList({hash + QLatin1String("-*")}, QDir::Files))
        server::setFileAge(mark.filePath(), since);
}

}
