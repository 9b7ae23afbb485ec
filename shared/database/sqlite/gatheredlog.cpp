// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sqlite/gatheredlog.h"

#include "shared/base/bytesize.h"

#include <algorithm>
#include <new>

namespace tandem {

namespace {

constexpr qsizetype mostGathered = MiB;
/// The largest page of SQLite: its files of Unix forget of a call's size what is beyond 17 bits.
constexpr qsizetype mostAtOnce = 64 * KiB;

/// In the memory that SQLite gives for an open file, with the system's own file behind it.
struct LogFile
{
    sqlite3_file base;
    QByteArray gathered; ///< not written yet
    sqlite3_int64 begin; ///< where it belongs
    int failure; ///< of writing it
    const quint64 *rollbacks; ///< of the connection, so far
    quint64 seenRollbacks;
};

LogFile &of(sqlite3_file *file)
{
    return *reinterpret_cast<LogFile *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(&of(file) + 1);
}

/// Nothing is left of a transaction that was rolled back.
void forgetRolledBack(LogFile &log)
{
    if (log.seenRollbacks == *log.rollbacks)
        return;
    log.seenRollbacks = *log.rollbacks;
    log.gathered.resize(0);
    log.failure = SQLITE_OK;
}

/// Once it has failed, it fails until the transaction is rolled back. SQLite takes pages for written that are not, and
/// when it comes upon that by reading, it may take back one statement only: the commit must not pass over the rest.
int writeGathered(sqlite3_file *file)
{
    LogFile &log = of(file);
    forgetRolledBack(log);
    if (log.gathered.isEmpty() || log.failure != SQLITE_OK)
        return log.failure;
    for (qsizetype done = 0; done < log.gathered.size() && log.failure == SQLITE_OK; done += mostAtOnce) {
        const auto size = int(std::min(mostAtOnce, log.gathered.size() - done));
        log.failure = real(file)->pMethods->xWrite(real(file), log.gathered.constData() + done, size, log.begin + done);
    }
    log.gathered.resize(0); // which keeps the memory for the next commit
    return log.failure;
}

int writeLog(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    LogFile &log = of(file);
    forgetRolledBack(log);
    const bool follows = offset == log.begin + log.gathered.size() && log.gathered.size() + size <= mostGathered;
    if (!follows || log.failure != SQLITE_OK) {
        if (const int written = writeGathered(file); written != SQLITE_OK)
            return written;
        log.begin = offset;
    }
    if (size > mostGathered)
        return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
    log.gathered.append(static_cast<const char *>(bytes), size);
    return SQLITE_OK;
}

/// Everything but writing: first what was gathered, then the call itself, by the system's own file.
template <auto Method, typename... Arguments>
int afterWriting(sqlite3_file *file, Arguments... arguments)
{
    if (const int written = writeGathered(file); written != SQLITE_OK)
        return written;
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

template <auto Method, typename... Arguments>
int handOn(sqlite3_file *file, Arguments... arguments)
{
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

/// What is gathered still was not committed.
int closeLog(sqlite3_file *file)
{
    const int closed = real(file)->pMethods->xClose(real(file));
    of(file).~LogFile();
    return closed;
}

const sqlite3_io_methods &logMethods()
{
    using Io = sqlite3_io_methods;
    static const Io methods = [] {
        Io io{};
        io.iVersion = 1; // a log is neither mapped into memory nor has it the shared index
        io.xClose = &closeLog;
        io.xRead = &afterWriting<&Io::xRead, void *, int, sqlite3_int64>;
        io.xWrite = &writeLog;
        io.xTruncate = &afterWriting<&Io::xTruncate, sqlite3_int64>;
        io.xSync = &afterWriting<&Io::xSync, int>;
        io.xFileSize = &afterWriting<&Io::xFileSize, sqlite3_int64 *>;
        io.xLock = &handOn<&Io::xLock, int>;
        io.xUnlock = &handOn<&Io::xUnlock, int>;
        io.xCheckReservedLock = &handOn<&Io::xCheckReservedLock, int *>;
        io.xFileControl = &handOn<&Io::xFileControl, int, void *>;
        io.xSectorSize = &handOn<&Io::xSectorSize>;
        io.xDeviceCharacteristics = &handOn<&Io::xDeviceCharacteristics>;
        return io;
    }();
    return methods;
}

}

GatheredLog::GatheredLog()
    : sqlite3_vfs(*sqlite3_vfs_find(nullptr))
    , m_beneath(sqlite3_vfs_find(nullptr))
    , m_name(QByteArrayLiteral("gathered-") + QByteArray::number(quintptr(this), 16))
{
    szOsFile += int(sizeof(LogFile));
    pNext = nullptr;
    zName = m_name.constData();
    xOpen = &openFile;
    // By the one beneath as itself, which may be more than its table of functions.
    xDelete = [](sqlite3_vfs *vfs, const char *path, int syncsFolder) {
        sqlite3_vfs *beneath = static_cast<GatheredLog *>(vfs)->m_beneath;
        return beneath->xDelete(beneath, path, syncsFolder);
    };
    sqlite3_vfs_register(this, 0);
}

GatheredLog::~GatheredLog()
{
    sqlite3_vfs_unregister(this);
}

int GatheredLog::openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    auto *const self = static_cast<GatheredLog *>(vfs);
    sqlite3_vfs *beneath = self->m_beneath;
    if (!(flags & SQLITE_OPEN_WAL))
        return beneath->xOpen(beneath, path, file, flags, outFlags);
    LogFile *log = new (file) LogFile{{nullptr}, {}, 0, SQLITE_OK, &self->m_rollbacks, self->m_rollbacks};
    const int opened = beneath->xOpen(beneath, path, real(file), flags, outFlags);
    if (opened == SQLITE_OK) {
        log->base.pMethods = &logMethods();
        return SQLITE_OK;
    }
    // SQLite closes what has methods, so the system's own file would be left open, and must not be used again.
    if (real(file)->pMethods)
        real(file)->pMethods->xClose(real(file));
    log->~LogFile();
    file->pMethods = nullptr;
    return opened;
}

}
