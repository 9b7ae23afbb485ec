// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/filecache.h"
#include "shared/entities/entitynames.h"
#include "tests/support/laptop.h"

#include <QFile>
#include <QTemporaryDir>

namespace tandem::test {

/// As the client attaches a file; null if that fails.
inline RecordId attachFile(Laptop &laptop, const QByteArray &bytes)
{
    namespace file = entities::file;
    const QTemporaryDir folder;
    QFile source(folder.filePath(QStringLiteral("source")));
    if (!source.open(QIODevice::WriteOnly) || source.write(bytes) != bytes.size())
        return {};
    source.close();
    const auto content = client::FileCache::import(laptop.folder() + QStringLiteral("/files"), source.fileName());
    client::WriteRequest record;
    record.key = {file::number, newRecordId()};
    record.kind = MutationKind::Create;
    if (!content.ok() || !laptop.replica->files().addLocal(record.key.id, *content).ok())
        return {};
    record.to = {{file::field::name, Value(QStringLiteral("source"))}, {file::field::size, Value(content->size)},
        {file::field::sha256, Value(QString::fromLatin1(content->sha256.toHex()))},
        {systemfield::owner, Value(laptop.replica->user())}};
    return laptop.replica->submit({record}).ok() ? record.key.id : RecordId();
}

}
