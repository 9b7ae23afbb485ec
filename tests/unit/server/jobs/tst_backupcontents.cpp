// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backup.h"
#include "server/jobs/backupfiles.h"
#include "shared/base/hashpath.h"
#include "tests/support/bucket.h"
#include "tests/support/company.h"
#include "tests/support/filecontent.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// Whether a backup has every content that the records of its database name.
class TestBackupContents : public QObject
{
    Q_OBJECT

private slots:
    void init() { begin(std::make_unique<Company>()); }
    void cleanup() { m_company.reset(); }

    void whatLiesInABucketIsTakenToo()
    {
        test::FakeS3 bucket;
        QVERIFY(bucket.begin());
        begin(std::make_unique<Company>(DatabaseAddress(), test::bucketIn(bucket)));
        const Store &store = *m_company->store;
        FileStore files(store.filesFolder(), 1'000'000, {}, FileStore::Scanning::Off, store.farContents());
        QVERIFY(files.moveAway(m_hash).ok());
        QVERIFY(!files.isAtHand(m_hash));
        QVERIFY(files.open(m_hash).ok()); // as for somebody who reads it just now
        QCOMPARE(write("one").missing, std::optional(0));
        QVERIFY(files.isAtHand(m_hash));
        const QString fetched = store.farContents().fetchedFolder;
        QCOMPARE(QDir(fetched).entryList(QDir::Files), QStringList(m_hash));
        QCOMPARE(QDir(store.folder()).entryList({QStringLiteral("backing-up-*")}), QStringList());
        QVERIFY(QFile::exists(at("one/") + pathOf(m_hash)));
        QVERIFY(backup::rehearse(at("one")).ok());
        QVERIFY(backup::restore(at("one"), at("restored")).ok());
        QVERIFY(QFile::exists(at("restored/") + pathOf(m_hash)));

        QVERIFY(QDir(fetched).removeRecursively());
        bucket.removeObject(test::copiesIn(bucket, m_hash).value(0));
        QCOMPARE(write("two").missing, std::optional(1));
        bucket.finish();
        const auto without = backup::create(store, at("three"), m_company->clock);
        QCOMPARE(without.error().reason, QStringLiteral("contentsUnreachable"));
    }

    void aCleanUpInItsMidstTakesNothingFromIt()
    {
        backup::Options options;
        options.databaseTaken = [this] {
            // The bin was emptied and retention came by; and somebody attached another one.
            QVERIFY(FileStore(m_company->store->filesFolder(), 1'000'000).remove(m_hash).ok());
            put("what came meanwhile");
        };
        const backup::Summary written = write("one", options);
        QCOMPARE(written.files, 3);
        QCOMPARE(written.missing, std::optional(0));
        QVERIFY(QFile::exists(at("one/") + pathOf(m_hash)));
        const auto rehearsed = backup::rehearse(at("one"));
        QVERIFY2(rehearsed.ok(), rehearsed.ok() ? "" : qPrintable(rehearsed.error().toLog()));
    }

    void whatTheServerLacksItselfIsCounted()
    {
        QVERIFY(QFile::remove(m_company->store->folder() + QLatin1Char('/') + pathOf(m_hash)));
        QCOMPARE(write("one").missing, std::optional(1));
        QCOMPARE(backup::describe(at("one"))->missing, std::optional(1));
        const auto rehearsed = backup::rehearse(at("one"));
        QVERIFY2(rehearsed.ok(), rehearsed.ok() ? "" : qPrintable(rehearsed.error().toLog()));
        QCOMPARE(rehearsed->missing, std::optional(1));
    }

    void aRehearsalFindsAContentThatDidNotCome()
    {
        write("one");
        QVERIFY(QFile::remove(at("one/") + pathOf(m_hash)));
        changeManifest([this](QJsonObject &manifest) {
            QJsonArray files;
            for (const QJsonValue file : manifest.value(QLatin1String("files")).toArray()) {
                if (file.toObject().value(QLatin1String("path")).toString() != pathOf(m_hash))
                    files.append(file);
            }
            manifest.insert(QStringLiteral("files"), files);
        });
        QVERIFY(backup::verify(at("one")).ok());
        const auto rehearsed = backup::rehearse(at("one"));
        QCOMPARE(rehearsed.error().reason, QStringLiteral("fileMissing"));
        QCOMPARE(rehearsed.error().field, pathOf(m_hash));
        // In need the rest is better than nothing.
        QVERIFY(backup::restore(at("one"), at("restored")).ok());

        // A backup of before, which did not count them, is no worse than it was.
        changeManifest([](QJsonObject &manifest) { manifest.remove(QLatin1String("missing")); });
        QCOMPARE(backup::describe(at("one"))->missing, std::optional<int>());
        QCOMPARE(backup::rehearse(at("one"))->missing, std::optional(1));
    }

    void anEncryptedOneIsSearchedToo()
    {
        const BackupKey key = *BackupKey::fromText(QString(64, QLatin1Char('a')));
        backup::Options options;
        options.key = key;
        QCOMPARE(write("one", options).missing, std::optional(0));
        QCOMPARE(backup::rehearse(at("one"), key)->missing, std::optional(0));
    }

private:
    /// A company with a contract attached.
    void begin(std::unique_ptr<Company> company)
    {
        m_company = std::move(company);
        m_company->start();
        m_hash = put("a contract");
        namespace file = entities::file;
        m_company->create(file::number,
            {{file::field::name, Value(QStringLiteral("contract.txt"))}, {file::field::size, Value(qint64(10))},
                {file::field::sha256, Value(m_hash)}});
    }

    QString at(const QString &name) const { return m_company->folder.path() + QLatin1Char('/') + name; }
    QString at(const char *name) const { return at(QString::fromLatin1(name)); }

    static QString pathOf(const QString &hash) { return backup::filesPrefix + hashPath(hash); }

    QString put(const QByteArray &content) const
    {
        FileStore files(m_company->store->filesFolder(), 1'000'000);
        const auto hash = test::putContent(files, content);
        if (!hash)
            qFatal("no content");
        return *hash;
    }

    backup::Summary write(const char *name, const backup::Options &options = {}) const
    {
        const auto written = backup::create(*m_company->store, at(name), m_company->clock, options);
        if (!written)
            qFatal("%s", qPrintable(written.error().toLog()));
        return *written;
    }

    void changeManifest(const std::function<void(QJsonObject &)> &change) const
    {
        QFile file(at("one/manifest.json"));
        if (!file.open(QIODevice::ReadWrite))
            qFatal("no manifest");
        QJsonObject manifest = QJsonDocument::fromJson(file.readAll()).object();
        change(manifest);
        if (!file.resize(0) || !file.seek(0) || file.write(QJsonDocument(manifest).toJson()) < 0)
            qFatal("manifest not written");
    }

    std::unique_ptr<Company> m_company;
    QString m_hash; ///< of the content that a record names
};

QTEST_GUILESS_MAIN(TestBackupContents)
#include "tst_backupcontents.moc"
