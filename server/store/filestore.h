// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QFile>

namespace tandem::server {

/// Contents of files by their SHA-256, below files/ab/cdef…, each once however often it is used. An upload grows in
/// files/incoming/ and is only found after its hash was proved. Any thread; one upload is written by one at a time.
class FileStore
{
public:
    FileStore(QString folder, qint64 maximumSize)
        : m_folder(std::move(folder))
        , m_maximumSize(maximumSize)
    {
    }

    static bool isHash(const QString &hash); ///< 64 lower-case hexadecimal digits

    bool contains(const QString &hash) const;
    Result<qint64> size(const QString &hash) const; ///< Error: NotFound
    Result<std::unique_ptr<QFile>> open(const QString &hash) const; ///< for reading

    /// How many bytes of an upload have arrived: where the next chunk starts. The whole size if it is complete.
    Result<qint64> received(const QString &hash) const;
    /// Adds a chunk at `offset`. Bytes that are there already are passed over. When `total` bytes have arrived the
    /// content is checked and becomes visible; gives the bytes received.
    /// Error: Invalid ("badHash", "badOffset", "hashMismatch": the upload starts again), TooLarge, Unavailable
    /// ("diskFull").
    Result<qint64> write(const QString &hash, qint64 offset, qint64 total, QByteArrayView chunk);
    /// A whole content at once. Gives its hash.
    Result<QString> put(QByteArrayView content);
    Result<void> remove(const QString &hash);
    QStringList all() const; ///< hashes of complete contents
    /// Deletes uploads that have not grown since `before`.
    Result<void> dropStaleUploads(qint64 before);

    qint64 maximumSize() const { return m_maximumSize; }

private:
    QString path(const QString &hash) const;
    QString incomingPath(const QString &hash) const;
    Result<void> complete(QFile &file, const QString &hash);

    QString m_folder;
    qint64 m_maximumSize;
};

}
