// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"

#include <QFile>
#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// What the README promises, with the daemon and two clients as processes: a rep works offline, his laptop loses power,
/// his manager changes the same account; in the end nothing is lost, and a won deal is an approved contract.
class TestStory : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    std::unique_ptr<StoryDriver> m_rep;
    std::unique_ptr<StoryDriver> m_manager;
    StoryStage::Deal m_deal;
    QString m_file;

    static QJsonObject only(const QJsonArray &records)
    {
        return records.size() == 1 ? records[0].toObject() : QJsonObject();
    }

private slots:
    void initTestCase() { QVERIFY(m_stage.start()); }

    void aRepAndHisManagerSignIn()
    {
        m_rep = m_stage.laptopOf(StoryStage::rep);
        m_manager = m_stage.laptopOf(StoryStage::manager);
        QVERIFY(m_rep && m_manager);
    }

    void theManagerSeesWhatTheRepMakes()
    {
        m_deal = StoryStage::beginDeal(*m_rep);
        QVERIFY(!m_deal.opportunity.isEmpty());
        QCOMPARE(m_manager->await(u"account"_s, u"name = 'Acme Trading'"_s).value("id"_L1).toString(), m_deal.account);
        QCOMPARE(m_manager->await(u"opportunity"_s, u"name = 'Twenty terminals'"_s).value("id"_L1).toString(),
            m_deal.opportunity);
    }

    void theRepWorksOffline()
    {
        const QString won = m_rep->await(u"stage"_s, u"key = 'won'"_s).value("id"_L1).toString();
        QVERIFY(m_rep->setOnline(false));
        QVERIFY(m_rep->tells({{u"do"_s, u"awaitState"_s}, {u"phase"_s, u"offline"_s}}));
        QVERIFY(m_rep->edit(
            u"account"_s, m_deal.account, {{u"phone"_s, u"010 2222"_s}, {u"website"_s, u"https://acme.example"_s}}));
        QVERIFY(m_rep->edit(u"opportunity"_s, m_deal.opportunity, {{u"stage"_s, won}}));
        const QString contact = m_rep->create(u"contact"_s, {{u"name"_s, u"沈国华"_s}, {u"title"_s, u"采购总监"_s}});
        QVERIFY(!contact.isEmpty());
        QVERIFY(
            !m_rep->create(u"accountContact"_s, {{u"account"_s, m_deal.account}, {u"contact"_s, contact}}).isEmpty());
        m_file = m_stage.daemon.path(u"offer.txt"_s);
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("twenty terminals, two batches\n") > 0);
        file.close();
        QVERIFY(m_rep->tells({{u"do"_s, u"attach"_s}, {u"entity"_s, u"opportunity"_s}, {u"id"_s, m_deal.opportunity},
            {u"path"_s, m_file}}));
    }

    void theManagerEditsTheSameAccount()
    {
        QVERIFY(m_manager->edit(
            u"account"_s, m_deal.account, {{u"phone"_s, u"010 3333"_s}, {u"industry"_s, u"manufacturing"_s}}));
        QVERIFY(m_manager->awaitSynced());
    }

    void aPowerLossTakesNothing()
    {
        m_rep->kill();
        QVERIFY(QFile::remove(m_file));
        QVERIFY(m_rep->start({u"--offline"_s}));
        const QJsonObject account = only(m_rep->find(u"account"_s, u"name = 'Acme Trading'"_s));
        QCOMPARE(account.value("phone"_L1).toString(), u"010 2222"_s);
        QVERIFY(account.value("pending"_L1).toBool());
        QCOMPARE(m_rep->find(u"contact"_s, u"name = '沈国华'"_s).size(), 1);
        QCOMPARE(m_rep->find(u"file"_s, u"name = 'offer.txt'"_s).size(), 1);
        const QJsonObject state = m_rep->tell({{u"do"_s, u"state"_s}});
        QCOMPARE(state.value("phase"_L1).toString(), u"offline"_s);
        QCOMPARE(state.value("waiting"_L1).toInt(), 5);
    }

    void comingOnlineMergesAndKeepsBothValues()
    {
        QVERIFY(m_rep->setOnline(true));
        QVERIFY(m_rep->awaitSynced());
        QCOMPARE(m_rep->tell({{u"do"_s, u"problems"_s}}).value("problems"_L1).toArray(), QJsonArray());
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()}) {
            QVERIFY(!driver->await(u"conflict"_s, u"status = 'open'"_s).isEmpty());
            const QJsonObject conflict =
                only(driver->tell({{u"do"_s, u"conflicts"_s}}).value("conflicts"_L1).toArray());
            QCOMPARE(conflict.value("field"_L1).toString(), u"phone"_s);
            QCOMPARE(conflict.value("standing"_L1).toString(), u"010 2222"_s);
            QCOMPARE(conflict.value("displaced"_L1).toString(), u"010 3333"_s);
            QCOMPARE(conflict.value("original"_L1).toString(), u"010 1000"_s);
            const QJsonObject account = driver->await(u"account"_s,
                u"name = 'Acme Trading' and website = 'https://acme.example' and industry = 'manufacturing'"_s);
            QCOMPARE(account.value("phone"_L1).toString(), u"010 2222"_s);
        }
        QCOMPARE(m_manager->find(u"contact"_s, u"name = '沈国华'"_s).size(), 1);
    }

    void theWonDealWaitsForTheManager()
    {
        const QJsonObject task = m_manager->await(u"approvalTask"_s, u"state = 'open' and owner = me()"_s);
        QVERIFY(!task.isEmpty());
        QVERIFY(m_manager->tells({{u"do"_s, u"act"_s}, {u"entity"_s, u"approvalTask"_s}, {u"id"_s, task.value("id"_L1)},
            {u"action"_s, u"approve"_s}, {u"arguments"_s, QJsonObject{{u"comment"_s, u"Good work."_s}}}}));
        QVERIFY(m_manager->awaitSynced());
    }

    void theRepHearsOfIt()
    {
        const QJsonObject contract = m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s);
        QCOMPARE(contract.value("title"_L1).toString(), u"Twenty terminals"_s);
        QCOMPARE(contract.value("opportunity"_L1).toString(), m_deal.opportunity);
        QVERIFY(!m_rep->await(u"notification"_s, u"owner = me()"_s).isEmpty());
    }

    void theTimelineTellsAllOfIt()
    {
        const QJsonArray entries =
            m_rep->tell({{u"do"_s, u"history"_s}, {u"entity"_s, u"opportunity"_s}, {u"id"_s, m_deal.opportunity}})
                .value("entries"_L1)
                .toArray();
        QVERIFY2(entries.size() >= 2, QJsonDocument(entries).toJson().constData());
        const auto tells = [&entries](const QString &field) {
            return std::any_of(entries.begin(), entries.end(), [&field](const QJsonValue &entry) {
                return entry.toObject().value("to"_L1).toObject().contains(field);
            });
        };
        QVERIFY(tells(u"name"_s));
        QVERIFY(tells(u"stage"_s));
        for (const QString &step : {u"rule"_s, u"approval.submitted"_s, u"approval.approved"_s}) {
            const bool told = std::any_of(entries.begin(), entries.end(),
                [&step](const QJsonValue &entry) { return entry.toObject().value("action"_L1) == step; });
            QVERIFY2(told, qPrintable(step));
        }
        QCOMPARE(m_rep->find(u"file"_s, u"record = 'opportunity/%1'"_s.arg(m_deal.opportunity)).size(), 1);
    }

    void everybodyStopsCleanly()
    {
        m_rep.reset();
        m_manager.reset();
        QVERIFY(m_stage.daemon.stop());
    }
};

QTEST_GUILESS_MAIN(TestStory)
#include "tst_story.moc"
