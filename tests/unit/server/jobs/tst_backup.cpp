// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"
#include "server/jobs/backupworkplace.h"
#include "server/jobs/databasecopy.h"
#include "server/jobs/sealedfile.h"
#include "shared/database/dialects/dialect.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// What a backup holds, what it shares with another one, and what nobody without its key can read or change.
class TestBackup : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_company->create(
            entities::account::number, {{entities::account::field::name, Value(QStringLiteral("Confidential Ltd"))}});
        put("a contract that nobody else may read");
    }
    void cleanup() { m_company.reset(); }

    void aRehearsalOpensAndCountsTheDatabase()
    {
        write(QStringLiteral("one"));
        const auto rehearsed = backup::rehearse(at("one"));
        QVERIFY2(rehearsed.ok(), rehearsed.ok() ? "" : qPrintable(rehearsed.error().toLog()));
        QVERIFY(rehearsed->tables > 20);
        QVERIFY(rehearsed->rows > 20);
        QVERIFY(QFile::exists(at("one/tandem.db")));

        // The sums are right, but it is not what was written.
        QFile manifest(at("one/manifest.json"));
        QVERIFY(manifest.open(QIODevice::ReadWrite));
        QByteArray text = manifest.readAll();
        text.replace("\"rows\": " + QByteArray::number(rehearsed->rows), "\"rows\": 3");
        QVERIFY(manifest.resize(0) && manifest.seek(0) && manifest.write(text) == text.size());
        manifest.close();
        QVERIFY(backup::verify(at("one")).ok());
        QCOMPARE(backup::rehearse(at("one")).error().reason, QStringLiteral("damaged"));
        QCOMPARE(backup::restore(at("one"), at("restored")).error().reason, QStringLiteral("damaged"));
        QVERIFY(!QFile::exists(at("restored")));
    }

    void anEarlierOnesFilesTakeNoRoomAgain()
    {
        write(QStringLiteral("one"));
        put("another content");
        const backup::Summary second = write(QStringLiteral("two"), {}, at("one"));
        QCOMPARE(second.files, 3);
        QCOMPARE(second.shared, 1);
        QCOMPARE(backup::describe(at("two"))->shared, 1);
        // Each stands for itself.
        QVERIFY(QDir(at("one")).removeRecursively());
        QVERIFY(backup::rehearse(at("two")).ok());
        QVERIFY(backup::restore(at("two"), at("restored")).ok());
        QCOMPARE(contentsIn(at("restored/files")).size(), 2);
        QCOMPARE(write(QStringLiteral("three"), {}, at("gone")).shared, 0);
    }

    void damageOfAnEarlierOneIsNotShared()
    {
        write(QStringLiteral("one"));
        flip(contentsIn(at("one/files")).constFirst());
        QCOMPARE(write(QStringLiteral("two"), {}, at("one")).shared, 0);
        QVERIFY(backup::verify(at("two")).ok());
        QCOMPARE(backup::verify(at("one")).error().reason, QStringLiteral("damaged"));
    }

    void withAKeyNothingCanBeRead()
    {
        const BackupKey key = keyOf('a');
        const backup::Summary written = write(QStringLiteral("one"), key);
        QCOMPARE(written.files, 2);
        QVERIFY(!contains(at("one"), "Confidential Ltd") && !contains(at("one"), "a contract that nobody"));
        const QString plainName = contentsIn(m_company->store->filesFolder()).constFirst();
        QVERIFY(!contains(at("one"), QFileInfo(plainName).fileName().toUtf8()));
        QVERIFY(QDir(m_company->store->folder()).entryList({QStringLiteral("backing-up-*")}).isEmpty());

        QVERIFY(backup::describe(at("one")).ok());
        QCOMPARE(backup::verify(at("one")).error().reason, QStringLiteral("backupKeyMissing"));
        QCOMPARE(backup::verify(at("one"), keyOf('b')).error().reason, QStringLiteral("wrongBackupKey"));
        QCOMPARE(backup::restore(at("one"), at("restored"), {}, keyOf('b')).error().reason,
            QStringLiteral("wrongBackupKey"));
        QVERIFY(!QFile::exists(at("restored")));
        QVERIFY(backup::rehearse(at("one"), key).ok());
        const auto restored = backup::restore(at("one"), at("restored"), {}, key);
        QVERIFY2(restored.ok(), restored.ok() ? "" : qPrintable(restored.error().toLog()));
        QVERIFY(contains(at("restored"), "a contract that nobody else may read"));
        QVERIFY(
            QFile::exists(at("restored/files/") + QDir(m_company->store->filesFolder()).relativeFilePath(plainName)));
        const auto store = Store::open(at("restored"), *loadShipped());
        QVERIFY(store.ok());
    }

    void aPlainOneIsNotTakenForAnEncryptedOne()
    {
        write(QStringLiteral("one"));
        QCOMPARE(backup::rehearse(at("one"), keyOf('a')).error().reason, QStringLiteral("backupNotEncrypted"));
        QCOMPARE(backup::restore(at("one"), at("restored"), {}, keyOf('a')).error().reason,
            QStringLiteral("backupNotEncrypted"));
        QVERIFY(!QFile::exists(at("restored")));
    }

    void whatIsSecretStaysTheOwnersOnly()
    {
        const QString secret = m_company->store->folder() + QStringLiteral("/key.pem");
        fill(secret, "a private key");
        write(QStringLiteral("one"), keyOf('a'));
        QVERIFY(backup::restore(at("one"), at("restored"), {}, keyOf('a')).ok());
        QCOMPARE(bytesOf(at("restored/key.pem")), QByteArray("a private key"));
#ifdef Q_OS_UNIX
        constexpr auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(at("restored/key.pem")) & others));
        QVERIFY(!(QFile::permissions(at("restored")) & others));
#endif
    }

    void whatAKilledProcessLeftInTheOpenGoes()
    {
        const QDir folder(m_company->store->folder());
        QVERIFY(folder.mkpath(QStringLiteral("backing-up-20261127-023000")));
        fill(folder.filePath(QStringLiteral("backing-up-20261127-023000/tandem.db")), "everything");
        QCOMPARE(backup::leftovers(folder.path()),
            QStringList{folder.filePath(QStringLiteral("backing-up-20261127-023000"))});
        {
            // While another backup is written, its own is not taken from it.
            const auto working = backup::Workplace::make(folder.path(), QStringLiteral("20261128-023000"));
            QVERIFY(working.ok());
            QCOMPARE(backup::leftovers(folder.path()).size(), qsizetype(1));
            backup::removeLeftovers(folder.path());
            QVERIFY(QDir((*working)->folder()).exists());
        }
        QVERIFY(folder.entryList({QStringLiteral("backing-up-*")}).isEmpty());
        QVERIFY(folder.exists(QStringLiteral("tandem.lock")));
    }

    void whatIsLeftInTheOpenGoesWithTheNextBackup()
    {
        const QDir folder(m_company->store->folder());
        QVERIFY(folder.mkpath(QStringLiteral("backing-up-by-hand")));
        fill(folder.filePath(QStringLiteral("backing-up-by-hand/tandem.db")), "everything");
        write(QStringLiteral("one"));
        QVERIFY(!folder.exists(QStringLiteral("backing-up-by-hand")));
    }

    /// Of a program that somebody ran there, with a name of any length.
    void whatIsNoContentIsNoPartOfIt()
    {
        put("a contract");
        const QString folder = m_company->store->filesFolder();
        fill(folder + QLatin1Char('/') + QString(200, QLatin1Char('n')), "stray");
        fill(folder + QStringLiteral("/Thumbs.db"), "stray");
        for (const auto &[name, key] : {std::pair(QStringLiteral("open"), std::optional<BackupKey>()),
                 std::pair(QStringLiteral("sealed"), std::optional(keyOf('a')))}) {
            const backup::Summary written = write(name, key);
            QCOMPARE(written.damaged, 0);
            const auto whole = backup::rehearse(at(name.toLatin1().constData()), key);
            QVERIFY2(whole.ok(), whole.ok() ? "" : qPrintable(whole.error().toLog()));
            QCOMPARE(whole->files, written.files);
        }
    }

    void encryptedOnesShareWithTheSameKeyOnly()
    {
        write(QStringLiteral("one"), keyOf('a'));
        QCOMPARE(write(QStringLiteral("same"), keyOf('a'), at("one")).shared, 1);
        QVERIFY(backup::rehearse(at("same"), keyOf('a')).ok());
        QCOMPARE(write(QStringLiteral("other"), keyOf('b'), at("one")).shared, 0);
        QVERIFY(backup::rehearse(at("other"), keyOf('b')).ok());
        QCOMPARE(write(QStringLiteral("open"), {}, at("one")).shared, 0);
    }

    /// Who can write to the disk, but has no key, may mend sums as much as he likes.
    void whatIsEncryptedCannotBeChanged()
    {
        const BackupKey key = keyOf('a');
        write(QStringLiteral("one"), key);
        QFile manifest(at("one/manifest.json"));
        QVERIFY(manifest.open(QIODevice::ReadWrite));
        const QByteArray text = manifest.readAll();
        QVERIFY(manifest.seek(text.indexOf("\"scheduled\": ") + 13) && manifest.write("null ") == 5);
        manifest.close();
        QCOMPARE(backup::verify(at("one"), key).error().reason, QStringLiteral("damaged"));
        QCOMPARE(backup::verify(at("one"), key).error().field, QStringLiteral("manifest.json"));

        write(QStringLiteral("two"), key);
        flip(at("two/tandem.db"));
        QCOMPARE(backup::verify(at("two"), key).error().field, QStringLiteral("tandem.db"));
    }

    void aSealedFileOpensAsItWasOnly_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 65535, 65536, 65537, 200'000})
            QTest::addRow("%d", size) << size;
    }

    void aSealedFileOpensAsItWasOnly()
    {
        QFETCH(int, size);
        const BackupKey key = keyOf('a');
        const QByteArray content(size, 'x');
        fill(at("plain"), content);
        QVERIFY(sealedfile::write(at("plain"), at("sealed"), QStringLiteral("files/ab/cd"), key).ok());
        QByteArray opened;
        const auto take = [&opened](const QByteArray &piece) {
            opened += piece;
            return Result<void>();
        };
        QCOMPARE(sealedfile::read(at("sealed"), key, take).valueOr({}), QStringLiteral("files/ab/cd"));
        QCOMPARE(opened, content);
        QVERIFY(!sealedfile::read(at("sealed"), keyOf('b'), take).ok());

        const QByteArray sealed = bytesOf(at("sealed"));
        QVERIFY(sealed.size() > content.size());
        for (const qsizetype place : {qsizetype(0), qsizetype(30), sealed.size() / 2, sealed.size() - 1}) {
            QByteArray changed = sealed;
            changed[place] = char(changed[place] ^ 1);
            fill(at("changed"), changed);
            QCOMPARE(sealedfile::read(at("changed"), key, take).error().reason, QStringLiteral("damaged"));
        }
        for (const qsizetype length : {qsizetype(0), qsizetype(24), sealed.size() - 1, sealed.size() - 17}) {
            fill(at("cut"), sealed.first(length));
            QCOMPARE(sealedfile::read(at("cut"), key, take).error().reason, QStringLiteral("damaged"));
        }
        fill(at("longer"), sealed + "x");
        QCOMPARE(sealedfile::read(at("longer"), key, take).error().reason, QStringLiteral("damaged"));
    }

    void aKeyIsReadFromAFileOrTheEnvironment()
    {
        const QByteArray digits(64, 'a');
        fill(at("key"), digits + "\n");
        QCOMPARE((*BackupKey::read(at("key")))->id(), keyOf('a').id());
        QCOMPARE(BackupKey::read(at("no key")).error().reason, QStringLiteral("cannotRead"));
        for (const QByteArray &wrong : {QByteArray(), digits.first(63), digits + "a", QByteArray(64, 'g')}) {
            fill(at("key"), wrong);
            QCOMPARE(BackupKey::read(at("key")).error().reason, QStringLiteral("badBackupKey"));
        }
        QVERIFY(!BackupKey::read({})->has_value());
        qputenv("TANDEM_BACKUP_KEY", digits);
        QCOMPARE((*BackupKey::read({}))->id(), keyOf('a').id());
        qunsetenv("TANDEM_BACKUP_KEY");
    }

    void aCopyIsComparedRowByRow()
    {
        const auto copy = Connection::open({at("copy.db")});
        QVERIFY(copy.ok());
        QVERIFY(databasecopy::copy(*m_company->reader, **copy, m_company->store->shipped()).ok());
        const auto same = databasecopy::compare(*m_company->reader, **copy);
        QVERIFY2(same.ok(), same.ok() ? "" : qPrintable(same.error().toLog()));
        QVERIFY(same->rows > 20);
        const EntityDef *account = m_company->store->registry()->entity(entities::account::number);
        const QString table = Dialect::quoted(account->table);
        const QString name = Dialect::quoted(account->field(entities::account::field::name)->column);
        // One value, in one row, as many rows as before.
        QVERIFY((*copy)->execute(QStringLiteral("UPDATE %1 SET %2 = 'Somebody Else'").arg(table, name)).ok());
        const auto other = databasecopy::compare(*m_company->reader, **copy);
        QCOMPARE(other.error().reason, QStringLiteral("copyDiffers"));
        QCOMPARE(other.error().field, account->table);
        QVERIFY((*copy)->execute(QStringLiteral("DELETE FROM %1").arg(table)).ok());
        QCOMPARE(databasecopy::compare(*m_company->reader, **copy).error().reason, QStringLiteral("copyDiffers"));
    }

private:
    QString at(const char *name) const
    {
        return m_company->folder.path() + QLatin1Char('/') + QLatin1String(name);
    }

    static BackupKey keyOf(char digit)
    {
        return *BackupKey::fromText(QString(64, QLatin1Char(digit)));
    }

    void put(const QByteArray &content)
    {
        FileStore files(m_company->store->filesFolder(), 1'000'000);
        if (!test::putContent(files, content))
            qFatal("no content");
    }

    backup::Summary write(
        const QString &name, const std::optional<BackupKey> &key = {}, const QString &earlier = {}) const
    {
        const auto written = backup::create(*m_company->store, at(name.toLatin1().constData()), m_company->clock,
            {backup::Origin::Person, key, earlier});
        if (!written)
            qFatal("%s", qPrintable(written.error().toLog()));
        return *written;
    }

    /// Without uploads, which are in a folder beside them.
    static QStringList contentsIn(const QString &folder)
    {
        QStringList found;
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (!path.contains(QLatin1String("/incoming/")))
                found.append(path);
        }
        return found;
    }

    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void fill(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("not written: %s", qPrintable(path));
    }

    static void flip(const QString &path)
    {
        QByteArray bytes = bytesOf(path);
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        fill(path, bytes);
    }

    /// In a file or in its name.
    static bool contains(const QString &folder, const QByteArray &text)
    {
        const QStringList files = contentsIn(folder);
        return std::any_of(files.begin(), files.end(),
            [&](const QString &path) { return bytesOf(path).contains(text) || path.toUtf8().contains(text); });
    }

    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
