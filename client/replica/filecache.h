// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem {
class Connection;
}

namespace tandem::client {

/// Contents of files on this machine, by their SHA-256, below one folder. Which record of entity "file" has which
/// content stands in replica.db; what has still to be uploaded stands in outbox.db, since nobody else has it.
class FileCache
{
public:
    FileCache(const QString &folder, Connection &replica, Connection &outbox);

    /// Where a content is, or would be.
    QString pathOf(const QByteArray &sha256) const;
    static QString pathBelow(const QString &folder, const QByteArray &sha256); ///< the same for a folder of contents
    /// For a download that goes on where it stopped; beside pathOf().
    QString partPathOf(const QByteArray &sha256) const;

    /// Where the small picture of a content is, or would be.
    QString previewPathOf(const QByteArray &sha256) const;
    /// Keeps the small picture of a content below `folder`, to be sent along with it. For any thread.
    /// Error: Unavailable.
    static Result<void> keepPreview(const QString &folder, const QByteArray &sha256, const QByteArray &picture);

    struct Content
    {
        QByteArray sha256;
        qint64 size = 0;
    };
    /// Error: NotFound, Unavailable ("cannotRead").
    static Result<QByteArray> hashOf(const QString &path);
    /// Copies a file below `folder` and on to the disk. Touches no database: for any thread.
    /// Error: NotFound, Unavailable ("diskFull", "cannotRead").
    /// `goOn` hears how many bytes are done, each counted twice: once read, once copied. If it says no, nothing is
    /// left: Error Cancelled.
    static Result<Content> import(const QString &folder, const QString &source, const GoOn &goOn = {});

    /// The content was imported and belongs to this new file; it waits for its upload.
    Result<void> addLocal(const RecordId &file, const Content &content);
    /// Which content a file has, so that it can be fetched.
    Result<void> insert(const RecordId &file, const Content &content);
    /// The part file is complete, and its content was checked while it was received: takes it over.
    Result<CachedFile> adoptPart(const RecordId &file, const QByteArray &sha256);
    /// None if the record is not known here; `path` is empty if the content is not.
    Result<std::optional<CachedFile>> find(const RecordId &file) const;

    Result<std::vector<CachedFile>> uploads() const;
    Result<void> uploaded(const RecordId &file);
    /// The server has lost what it had: of these records the contents that are still here wait for their upload again.
    /// A record that is no file is passed over.
    Result<void> uploadAgain(const std::vector<RecordKey> &records);

    /// The record is gone: so is its content, unless another file has the same, and so are its opened copies, unless
    /// they were edited.
    Result<void> remove(const RecordId &file);
    /// Deletes a content that no file has, and none that is kept to be attached later.
    Result<void> removeUnused(const QByteArray &sha256);
    /// Deletes contents that can be fetched again, the longest unused first, until so many bytes are left.
    Result<void> trim(qint64 bytes);

private:
    Result<void> awaitUpload(const RecordId &file, const Content &content);
    Result<bool> isUsed(const QByteArray &sha256) const;
    Result<bool> isKept(const QByteArray &sha256) const;

    QString m_folder;
    Connection &m_replica;
    Connection &m_outbox;
};

}
