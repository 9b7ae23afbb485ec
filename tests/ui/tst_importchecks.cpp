// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importjob.h"
#include "tests/support/windowatwork.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace activity = entities::activity;
namespace opportunity = entities::opportunity;
namespace order = entities::order;
namespace product = entities::product;

namespace {

FieldMapping mapped(const QString &field)
{
    FieldMapping mapping;
    mapping.field = field;
    mapping.columns = {field};
    return mapping;
}

/// Columns that are called as the fields.
ImportMapping mappingOf(const QString &entity, const QStringList &fields, const QStringList &keys = {})
{
    ImportMapping mapping;
    mapping.entity = entity;
    for (const QString &field : fields)
        mapping.fields.push_back(mapped(field));
    mapping.keys = keys;
    return mapping;
}

/// "line: reason" of each row that failed.
QStringList failuresOf(const ImportSummary &summary)
{
    QStringList failures;
    for (const auto &[row, errors] : summary.failed) {
        for (const RowError &error : errors)
            failures.append(QStringLiteral("%1: %2 %3").arg(row.line).arg(error.error.field, error.error.reason));
    }
    return failures;
}

}

/// What becomes of rows before they are written: they are judged as a form is, and records that are the same are found
/// wherever they are.
class TestImportChecks : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatMustHoldBetweenFieldsIsJudged()
    {
        const ImportSummary summary =
            imported(mappingOf(QStringLiteral("activity"),
                         {QStringLiteral("subject"), QStringLiteral("start"), QStringLiteral("end")}),
                "subject,start,end\nBack in time,2026-03-02 10:00,2026-03-02 09:00\nVisit,2026-03-02 10:00,2026-03-02 "
                "11:00\n");
        QCOMPARE(failuresOf(summary), QStringList{QStringLiteral("2: end notValidWith")});
        QCOMPARE(summary.failed.front().second.front().column, QStringLiteral("end"));
        QCOMPARE(summary.created, 1);
        QCOMPARE(written(activity::number).size(), size_t(1));
    }

    void whatTheServerFillsInIsNotDemanded()
    {
        const ImportSummary summary =
            imported(mappingOf(QStringLiteral("opportunity"), {QStringLiteral("name")}), "name\nNew deal\n");
        QCOMPARE(failuresOf(summary), QStringList());
        QCOMPARE(written(opportunity::number).size(), size_t(1));
    }

    void whatMustBeUniqueIsSoHereAndWithinTheFile()
    {
        m_test->add(product::number,
            {{product::field::code, Value(QStringLiteral("A1"))},
                {product::field::name, Value(QStringLiteral("One"))}});
        const ImportSummary summary =
            imported(mappingOf(QStringLiteral("product"), {QStringLiteral("code"), QStringLiteral("name")},
                         {QStringLiteral("name")}),
                "code,name\nA1,Twin\nB1,New\nB1,Again\n");
        QCOMPARE(failuresOf(summary),
            (QStringList{QStringLiteral("2: code notUnique"), QStringLiteral("4: code notUnique")}));
        QCOMPARE(summary.created, 1);
    }

    void aFieldThatTheUserMayOnlyReadFailsWhereItIsFilled()
    {
        EntityAccess access = partly();
        access.partial = false;
        access.fields = {{account::field::employees, FieldAccess::Read}};
        m_test->restart(access);
        const ImportSummary summary = imported(accounts(), "name,employees\nSome Ltd,5\nOther Ltd,\n");
        QCOMPARE(failuresOf(summary), QStringList{QStringLiteral("2: employees fieldNotWritable")});
        QCOMPARE(summary.created, 1);
    }

    void anEmptyCellClearsNothing()
    {
        const RecordId known = m_test->add(account::number,
            {{account::field::name, Value(QStringLiteral("Known Ltd"))}, {account::field::employees, Value(5)}});
        const ImportSummary summary =
            imported(accounts(ImportMapping::Duplicates::Update), "name,employees\nKnown Ltd,\n");
        QCOMPARE(failuresOf(summary), QStringList());
        QCOMPARE(m_test->valueOf(account::number, known, account::field::employees), Value(5));
    }

    void whatOnlyTheServerHasIsNotMadeTwice()
    {
        m_test->restart(partly(), {farAway()});
        const ImportSummary summary = imported(accounts(), "name,employees\nFar away,9\nNew Ltd,5\n");
        QCOMPARE(summary.skipped, 1);
        QCOMPARE(summary.created, 1);
        QCOMPARE(written(account::number).size(), size_t(1));
    }

    void whatOnlyTheServerHasIsUpdatedThere()
    {
        const Record far = farAway();
        m_test->restart(partly(), {far});
        const ImportSummary summary =
            imported(accounts(ImportMapping::Duplicates::Update), "name,employees\nFar away,9\nFar away,10\n");
        QCOMPARE(summary.updated, 2);
        const std::vector<Mutation> mutations = written(account::number);
        QCOMPARE(mutations.size(), size_t(2));
        for (const Mutation &mutation : mutations) {
            QCOMPARE(mutation.kind, MutationKind::Update);
            QCOMPARE(mutation.record, far.key.id);
            QCOMPARE(mutation.changes.size(), size_t(1));
        }
        // The second row saw what the first had made of it.
        QCOMPARE(mutations.at(1).changes.front().from, Value(9));
        QCOMPARE(mutations.at(1).changes.front().to, Value(10));
    }

    void aLinkIsFoundAtTheServer()
    {
        const Record far = farAway();
        m_test->restart(partly(), {far});
        const ImportSummary summary =
            imported(mappingOf(QStringLiteral("order"), {QStringLiteral("account")}), "account\nFar away\nNowhere\n");
        QCOMPARE(failuresOf(summary), QStringList{QStringLiteral("3: account linkNotFound")});
        const std::vector<Mutation> mutations = written(order::number);
        QCOMPARE(mutations.size(), size_t(1));
        QCOMPARE(mutations.front().changes.front().to, Value(far.key.id));
    }

    void aNameThatIsHereAndAtTheServerIsAmbiguous()
    {
        addAccounts(1);
        m_test->restart(partly(), {farAway(QStringLiteral("Account 1"))});
        const ImportSummary summary =
            imported(mappingOf(QStringLiteral("order"), {QStringLiteral("account")}), "account\nAccount 1\n");
        QCOMPARE(failuresOf(summary), QStringList{QStringLiteral("2: account linkAmbiguous")});
    }

    void withoutAConnectionItSaysThatItNeedsOne()
    {
        addAccounts(1);
        const size_t before = outbox().size();
        m_test->restart(partly());
        const ImportSummary summary = imported(accounts(), "name,employees\nAccount 1,3\nFar away,9\n");
        QVERIFY(m_failure.has_value());
        QCOMPARE(m_failure->reason, QStringLiteral("importNeedsServer"));
        QCOMPARE(m_failure->arguments.value(QStringLiteral("entity")).toString(), QStringLiteral("Accounts"));
        QCOMPARE(summary.created, 0);
        QCOMPARE(outbox().size(), before);
        // What this computer can tell needs none.
        QCOMPARE(imported(accounts(), "name,employees\nAccount 1,3\n").skipped, 1);
        QVERIFY(!m_failure.has_value());
    }

private:
    static ImportMapping accounts(ImportMapping::Duplicates duplicates = ImportMapping::Duplicates::Skip)
    {
        ImportMapping mapping = mappingOf(
            QStringLiteral("account"), {QStringLiteral("name"), QStringLiteral("employees")}, {QStringLiteral("name")});
        mapping.duplicates = duplicates;
        return mapping;
    }

    ImportSummary imported(const ImportMapping &mapping, const QByteArray &rows)
    {
        const QString path = m_test->filePath(QStringLiteral("rows.csv"));
        writeFile(path, rows);
        m_failure.reset();
        bool hasEnded = false;
        ImportJob job(m_test->records(), path, {}, mapping);
        connect(&job, &ImportJob::finished, this, [&] { hasEnded = true; });
        connect(&job, &ImportJob::failed, this, [&](const Error &error) {
            m_failure = error;
            hasEnded = true;
        });
        job.start();
        return QTest::qWaitFor([&] { return hasEnded; }, patience) ? job.summary() : ImportSummary();
    }

    /// What waits to be sent of records of this kind.
    std::vector<Mutation> written(EntityNumber entity)
    {
        std::vector<Mutation> mutations;
        for (const OutboxItem &item : outbox()) {
            if (item.mutation.entity == entity)
                mutations.push_back(item.mutation);
        }
        return mutations;
    }

    std::optional<Error> m_failure;
};

QTEST_MAIN(TestImportChecks)
#include "tst_importchecks.moc"
