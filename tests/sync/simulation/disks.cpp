// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/disks.h"

#include "tests/sync/simulation/folder.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <mutex>

namespace tandem::sim {

struct Disks::Disk
{
    QString folder;
    bool full = false;
    int failIn = 0; ///< accesses until one fails; 0: none does
    int powerIn = 0; ///< writes and flushes until the power goes; 0: it stays
    std::unique_ptr<QTemporaryDir> image; ///< the power is gone

    bool fails() { return image || (failIn > 0 && --failIn == 0); }
    /// Whether the power goes now; lose() says that what was half done is done.
    bool losesPower() { return !image && powerIn > 0 && --powerIn == 0; }
    void lose() { image = copyOfFolder(folder); }
};

/// What SQLite allocates for an open file; the real one lies behind it.
struct Disks::File
{
    sqlite3_file base;
    Disk *disk;
    bool changes; ///< whoever has opened it may write
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

namespace {

std::mutex &disksMutex()
{
    static std::mutex mutex;
    return mutex;
}

using File = Disks::File;

File &fileOf(sqlite3_file *file)
{
    return *reinterpret_cast<File *>(file);
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return fileOf(file).real();
}

int closeFile(sqlite3_file *file)
{
    return realOf(file)->pMethods->xClose(realOf(file));
}

int readFile(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
    File &own = fileOf(file);
    // Who only reads is also the simulation itself.
    if (own.disk && own.changes && !own.disk->image && own.disk->fails())
        return SQLITE_IOERR_READ;
    return realOf(file)->pMethods->xRead(realOf(file), buffer, amount, offset);
}

int writeFile(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
    sqlite3_file *real = realOf(file);
    Disks::Disk *disk = fileOf(file).disk;
    if (!disk)
        return real->pMethods->xWrite(real, buffer, amount, offset);
    if (disk->losesPower()) {
        real->pMethods->xWrite(real, buffer, amount / 2, offset);
        disk->lose();
    }
    if (disk->fails())
        return SQLITE_IOERR_WRITE;
    sqlite3_int64 size = 0;
    if (disk->full && (real->pMethods->xFileSize(real, &size) != SQLITE_OK || offset + amount > size))
        return SQLITE_FULL;
    return real->pMethods->xWrite(real, buffer, amount, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    Disks::Disk *disk = fileOf(file).disk;
    if (disk && disk->fails())
        return SQLITE_IOERR_TRUNCATE;
    return realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    Disks::Disk *disk = fileOf(file).disk;
    if (disk && disk->losesPower())
        disk->lose();
    if (disk && disk->fails())
        return SQLITE_IOERR_FSYNC;
    return realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file *file, int lock)
{
    return realOf(file)->pMethods->xLock(realOf(file), lock);
}

int unlockFile(sqlite3_file *file, int lock)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), lock);
}

int checkReservedLock(sqlite3_file *file, int *result)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), result);
}

int controlFile(sqlite3_file *file, int operation, void *argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}

int deviceCharacteristics(sqlite3_file *file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}

int shmMap(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, memory);
}

int shmLock(sqlite3_file *file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void shmBarrier(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

int shmUnmap(sqlite3_file *file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

// Version 2: nothing is mapped into memory, so that every access comes by.
constexpr sqlite3_io_methods methods{2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile,
    unlockFile, checkReservedLock, controlFile, sectorSize, deviceCharacteristics, shmMap, shmLock, shmBarrier,
    shmUnmap, nullptr, nullptr};

}

struct DiskVfs
{
    static Disks &disks(sqlite3_vfs *vfs) { return *static_cast<Disks *>(vfs->pAppData); }

    static int open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        File &own = fileOf(file);
        own.base.pMethods = nullptr;
        own.disk = path ? disks(vfs).diskOf(path) : nullptr;
        own.changes = (flags & SQLITE_OPEN_MAIN_DB) != 0 && (flags & SQLITE_OPEN_READWRITE) != 0;
        const int result = beneath->xOpen(beneath, path, own.real(), flags, outFlags);
        if (own.real()->pMethods)
            own.base.pMethods = &methods;
        return result;
    }
    static int remove(sqlite3_vfs *vfs, const char *path, int syncFolder)
    {
        Disks::Disk *disk = disks(vfs).diskOf(path);
        if (disk && disk->fails())
            return SQLITE_IOERR_DELETE;
        return beneath->xDelete(beneath, path, syncFolder);
    }

    static inline sqlite3_vfs *beneath = nullptr; ///< the system's own
};

Disks::Disks()
    : m_vfs(std::make_unique<sqlite3_vfs>(*sqlite3_vfs_find(nullptr)))
{
    DiskVfs::beneath = sqlite3_vfs_find(nullptr);
    m_vfs->szOsFile += int(sizeof(File));
    m_vfs->pNext = nullptr;
    m_vfs->zName = "tandem-simulation";
    m_vfs->pAppData = this;
    m_vfs->xOpen = DiskVfs::open;
    m_vfs->xDelete = DiskVfs::remove;
    sqlite3_vfs_register(m_vfs.get(), 1);
}

Disks::~Disks()
{
    sqlite3_vfs_unregister(m_vfs.get());
    sqlite3_vfs_register(DiskVfs::beneath, 1);
}

Disks::Disk &Disks::disk(const QString &folder)
{
    const std::lock_guard lock(disksMutex());
    std::unique_ptr<Disk> &disk = m_disks[folder];
    if (!disk) {
        disk = std::make_unique<Disk>();
        disk->folder = folder;
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
    return std::move(disk(folder).image);
}

void Disks::repair(const QString &folder)
{
    Disk &repaired = disk(folder);
    repaired.full = false;
    repaired.failIn = 0;
    repaired.powerIn = 0;
}

}
