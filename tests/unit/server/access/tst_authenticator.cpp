// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/authenticator.h"
#include "server/access/credentialstore.h"
#include "server/store/audittrail.h"
#include "tests/support/company.h"

#include <QTest>

#include <atomic>

using namespace tandem;
using namespace tandem::server;

class TestAuthenticator : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_hasher = std::make_unique<PasswordHasher>(PasswordHasher::Cost::Minimal);
        makeAuthenticator();
    }
    void cleanup()
    {
        m_company->pipeline->stop();
        m_hasher.reset();
        m_authenticator.reset();
        m_company.reset();
    }

    void theOneTimeCodeSetsTheFirstPasswordOnce()
    {
        QVERIFY(m_company->first.isFirst);
        QVERIFY(!m_company->first.oneTimeCode.isEmpty());
        QCOMPARE(setFirst(QStringLiteral("AAAA-BBBB-CCCC-DDDD")).error().reason, QStringLiteral("wrongCode"));
        const auto first = setFirst(m_company->first.oneTimeCode.toLower());
        QVERIFY(first.ok());
        QCOMPARE(first->session.user, basics::administrator());
        QCOMPARE(setFirst(m_company->first.oneTimeCode).error().reason, QStringLiteral("wrongCode"));
        QVERIFY(signIn(m_password).ok());
    }

    void aTokenIsASessionUntilItEnds()
    {
        const SignedIn signedIn = *setFirst(m_company->first.oneTimeCode);
        QCOMPARE(m_authenticator->session(*m_company->reader, signedIn.token)->user, basics::administrator());
        std::vector<RecordId> ended;
        m_authenticator->onSessionsEnded([&](const std::vector<RecordId> &sessions) { ended = sessions; });
        QVERIFY(wait([&](auto done) { m_authenticator->revoke(signedIn.session.id, done); }).ok());
        QCOMPARE(ended, std::vector{signedIn.session.id});
        QCOMPARE(m_authenticator->session(*m_company->reader, signedIn.token).error().reason,
            QStringLiteral("sessionEnded"));
        QCOMPARE(m_authenticator->session(*m_company->reader, QStringLiteral("nonsense")).error().code,
            ErrorCode::Unauthenticated);
    }

    void theTrailTellsWhoCameInAndFromWhere()
    {
        const SignedIn signedIn = *setFirst(m_company->first.oneTimeCode);
        QVERIFY(!signIn(QStringLiteral("wrong password")).ok());
        QVERIFY(wait([&](auto done) { m_authenticator->revoke(signedIn.session.id, done); }).ok());
        AuditTrail trail(*m_company->reader);
        const auto events = trail.newest(0, 100);
        QVERIFY2(events.ok(), events.ok() ? "" : qPrintable(events.error().toLog()));
        QStringList names;
        for (const AuditEvent &event : *events)
            names.append(event.name);
        QCOMPARE(names,
            QStringList({auditevent::sessionEnded, auditevent::signInFailed, auditevent::signedIn,
                auditevent::passwordSet, auditevent::codeMade}));
        const AuditEvent &came = events->at(2);
        QCOMPARE(came.user, basics::administrator());
        QCOMPARE(came.session, signedIn.session.id);
        QCOMPARE(came.device, QStringLiteral("test"));
        QCOMPARE(came.address, QStringLiteral("::1"));
        QCOMPARE(events->front().user, basics::administrator());
        QCOMPARE(trail.verifyChain()->damage, hashchain::Damage::None);
        QCOMPARE(trail.verifyChain()->entries, 5);

        m_company->pipeline->stop();
        QVERIFY(m_company->store->writer()
                    .execute(QStringLiteral("DELETE FROM \"audit_event\" WHERE \"number\" = 4"))
                    .ok());
        QCOMPARE(trail.verifyChain()->damage, hashchain::Damage::DoesNotFollow);
        QCOMPARE(trail.verifyChain()->at, 5);
    }

    void aTrimmedTrailGoesOn()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        const Timestamp before = m_company->clock.now() + 1;
        m_company->clock.advance(10);
        QVERIFY(signIn(m_password).ok());
        QVERIFY(writeAndWait(*m_company->pipeline, [&](Connection &connection) -> Result<void> {
            TANDEM_ASSIGN(const qint64 gone, AuditTrail(connection).trim(before, 100));
            return gone == 3 ? Result<void>() : Result<void>(Error::internal(QString::number(gone)));
        }).ok());
        AuditTrail trail(*m_company->reader);
        QCOMPARE(trail.newest(0, 100)->size(), size_t(1));
        QCOMPARE(trail.verifyChain()->damage, hashchain::Damage::None);
    }

    void whatEndedUnheardIsFoundOut()
    {
        const SignedIn signedIn = *setFirst(m_company->first.oneTimeCode);
        QVERIFY(m_authenticator->session(*m_company->reader, signedIn.token).ok());
        QSemaphore ended;
        m_authenticator->onSessionsEnded([&](const std::vector<RecordId> &) { ended.release(); });
        const Timestamp now = m_company->clock.now();
        // As another daemon does it.
        QVERIFY(writeAndWait(*m_company->pipeline, [&](Connection &connection) -> Result<void> {
            CredentialStore store(connection, *m_company->store->shipped()->entity(entities::user::number));
            TANDEM_TRY(store.endSession(signedIn.session.id, now));
            return {};
        }).ok());
        QVERIFY(m_authenticator->session(*m_company->reader, signedIn.token).ok()); // from the cache
        m_authenticator->sessionsMayHaveEnded(now);
        QVERIFY(ended.tryAcquire(1, 5000));
        QVERIFY(!m_authenticator->session(*m_company->reader, signedIn.token).ok());
    }

    void wrongAndUnknownLookTheSameAndAreSlowedDown()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        for (const QString &name : {QStringLiteral("admin"), QStringLiteral("nobody")}) {
            for (int i = 0; i < 5; ++i)
                QCOMPARE(signIn(QStringLiteral("wrong password"), name, QString::number(i)).error().reason,
                    QStringLiteral("wrongPassword"));
            const auto slowed = signIn(m_password, name, QStringLiteral("x"));
            QCOMPARE(slowed.error().reason, QStringLiteral("slowDown"));
            QVERIFY(slowed.error().arguments.value(QStringLiteral("retryAfter")).toInt() > 0);
        }
        m_company->clock.advance(2000);
        QVERIFY(signIn(m_password).ok());
    }

    void failuresSurviveARestart()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        for (int i = 0; i < 7; ++i) {
            QVERIFY(!signIn(QStringLiteral("wrong password"), QStringLiteral("admin"), QString::number(i)).ok());
            m_company->clock.advance(i < 6 ? 10'000 : 0);
        }
        // Failures are kept without anybody waiting for it.
        QVERIFY(writeAndWait(*m_company->pipeline, [](Connection &) { return Result<void>(); }).ok());
        makeAuthenticator();
        QCOMPARE(signIn(m_password).error().reason, QStringLiteral("slowDown"));
    }

    /// Else all that fit into the queue would be looked at.
    void attemptsAtTheSameTimeCountAlready()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        constexpr int attempts = 12;
        std::atomic<int> looked = 0;
        QSemaphore finished;
        for (int i = 0; i < attempts; ++i) {
            m_authenticator->signIn({QStringLiteral("admin"), QStringLiteral("wrong password"), {}, {}, {}},
                [&](const Result<SignedIn> &result) {
                    looked += result.error().reason == QLatin1String("wrongPassword") ? 1 : 0;
                    finished.release();
                });
        }
        finished.acquire(attempts);
        QCOMPARE(looked.load(), 5);
    }

    void successWithOneAccountDoesNotForgiveAttemptsAtOthers()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        const QString admin = QStringLiteral("admin");
        const QString address = QStringLiteral("2001:db8::1");
        const QString sameNetwork = QStringLiteral("2001:db8::2");
        const auto tryOthers = [&](int from, int to) {
            for (int i = from; i < to; ++i)
                (void)signIn(QStringLiteral("wrong password"), QStringLiteral("user%1").arg(i), address).ok();
        };
        tryOthers(0, 10);
        QVERIFY(!signIn(QStringLiteral("wrong password"), admin, address).ok());
        QVERIFY(signIn(m_password, admin, address).ok());
        tryOthers(10, 20);
        QCOMPARE(signIn(m_password, admin, address).error().reason, QStringLiteral("slowDown"));
        QCOMPARE(signIn(m_password, admin, sameNetwork).error().reason, QStringLiteral("slowDown"));
        QVERIFY(signIn(m_password, admin, QStringLiteral("2001:db8:0:1::1")).ok());
    }

    void aNameThatIsTooLongForOneIsNoneAndNotKept()
    {
        const QString name(65, QLatin1Char('x'));
        for (int i = 0; i < 7; ++i)
            QCOMPARE(signIn(m_password, name, QString::number(i)).error().reason, QStringLiteral("wrongPassword"));
    }

    void namesAreTheSameInCapitalsOfAnyScript()
    {
        namespace user = entities::user;
        const RecordId id = m_company->addUser(QStringLiteral("Élodie "), QStringLiteral("sales"));
        QCOMPARE(m_company->value(user::number, id, user::field::login), Value(QStringLiteral("élodie")));
        QVERIFY(wait([&](auto done) { m_authenticator->setPassword(id, m_password, done); }).ok());
        QVERIFY(signIn(m_password, QStringLiteral("ÉLODIE")).ok());
        const Mutation again = Company::creation(user::number,
            {{user::field::login, Value(QStringLiteral("élodie"))}, {user::field::name, Value(QStringLiteral("x"))}});
        QVERIFY(m_company->submit(Actor::forSystem(), again).error);
    }

    void aOneTimeCodeHasAnEnd()
    {
        m_company->clock.advance(Authenticator::codeLifetime + 1);
        QCOMPARE(setFirst(m_company->first.oneTimeCode).error().reason, QStringLiteral("wrongCode"));
    }

    void aOneTimeCodeOfAClockThatWasAheadHasAnEndToo()
    {
        constexpr qint64 hour = 3'600'000;
        m_company->clock.advance(-Authenticator::codeLifetime - hour);
        QCOMPARE(setFirst(m_company->first.oneTimeCode).error().reason, QStringLiteral("wrongCode"));
        m_company->clock.advance(Authenticator::codeLifetime);
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
    }

    /// The sign-in was looked at before the new password stood, and is finished after it.
    void aSignInWithThePasswordOfBeforeFails()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        const QByteArray fresh = *m_hasher->hashNow(QStringLiteral("another one"));
        const EntityDef &user = *m_company->store->shipped()->entity(entities::user::number);
        QSemaphore goOn;
        QSemaphore finished;
        Result<SignedIn> signedIn = Error::internal({});
        m_company->pipeline->write(
            [&](Connection &connection) {
                goOn.acquire();
                return CredentialStore(connection, user).setPassword(basics::administrator(), fresh, 1);
            },
            {});
        // Judged by the password that stands, and finished behind the new one.
        m_authenticator->signIn({QStringLiteral("admin"), m_password, {}, {}, {}}, [&](const Result<SignedIn> &result) {
            signedIn = result;
            finished.release();
        });
        goOn.release();
        finished.acquire();
        QCOMPARE(signedIn.error().reason, QStringLiteral("wrongPassword"));
    }

    /// The other of two sign-ins at once makes the hash anew while this one is finished.
    void aHashThatIsMadeAnewMeanwhileFailsNobody()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        const auto signedIn = waitSignIn([&](auto done) {
            whileTheHashIsMadeAnew([&] {
                m_authenticator->signIn({QStringLiteral("admin"), m_password, {}, {}, {}}, done);
            });
        });
        QVERIFY2(signedIn.ok(), signedIn.ok() ? "" : qPrintable(signedIn.error().toLog()));
        const auto changed = wait([&](auto done) {
            whileTheHashIsMadeAnew([&] {
                m_authenticator->changePassword(
                    basics::administrator(), m_password, QStringLiteral("long enough"), signedIn->session.id, done);
            });
        });
        QVERIFY2(changed.ok(), changed.ok() ? "" : qPrintable(changed.error().toLog()));
        QVERIFY(signIn(QStringLiteral("long enough")).ok());
    }

    void whoWaitsForTheHasherIsCalledBackByNobodyLater()
    {
        QVERIFY(setFirst(m_company->first.oneTimeCode).ok());
        std::atomic<bool> answered = false;
        m_authenticator->signIn(
            {QStringLiteral("admin"), m_password, {}, {}, {}}, [&](const Result<SignedIn> &) { answered = true; });
        m_company->pipeline->stop();
        m_hasher->waitForDone();
        QVERIFY(answered);
    }

    void aSessionThatIsTrimmedHasEnded()
    {
        const SignedIn signedIn = *setFirst(m_company->first.oneTimeCode);
        QVERIFY(m_authenticator->session(*m_company->reader, signedIn.token).ok());
        std::vector<RecordId> ended;
        m_authenticator->onSessionsEnded([&](const std::vector<RecordId> &sessions) { ended = sessions; });
        QVERIFY(wait([&](auto done) { m_authenticator->trim(m_company->clock.now() + 1, done); }).ok());
        QCOMPARE(ended, std::vector{signedIn.session.id});
        QVERIFY(!m_authenticator->session(*m_company->reader, signedIn.token).ok());
    }

    void adisabledUserIsOutAtOnce()
    {
        const SignedIn signedIn = *setFirst(m_company->first.oneTimeCode);
        QVERIFY(m_authenticator->session(*m_company->reader, signedIn.token).ok());
        QSemaphore ended;
        m_authenticator->onSessionsEnded([&](const std::vector<RecordId> &) { ended.release(); });
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, basics::administrator(), entities::user::field::active, true, false));
        m_authenticator->endSessionsOfDisabledUsers();
        QVERIFY(ended.tryAcquire(1, 5000));
        QVERIFY(!m_authenticator->session(*m_company->reader, signedIn.token).ok());
        QCOMPARE(signIn(m_password).error().reason, QStringLiteral("userDisabled"));
    }

    void aNewPasswordEndsTheOtherSessions()
    {
        const SignedIn one = *setFirst(m_company->first.oneTimeCode);
        const SignedIn two = *signIn(m_password);
        const auto change = [&](const QString &old, const QString &fresh) {
            return wait([&](auto done) {
                m_authenticator->changePassword(basics::administrator(), old, fresh, two.session.id, done);
            });
        };
        QCOMPARE(change(m_password, QStringLiteral("short")).error().reason, QStringLiteral("tooShort"));
        QCOMPARE(change(QStringLiteral("not this one"), QStringLiteral("long enough")).error().reason,
            QStringLiteral("wrongPassword"));
        QVERIFY(change(m_password, QStringLiteral("long enough")).ok());
        QVERIFY(!m_authenticator->session(*m_company->reader, one.token).ok());
        QVERIFY(m_authenticator->session(*m_company->reader, two.token).ok());
        QVERIFY(signIn(QStringLiteral("long enough")).ok());
    }

private:
    void makeAuthenticator()
    {
        m_authenticator =
            std::make_unique<Authenticator>(*m_company->pipeline, *m_hasher, *m_company->store, m_company->clock);
    }

    /// Calls `start` when the writer is about to replace the administrator's hash by another one of his password, which
    /// is done before anything that `start` has written.
    void whileTheHashIsMadeAnew(const std::function<void()> &start)
    {
        const EntityDef &user = *m_company->store->shipped()->entity(entities::user::number);
        const QByteArray fresh = *m_hasher->hashNow(m_password);
        const auto goOn = std::make_shared<QSemaphore>();
        m_company->pipeline->write(
            [goOn, fresh, &user](Connection &connection) -> Result<void> {
                goOn->acquire();
                CredentialStore store(connection, user);
                TANDEM_ASSIGN(const auto standing, store.find(basics::administrator()));
                return store.replaceHash(basics::administrator(), standing->password, fresh);
            },
            {});
        start();
        goOn->release();
    }

    template <typename Start>
    Result<void> wait(Start start)
    {
        QSemaphore finished;
        Result<void> outcome;
        start([&](Result<void> result) {
            outcome = std::move(result);
            finished.release();
        });
        finished.acquire();
        return outcome;
    }

    Result<SignedIn> waitSignIn(const std::function<void(Authenticator::SignInDone)> &start)
    {
        QSemaphore finished;
        Result<SignedIn> outcome = Error::internal({});
        start([&](Result<SignedIn> result) {
            outcome = std::move(result);
            finished.release();
        });
        finished.acquire();
        return outcome;
    }

    Result<SignedIn> setFirst(const QString &code)
    {
        return waitSignIn([&](auto done) {
            m_authenticator->setFirstPassword(
                {QStringLiteral("Admin"), code, m_password, {}, QStringLiteral("test"), QStringLiteral("::1")}, done);
        });
    }

    Result<SignedIn> signIn(const QString &password, const QString &name = QStringLiteral("admin"),
        const QString &address = QStringLiteral("::1"))
    {
        return waitSignIn([&](auto done) {
            m_authenticator->signIn({name, password, {}, QStringLiteral("test"), address}, done);
        });
    }

    const QString m_password = QStringLiteral("correct horse");
    std::unique_ptr<Company> m_company;
    std::unique_ptr<PasswordHasher> m_hasher;
    std::unique_ptr<Authenticator> m_authenticator;
};

QTEST_GUILESS_MAIN(TestAuthenticator)
#include "tst_authenticator.moc"
