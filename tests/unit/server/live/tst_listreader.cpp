// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/listreader.h"
#include "tests/support/servercore.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// The threads that read lists, here one: in order, for who is still there.
class TestListReader : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_core = std::make_unique<ServerCore>();
        m_core->create(account::number, newRecordId(), {{account::field::name, Value(QStringLiteral("Acme"))}});
        const auto reader = m_core->store->openReader();
        const auto permissions =
            m_core->access.permissions(**reader, m_core->store->registry(), basics::administrator());
        QVERIFY(permissions.ok());
        m_permissions = *permissions;
        m_lists = std::make_unique<ListReader>(*m_core->store, nullptr, 1);
    }
    void cleanup()
    {
        m_lists.reset();
        m_permissions.reset();
        m_core.reset();
    }

    void listsAreReadInTheirOrderOnAnotherThread()
    {
        QSemaphore read;
        QList<qint64> order; // of the thread alone, until all are read
        QThread *thread = nullptr;
        for (int i = 1; i <= 3; ++i)
            m_lists->read(job(this, i, [&](const ListReply &reply) {
                order.append(reply.error || reply.rows.count != 1 ? -1 : reply.request);
                thread = QThread::currentThread();
                read.release();
            }));
        QVERIFY(read.tryAcquire(3, 30'000));
        QCOMPARE(order, (QList<qint64>{1, 2, 3}));
        QVERIFY(thread && thread != QThread::currentThread());
    }

    void whoHasLeftGetsNothing()
    {
        QSemaphore isReading;
        QSemaphore goOn;
        QSemaphore read;
        std::atomic<int> forSomebodyWhoLeft = 0;
        const int left = 0;
        const int stays = 0;
        m_lists->read(job(&stays, 1, [&](const ListReply &) {
            isReading.release();
            goOn.acquire();
        }));
        QVERIFY(isReading.tryAcquire(1, 30'000)); // the thread stands there
        for (int i = 0; i < 2; ++i)
            m_lists->read(job(&left, 2, [&](const ListReply &) { ++forSomebodyWhoLeft; }));
        m_lists->read(job(&stays, 3, [&](const ListReply &) { read.release(); }));
        m_lists->forget(&left);
        goOn.release();
        QVERIFY(read.tryAcquire(1, 30'000));
        QCOMPARE(forSomebodyWhoLeft.load(), 0);
    }

    void nothingIsReadAfterTheEnd()
    {
        QSemaphore isReading;
        QSemaphore goOn;
        std::atomic<int> read = 0;
        m_lists->read(job(this, 1, [&](const ListReply &) {
            isReading.release();
            goOn.acquire();
        }));
        QVERIFY(isReading.tryAcquire(1, 30'000));
        m_lists->read(job(this, 2, [&](const ListReply &) { ++read; }));
        goOn.release();
        m_lists->stop();
        const int before = read.load(); // the second may have been quicker than the end
        m_lists->read(job(this, 3, [&](const ListReply &) { ++read; }));
        m_lists.reset();
        QCOMPARE(read.load(), before);
    }

    void whatCannotBeReadIsSaid()
    {
        QSemaphore read;
        std::optional<Error> error;
        ListReader::Job wrong = job(this, 1, [&](const ListReply &reply) {
            error = reply.error;
            read.release();
        });
        wrong.request.filter = QStringLiteral("nothing = 1");
        m_lists->read(std::move(wrong));
        QVERIFY(read.tryAcquire(1, 30'000));
        QVERIFY(error);
    }

private:
    ListReader::Job job(const void *owner, qint64 number, std::function<void(ListReply)> done) const
    {
        return {owner, m_permissions, {number, account::number, {}, {}, {}, {}, 10, false},
            SystemClock::instance().now(), std::move(done)};
    }

    std::unique_ptr<ServerCore> m_core;
    PermissionsPointer m_permissions;
    std::unique_ptr<ListReader> m_lists;
};

QTEST_GUILESS_MAIN(TestListReader)
#include "tst_listreader.moc"
