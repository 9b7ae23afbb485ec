// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/processlock.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;

class TestProcessLock : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatIsFreeIsOursOnceItWasLookedAt()
    {
        const auto lock = processLock(path());
        QVERIFY(!lock->isLocked());
        QVERIFY(!isHeldByAnother(*lock));
        QVERIFY(lock->isLocked());
        const auto other = processLock(path());
        QVERIFY(isHeldByAnother(*other));
        lock->unlock();
        QVERIFY(!isHeldByAnother(*other));
    }

    void aLockOfLongAgoIsStillOne()
    {
        const auto lock = processLock(path());
        QVERIFY(lock->tryLock(0));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addYears(-1), QFileDevice::FileModificationTime));
        file.close();
        QVERIFY(isHeldByAnother(*processLock(path())));
        QCOMPARE(lock->staleLockTime(), 0); // where the system itself does not tell who holds a file
    }

    void whereNoFileCanBeMadeNobodyHasIt()
    {
        const auto lock = processLock(m_folder->filePath(QStringLiteral("no such folder/a.lock")));
        QVERIFY(!isHeldByAnother(*lock));
        QVERIFY(!lock->isLocked());
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.lock")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestProcessLock)
#include "tst_processlock.moc"
