// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDir>
#include <QFileInfo>
#include <QRandomGenerator>

#include <sqlite3.h>

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
    ForgetfulDisk()
        : m_real(sqlite3_vfs_find(nullptr))
    {
        static_cast<sqlite3_vfs &>(m_vfs) = *m_real;
        m_vfs.disk = this;
        m_vfs.zName = "forgetful";
        m_vfs.pNext = nullptr;
        m_vfs.szOsFile = int(sizeof(File)) + m_real->szOsFile;
        m_vfs.xOpen = &openFile;
        m_vfs.xDelete = &deleteFile;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    /// Everything that was opened is closed before.
    ~ForgetfulDisk()
    {
        sqlite3_vfs_unregister(&m_vfs);
        sqlite3_vfs_register(m_real, 1);
    }
    ForgetfulDisk(const ForgetfulDisk &) = delete;
    ForgetfulDisk &operator=(const ForgetfulDisk &) = delete;

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
    struct Vfs : sqlite3_vfs
    {
        ForgetfulDisk *disk = nullptr;
    };
    /// As SQLite makes it: raw memory, with that of the real file behind.
    struct File
    {
        sqlite3_file base;
        ForgetfulDisk *disk;
        Content *content; ///< null: a temporary file
        sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    };

    static File &of(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }

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
        ForgetfulDisk *disk = static_cast<Vfs *>(vfs)->disk;
        File *opened = new (file) File{{nullptr}, disk, nullptr};
        const std::lock_guard lock(disk->m_mutex);
        const bool isThere = name && QFileInfo::exists(QString::fromUtf8(name));
        const int result = disk->m_real->xOpen(disk->m_real, name, opened->real(), flags, outFlags);
        if (result != SQLITE_OK)
            return result;
        opened->base.pMethods = &methods();
        if (name)
            opened->content = disk->contentOf(name, isThere);
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
        ForgetfulDisk *disk = static_cast<Vfs *>(vfs)->disk;
        const std::lock_guard lock(disk->m_mutex);
        const auto found = disk->m_contents.find(QByteArray(name));
        if (found != disk->m_contents.end())
            found->second = {};
        return disk->m_real->xDelete(disk->m_real, name, syncFolder);
    }

    static int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        const std::lock_guard lock(of(file).disk->m_mutex);
        of(file).disk->note(of(file).content, {offset, QByteArray(static_cast<const char *>(bytes), size), false});
        return of(file).real()->pMethods->xWrite(of(file).real(), bytes, size, offset);
    }

    static int truncateFile(sqlite3_file *file, sqlite3_int64 size)
    {
        const std::lock_guard lock(of(file).disk->m_mutex);
        of(file).disk->note(of(file).content, {size, {}, true});
        return of(file).real()->pMethods->xTruncate(of(file).real(), size);
    }

    /// The real disk need not be asked: this process does not die.
    static int syncFile(sqlite3_file *file, int)
    {
        const std::lock_guard lock(of(file).disk->m_mutex);
        if (Content *content = of(file).content) {
            for (const Write &write : content->pending)
                apply(content->synced, write, write.bytes.size());
            content->pending.clear();
            content->isLinked = true;
        }
        return SQLITE_OK;
    }

    template <auto Method, typename... Arguments>
    static int handOn(sqlite3_file *file, Arguments... arguments)
    {
        sqlite3_file *real = of(file).real();
        return (real->pMethods->*Method)(real, arguments...);
    }
    static void handOnBarrier(sqlite3_file *file) { of(file).real()->pMethods->xShmBarrier(of(file).real()); }

    static const sqlite3_io_methods &methods()
    {
        using Io = sqlite3_io_methods;
        static const Io methods = [] {
            Io io{};
            io.iVersion = 2; // without memory mapping, by which a file would be written behind our back
            io.xClose = &handOn<&Io::xClose>;
            io.xRead = &handOn<&Io::xRead, void *, int, sqlite3_int64>;
            io.xWrite = &writeFile;
            io.xTruncate = &truncateFile;
            io.xSync = &syncFile;
            io.xFileSize = &handOn<&Io::xFileSize, sqlite3_int64 *>;
            io.xLock = &handOn<&Io::xLock, int>;
            io.xUnlock = &handOn<&Io::xUnlock, int>;
            io.xCheckReservedLock = &handOn<&Io::xCheckReservedLock, int *>;
            io.xFileControl = &handOn<&Io::xFileControl, int, void *>;
            io.xSectorSize = &handOn<&Io::xSectorSize>;
            io.xDeviceCharacteristics = &handOn<&Io::xDeviceCharacteristics>;
            io.xShmMap = &handOn<&Io::xShmMap, int, int, int, void volatile **>;
            io.xShmLock = &handOn<&Io::xShmLock, int, int, int>;
            io.xShmBarrier = &handOnBarrier;
            io.xShmUnmap = &handOn<&Io::xShmUnmap, int>;
            return io;
        }();
        return methods;
    }

    sqlite3_vfs *m_real;
    Vfs m_vfs;
    std::mutex m_mutex; ///< of what follows
    std::map<QByteArray, Content> m_contents; ///< by path; an entry stays where it is, for open files point to it
    std::map<QByteArray, Content> m_image; ///< of the moment of the cut
    int m_left = 0; ///< writes until the cut; 0: none is ordered
    std::atomic<bool> m_isCut = false;
};

}
