// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace account = tandem::entities::account;

/// What a conflict says of its two sides, and what settles one between a deletion and an edit.
class TestConflicts : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_first = m_company->addUser(QStringLiteral("first"), QStringLiteral("service"));
        m_second = m_company->addUser(QStringLiteral("second"), QStringLiteral("administrator"));
    }
    void cleanup() { m_company.reset(); }

    void aDeletionAgainstAnEditIsSettledTogetherWithItsConflict()
    {
        namespace conflict = entities::conflict;
        const RecordId id = deletedAndEdited();
        const RecordId kept = m_company->all(conflict::number).front().id;
        const auto settle = [&](const RecordId &user, const char *choice, qint64 seenAt) {
            const QCborMap arguments{
                {QStringLiteral("choice"), QString::fromLatin1(choice)}, {QStringLiteral("seenAt"), seenAt}};
            return m_company->submit(Company::actor(user),
                Company::action(conflict::number, kept, QStringLiteral("resolveConflict"), arguments));
        };
        const qint64 seenAt = m_company->value(account::number, id, systemfield::modifiedAt).toInteger();
        // Somebody else has gone on since the deleter looked: the conflict stays, and so does the record.
        QCOMPARE(settle(m_second, "swap", seenAt - 1).error->reason, QStringLiteral("changedMeanwhile"));
        QCOMPARE(m_company->value(conflict::number, kept, conflict::field::status), Value(QStringLiteral("open")));
        QVERIFY(!m_company->find(account::number, id)->isDeleted());

        QCOMPARE(settle(m_second, "swap", seenAt).outcome, Outcome::Applied);
        QVERIFY(m_company->find(account::number, id)->isDeleted());
        QCOMPARE(m_company->value(conflict::number, kept, conflict::field::status), Value(QStringLiteral("resolved")));
        // Who wants the same is content, who wants the opposite is told.
        QCOMPARE(settle(m_first, "swap", seenAt).outcome, Outcome::Applied);
        QCOMPARE(settle(m_first, "keep", seenAt).error->reason, QStringLiteral("alreadyResolved"));
    }

    void aRecordThatIsKeptComesBackIfItWasDeletedMeanwhile()
    {
        namespace conflict = entities::conflict;
        const RecordId id = deletedAndEdited();
        const RecordId kept = m_company->all(conflict::number).front().id;
        Mutation remove = Company::edit(account::number, id, account::field::code, QStringLiteral("C1"), {});
        remove.kind = MutationKind::Delete;
        QCOMPARE(m_company->submit(Company::actor(m_second), remove).outcome, Outcome::Applied);
        const QCborMap keep{{QStringLiteral("choice"), QStringLiteral("keep")}};
        QCOMPARE(m_company
                     ->submit(Company::actor(m_second),
                         Company::action(conflict::number, kept, QStringLiteral("resolveConflict"), keep))
                     .outcome,
            Outcome::Applied);
        QVERIFY(!m_company->find(account::number, id)->isDeleted());
        QCOMPARE(m_company->value(conflict::number, kept, conflict::field::status), Value(QStringLiteral("resolved")));
    }

    void aConflictSaysWhenEachSideWasWritten()
    {
        const RecordId id = newAccount(m_first);
        m_company->submit(Company::actor(m_first),
            Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), QStringLiteral("North")));
        const Timestamp earlier = m_company->value(account::number, id, systemfield::modifiedAt).toInteger();
        Mutation late =
            Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), QStringLiteral("South"));
        late.at = earlier - 3'600'000; // typed on the way, and sent an hour later
        QCOMPARE(m_company->submit(Company::actor(m_second), late).outcome, Outcome::Conflicted);
        const StoredRecord conflict = m_company->all(entities::conflict::number).front();
        QCOMPARE(conflict.value(entities::conflict::field::standingAt).toInteger(), late.at);
        QCOMPARE(conflict.value(entities::conflict::field::displacedAt).toInteger(), earlier);
    }

private:
    /// By the second, and by the first who had not heard of it: it is there, with a conflict.
    RecordId deletedAndEdited()
    {
        const RecordId id = newAccount(m_first);
        Mutation remove = Company::edit(account::number, id, account::field::name, QStringLiteral("Acme"), {});
        remove.kind = MutationKind::Delete;
        m_company->submit(Company::actor(m_second), remove);
        m_company->submit(Company::actor(m_first),
            Company::edit(account::number, id, account::field::code, {}, QStringLiteral("C1")));
        return id;
    }

    RecordId newAccount(const RecordId &owner)
    {
        return m_company->create(
            account::number, {{account::field::name, Value(QStringLiteral("Acme"))}}, Company::actor(owner));
    }

    std::unique_ptr<Company> m_company;
    RecordId m_first;
    RecordId m_second;
};

QTEST_GUILESS_MAIN(TestConflicts)
#include "tst_conflicts.moc"
