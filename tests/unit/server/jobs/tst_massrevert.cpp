// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/recyclebin.h"
#include "server/records/historyreader.h"
#include "server/store/changelog.h"
#include "shared/replication/origin.h"
#include "tests/support/revertcompany.h"

#include <QCborArray>
#include <QTest>

#include <limits>

using namespace tandem;
using namespace tandem::server;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// A mass change or a merge, what people do after it, and its way back.
class TestMassRevert : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<RevertCompany>();
        m_company->hooks.before(account::number, RecordEvent::Restore,
            [this](MutationContext &, RecordChange &) { return m_onRestore ? m_onRestore() : Result<void>(); });
        m_company->start();
        m_manager = m_company->addUser(QStringLiteral("manager"), QStringLiteral("manager"));
        QVERIFY(m_company->startJobs());
    }
    void cleanup()
    {
        m_company->stopJobs();
        m_onRestore = {};
        m_company.reset();
    }

    void aMassChangeGoesBackAsOne()
    {
        constexpr int many = 600; // more than one batch
        const std::vector<RecordId> ids = addMany(many);
        const Value first(QStringLiteral("https://first.example"));
        edit(ids[0], account::field::website, first);
        const RecordId note = noteMassChange(m_manager, QStringLiteral("edit"));
        std::vector<Mutation> edits;
        for (const RecordId &id : ids) {
            edits.push_back(Company::edit(account::number, id, account::field::website, id == ids[0] ? first : Value(),
                Value(QStringLiteral("https://wrong.example"))));
            setOrigin(edits.back().arguments, note);
        }
        for (const Acknowledgement &answer : m_company->submit(Company::actor(m_manager), edits))
            QVERIFY(!answer.error);
        // What others do since stays: another value, and a record that is gone.
        edit(ids[1], account::field::website, Value(QStringLiteral("https://right.example")));
        edit(ids[2], account::field::yearEstablished, Value(qint64(1999)));
        move(ids[3], MutationKind::Delete, m_manager);
        // In its history each is part of it.
        const auto history = HistoryReader(*m_company->reader, m_company->permissions(m_manager))
                                 .read(*m_company->store->registry()->entity(account::number), ids[1], 2);
        QVERIFY(history.ok());
        QCOMPARE(originOf(history->at(0).arguments), RecordId());
        QCOMPARE(originOf(history->at(1).arguments), note);

        QVERIFY(!revert(note, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        const auto website = [this](const RecordId &id) {
            return m_company->value(account::number, id, account::field::website);
        };
        QCOMPARE(website(ids[0]), first);
        QCOMPARE(website(ids[1]), Value(QStringLiteral("https://right.example")));
        QVERIFY(website(ids[2]).isNull());
        QCOMPARE(m_company->value(account::number, ids[2], account::field::yearEstablished), Value(qint64(1999)));
        QVERIFY(m_company->find(account::number, ids[3])->isDeleted());
        QVERIFY(website(ids[many - 1]).isNull());
        QCOMPARE(count(note, massChange::field::undone), many - 2);
        QCOMPARE(count(note, massChange::field::kept), 2);
        const QString report = m_company->value(massChange::number, note, massChange::field::report).toText();
        QVERIFY2(report.contains(toText(ids[1])) && report.contains(toText(ids[3])), qPrintable(report));
        QCOMPARE(revert(note, m_manager).error->reason, QStringLiteral("alreadyReverted"));
    }

    void whatAMassDeleteTookComesBack()
    {
        const RecordId one = add(QStringLiteral("One"));
        const RecordId two = add(QStringLiteral("Two"));
        const RecordId note = noteMassChange(m_manager, QStringLiteral("delete"));
        for (const RecordId &id : {one, two})
            move(id, MutationKind::Delete, m_manager, note);
        QVERIFY(m_company->all(account::number).empty());
        QVERIFY(!revert(note, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        QCOMPARE(m_company->all(account::number).size(), size_t(2));
        QCOMPARE(count(note, massChange::field::undone), 2);
    }

    void whatWasTakenOutOfTheRecycleBinGoesBackUnlessItWasEditedSince()
    {
        const RecordId left = add(QStringLiteral("Left"));
        const RecordId edited = add(QStringLiteral("Edited"));
        for (const RecordId &id : {left, edited})
            move(id, MutationKind::Delete, m_manager);
        const RecordId note = noteMassChange(m_manager, QStringLiteral("restore"));
        for (const RecordId &id : {left, edited})
            move(id, MutationKind::Restore, m_manager, note);
        edit(edited, account::field::website, Value(QStringLiteral("https://used.example")));
        for (int times = 0; times < 26; ++times) { // however much has happened after the edit
            move(edited, MutationKind::Delete, m_manager);
            move(edited, MutationKind::Restore, m_manager);
        }
        QVERIFY(!revert(note, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        QVERIFY(m_company->find(account::number, left)->isDeleted());
        QVERIFY(!m_company->find(account::number, edited)->isDeleted());
        QCOMPARE(count(note, massChange::field::kept), 1);
    }

    /// Who has given his records away may not take them back; an administrator may.
    void aMassChangeGoesBackByTheRightsOfWhoAsks()
    {
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId heir = m_company->addUser(QStringLiteral("heir"), QStringLiteral("sales"));
        const RecordId given = add(QStringLiteral("Given"), seller);
        const RecordId note = noteMassChange(seller, QStringLiteral("edit"));
        Mutation transfer = Company::edit(account::number, given, systemfield::owner, Value(seller), Value(heir));
        setOrigin(transfer.arguments, note);
        QVERIFY(!m_company->submit(Actor::forSystem(), transfer).error);
        QVERIFY(revert(note, heir).error); // it is not his to undo
        QVERIFY(!revert(note, seller).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        QCOMPARE(m_company->value(account::number, given, systemfield::owner).toId(), heir);
        QCOMPARE(count(note, massChange::field::undone), 0);
        QCOMPARE(count(note, massChange::field::kept), 1);
    }

    /// Nor does the report tell what became of them since.
    void whatIsNotSeenAnyMoreIsNotTold()
    {
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId heir = m_company->addUser(QStringLiteral("heir"), QStringLiteral("sales"));
        const RecordId given = add(QStringLiteral("Given"), seller);
        const RecordId note = noteMassChange(seller, QStringLiteral("edit"));
        Mutation change = Company::edit(
            account::number, given, account::field::website, Value(), Value(QStringLiteral("https://sold.example")));
        setOrigin(change.arguments, note);
        QVERIFY(!m_company->submit(Company::actor(seller), change).error);
        const Mutation transfer = Company::edit(account::number, given, systemfield::owner, Value(seller), Value(heir));
        QVERIFY(!m_company->submit(Actor::forSystem(), transfer).error);
        const Mutation since = Company::edit(account::number, given, account::field::website,
            Value(QStringLiteral("https://sold.example")), Value(QStringLiteral("https://secret.example")));
        QVERIFY(!m_company->submit(Actor::forSystem(), since).error);
        QVERIFY(!revert(note, seller).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        QCOMPARE(count(note, massChange::field::kept), 1);
        const QString report = m_company->value(massChange::number, note, massChange::field::report).toText();
        QVERIFY2(report.contains(QLatin1String("refused")) && !report.contains(QLatin1String("website")),
            qPrintable(report));
    }

    void whatComesLateOfAMassChangeThatWasUndoneIsRefused()
    {
        const RecordId one = add(QStringLiteral("One"));
        const RecordId note = noteMassChange(m_manager, QStringLiteral("edit"));
        QVERIFY(!revert(note, m_manager).error);
        Mutation late = Company::edit(
            account::number, one, account::field::website, Value(), Value(QStringLiteral("https://late.example")));
        setOrigin(late.arguments, note);
        const Acknowledgement answer = m_company->submit(Company::actor(m_manager), late);
        QVERIFY(answer.error);
        QCOMPARE(answer.error->reason, QStringLiteral("massChangeReverted"));
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
    }

    void aMergeGoesBackWithTheLinksThatNobodyMovedSince()
    {
        namespace order = entities::order;
        const auto orderOf = [this](const RecordId &customer) {
            return m_company->create(order::number, {{order::field::account, Value(customer)}});
        };
        const auto customerOf = [this](const RecordId &id) {
            return m_company->value(order::number, id, order::field::account).toId();
        };
        const RecordId staying = add(QStringLiteral("Staying"));
        const RecordId other = add(QStringLiteral("Other"));
        const RecordId third = add(QStringLiteral("Third"));
        edit(other, account::field::website, Value(QStringLiteral("https://other.example")));
        edit(other, account::field::yearEstablished, Value(qint64(1990)));
        const RecordId own = orderOf(staying);
        const RecordId moved = orderOf(other);
        const RecordId movedOn = orderOf(other);
        const RecordId file = m_company->create(entities::file::number,
            {{entities::file::field::name, Value(QStringLiteral("a.txt"))}, {entities::file::field::size, Value(1)},
                {entities::file::field::sha256, Value(QString(64, QLatin1Char('a')))},
                {entities::file::field::record, Value(QStringLiteral("account/") + toText(other))}});
        QVERIFY(!merge(staying, other, m_manager).error);
        QCOMPARE(customerOf(moved), staying);
        const std::vector<StoredRecord> notes = m_company->all(massChange::number);
        QCOMPARE(notes.size(), size_t(1));
        const RecordId note = notes.front().id;
        QCOMPARE(notes.front().value(massChange::field::owner).toId(), m_manager);
        edit(staying, account::field::yearEstablished, Value(qint64(2000)));
        const Mutation again =
            Company::edit(order::number, movedOn, order::field::account, Value(staying), Value(third));
        QVERIFY(!m_company->submit(Actor::forSystem(), again).error);
        QCOMPARE(nameOf(staying), QStringLiteral("Other")); // as it was chosen
        const Acknowledgement undone = revert(note, m_manager);
        QVERIFY2(!undone.error, qPrintable(undone.error ? undone.error->toLog() : QString()));
        QCOMPARE(state(note), QStringLiteral("reverted"));
        QVERIFY(!m_company->find(account::number, other)->isDeleted());
        QCOMPARE(nameOf(staying), QStringLiteral("Staying"));
        QCOMPARE(m_company->value(account::number, other, account::field::website),
            Value(QStringLiteral("https://other.example")));
        QVERIFY(m_company->value(account::number, staying, account::field::website).isNull());
        QCOMPARE(m_company->value(account::number, staying, account::field::yearEstablished), Value(qint64(2000)));
        QCOMPARE(customerOf(own), staying);
        QCOMPARE(customerOf(moved), other);
        QCOMPARE(customerOf(movedOn), third);
        QCOMPARE(m_company->value(entities::file::number, file, entities::file::field::record).toText(),
            QStringLiteral("account/") + toText(other));
        QCOMPARE(count(note, massChange::field::kept), 2);
        for (const RecordId &id : {staying, other}) {
            const auto history = ChangeLog(*m_company->reader).history(account::number, id, 0, 1);
            QCOMPARE(history->front().action, QStringLiteral("unmerge"));
            QCOMPARE(history->front().user, m_manager);
        }
        QCOMPARE(revert(note, m_manager).error->reason, QStringLiteral("alreadyReverted"));
    }

    void aMergeGoesBackOnlyForWhoMayEditAndRestore()
    {
        const RecordId seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        const RecordId staying = add(QStringLiteral("Staying"), seller);
        const RecordId other = add(QStringLiteral("Other"), seller);
        QVERIFY(!merge(staying, other, seller).error);
        const RecordId note = m_company->all(massChange::number).front().id;
        QVERIFY(revert(note, m_manager).error); // it is not his to undo
        // Nobody adds to a merge what the server would take back without asking for rights.
        Mutation added = Company::edit(
            account::number, staying, account::field::website, Value(), Value(QStringLiteral("https://added.example")));
        setOrigin(added.arguments, note);
        const size_t ofTheMerge = ChangeLog(*m_company->reader).entriesOf(note, account::number, staying)->size();
        QVERIFY(!m_company->submit(Company::actor(seller), added).error);
        QCOMPARE(ChangeLog(*m_company->reader).entriesOf(note, account::number, staying)->size(), ofTheMerge);
        const Mutation transfer =
            Company::edit(account::number, staying, systemfield::owner, Value(seller), Value(m_manager));
        QVERIFY(!m_company->submit(Actor::forSystem(), transfer).error);
        const Acknowledgement refused = revert(note, seller);
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, QStringLiteral("mayNotEdit"));
        QVERIFY(m_company->find(account::number, other)->isDeleted());
        const RecordId administrator = m_company->addUser(QStringLiteral("boss"), QStringLiteral("administrator"));
        QVERIFY(!revert(note, administrator).error);
        QVERIFY(!m_company->find(account::number, other)->isDeleted());
    }

    void aMergeWhoseRecordCannotComeBackStays()
    {
        namespace pair = entities::accountContact;
        const RecordId contact = m_company->create(
            entities::contact::number, {{entities::contact::field::name, Value(QStringLiteral("Li"))}});
        const RecordId staying = add(QStringLiteral("Staying"));
        const RecordId other = add(QStringLiteral("Other"));
        for (const RecordId &id : {staying, other})
            m_company->create(
                pair::number, {{pair::field::account, Value(id)}, {pair::field::contact, Value(contact)}});
        QVERIFY(!merge(staying, other, m_manager).error);
        QCOMPARE(m_company->all(pair::number).size(), size_t(1)); // the second of the two went
        const RecordId note = m_company->all(massChange::number).front().id;
        bool refuses = true;
        m_onRestore = [&refuses] {
            return refuses ? Result<void>(Error::conflict(QStringLiteral("notUnique"))) : Result<void>();
        };
        const Acknowledgement refused = revert(note, m_manager);
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, QStringLiteral("notUnique"));
        QCOMPARE(state(note), QStringLiteral("done"));
        refuses = false;
        QVERIFY(!revert(note, m_manager).error);
        QCOMPARE(m_company->all(pair::number).size(), size_t(2));
    }

    void whatLeftTheRecycleBinForGoodIsNamed()
    {
        const RecordId gone = add(QStringLiteral("Gone"));
        const RecordId note = noteMassChange(m_manager, QStringLiteral("delete"));
        move(gone, MutationKind::Delete, m_manager, note);
        const RecordId staying = add(QStringLiteral("Staying"));
        const RecordId other = add(QStringLiteral("Other"));
        QVERIFY(!merge(staying, other, m_manager).error);
        emptyRecycleBin();
        QVERIFY(!m_company->find(account::number, gone) && !m_company->find(account::number, other));

        QVERIFY(!revert(note, m_manager).error);
        QTRY_COMPARE_WITH_TIMEOUT(state(note), QStringLiteral("reverted"), 20'000);
        QCOMPARE(count(note, massChange::field::undone), 0);
        QCOMPARE(count(note, massChange::field::kept), 1);
        const QString report = m_company->value(massChange::number, note, massChange::field::report).toText();
        QVERIFY2(report.contains(toText(gone)) && report.contains(QLatin1String("recordPurged")), qPrintable(report));

        const auto all = m_company->all(massChange::number);
        const auto merged = std::find_if(all.begin(), all.end(), [](const StoredRecord &row) {
            return row.value(massChange::field::kind).toText() == QLatin1String("merge");
        });
        QVERIFY(merged != all.end());
        QCOMPARE(revert(merged->id, m_manager).error->reason, QStringLiteral("recordPurged"));
        QCOMPARE(state(merged->id), QStringLiteral("done"));
    }

private:
    void emptyRecycleBin()
    {
        constexpr qint64 day = 24LL * 3'600'000;
        m_company->clock.advance(day);
        const std::atomic<bool> isCancelled = false;
        const auto removed =
            server::emptyRecycleBin({*m_company->pipeline, *m_company->store, m_company->clock, isCancelled},
                {m_company->clock.now(), std::numeric_limits<qint64>::max()});
        QVERIFY(removed.ok());
    }

    FieldValues valuesOf(const QString &name, const RecordId &owner) const
    {
        return {{account::field::name, Value(name)}, {systemfield::owner, Value(owner.isNull() ? m_manager : owner)}};
    }
    RecordId add(const QString &name, const RecordId &owner = {})
    {
        return m_company->create(account::number, valuesOf(name, owner));
    }
    std::vector<RecordId> addMany(int count)
    {
        std::vector<RecordId> ids;
        std::vector<Mutation> creations;
        for (int i = 0; i < count; ++i) {
            creations.push_back(Company::creation(account::number, valuesOf(QStringLiteral("Account %1").arg(i), {})));
            ids.push_back(creations.back().record);
        }
        for (const Acknowledgement &answer : m_company->submit(Actor::forSystem(), creations)) {
            if (answer.error)
                qFatal("%s", qPrintable(answer.error->toLog()));
        }
        return ids;
    }

    /// The record by which a user says what he is about to do.
    RecordId noteMassChange(const RecordId &user, const QString &kind)
    {
        return m_company->create(massChange::number,
            {{massChange::field::entity, Value(QStringLiteral("account"))}, {massChange::field::kind, Value(kind)},
                {systemfield::owner, Value(user)}},
            Company::actor(user));
    }

    /// Into the recycle bin, or out of it.
    void move(const RecordId &record, MutationKind kind, const RecordId &user, const RecordId &origin = {})
    {
        Mutation mutation;
        mutation.entity = account::number;
        mutation.record = record;
        mutation.kind = kind;
        if (!origin.isNull())
            setOrigin(mutation.arguments, origin);
        const auto answer = m_company->submit(Company::actor(user), mutation);
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->toLog() : QString()));
    }

    Acknowledgement merge(const RecordId &staying, const RecordId &other, const RecordId &user)
    {
        const QCborMap arguments{
            {QStringLiteral("other"), toText(other)}, {QStringLiteral("take"), QCborArray{QStringLiteral("name")}}};
        return m_company->submit(
            Company::actor(user), Company::action(account::number, staying, QStringLiteral("merge"), arguments));
    }

    void edit(const RecordId &record, FieldNumber field, const Value &to)
    {
        const Value from = m_company->value(account::number, record, field);
        const auto answer =
            m_company->submit(Company::actor(m_manager), Company::edit(account::number, record, field, from, to));
        QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->toLog() : QString()));
    }

    Acknowledgement revert(const RecordId &note, const RecordId &user)
    {
        return m_company->revert(massChange::number, note, user);
    }
    QString nameOf(const RecordId &id) { return m_company->text(account::number, id, account::field::name); }
    QString state(const RecordId &note) { return m_company->text(massChange::number, note, massChange::field::state); }
    int count(const RecordId &note, FieldNumber field) { return m_company->count(massChange::number, note, field); }

    std::unique_ptr<RevertCompany> m_company;
    std::function<Result<void>()> m_onRestore;
    RecordId m_manager;
};

QTEST_GUILESS_MAIN(TestMassRevert)
#include "tst_massrevert.moc"
