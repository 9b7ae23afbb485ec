// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// Two daemons on one PostgreSQL with clients at each: whoever is asked, it is one company.
class TestSeveralDaemons : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    std::unique_ptr<DaemonProcess> m_second;
    std::unique_ptr<StoryDriver> m_rep; ///< at the first daemon
    std::unique_ptr<StoryDriver> m_manager; ///< at the second

    static constexpr auto account = "/api/v1/account"_L1;

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        m_second = std::make_unique<DaemonProcess>(m_stage.daemon.neighbourArguments());
        QVERIFY2(m_second->start(), m_second->standardError().constData());
        QCOMPARE(m_second->fingerprint(), m_stage.daemon.fingerprint());
        QVERIFY(m_second->signIn(u"admin"_s, m_stage.password));
        m_rep = m_stage.laptopOf(StoryStage::rep);
        m_manager = m_stage.laptopOf(StoryStage::manager, {{}, {}, m_second->port()});
        QVERIFY(m_rep && m_manager);
    }

    void aChangeAtOneReachesTheClientsOfTheOther()
    {
        const QString id = m_rep->create(u"account"_s, {{u"name"_s, u"From the first"_s}});
        QVERIFY(m_rep->awaitSynced());
        QCOMPARE(m_manager->await(u"account"_s, u"name = 'From the first'"_s).value("id"_L1).toString(), id);
        QVERIFY(m_manager->edit(u"account"_s, id, {{u"phone"_s, u"010 4444"_s}}));
        QVERIFY(m_manager->awaitSynced());
        QVERIFY(!m_rep->await(u"account"_s, u"name = 'From the first' and phone = '010 4444'"_s).isEmpty());
    }

    void whatBothWriteAtOnceIsAllThereOnce()
    {
        constexpr int each = 40;
        for (int i = 0; i < each; ++i) {
            QVERIFY(!m_rep->create(u"account"_s, {{u"name"_s, u"Busy rep %1"_s.arg(i)}}).isEmpty());
            QVERIFY(!m_manager->create(u"account"_s, {{u"name"_s, u"Busy manager %1"_s.arg(i)}}).isEmpty());
        }
        QVERIFY(m_rep->awaitSynced());
        QVERIFY(m_manager->awaitSynced());
        const QString last = u"name = 'Busy rep %1'"_s.arg(each - 1);
        QVERIFY(!m_manager->await(u"account"_s, last).isEmpty());
        QVERIFY(!m_manager->await(u"account"_s, u"name = 'Busy manager %1'"_s.arg(each - 1)).isEmpty());
        QCOMPARE(m_manager->find(u"account"_s, u"name startsWith 'Busy'"_s).size(), 2 * each);
        for (DaemonProcess *daemon : {&m_stage.daemon, m_second.get()}) {
            const auto list = daemon->ask("GET", account + u"?filter=name startsWith 'Busy'&limit=200"_s).json();
            QCOMPARE(list.value("items"_L1).toArray().size(), 2 * each);
        }
    }

    void aFieldOfTheCompanyIsKnownAtBothAtOnce()
    {
        const QJsonObject withRegion{{u"name"_s, u"Far away"_s}, {u"region"_s, u"华南"_s}};
        QCOMPARE(m_second->send("POST", account, withRegion).status, 422);
        const auto added = m_stage.daemon.send("POST", u"/api/v1/customField"_s,
            {{u"entity"_s, u"account"_s}, {u"name"_s, u"region"_s}, {u"label"_s, u"Region"_s},
                {u"definition"_s, QJsonObject{{u"type"_s, u"text"_s}}}});
        QVERIFY2(added.status == 201, added.body.constData());
        // What the other has committed is known here as soon as the database's notice of it has been read.
        QTRY_COMPARE(m_second->send("POST", account, withRegion).status, 201);
        QVERIFY(!m_rep->await(u"account"_s, u"name = 'Far away'"_s).isEmpty());
    }

    void whoIsDisabledAtOneIsSignedOutOfTheOther()
    {
        QVERIFY(m_second->addUser(u"temp"_s, u"sales"_s));
        const QByteArray administrator = m_second->token();
        QVERIFY(m_second->signIn(u"temp"_s, u"correct horse"_s));
        QCOMPARE(m_second->ask("GET", u"/api/v1/me"_s).status, 200);
        QCOMPARE(m_stage.daemon.askControl("POST", u"/users/temp/disable"_s).status, 200);
        QTRY_COMPARE(m_second->ask("GET", u"/api/v1/me"_s).status, 401);
        m_second->setToken(administrator);
    }

    void whatOneMissedWhileItWasDownItHasLater()
    {
        QVERIFY(m_second->stop());
        QVERIFY(!m_rep->create(u"account"_s, {{u"name"_s, u"Meanwhile"_s}}).isEmpty());
        QVERIFY(m_rep->awaitSynced());
        QVERIFY2(m_second->start(), m_second->standardError().constData());
        QVERIFY(!m_manager->await(u"account"_s, u"name = 'Meanwhile'"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSeveralDaemons)
#include "tst_severaldaemons.moc"
