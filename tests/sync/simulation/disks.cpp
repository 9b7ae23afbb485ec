// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/disks.h"

#include "tests/support/vfsinfront.h"
#include "tests/sync/simulation/folder.h"

#include <QFileInfo>

#include <mutex>

namespace tandem::sim {

struct Disks::Disk
{
    QString folder;
    bool full = false;
    int failIn = 0; ///< accesses until one fails; 0: none does
    int powerIn = 0; ///< writes and flushes until the power goes; 0: it stays
    int *images = nullptr; ///< how many disks have one
    std::unique_ptr<QTemporaryDir> image; ///< the power is gone

    bool fails() { return image || (failIn > 0 && --failIn == 0); }
    /// Whether the power goes now; lose() says that what was half done is done.
    bool losesPower() { return !image && powerIn > 0 && --powerIn == 0; }
    void lose()
    {
        image = copyOfFolder(folder);
        ++*images;
    }
};

struct Disks::File
{
    sqlite3_file base;
    Disk *disk;
    bool changes; ///< whoever has opened it may write
};

namespace {

std::mutex &disksMutex()
{
    static std::mutex mutex;
    return mutex;
}

}

struct DiskVfs : test::VfsInFront<Disks::File>
{
    explicit DiskVfs(Disks &disks)
        : VfsInFront("tandem-simulation", &open, &remove)
        , disks(disks)
    {
    }

    static int open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        const DiskVfs &own = *static_cast<DiskVfs *>(vfs);
        Disks::File &opened = of(file);
        opened.base.pMethods = nullptr;
        opened.disk = path ? own.disks.diskOf(path) : nullptr;
        opened.changes = (flags & SQLITE_OPEN_MAIN_DB) != 0 && (flags & SQLITE_OPEN_READWRITE) != 0;
        const int result = own.beneath()->xOpen(own.beneath(), path, real(file), flags, outFlags);
        if (real(file)->pMethods)
            opened.base.pMethods = &methods();
        return result;
    }

    static int remove(sqlite3_vfs *vfs, const char *path, int syncFolder)
    {
        const DiskVfs &own = *static_cast<DiskVfs *>(vfs);
        Disks::Disk *disk = own.disks.diskOf(path);
        if (disk && disk->fails())
            return SQLITE_IOERR_DELETE;
        return own.beneath()->xDelete(own.beneath(), path, syncFolder);
    }

    static int read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
    {
        const Disks::File &own = of(file);
        // Who only reads is also the simulation itself.
        if (own.disk && own.changes && !own.disk->image && own.disk->fails())
            return SQLITE_IOERR_READ;
        return real(file)->pMethods->xRead(real(file), buffer, amount, offset);
    }

    static int write(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
    {
        sqlite3_file *beneath = real(file);
        Disks::Disk *disk = of(file).disk;
        if (!disk)
            return beneath->pMethods->xWrite(beneath, buffer, amount, offset);
        if (disk->losesPower()) {
            beneath->pMethods->xWrite(beneath, buffer, amount / 2, offset);
            disk->lose();
        }
        if (disk->fails())
            return SQLITE_IOERR_WRITE;
        sqlite3_int64 size = 0;
        if (disk->full && (beneath->pMethods->xFileSize(beneath, &size) != SQLITE_OK || offset + amount > size))
            return SQLITE_FULL;
        return beneath->pMethods->xWrite(beneath, buffer, amount, offset);
    }

    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        Disks::Disk *disk = of(file).disk;
        if (disk && disk->fails())
            return SQLITE_IOERR_TRUNCATE;
        return real(file)->pMethods->xTruncate(real(file), size);
    }

    static int sync(sqlite3_file *file, int flags)
    {
        Disks::Disk *disk = of(file).disk;
        if (disk && disk->losesPower())
            disk->lose();
        if (disk && disk->fails())
            return SQLITE_IOERR_FSYNC;
        return real(file)->pMethods->xSync(real(file), flags);
    }

    static const sqlite3_io_methods &methods()
    {
        static const sqlite3_io_methods methods = [] {
            sqlite3_io_methods io = handingOn();
            io.xRead = &read;
            io.xWrite = &write;
            io.xTruncate = &truncate;
            io.xSync = &sync;
            return io;
        }();
        return methods;
    }

    Disks &disks;
};

Disks::Disks()
    : m_vfs(std::make_unique<DiskVfs>(*this))
{
}

Disks::~Disks() = default;

Disks::Disk &Disks::disk(const QString &folder)
{
    const std::lock_guard lock(disksMutex());
    std::unique_ptr<Disk> &disk = m_disks[folder];
    if (!disk) {
        disk = std::make_unique<Disk>();
        disk->folder = folder;
        disk->images = &m_images;
    }
    return *disk;
}

Disks::Disk *Disks::diskOf(const char *path)
{
    return &disk(QFileInfo(QString::fromUtf8(path)).path());
}

void Disks::setFull(const QString &folder, bool full)
{
    disk(folder).full = full;
}

void Disks::failAccess(const QString &folder, int nth)
{
    disk(folder).failIn = nth;
}

void Disks::cutPower(const QString &folder, int nth)
{
    disk(folder).powerIn = nth;
}

std::unique_ptr<QTemporaryDir> Disks::takeImage(const QString &folder)
{
    if (m_images == 0)
        return nullptr;
    std::unique_ptr<QTemporaryDir> image = std::move(disk(folder).image);
    if (image)
        --m_images;
    return image;
}

void Disks::repair(const QString &folder)
{
    Disk &repaired = disk(folder);
    repaired.full = false;
    repaired.failIn = 0;
    repaired.powerIn = 0;
    m_files.repair(folder + QStringLiteral("/files"));
}

}
