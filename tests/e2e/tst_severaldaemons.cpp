// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"
#include "tests/support/contentsaway.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
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

    static QString pathOf(const QByteArray &content)
    {
        const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
        return u"/files/"_s + QString::fromLatin1(hash);
    }
    /// Of a content that is there.
    static void nameIt(DaemonProcess &daemon, const QByteArray &content)
    {
        daemon.create(u"file"_s,
            {{u"name"_s, u"plan.txt"_s}, {u"sha256"_s, pathOf(content).section(u'/', -1)},
                {u"size"_s, content.size()}});
    }
    static qint64 usedAt(DaemonProcess &daemon)
    {
        const QJsonObject status = daemon.askControl("GET", u"/status"_s).json();
        return status.value("files"_L1).toObject().value("usedBytes"_L1).toInteger(-1);
    }

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

    void aFileThatCameToOneIsGivenByTheOther()
    {
        const QByteArray content(300'000, 'f');
        m_stage.daemon.upload(content);
        nameIt(m_stage.daemon, content);
        QVERIFY2(moveContentsAway(m_stage.daemon), m_stage.daemon.standardError().constData());
        const auto given = m_second->ask("GET", pathOf(content));
        QCOMPARE(given.status, 200);
        QCOMPARE(given.body, content);
    }

    void anUploadThatBrokeOffAtOneGoesOnAtTheOther()
    {
        const QByteArray begin(200'000, 'b');
        const QByteArray end(100'000, 'e');
        const QString path = pathOf(begin + end);
        QCOMPARE(m_stage.daemon.ask("PUT", path + u"?offset=0&total=300000"_s, begin).status, 200);
        const auto received = m_second->ask("GET", path + u"/received?total=300000"_s);
        QCOMPARE(received.json().value("received"_L1).toInteger(), qint64(begin.size()));
        QCOMPARE(m_second->ask("PUT", path + u"?offset=200000&total=300000"_s, end).status, 201);
        nameIt(*m_second, begin + end);
        QVERIFY2(moveContentsAway(m_stage.daemon), m_stage.daemon.standardError().constData());
        QCOMPARE(m_stage.daemon.ask("GET", path).body, begin + end);
    }

    void theQuotaCountsWhatBothHaveTaken()
    {
        const QStringList quota{u"--files-quota-megabytes"_s, u"2"_s};
        QVERIFY(m_stage.daemon.stop() && m_second->stop());
        m_stage.daemon.setArguments(quota);
        m_second->setArguments(m_stage.daemon.neighbourArguments() + quota);
        const QString asked = pathOf(QByteArray(1'300'000, 'a')) + u"/received?total=1300000"_s;
        for (DaemonProcess *daemon : {&m_stage.daemon, m_second.get()}) {
            QVERIFY2(daemon->start(), daemon->standardError().constData());
            QCOMPARE(daemon->ask("GET", asked).status, 200); // has looked at what is there
        }
        m_stage.daemon.upload(QByteArray(900'000, 'q'));
        QVERIFY2(moveContentsAway(m_stage.daemon), m_stage.daemon.standardError().constData());
        const auto refused = m_second->ask("GET", asked);
        QCOMPARE(refused.status, 413);
        QCOMPARE(refused.reason(), u"filesQuotaFull"_s);
        m_second->upload(QByteArray(200'000, 'r'));
        QVERIFY(usedAt(*m_second) >= 1'100'000);
        QCOMPARE(usedAt(m_stage.daemon), usedAt(*m_second));
    }
};

QTEST_GUILESS_MAIN(TestSeveralDaemons)
#include "tst_severaldaemons.moc"
