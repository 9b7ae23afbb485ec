// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "shared/entities/entitynames.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/laptop.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace file = tandem::entities::file;

/// A laptop that is ahead of its server, because that came back from a backup.
class TestRestoredServer : public QObject
{
    Q_OBJECT

private slots:
    void filesThatTheBackupDoesNotHaveAreSentAgain()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        QVERIFY(m_daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        Laptop laptop(
            {QStringLiteral("127.0.0.1"), m_daemon.port()}, QStringLiteral("rep"), QByteArray(m_daemon.pin()));
        QVERIFY(laptop.sync());
        const QString backup = m_daemon.path(QStringLiteral("backup"));
        QCOMPARE(CtlProcess::run(m_daemon.dataFolder(), {QStringLiteral("backup"), backup}).code, 0);

        const RecordId kept = attach(laptop, "kept");
        const RecordId removed = attach(laptop, "removed");
        QVERIFY(!kept.isNull() && !removed.isNull());
        QVERIFY(laptop.waitUntilSynced());
        QCOMPARE(laptop.replica->problemCount(), qint64(0));
        const auto removedContent = laptop.replica->files().find(removed);
        QVERIFY(removedContent.ok() && *removedContent && QFile::remove((*removedContent)->path));
        laptop.goOffline();
        QVERIFY(m_daemon.stop());
        const QString restored = m_daemon.path(QStringLiteral("restored"));
        QCOMPARE(restoreInto(restored, backup), 0);
        m_daemon.setDataFolder(restored);
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());

        QVERIFY(laptop.sync());
        const QString hash = laptop.value(file::number, kept, file::field::sha256).toText();
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/files/") + hash).body, QByteArrayLiteral("kept"));
        // Whose content is nowhere any more is told, and not lost without a word.
        const auto problems = laptop.replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().error.reason, QStringLiteral("contentNotSent"));
        QCOMPARE(problems->front().mutation.record, removed);
    }

    void aCopiedDiskSendsAgainWhatItSentUnderItsFormerName()
    {
        namespace account = entities::account;
        const auto named = [](const char *name) {
            return FieldValues{{account::field::name, Value(QString::fromLatin1(name))}};
        };
        DaemonProcess daemon;
        QVERIFY2(daemon.start(), daemon.standardError().constData());
        QVERIFY(daemon.signInAsAdministrator());
        QVERIFY(daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        Laptop laptop({QStringLiteral("127.0.0.1"), daemon.port()}, QStringLiteral("rep"), QByteArray(daemon.pin()));
        QVERIFY(laptop.sync());
        const RecordId saved = laptop.create(account::number, named("in the backup"));
        QVERIFY(laptop.waitUntilSynced());
        const QString backup = daemon.path(QStringLiteral("backup"));
        QCOMPARE(CtlProcess::run(daemon.dataFolder(), {QStringLiteral("backup"), backup}).code, 0);
        const RecordId former = laptop.create(account::number, named("sent under the former name"));
        QVERIFY(laptop.waitUntilSynced());

        auto image = laptop.diskImage();
        const RecordId device = laptop.replica->device();
        QVERIFY(!laptop.create(account::number, named("after the copy")).isNull());
        QVERIFY(laptop.waitUntilSynced());
        laptop.powerUp(std::move(image));
        QVERIFY(laptop.sync());
        QVERIFY(laptop.replica->device() != device);
        const RecordId later = laptop.create(account::number, named("sent under the new name"));
        QVERIFY(laptop.waitUntilSynced());
        laptop.goOffline();
        QVERIFY(daemon.stop());
        const QString restored = daemon.path(QStringLiteral("restored"));
        QCOMPARE(restoreInto(restored, backup), 0);
        daemon.setDataFolder(restored);
        QVERIFY2(daemon.start(), daemon.standardError().constData());

        QVERIFY(laptop.sync());
        QCOMPARE(laptop.replica->problemCount(), qint64(0));
        QVERIFY(daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        for (const RecordId &id : {saved, former, later})
            QCOMPARE(daemon.ask("GET", QStringLiteral("/api/v1/account/") + toText(id)).status, 200);
    }

private:
    static int restoreInto(const QString &folder, const QString &backup)
    {
        const QStringList words{QStringLiteral("restore"), backup};
        return CtlProcess::run(folder, words + CtlProcess::databaseOf(folder)).code;
    }

    /// As the client attaches a file; null if that fails.
    RecordId attach(Laptop &laptop, const QByteArray &bytes) const
    {
        const QString path = m_daemon.path(QString::fromLatin1(bytes));
        QFile source(path);
        if (!source.open(QIODevice::WriteOnly) || source.write(bytes) != bytes.size())
            return {};
        source.close();
        const auto content = FileCache::import(laptop.folder() + QStringLiteral("/files"), path);
        WriteRequest record;
        record.key = {file::number, newRecordId()};
        record.kind = MutationKind::Create;
        if (!content.ok() || !laptop.replica->files().addLocal(record.key.id, *content).ok())
            return {};
        record.to = {{file::field::name, Value(QString::fromLatin1(bytes))}, {file::field::size, Value(content->size)},
            {file::field::sha256, Value(QString::fromLatin1(content->sha256.toHex()))},
            {systemfield::owner, Value(laptop.replica->user())}};
        return laptop.replica->submit({record}).ok() ? record.key.id : RecordId();
    }

    DaemonProcess m_daemon;
};

QTEST_GUILESS_MAIN(TestRestoredServer)
#include "tst_restoredserver.moc"
