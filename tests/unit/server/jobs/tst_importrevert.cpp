// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/recordimport.h"
#include "server/store/changelog.h"
#include "shared/replication/origin.h"
#include "tests/support/revertcompany.h"

#include <QBuffer>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = entities::account;
namespace importRun = entities::importRun;

/// An import, what people do after it, and its way back.
class TestImportRevert : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<RevertCompany>();
        m_company->hooks.before(account::number, RecordEvent::Delete, [this](MutationContext &, RecordChange &) {
            if (m_onDelete)
                m_onDelete();
            return Result<void>();
        });
        m_company->start();
        m_manager = m_company->addUser(QStringLiteral("manager"), QStringLiteral("manager"));
        QVERIFY(m_company->startJobs());
    }
    void cleanup()
    {
        m_company->stopJobs();
        m_onDelete = {};
        m_company.reset();
    }

    void whatNobodyTouchedGoesBack()
    {
        const RecordId old = m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Old"))}}, Company::actor(m_manager));
        const RecordId run = import(m_manager,
            "name,website,yearEstablished\nOld,https://old.example,1999\nFresh,https://fresh.example,\n"
            "Edited,https://edited.example,\n");
        const RecordId fresh = named(QStringLiteral("Fresh"));
        const RecordId edited = named(QStringLiteral("Edited"));
        edit(old, account::field::yearEstablished, Value(qint64(2001)));
        edit(edited, account::field::website, Value(QStringLiteral("https://better.example")));
        QVERIFY(!revert(run, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(run), QStringLiteral("reverted"), 20'000);

        QVERIFY(m_company->find(account::number, fresh)->isDeleted());
        QVERIFY(!m_company->find(account::number, edited)->isDeleted());
        QVERIFY(m_company->value(account::number, old, account::field::website).isNull());
        QCOMPARE(m_company->value(account::number, old, account::field::yearEstablished), Value(qint64(2001)));
        QCOMPARE(count(run, importRun::field::removed), 1);
        QCOMPARE(count(run, importRun::field::restored), 1);
        QCOMPARE(count(run, importRun::field::kept), 2);
        const QString report = m_company->value(importRun::number, run, importRun::field::report).toText();
        QVERIFY2(report.contains(QStringLiteral("yearEstablished")), qPrintable(report));
        QVERIFY2(report.contains(toText(edited)), qPrintable(report));
        // In its history it is an edit by who asked for it.
        const auto history = ChangeLog(*m_company->reader).history(account::number, old, 0, 1);
        QCOMPARE(history->front().user, m_manager);
        QCOMPARE(history->front().kind, MutationKind::Update);
    }

    void itIsDoneOnce()
    {
        const RecordId run = import(m_manager, "name\nOnce\n");
        QVERIFY(!revert(run, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(run), QStringLiteral("reverted"), 20'000);
        const Acknowledgement again = revert(run, m_manager);
        QVERIFY(again.error);
        QCOMPARE(again.error->reason, QStringLiteral("alreadyReverted"));
    }

    void onlyWhoRanItAndAdministratorsMay()
    {
        const RecordId run = import(m_manager, "name\nGuarded\n");
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        QVERIFY(revert(run, seller).error);
        QCOMPARE(state(run), QStringLiteral("done"));
        const RecordId administrator = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        QVERIFY(!revert(run, administrator).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(run), QStringLiteral("reverted"), 20'000);
        QVERIFY(m_company->all(account::number).empty());
    }

    void anInterruptedRevertGoesOn()
    {
        constexpr int rows = 600; // more than one batch
        QByteArray csv = "name\n";
        for (int row = 0; row < rows; ++row)
            csv += "Row " + QByteArray::number(row) + '\n';
        const RecordId run = import({}, csv);
        QSemaphore interrupted;
        std::atomic<bool> done = false;
        m_onDelete = [&] {
            if (done.exchange(true))
                return;
            m_company->cancelRevert();
            interrupted.release();
        };
        QVERIFY(!revert(run, {}).error);
        QVERIFY(interrupted.tryAcquire(1, 20'000));
        m_company->stopJobs();
        QCOMPARE(state(run), QStringLiteral("reverting"));
        const auto first = ChangeLog(*m_company->reader).partsOf(revertOriginOf(run), 0, rows);
        QVERIFY(!first->empty() && int(first->size()) < rows);
        // What somebody takes out of the recycle bin meanwhile is his, not to be deleted a second time.
        const RecordId rescued = first->front().record;
        Mutation restore;
        restore.entity = account::number;
        restore.record = rescued;
        restore.kind = MutationKind::Restore;
        QVERIFY(!m_company->submit(Actor::forSystem(), restore).error);

        QVERIFY(m_company->startJobs());
        QTRY_COMPARE_WITH_TIMEOUT(state(run), QStringLiteral("reverted"), 30'000);
        QCOMPARE(count(run, importRun::field::removed), rows);
        QCOMPARE(int(ChangeLog(*m_company->reader).partsOf(revertOriginOf(run), 0, 2 * rows)->size()), rows);
        QCOMPARE(m_company->all(account::number).size(), size_t(1));
        QCOMPARE(m_company->all(account::number).front().id, rescued);
    }

    void whatComesLateOfARevertedImportIsRefused()
    {
        const RecordId run = import(m_manager, "name\nEarly\n");
        Mutation late = Company::creation(account::number, {{account::field::name, Value(QStringLiteral("Late"))}});
        setOrigin(late.arguments, run);
        // Of somebody else it is no part of the import, but a change like any other.
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        QVERIFY(!m_company->submit(Company::actor(seller), late).error);
        QVERIFY(ChangeLog(*m_company->reader).entriesOf(run, account::number, late.record)->empty());
        QVERIFY(!revert(run, m_manager).error);
        late.record = newRecordId();
        const Acknowledgement answer = m_company->submit(Company::actor(m_manager), late);
        QVERIFY(answer.error);
        QCOMPARE(answer.error->reason, QStringLiteral("importReverted"));
        QTRY_COMPARE_WITH_TIMEOUT(state(run), QStringLiteral("reverted"), 20'000);
    }

    void anImportThatTheLogForgotIsNotRevertedByHalves()
    {
        const RecordId run = import(m_manager, "name\nLong ago\n");
        QVERIFY(writeAndWait(*m_company->pipeline, [](Connection &connection) -> Result<void> {
            TANDEM_ASSIGN(const qint64 gone, ChangeLog(connection).trim(std::numeric_limits<qint64>::max(), 1'000'000));
            return gone > 0 ? Result<void>() : Result<void>(Error::internal(QStringLiteral("nothing trimmed")));
        }).ok());
        const Acknowledgement answer = revert(run, m_manager);
        QVERIFY(answer.error);
        QCOMPARE(answer.error->reason, QStringLiteral("historyGone"));
        QCOMPARE(state(run), QStringLiteral("done"));
    }

private:
    /// As this user (null: the system), by the columns' names; the same record if equal in name. Gives its record.
    RecordId import(const RecordId &user, QByteArray csv)
    {
        ImportMapping mapping;
        mapping.entity = QStringLiteral("account");
        mapping.keys = {QStringLiteral("name")};
        mapping.duplicates = ImportMapping::Duplicates::Update;
        for (const QByteArray &column : csv.left(csv.indexOf('\n')).split(',')) {
            FieldMapping field;
            field.field = QString::fromLatin1(column);
            field.columns = {field.field};
            mapping.fields.push_back(field);
        }
        QBuffer file(&csv);
        file.open(QIODevice::ReadOnly);
        QBuffer errors;
        errors.open(QIODevice::WriteOnly);
        const PermissionsPointer permissions = user.isNull() ? nullptr : m_company->permissions(user);
        const auto report = RecordImport(
            {*m_company->pipeline, *m_company->reader, permissions, m_company->store->registry(), m_company->clock,
                [](const Error &error) { return error.toLog(); },
                {}}).run(mapping, file, errors);
        if (!report.ok() || report->failed > 0)
            qFatal("%s", report.ok() ? errors.data().constData() : qPrintable(report.error().toLog()));
        return report->import;
    }

    Acknowledgement revert(const RecordId &run, const RecordId &user)
    {
        return m_company->revert(importRun::number, run, user);
    }

    void edit(const RecordId &record, FieldNumber field, const Value &to)
    {
        const Value from = m_company->value(account::number, record, field);
        const auto answer =
            m_company->submit(Company::actor(m_manager), Company::edit(account::number, record, field, from, to));
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->toLog() : QString()));
    }

    RecordId named(const QString &name)
    {
        for (const StoredRecord &row : m_company->all(account::number)) {
            if (row.value(account::field::name).toText() == name)
                return row.id;
        }
        return {};
    }

    QString state(const RecordId &run) { return m_company->text(importRun::number, run, importRun::field::state); }
    int count(const RecordId &run, FieldNumber field) { return m_company->count(importRun::number, run, field); }

    std::unique_ptr<RevertCompany> m_company;
    std::function<void()> m_onDelete;
    RecordId m_manager;
};

QTEST_GUILESS_MAIN(TestImportRevert)
#include "tst_importrevert.moc"
