// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"
#include "server/store/metatable.h"
#include "server/store/recordstore.h"
#include "server/store/sequence.h"
#include "server/store/store.h"
#include "shared/database/transaction.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/testregistry.h"
#include "tests/support/teststore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

class TestStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFirstStartMakesEverything()
    {
        const QString folder = m_folder->filePath(QStringLiteral("new/data"));
        const auto store = test::openStore(folder, test::registry());
        QVERIFY2(store.ok(), qPrintable(store.ok() ? QString() : store.error().toLog()));
        QCOMPARE(QFile::exists(Store::databasePath(folder)), !test::testdatabase::isPostgresql());
        QVERIFY(!(*store)->generation().isNull());
        QCOMPARE((*store)->secret().size(), 32);
        QVERIFY((*store)->registry() == (*store)->shipped());
    }

    void aSecondStartFindsTheSame()
    {
        RecordId generation;
        QByteArray secret;
        {
            const auto store = test::openStore(m_folder->path(), test::registry());
            generation = (*store)->generation();
            secret = (*store)->secret();
        }
        const auto again = test::openStore(m_folder->path(), test::registry());
        QVERIFY(again.ok());
        QCOMPARE((*again)->generation(), generation);
        QCOMPARE((*again)->secret(), secret);
    }

    void aCompanyIsTheSameAfterARestore()
    {
        QByteArray company;
        {
            const auto store = test::openStore(m_folder->path(), test::registry());
            company = (*store)->company();
            QVERIFY(!company.isEmpty());
            QVERIFY(Store::renewGeneration((*store)->writer()).ok());
        }
        const auto again = test::openStore(m_folder->path(), test::registry());
        QCOMPARE((*again)->company(), company);
        QTemporaryDir folder;
        QVERIFY((*test::openStore(folder.path(), test::registry()))->company() != company);
    }

    void aSecondDaemonIsTurnedAwayWithThePidOfTheFirst()
    {
        const auto first = test::openStore(m_folder->path(), test::registry());
        QVERIFY(first.ok());
        const auto second = test::openStore(m_folder->path(), test::registry());
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QCOMPARE(second.error().reason, QStringLiteral("folderInUse"));
        QCOMPARE(
            second.error().arguments.value(QStringLiteral("pid")).toLongLong(), QCoreApplication::applicationPid());
    }

    void aRestoredFolderGetsANewGeneration()
    {
        RecordId before;
        {
            const auto store = test::openStore(m_folder->path(), test::registry());
            before = (*store)->generation();
            QVERIFY(Store::renewGeneration((*store)->writer()).ok());
        }
        const auto store = test::openStore(m_folder->path(), test::registry());
        QVERIFY((*store)->generation() != before);
    }

    void readersSeeWhatIsCommitted()
    {
        const auto store = test::openStore(m_folder->path(), test::registry());
        const auto reader = (*store)->openReader();
        QVERIFY(reader.ok());
        auto transaction = Transaction::begin((*store)->writer());
        QVERIFY(metatable::writeInteger((*store)->writer(), QStringLiteral("x"), 5).ok());
        QCOMPARE(metatable::readInteger(**reader, QStringLiteral("x"), -1).valueOr(0), -1);
        QVERIFY(transaction->commit().ok());
        QCOMPARE(metatable::readInteger(**reader, QStringLiteral("x"), -1).valueOr(0), 5);
        QVERIFY(!metatable::writeInteger(**reader, QStringLiteral("x"), 6).ok());
    }

    void aBuildThatKnowsMoreAddsItsColumns()
    {
        {
            const auto store = test::openStore(m_folder->path(), test::registry());
            QVERIFY(store.ok());
        }
        EntityDef deal = test::dealEntity();
        deal.fields.push_back(test::field(40, QStringLiteral("margin"), FieldType::Percent));
        const auto grown = std::make_shared<const Registry>(std::vector<EntityDef>{deal}, 0);
        const auto store = test::openStore(m_folder->path(), grown);
        QVERIFY(store.ok());
        RecordStore records((*store)->writer(), grown);
        QVERIFY(records.insert(test::deal::number, {newRecordId(), 1, {{40, qint64(12)}}}).ok());
    }

    void aLogOfTheFirstVersionGetsWhatCameLater()
    {
        {
            const auto store = test::openStore(m_folder->path(), test::registry());
            Connection &writer = (*store)->writer();
            append(writer, {});
            for (const char *sql :
                {R"(DROP INDEX "change_log_origin")", R"(ALTER TABLE "change_log" DROP COLUMN "origin")",
                    R"(ALTER TABLE "change_log" DROP COLUMN "hash")",
                    R"(ALTER TABLE "change_counter" DROP COLUMN "head")",
                    R"(ALTER TABLE "change_counter" DROP COLUMN "chained_after")", R"(DROP TABLE "audit_event")",
                    R"(DROP TABLE "audit_head")", R"(DELETE FROM "migration_step" WHERE "number" >= 2)"})
                QVERIFY2(writer.execute(QLatin1String(sql)).ok(), sql);
        }
        const auto store = test::openStore(m_folder->path(), test::registry());
        QVERIFY2(store.ok(), qPrintable(store.ok() ? QString() : store.error().toLog()));
        Connection &writer = (*store)->writer();
        append(writer, id(7));
        append(writer, id(7));
        ChangeLog log(writer);
        QCOMPARE(int(log.readAfter(0, 10)->size()), 3);
        QVERIFY(log.readAfter(0, 10)->front().origin.isNull());
        QCOMPARE(int(log.partsOf(id(7), 0, 10)->size()), 2);
        const auto chain = log.verifyChain();
        QCOMPARE(chain->damage, hashchain::Damage::None);
        QCOMPARE(chain->unchained, 1);
        QCOMPARE(chain->entries, 2);
        QVERIFY(writer.execute(QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" = 2")).ok());
        QCOMPARE(log.verifyChain()->at, 3);
    }

    void theCompanysFieldsAreThereAfterARestart()
    {
        namespace custom = entities::customField;
        constexpr FieldNumber region = FieldDef::firstCompanyFieldNumber;
        const auto shipped = loadShipped();
        QVERIFY2(shipped.ok(), qPrintable(shipped.ok() ? QString() : shipped.error().toLog()));
        {
            const auto store = test::openStore(m_folder->path(), *shipped);
            QVERIFY2(store.ok(), qPrintable(store.ok() ? QString() : store.error().toLog()));
            Connection &writer = (*store)->writer();
            auto transaction = Transaction::begin(writer);
            RecordStore records(writer, (*store)->registry());
            const FieldValues definition{{custom::field::entity, QStringLiteral("account")},
                {custom::field::name, QStringLiteral("region")}, {custom::field::number, qint64(region)},
                {custom::field::definition,
                    QStringLiteral(R"({"type": "text", "labels": {"en": "Region", "zh_CN": "大区"}})")}};
            QVERIFY(records.insert(custom::number, {newRecordId(), 1, definition}).ok());
            const auto candidate = (*store)->candidateRegistry(writer);
            QVERIFY2(candidate.ok(), qPrintable(candidate.ok() ? QString() : candidate.error().toLog()));
            QCOMPARE((*candidate)->revision(), 1);
            QVERIFY((*store)->prepareRegistry(writer, **candidate).ok());
            QVERIFY(transaction->commit().ok());
            (*store)->setRegistry(*candidate);
            RecordStore changed(writer, (*store)->registry());
            QVERIFY(changed.insert(entities::account::number, {id(1), 2, {{region, QStringLiteral("华东")}}}).ok());
        }
        const auto store = test::openStore(m_folder->path(), *shipped);
        QVERIFY(store.ok());
        QCOMPARE((*store)->registry()->revision(), 1);
        RecordStore records((*store)->writer(), (*store)->registry());
        const auto found = records.find(entities::account::number, id(1));
        QVERIFY(found.ok() && found->has_value());
        QCOMPARE((*found)->value(region).toText(), QStringLiteral("华东"));
    }

    void aRejectedCandidateChangesNothing()
    {
        namespace custom = entities::customField;
        const auto store = test::openStore(m_folder->path(), *loadShipped());
        QVERIFY(store.ok());
        RecordStore records((*store)->writer(), (*store)->registry());
        const FieldValues definition{{custom::field::entity, QStringLiteral("nowhere")},
            {custom::field::name, QStringLiteral("region")}, {custom::field::number, qint64(10'000)},
            {custom::field::definition, QStringLiteral(R"({"type": "text"})")}};
        QVERIFY(records.insert(custom::number, {newRecordId(), 1, definition}).ok());
        QVERIFY(!(*store)->candidateRegistry((*store)->writer()).ok());
        QVERIFY((*store)->registry() == (*store)->shipped());
    }

private:
    static RecordId id(int number) { return namedRecordId(QString::number(number)); }

    /// One entry with the next number.
    static void append(Connection &writer, const RecordId &origin)
    {
        auto transaction = Transaction::begin(writer);
        auto sequence = Sequence::take(writer);
        ChangeEntry entry;
        entry.seq = sequence->next();
        entry.entity = test::deal::number;
        entry.record = id(1);
        entry.origin = origin;
        QVERIFY(ChangeLog(writer).append(entry, sequence->head()).ok());
        QVERIFY(sequence->save(writer).ok());
        QVERIFY(transaction->commit().ok());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestStore)
#include "tst_store.moc"
