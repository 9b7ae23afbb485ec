// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/tokenstore.h"
#include "tests/support/patience.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace tandem;
using namespace tandem::client;

/// Asks twice, and ends when both are answered.
class Reader final : public QThread
{
public:
    explicit Reader(QString folder)
        : m_folder(std::move(folder))
    {
    }

    int answers = 0;

protected:
    void run() override
    {
        TokenStore store(m_folder, QStringLiteral("nobody@nowhere"));
        for (int reading = 0; reading < 2; ++reading) {
            store.read([this](const QByteArray &) {
                if (++answers == 2)
                    quit();
            });
        }
        exec();
    }

private:
    QString m_folder;
};

class TestTokenStore : public QObject
{
    Q_OBJECT

private slots:
    void theTokenComesBackToItsOwnerOnly()
    {
        QTemporaryDir folder;
        TokenStore store(folder.path(), QStringLiteral("wang@crm"), TokenStore::Place::FileOnly);
        QCOMPARE(read(store), QByteArray());
        QVERIFY(write(store, "secret\ntoken\0x"));
        QCOMPARE(read(store), QByteArray("secret\ntoken\0x"));
        TokenStore other(folder.path(), QStringLiteral("li@crm"), TokenStore::Place::FileOnly);
        QCOMPARE(read(other), QByteArray());
        store.remove();
        QCOMPARE(read(store), QByteArray());
    }

    void nobodyElseMayReadTheFile()
    {
        QTemporaryDir folder;
        TokenStore store(folder.path(), QStringLiteral("wang@crm"), TokenStore::Place::FileOnly);
        QVERIFY(write(store, "secret"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(folder.filePath(QStringLiteral("session"))) & others, QFile::Permissions());
    }

    void aFolderThatIsGoneIsAnError()
    {
        TokenStore store(QStringLiteral("/nowhere/at/all"), QStringLiteral("wang@crm"), TokenStore::Place::FileOnly);
        QVERIFY(!write(store, "secret"));
    }

    /// A profile's store goes with its thread when another server is chosen; its successor has another one.
    void theKeychainAnswersWhoComesLater()
    {
        QTemporaryDir folder;
        for (int thread = 0; thread < 3; ++thread) {
            Reader reader(folder.path());
            QSignalSpy ended(&reader, &QThread::finished);
            reader.start();
            (void)ended.wait(test::patience);
            reader.quit(); // if an answer did not come
            QVERIFY(reader.wait(test::patience));
            QCOMPARE(reader.answers, 2);
        }
    }

private:
    static QByteArray read(TokenStore &store)
    {
        std::optional<QByteArray> token;
        store.read([&](const QByteArray &read) { token = read; });
        (void)QTest::qWaitFor([&] { return token.has_value(); }, test::patience);
        return token.value_or("timeout");
    }

    static bool write(TokenStore &store, const QByteArray &token)
    {
        std::optional<bool> written;
        store.write(token, [&](const Result<void> &result) { written = result.ok(); });
        (void)QTest::qWaitFor([&] { return written.has_value(); }, test::patience);
        return written.value_or(false);
    }
};

QTEST_GUILESS_MAIN(TestTokenStore)
#include "tst_tokenstore.moc"
