// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <sqlite3.h>

namespace tandem::test {

/// A VFS in front of the system's own: as long as it lives, every database that SQLite opens in this process lies on
/// it. Made before the first of them is opened, destroyed after the last one was closed. `File` is what a test has to
/// know of an open file; it begins with its `sqlite3_file base`. SQLite allocates it as raw memory, with the real file
/// behind.
template <typename File>
class VfsInFront : public sqlite3_vfs
{
public:
    /// The two get this object as their `sqlite3_vfs`.
    VfsInFront(const char *name, decltype(sqlite3_vfs::xOpen) open, decltype(sqlite3_vfs::xDelete) remove)
        : sqlite3_vfs(*sqlite3_vfs_find(nullptr))
        , m_beneath(sqlite3_vfs_find(nullptr))
    {
        szOsFile += int(sizeof(File));
        pNext = nullptr;
        zName = name;
        xOpen = open;
        xDelete = remove;
        sqlite3_vfs_register(this, 1);
    }
    ~VfsInFront()
    {
        sqlite3_vfs_unregister(this);
        sqlite3_vfs_register(m_beneath, 1);
    }
    VfsInFront(const VfsInFront &) = delete;
    VfsInFront &operator=(const VfsInFront &) = delete;

    sqlite3_vfs *beneath() const { return m_beneath; } ///< the system's own

    static File &of(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }
    static sqlite3_file *real(sqlite3_file *file) { return reinterpret_cast<sqlite3_file *>(&of(file) + 1); }

    /// Methods of a file that leave everything to the real one; a test replaces those that it has a part in.
    static sqlite3_io_methods handingOn()
    {
        using Io = sqlite3_io_methods;
        Io io{};
        io.iVersion = 2; // without memory mapping, by which a file would be read and written behind our back
        io.xClose = &handOn<&Io::xClose>;
        io.xRead = &handOn<&Io::xRead, void *, int, sqlite3_int64>;
        io.xWrite = &handOn<&Io::xWrite, const void *, int, sqlite3_int64>;
        io.xTruncate = &handOn<&Io::xTruncate, sqlite3_int64>;
        io.xSync = &handOn<&Io::xSync, int>;
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
    }

private:
    template <auto Method, typename... Arguments>
    static int handOn(sqlite3_file *file, Arguments... arguments)
    {
        return (real(file)->pMethods->*Method)(real(file), arguments...);
    }
    static void handOnBarrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

    sqlite3_vfs *m_beneath;
};

}
