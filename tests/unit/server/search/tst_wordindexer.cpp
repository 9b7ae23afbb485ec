// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/wordindexer.h"
#include "server/store/store.h"
#include "shared/base/searchtext.h"
#include "tests/support/servercore.h"

#include <QFile>
#include <QTest>

#include <limits>
#include <optional>
#include <vector>

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// The index of words, batch by batch, without its thread.
class TestWordIndexer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_core = std::make_unique<ServerCore>();
        m_indexer = makeIndexer();
    }
    void cleanup()
    {
        m_indexer.reset();
        m_core.reset();
    }

    void wordsAreCutAsOnALaptop_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("isFound");
        QTest::newRow("two Chinese characters") << QStringLiteral("华为") << true;
        QTest::newRow("not in this order") << QStringLiteral("为华") << false;
        QTest::newRow("initials") << QStringLiteral("bjhw") << true;
        QTest::newRow("pinyin") << QStringLiteral("huawei") << true;
        QTest::newRow("without its accent") << QStringLiteral("cafe") << true;
        QTest::newRow("part of a phone number") << QStringLiteral("8123") << true;
        QTest::newRow("the middle of a word") << QStringLiteral("afe") << false;
    }

    void wordsAreCutAsOnALaptop()
    {
        QFETCH(QString, typed);
        QFETCH(bool, isFound);
        const RecordId id = add(QStringLiteral("北京华为"),
            {{account::field::phone, Value(QStringLiteral("+86 138-1234-5678"))},
                {account::field::description, Value(QStringLiteral("Café"))}});
        indexAll();
        QCOMPARE(found(typed), isFound ? std::vector{id} : std::vector<RecordId>{});
    }

    void itFollowsWhatChanges()
    {
        const RecordId id = add(QStringLiteral("Nightjar"));
        indexAll();
        QCOMPARE(found(QStringLiteral("nightjar")), std::vector{id});
        m_core->update(account::number, id, {{account::field::name, Value(QStringLiteral("Kingfisher"))}});
        const RecordId next = add(QStringLiteral("Kingbird"));
        indexAll();
        QCOMPARE(found(QStringLiteral("nightjar")), std::vector<RecordId>{});
        QCOMPARE(found(QStringLiteral("king")), (std::vector{next, id}));
    }

    void whatIsDeletedLeavesItAndComesBackWhenItIsRestored()
    {
        const RecordId id = add(QStringLiteral("Nightjar"));
        indexAll();
        m_core->remove(account::number, id);
        indexAll();
        QCOMPARE(found(QStringLiteral("nightjar")), std::vector<RecordId>{});
        m_core->restore(account::number, id);
        indexAll();
        QCOMPARE(found(QStringLiteral("nightjar")), std::vector{id});
    }

    void theNewestRowsAreInItFirst()
    {
        std::vector<RecordId> ids;
        for (int i = 0; i < 5; ++i)
            ids.insert(ids.begin(), add(QStringLiteral("Acme %1").arg(i)));
        m_indexer = makeIndexer(2);
        std::optional<WordIndexFile::Part> part;
        do {
            const Result<bool> more = m_indexer->step();
            QVERIFY(more.ok() && more.value());
            part = partOfAccounts();
        } while (!part);
        QVERIFY(!part->isWhole);
        QCOMPARE(part->walked, ids.at(1));
        QCOMPARE(found(QStringLiteral("acme")), (std::vector{ids.at(0), ids.at(1)}));
        indexAll();
        QVERIFY(m_indexer->progress().isWhole);
        QCOMPARE(found(QStringLiteral("acme")), ids);
    }

    void itWalksOnWhileOthersWriteALittle()
    {
        std::vector<RecordId> ids;
        for (int i = 0; i < 8; ++i)
            ids.push_back(add(QStringLiteral("Acme %1").arg(i)));
        m_indexer = makeIndexer(3);
        const auto isWhole = [this] {
            const auto part = partOfAccounts();
            return part && part->isWhole;
        };
        for (int turn = 0; turn < 200 && !isWhole(); ++turn) {
            m_core->update(
                account::number, ids.front(), {{account::field::phone, Value(QString::number(1000 + turn))}});
            QVERIFY(m_indexer->step().ok());
        }
        QVERIFY(isWhole());
        indexAll();
        QCOMPARE(found(QStringLiteral("acme")).size(), ids.size());
    }

    void afterARestartItGoesOnWhereItWas()
    {
        const RecordId first = add(QStringLiteral("Acme one"));
        indexAll();
        const qint64 position = m_indexer->progress().position;
        m_indexer.reset();
        const RecordId second = add(QStringLiteral("Acme two"));
        m_indexer = makeIndexer(1);
        const Result<bool> more = m_indexer->step();
        QVERIFY(more.ok() && more.value());
        QVERIFY(m_indexer->progress().position > position);
        QVERIFY(partOfAccounts()->isWhole); // it was not begun anew
        indexAll();
        QCOMPARE(found(QStringLiteral("acme")), (std::vector{second, first}));
    }

    void aDamagedFileIsMadeAnew()
    {
        const RecordId id = add(QStringLiteral("Acme"));
        indexAll();
        m_indexer.reset();
        QVERIFY(WordIndexFile::remove(path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(8192, 'x')) == 8192);
        file.close();
        m_indexer = makeIndexer();
        const Result<bool> failed = m_indexer->step();
        QVERIFY(!failed.ok());
        QCOMPARE(failed.error().code, ErrorCode::Corrupt);
        QVERIFY(!m_indexer->openReader());
        indexAll();
        QVERIFY(!m_indexer->progress().trouble);
        QCOMPARE(found(QStringLiteral("acme")), std::vector{id});
    }

    void aSearchThatMetDamageHasItMadeAnew()
    {
        const RecordId id = add(QStringLiteral("Acme"));
        indexAll();
        m_indexer->distrust(Error::corrupt(QStringLiteral("of a test")));
        QVERIFY(!m_indexer->openReader());
        indexAll();
        QCOMPARE(found(QStringLiteral("acme")), std::vector{id});
    }

    void otherSearchedFieldsAreReadAgain()
    {
        const RecordId id = add(QStringLiteral("Acme"));
        indexAll();
        m_indexer.reset();
        auto file = WordIndexFile::open(path(), DatabaseAddress::Mode::ReadWrite);
        QVERIFY(file.ok());
        QVERIFY((*file)->setPart(account::number, {QByteArrayLiteral("others"), id, true}).ok());
        // As if what stands there were of fields that are no more.
        QVERIFY(
            (*file)->put(account::number, id, {{{}, QStringLiteral("gone"), {}}, {}}, WordIndexFile::End::Newest).ok());
        *file = nullptr;
        m_indexer = makeIndexer();
        indexAll();
        QCOMPARE(partOfAccounts()->fingerprint, fingerprintOfAccounts());
        QCOMPARE(found(QStringLiteral("gone")), std::vector<RecordId>{});
        QCOMPARE(found(QStringLiteral("acme")), std::vector{id});
    }

    void fingerprintsAreOfTheDefinitionsThatAreAsked()
    {
        const QByteArray before = fingerprintOfAccounts();
        std::vector<EntityDef> entities = m_core->store->registry()->entities();
        for (EntityDef &entity : entities) {
            if (entity.number == account::number)
                entity.titleField = QStringLiteral("website");
        }
        const auto others = std::make_shared<const Registry>(std::move(entities), 1);
        QVERIFY(!before.isEmpty());
        QVERIFY(m_indexer->fingerprints(others).value(account::number) != before);
        QCOMPARE(fingerprintOfAccounts(), before);
    }

    void anotherPastOfTheDatabaseBeginsItAnew()
    {
        const RecordId id = add(QStringLiteral("Acme"));
        indexAll();
        m_indexer.reset();
        auto file = WordIndexFile::open(path(), DatabaseAddress::Mode::ReadWrite);
        QVERIFY(file.ok());
        QVERIFY((*file)->begin({newRecordId(), 1}).ok());
        const RecordId lost = newRecordId();
        QVERIFY((*file)
                    ->put(account::number, lost, {{QStringLiteral("acme"), {}, {}}, {}}, WordIndexFile::End::Newest)
                    .ok());
        *file = nullptr;
        m_indexer = makeIndexer();
        indexAll();
        QCOMPARE(found(QStringLiteral("acme")), std::vector{id});
    }

    void itLeavesTheDatabaseItsRoom()
    {
        m_indexer =
            std::make_unique<WordIndexer>(*m_core->store, WordIndexer::Limits{200, std::numeric_limits<qint64>::max()});
        const Result<bool> more = m_indexer->step();
        QVERIFY(!more.ok());
        QCOMPARE(more.error().reason, QStringLiteral("diskFull"));
        QVERIFY(m_indexer->progress().trouble);
        QVERIFY(!QFile::exists(path()));
    }

    void itsThreadFollowsWhenItIsWoken()
    {
        m_indexer->start();
        QTRY_VERIFY(m_indexer->progress().isWhole);
        const RecordId id = add(QStringLiteral("Acme"));
        m_indexer->wake();
        QTRY_COMPARE(found(QStringLiteral("acme")), std::vector{id});
        m_indexer->stop();
    }

private:
    std::unique_ptr<WordIndexer> makeIndexer(int rowsPerBatch = 200) const
    {
        return std::make_unique<WordIndexer>(*m_core->store, WordIndexer::Limits{rowsPerBatch, 0});
    }

    QString path() const { return WordIndexer::path(m_core->store->folder()); }

    void indexAll()
    {
        for (;;) {
            const Result<bool> more = m_indexer->step();
            if (!more.ok())
                qFatal("%s", qPrintable(more.error().toLog()));
            if (!more.value())
                return;
        }
    }

    std::optional<WordIndexFile::Part> partOfAccounts() const
    {
        const auto reader = m_indexer->openReader();
        return reader ? reader->part(account::number).valueOr(std::nullopt) : std::nullopt;
    }

    QByteArray fingerprintOfAccounts() const
    {
        return m_indexer->fingerprints(m_core->store->registry()).value(account::number);
    }

    std::vector<RecordId> found(const QString &typed) const
    {
        const auto reader = m_indexer->openReader();
        if (!reader)
            return {};
        const auto candidates =
            reader->candidates({account::number, searchtext::matchExpression(typed), 0, {}, {}, 100, 1'000'000});
        if (!candidates.ok())
            qWarning("%s", qPrintable(candidates.error().toLog()));
        return candidates.valueOr({}).records;
    }

    RecordId add(const QString &name, FieldValues values = {})
    {
        const RecordId id = newRecordId();
        values[account::field::name] = name;
        values[systemfield::owner] = basics::administrator();
        values[systemfield::department] = basics::company();
        m_core->create(account::number, id, values);
        return id;
    }

    std::unique_ptr<ServerCore> m_core;
    std::unique_ptr<WordIndexer> m_indexer;
};

QTEST_GUILESS_MAIN(TestWordIndexer)
#include "tst_wordindexer.moc"
