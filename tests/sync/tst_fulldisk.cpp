// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/submitandwait.h"
#include "tests/support/vfsinfront.h"
#include "tests/sync/twolaptops.h"

#include <atomic>
#include <cstring>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

std::atomic<bool> isFull = false;

struct LaptopFile
{
    sqlite3_file base;
    bool isLaptops;
};

/// The system's files; those of laptops take nothing while the disk is full.
class LaptopDisk : public VfsInFront<LaptopFile>
{
public:
    LaptopDisk()
        : VfsInFront("laptop", &openFile, sqlite3_vfs_find(nullptr)->xDelete)
    {
    }

private:
    static int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        static const sqlite3_io_methods methods = [] {
            sqlite3_io_methods io = handingOn();
            io.xWrite = &write;
            return io;
        }();
        sqlite3_vfs *beneath = static_cast<LaptopDisk *>(vfs)->beneath();
        of(file) = {{nullptr}, path && !std::strstr(path, "tandem.db")}; // that is the server's
        const int opened = beneath->xOpen(beneath, path, real(file), flags, outFlags);
        if (opened == SQLITE_OK)
            of(file).base.pMethods = &methods;
        return opened;
    }

    static int write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        if (of(file).isLaptops && isFull)
            return SQLITE_FULL;
        return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
    }
};

}

/// A laptop whose disk takes nothing more, and then does again.
class TestFullDisk : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init()
    {
        m_disk = std::make_unique<LaptopDisk>();
        setUp();
    }
    void cleanup()
    {
        isFull = false;
        tearDown();
        m_disk.reset();
    }

    void theDiskIsNoLongerCalledFullWhenSomethingIsKept()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        addMany(SyncSession::rowsPerPage + 100); // more than comes at once
        isFull = true;
        m_laptop->engine->setNetwork(SyncControl::Network::Online);
        QTRY_VERIFY(m_laptop->engine->state().storing.has_value());
        QCOMPARE(m_laptop->engine->state().storing->reason, QStringLiteral("diskFull"));

        QObject watch; // no longer than what it writes to
        bool saysSoEarly = false;
        const auto look = [&](const SyncState &state) {
            saysSoEarly = saysSoEarly || (state.phase == SyncState::Phase::Syncing && !state.storing);
        };
        connect(m_laptop->engine.get(), &SyncControl::stateChanged, &watch, look);
        isFull = false;
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(saysSoEarly);
        QVERIFY(!m_laptop->engine->state().storing.has_value());
        QCOMPARE(m_laptop->rows(account::number), qint64(SyncSession::rowsPerPage + 100));
    }

private:
    void addMany(int count)
    {
        constexpr int atOnce = 100;
        FieldValues values = named(QStringLiteral("brought"));
        values[systemfield::owner] = Value(m_rep);
        for (int added = 0; added < count; added += atOnce) {
            std::vector<Mutation> creations;
            for (int i = 0; i < atOnce; ++i)
                creations.push_back(
                    server::creationOf(account::number, newRecordId(), values, SystemClock::instance().now()));
            for (const Acknowledgement &answer : server::submitAndWait(m_server->core.pipeline, creations))
                QVERIFY(!answer.error);
        }
    }

    std::unique_ptr<LaptopDisk> m_disk;
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_fulldisk.moc"
