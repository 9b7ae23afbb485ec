// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/vfsinfront.h"

#include <QByteArray>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <atomic>
#include <map>
#include <mutex>
#include <new>
#include <vector>

namespace tandem::test {

/// A disk that keeps for certain only what was synced. As long as it lives, every SQLite file of this process lies on
/// it: what is written is there to be read at once, but what a power cut leaves is the state of the last sync and any
/// part of what was written since: none of it, all, some writes and not those before them, half of one.
/// Databases only; any thread.
class ForgetfulDisk
{
public:
    /// The power goes with the so-and-so-many-th write from now. The program does not notice and goes on; what it does
    /// from then on is in no image.
    void cutAfter(int writes)
    {
        const std::lock_guard lock(m_mutex);
        m_image.clear();
        m_left = writes;
        m_isCut = false;
    }
    /// What was durable before this was false is in the image.
    bool isCut() const { return m_isCut; }

    /// Writes into the folder `to` what the cut left of the files in `from`.
    bool leave(const QString &from, const QString &to, QRandomGenerator &random)
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[path, content] : m_image) {
            const QFileInfo file(QString::fromUtf8(path));
            if (file.absoluteDir() != QDir(from))
                continue;
            if (!content.isLinked && random.bounded(2) == 0)
                continue;
            QFile left(QDir(to).filePath(file.fileName()));
            const QByteArray bytes = whatIsLeft(content, random);
            if (!left.open(QIODevice::WriteOnly) || left.write(bytes) != bytes.size())
                return false;
        }
        return true;
    }

private:
    struct Write
    {
        qint64 offset = 0; ///< of a truncation: the new size
        QByteArray bytes;
        bool isTruncation = false;
    };
    struct Content
    {
        QByteArray synced;
        std::vector<Write> pending;
        bool isLinked = false; ///< its name is on the disk too
    };
    struct File
    {
        sqlite3_file base;
        ForgetfulDisk *disk;
        Content *content; ///< null: a temporary file
    };
    struct Vfs : VfsInFront<File>
    {
        explicit Vfs(ForgetfulDisk &disk)
            : VfsInFront("forgetful", &openFile, &deleteFile)
            , disk(disk)
        {
        }

        ForgetfulDisk &disk;
    };

    static void apply(QByteArray &bytes, const Write &write, qint64 length)
    {
        if (write.isTruncation) {
            bytes.truncate(write.offset);
            return;
        }
        if (bytes.size() < write.offset + length)
            bytes.append(QByteArray(write.offset + length - bytes.size(), '\0'));
        bytes.replace(write.offset, length, write.bytes.first(length));
    }

    static QByteArray whatIsLeft(const Content &content, QRandomGenerator &random)
    {
        constexpr qint64 sector = 512; // is written whole or not at all
        QByteArray bytes = content.synced;
        const int chance = random.bounded(5) * 25; // percent: nothing, some, everything
        for (const Write &write : content.pending) {
            if (random.bounded(100) >= chance)
                continue;
            const bool isTorn = write.bytes.size() > sector && random.bounded(8) == 0;
            apply(
                bytes, write, isTorn ? random.bounded(int(write.bytes.size() / sector)) * sector : write.bytes.size());
        }
        return bytes;
    }

    /// The mutex is held.
    void note(Content *content, Write write)
    {
        if (content)
            content->pending.push_back(std::move(write));
        if (m_left > 0 && --m_left == 0) {
            m_image = m_contents;
            m_isCut = true;
        }
    }

    static int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        ForgetfulDisk &disk = static_cast<Vfs *>(vfs)->disk;
        File *opened = new (file) File{{nullptr}, &disk, nullptr};
        const std::lock_guard lock(disk.m_mutex);
        const bool isThere = name && QFileInfo::exists(QString::fromUtf8(name));
        sqlite3_vfs *beneath = disk.m_vfs.beneath();
        const int result = beneath->xOpen(beneath, name, Vfs::real(file), flags, outFlags);
        if (result != SQLITE_OK)
            return result;
        opened->base.pMethods = &methods();
        if (name)
            opened->content = disk.contentOf(name, isThere);
        return SQLITE_OK;
    }

    /// The mutex is held.
    Content *contentOf(const char *name, bool isThere)
    {
        const auto [found, isNew] = m_contents.try_emplace(QByteArray(name));
        Content &content = found->second;
        if (isNew && isThere) { // from before this disk
            QFile file(QString::fromUtf8(name));
            content.synced = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            content.isLinked = true;
        }
        return &content;
    }

    static int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
    {
        ForgetfulDisk &disk = static_cast<Vfs *>(vfs)->disk;
        const std::lock_guard lock(disk.m_mutex);
        const auto found = disk.m_contents.find(QByteArray(name));
        if (found != disk.m_contents.end())
            found->second = {};
        sqlite3_vfs *beneath = disk.m_vfs.beneath();
        return beneath->xDelete(beneath, name, syncFolder);
    }

    static int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        const File &own = Vfs::of(file);
        const std::lock_guard lock(own.disk->m_mutex);
        own.disk->note(own.content, {offset, QByteArray(static_cast<const char *>(bytes), size), false});
        return Vfs::real(file)->pMethods->xWrite(Vfs::real(file), bytes, size, offset);
    }

    static int truncateFile(sqlite3_file *file, sqlite3_int64 size)
    {
        const File &own = Vfs::of(file);
        const std::lock_guard lock(own.disk->m_mutex);
        own.disk->note(own.content, {size, {}, true});
        return Vfs::real(file)->pMethods->xTruncate(Vfs::real(file), size);
    }

    /// The real disk need not be asked: this process does not die.
    static int syncFile(sqlite3_file *file, int)
    {
        const File &own = Vfs::of(file);
        const std::lock_guard lock(own.disk->m_mutex);
        if (Content *content = own.content) {
            for (const Write &write : content->pending)
                apply(content->synced, write, write.bytes.size());
            content->pending.clear();
            content->isLinked = true;
        }
        return SQLITE_OK;
    }

    static const sqlite3_io_methods &methods()
    {
        static const sqlite3_io_methods methods = [] {
            sqlite3_io_methods io = Vfs::handingOn();
            io.xWrite = &writeFile;
            io.xTruncate = &truncateFile;
            io.xSync = &syncFile;
            return io;
        }();
        return methods;
    }

    std::mutex m_mutex; ///< of what follows
    std::map<QByteArray, Content> m_contents; ///< by path; an entry stays where it is, for open files point to it
    std::map<QByteArray, Content> m_image; ///< of the moment of the cut
    int m_left = 0; ///< writes until the cut; 0: none is ordered
    std::atomic<bool> m_isCut = false;
    Vfs m_vfs{*this};
};

}
