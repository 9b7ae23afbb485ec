// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"

#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// The same story with windows, by mouse and keys. With TANDEM_PICTURES=FOLDER it leaves pictures there.
class TestStoryWindows : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    std::unique_ptr<StoryDriver> m_rep;
    std::unique_ptr<StoryDriver> m_manager;
    QString m_account;
    QString m_opportunity;

    bool picture(StoryDriver &driver, const QString &name)
    {
        QString folder = qEnvironmentVariable("TANDEM_PICTURES");
        if (folder.isEmpty())
            folder = m_stage.daemon.path(u"pictures"_s);
        return driver.hand(u"picture"_s, u"path"_s, folder + u'/' + name + u".png"_s);
    }

    static QString recordPage(const QString &entity, const QString &id)
    {
        return u"tandem://record/%1/%2"_s.arg(entity, id);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        m_rep = m_stage.laptopOf(StoryStage::rep);
        m_manager = m_stage.laptopOf(StoryStage::manager);
        QVERIFY(m_rep && m_manager);
        const QString stage = m_rep->await(u"stage"_s, u"key = 'closing'"_s).value("id"_L1).toString();
        const QString pipeline = m_rep->await(u"pipeline"_s, u"key = 'default'"_s).value("id"_L1).toString();
        m_account = m_rep->create(u"account"_s, {{u"name"_s, u"Acme Trading"_s}, {u"phone"_s, u"010 1000"_s}});
        m_opportunity = m_rep->create(u"opportunity"_s,
            {{u"name"_s, u"Twenty terminals"_s}, {u"account"_s, m_account}, {u"pipeline"_s, pipeline},
                {u"stage"_s, stage},
                {u"amount"_s, QJsonObject{{u"amount"_s, u"4200.00"_s}, {u"currency"_s, u"USD"_s}}}});
        QVERIFY(m_rep->awaitSynced());
        QVERIFY(!m_manager->await(u"opportunity"_s, u"name = 'Twenty terminals'"_s).isEmpty());
        QVERIFY(m_rep->tells({{u"do"_s, u"show"_s}}));
        QVERIFY(m_manager->tells({{u"do"_s, u"show"_s}}));
        QVERIFY(m_rep->tells({{u"do"_s, u"dress"_s}, {u"language"_s, u"en"_s}, {u"theme"_s, u"light"_s}}));
        QVERIFY(m_manager->tells({{u"do"_s, u"dress"_s}, {u"language"_s, u"en"_s}, {u"theme"_s, u"dark"_s}}));
    }

    void theRepWorksOffline()
    {
        QVERIFY(m_rep->setOnline(false));
        QVERIFY(m_rep->hand(u"open"_s, u"location"_s, recordPage(u"account"_s, m_account)));
        QVERIFY(m_rep->tells({{u"do"_s, u"type"_s}, {u"field"_s, u"phone"_s}, {u"text"_s, u"010 2222"_s}}));
        QVERIFY(m_rep->hand(u"press"_s, u"keys"_s, u"Ctrl+S"_s));
        QVERIFY(!m_rep->await(u"account"_s, u"phone = '010 2222'"_s).isEmpty());
        QVERIFY(picture(*m_rep, u"story-1-offline"_s));
        QVERIFY(m_rep->hand(u"open"_s, u"location"_s, u"tandem://board/opportunity"_s));
        QVERIFY(m_rep->hand(u"moveCard"_s, u"card"_s, u"Twenty terminals"_s));
        QVERIFY(!m_rep->await(u"opportunity"_s, u"stage.type = 'won'"_s).isEmpty());
        QVERIFY(picture(*m_rep, u"story-2-won"_s));
    }

    void theManagerEditsTheSameAccount()
    {
        QVERIFY(m_manager->hand(u"open"_s, u"location"_s, recordPage(u"account"_s, m_account)));
        QVERIFY(m_manager->tells({{u"do"_s, u"type"_s}, {u"field"_s, u"phone"_s}, {u"text"_s, u"010 3333"_s}}));
        QVERIFY(m_manager->hand(u"press"_s, u"keys"_s, u"Ctrl+S"_s));
        QVERIFY(!m_manager->await(u"account"_s, u"phone = '010 3333'"_s).isEmpty());
        QVERIFY(m_manager->awaitSynced());
    }

    void aPowerLossTakesNothing()
    {
        m_rep->kill();
        QVERIFY(m_rep->start({u"--offline"_s}));
        QVERIFY(m_rep->tells({{u"do"_s, u"show"_s}}));
        QVERIFY(m_rep->hand(u"open"_s, u"location"_s, u"tandem://view/sync"_s));
        QVERIFY(picture(*m_rep, u"story-3-after-power-loss"_s));
        QCOMPARE(m_rep->tell({{u"do"_s, u"state"_s}}).value("waiting"_L1).toInt(), 2);
    }

    void bothValuesAreKept()
    {
        QVERIFY(m_rep->setOnline(true));
        QVERIFY(m_rep->awaitSynced());
        QVERIFY(!m_rep->await(u"conflict"_s, u"status = 'open'"_s).isEmpty());
        QVERIFY(m_rep->hand(u"open"_s, u"location"_s, recordPage(u"account"_s, m_account)));
        QVERIFY(m_rep->hand(u"click"_s, u"button"_s, u"Compare and choose"_s));
        QVERIFY(picture(*m_rep, u"story-4-conflict"_s));
        QVERIFY(m_rep->hand(u"press"_s, u"keys"_s, u"Esc"_s));
    }

    void theManagerApproves()
    {
        QVERIFY(!m_manager->await(u"approvalTask"_s, u"state = 'open' and owner = me()"_s).isEmpty());
        QVERIFY(m_manager->hand(u"open"_s, u"location"_s, u"tandem://view/approvals"_s));
        QVERIFY(m_manager->hand(u"choose"_s, u"row"_s, u"Twenty terminals"_s));
        QVERIFY(picture(*m_manager, u"story-5-approval"_s));
        QVERIFY(m_manager->hand(u"click"_s, u"button"_s, u"Approve"_s));
        QVERIFY(m_manager->awaitSynced());
    }

    void theDealTellsAllOfIt()
    {
        QVERIFY(!m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s).isEmpty());
        QVERIFY(!m_rep->await(u"notification"_s, u"owner = me()"_s).isEmpty());
        QVERIFY(m_rep->hand(u"open"_s, u"location"_s, recordPage(u"opportunity"_s, m_opportunity)));
        QVERIFY(picture(*m_rep, u"story-6-timeline"_s));
        QVERIFY(m_rep->tells({{u"do"_s, u"dress"_s}, {u"language"_s, u"zh_CN"_s}, {u"theme"_s, u"dark"_s}}));
        QVERIFY(picture(*m_rep, u"story-6-timeline-zh-dark"_s));
    }
};

QTEST_GUILESS_MAIN(TestStoryWindows)
#include "tst_storywindows.moc"
