// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/search/wordindexfile.h"
#include "server/store/store.h"
#include "shared/base/pinyin.h"
#include "shared/metadata/registry.h"

#include <QHash>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <atomic>
#include <memory>
#include <optional>

namespace tandem::server {

/// Keeps the index of words behind the database: follows the change log from where it was, and walks once through the
/// rows of each entity, from the newest on. On a thread of its own, which reads through a connection of its own and
/// rests as long as it works, and longer while others write; the writer knows nothing of it. What is damaged, of
/// another past of the database, or of fields that are no longer searched, is made anew.
class WordIndexer
{
public:
    struct Limits
    {
        int rowsPerBatch = 200;
        qint64 reserve = 0; ///< bytes of the disk that it leaves free, so that the database can go on
    };
    struct Progress
    {
        bool isWhole = false; ///< all rows are in it that there were at `position`
        qint64 position = 0; ///< in the change log
        std::optional<Error> trouble; ///< why it does not go on; tried again each minute
    };

    WordIndexer(const Store &store, Limits limits);
    explicit WordIndexer(const Store &store)
        : WordIndexer(store, Limits())
    {
    }
    ~WordIndexer(); ///< stops

    void start();
    void stop(); ///< after the running batch
    void wake(); ///< there was a commit. Any thread; costs nothing

    /// One batch; false: there is nothing left. What the thread does; without start(), of whatever thread calls it.
    Result<bool> step();

    /// To search in it, on the caller's thread; null: not now. Any thread.
    std::unique_ptr<WordIndexFile> openReader() const;
    /// A search failed by it: if it is damaged, it is made anew. Any thread.
    void distrust(const Error &error);
    Progress progress() const; ///< any thread

    using Fingerprints = QHash<EntityNumber, QByteArray>;
    /// Of each entity's fields whose words are in it; made once for the same definitions. Any thread.
    Fingerprints fingerprints(const RegistryPointer &registry);
    static QString path(const QString &folder); ///< of the file

private:
    void run();
    static qint64 restAfter(qint64 worked, double commitsPerSecond);
    void rest(qint64 milliseconds, std::optional<quint64> known);
    void note(const std::optional<Error> &trouble);
    Result<bool> advance();
    Result<void> open();
    Result<void> makeRoom();
    Result<void> settlePast();
    Result<void> takeDefinitions(const RegistryPointer &registry);
    Result<int> follow();
    Result<bool> walkOn();
    Result<void> walk(const EntityDef &entity, WordIndexFile::Part part);
    Result<void> index(EntityNumber entity, const RecordId &record);

    const Store &m_store;
    const Limits m_limits;
    RegistryPointer m_registry;
    RegistryPointer m_wholeFor; ///< with these definitions everything has been walked through
    std::unique_ptr<Connection> m_reader;
    std::unique_ptr<WordIndexFile> m_file;
    qint64 m_position = 0;
    Pinyin m_pinyin;
    std::unique_ptr<QThread> m_thread;
    std::atomic<bool> m_isReadable = false; ///< it is of this database
    std::atomic<bool> m_isDamaged = false;
    mutable QMutex m_mutex; ///< of what follows
    QWaitCondition m_changed;
    bool m_isStopping = false;
    quint64 m_commits = 0; ///< of which it was told
    bool m_isIdle = false; ///< it waits for the next one
    Progress m_progress;
    RegistryPointer m_fingerprintsOf;
    Fingerprints m_fingerprints;
};

}
