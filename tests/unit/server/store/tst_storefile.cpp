// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/companymove.h"
#include "server/store/store.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// What happens to the file of a database.
class TestStoreFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFileOfACompanyThatWasMovedIsNotOpened()
    {
        QVERIFY(test::openStore(m_folder->path(), test::registry()).ok());
        {
            const auto lock = companymove::begin(m_folder->path());
            QVERIFY(lock.ok());
            const auto meanwhile = test::openStore(m_folder->path(), test::registry());
            QVERIFY(!meanwhile.ok());
            QCOMPARE(meanwhile.error().reason, QStringLiteral("companyBeingMoved"));
        }
        QVERIFY(test::openStore(m_folder->path(), test::registry()).ok()); // it was given up

        QVERIFY(companymove::end(m_folder->path()).ok());
        const auto moved = test::openStore(m_folder->path(), test::registry());
        QVERIFY(!moved.ok());
        QCOMPARE(moved.error().reason, QStringLiteral("companyMoved"));
    }

    void aDamagedDatabaseIsSaidToBe()
    {
        QFile file(Store::databasePath(m_folder->path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4'096, 'x'));
        file.close();
        const auto store = test::openStore(m_folder->path(), test::registry());
        QVERIFY(!store.ok());
        QCOMPARE(store.error().code, ErrorCode::Corrupt);
        QCOMPARE(store.error().reason, QStringLiteral("damaged"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestStoreFile)
#include "tst_storefile.moc"
