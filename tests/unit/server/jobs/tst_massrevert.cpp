// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/historyreader.h"
#include "server/store/changelog.h"
#include "shared/replication/origin.h"
#include "tests/support/revertcompany.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = entities::account;
namespace massChange = entities::massChange;

/// A mass change, what people do after it, and its way back.
class TestMassRevert : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<RevertCompany>();
        m_company->start();
        m_manager = m_company->addUser(QStringLiteral("manager"), QStringLiteral("manager"));
        QVERIFY(m_company->startJobs());
    }
    void cleanup()
    {
        m_company->stopJobs();
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

private:
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
    QString state(const RecordId &note) { return m_company->text(massChange::number, note, massChange::field::state); }
    int count(const RecordId &note, FieldNumber field) { return m_company->count(massChange::number, note, field); }

    std::unique_ptr<RevertCompany> m_company;
    RecordId m_manager;
};

QTEST_GUILESS_MAIN(TestMassRevert)
#include "tst_massrevert.moc"
