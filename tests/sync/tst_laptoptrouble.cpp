// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/twolaptops.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// Power, disks, connections and sign-ins that fail, and what nobody may lose or find twice by that.
class TestLaptopTrouble : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void powerLostBeforeTheAnswerDoublesNothing()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("once")));
        auto image = m_laptop->diskImage();
        QVERIFY(m_laptop->sync());
        const qint64 before = m_server->core.pipeline.figures().lastSeq;
        m_laptop->powerUp(std::move(image));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->has(account::number, id));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_server->core.pipeline.figures().lastSeq, before);
        QCOMPARE(m_laptop->rows(account::number), qint64(1));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCopiedDiskBecomesADeviceOfItsOwn()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->goOffline();
        auto image = m_laptop->diskImage();
        const RecordId device = m_laptop->replica->device();
        const RecordId first = m_laptop->create(account::number, named(QStringLiteral("first")));
        QVERIFY(m_laptop->sync());
        m_laptop->powerUp(std::move(image));
        const RecordId second = m_laptop->create(account::number, named(QStringLiteral("second")));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->replica->device() != device);
        QVERIFY(m_server->core.find(account::number, first));
        QVERIFY(m_server->core.find(account::number, second));
        QVERIFY(m_laptop->has(account::number, first));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void anOlderCopyOfTheDiskRepeatsNothing()
    {
        const RecordId id = countedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{visits(), Value(1)}}));
        auto image = m_laptop->diskImage();
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->update(account::number, id, {{account::field::code, Value(QStringLiteral("later"))}}));
        QVERIFY(m_laptop->waitUntilSynced());
        m_laptop->powerUp(std::move(image));
        QVERIFY(m_laptop->sync());
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::code).toText(), QStringLiteral("later"));
        QCOMPARE(m_server->core.find(account::number, id)->value(visits()).toInteger(), qint64(1));
        QCOMPARE(m_laptop->value(account::number, id, visits()).toInteger(), qint64(1));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCopiedDiskRepeatsNothingUnderItsNewName()
    {
        const RecordId id = countedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{visits(), Value(1)}}));
        auto image = m_laptop->diskImage();
        const RecordId device = m_laptop->replica->device();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::code, Value(QStringLiteral("first"))}}));
        QVERIFY(m_laptop->sync());
        m_laptop->powerUp(std::move(image));
        QVERIFY(m_laptop->update(account::number, id, {{account::field::taxNumber, Value(QStringLiteral("second"))}}));
        QVERIFY(m_laptop->update(
            account::number, id, {{account::field::website, Value(QStringLiteral("https://third.example"))}}));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->replica->device() != device);
        const auto row = m_server->core.find(account::number, id);
        QCOMPARE(row->value(visits()).toInteger(), qint64(1));
        QCOMPARE(row->value(account::field::code).toText(), QStringLiteral("first"));
        QCOMPARE(row->value(account::field::taxNumber).toText(), QStringLiteral("second"));
        QCOMPARE(row->value(account::field::website).toText(), QStringLiteral("https://third.example"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void aCutConnectionLosesNothing()
    {
        QVERIFY(m_laptop->sync());
        QVERIFY(m_office->sync());
        for (int i = 0; i < 300; ++i) {
            const qint64 before = m_server->core.pipeline.figures().lastSeq;
            QVERIFY(!m_laptop->create(account::number, named(QStringLiteral("account %1").arg(i))).isNull());
            if (i % 60 != 30)
                continue;
            // As soon as something of it has arrived, when the answers are still on their way.
            QTRY_VERIFY_WITH_TIMEOUT(m_server->core.pipeline.figures().lastSeq > before, 60'000);
            m_server->cutAll();
        }
        QVERIFY(m_laptop->waitUntilSynced());
        QTRY_COMPARE(m_office->rows(account::number), qint64(300));
        QCOMPARE(m_laptop->rows(account::number), qint64(300));
    }

    void whatTheServerRefusesIsAProblemWithItsInput()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::employees, Value(-5)}}));
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(1));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->front().error.field, QStringLiteral("employees"));
        QCOMPARE(problems->front().mutation.changes.front().to.toInteger(), qint64(-5));
    }

    void aWrongPasswordIsSaidAndNothingIsLost()
    {
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("kept")));
        const auto answer = m_laptop->signIn(QStringLiteral("wrong"));
        QVERIFY(answer && !answer->ok());
        QCOMPARE(answer->error().reason, QStringLiteral("wrongPassword"));
        QCOMPARE(m_laptop->phase(), SyncState::Phase::SignedOut);
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->signIn()->ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_server->core.find(account::number, id));
    }

    void signingInGoesOnline()
    {
        m_laptop->goOffline();
        QVERIFY(m_laptop->engine->state().offlineByChoice);
        QVERIFY(m_laptop->signIn().value_or(Error::internal({})).ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(!m_laptop->engine->state().offlineByChoice);
    }

    void theTokenIsEnoughAfterARestart()
    {
        QVERIFY(m_laptop->sync());
        m_laptop->close();
        m_laptop->open();
        m_laptop->engine->start();
        QVERIFY(m_laptop->waitUntilSynced());
    }

    void aDisabledUserIsToldAndKeepsWhatHeTyped()
    {
        QVERIFY(m_laptop->sync());
        m_server->core.update(entities::user::number, m_rep, {{entities::user::field::active, Value(false)}});
        QTRY_VERIFY(m_laptop->phase() == SyncState::Phase::Refused || m_laptop->phase() == SyncState::Phase::SignedOut);
        QVERIFY(!m_laptop->create(account::number, named(QStringLiteral("typed"))).isNull());
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
    }

    void aDeviceThatIsSignedOutElsewhereIsToldAndKeepsWhatWasTyped()
    {
        QVERIFY(m_laptop->sync());
        server::Authenticator &authenticator = m_server->core.authenticator;
        const auto reader = m_server->core.store->openReader();
        QVERIFY(reader.ok());
        const auto sessions = authenticator.sessions(**reader, m_rep);
        QVERIFY(sessions.ok());
        QCOMPARE(sessions->size(), size_t(1));
        authenticator.endSession(m_rep, sessions->front().id, [](const Result<void> &) {});
        QTRY_COMPARE(m_laptop->phase(), SyncState::Phase::SignedOut);
        QCOMPARE(m_laptop->engine->state().error->reason, QStringLiteral("sessionRevoked"));
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("typed")));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(m_laptop->signIn().value_or(Error::internal({})).ok());
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_server->core.find(account::number, id));
    }

    void questionsAreAnsweredOnlineAndRefusedOffline()
    {
        const RecordId id = sharedAccount();
        const RecordKey key{account::number, id};
        std::optional<Result<HistoryPage>> history;
        m_laptop->engine->fetchHistory(key, 0, [&](const auto &result) { history = result; });
        QTRY_VERIFY(history.has_value());
        QVERIFY(history->ok());
        QCOMPARE((*history)->entries.size(), size_t(1));
        std::optional<Result<Record>> record;
        m_laptop->engine->fetchRecord(key, [&](const auto &result) { record = result; });
        QTRY_VERIFY(record.has_value());
        QVERIFY(record->ok());
        m_laptop->goOffline();
        record.reset();
        m_laptop->engine->fetchRecord(key, [&](const auto &result) { record = result; });
        QTRY_VERIFY(record.has_value());
        QCOMPARE(record->error().reason, QStringLiteral("offline"));
    }
};

QTEST_GUILESS_MAIN(TestLaptopTrouble)
#include "tst_laptoptrouble.moc"
