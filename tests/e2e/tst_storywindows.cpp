// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"
#include "tests/e2e/virtualdisplay.h"

#include <QFile>
#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// The same story with windows, by mouse and keys. With TANDEM_PICTURES=FOLDER it leaves pictures there.
class TestStoryWindows : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    VirtualDisplay m_display;
    std::unique_ptr<StoryDriver> m_rep;
    std::unique_ptr<StoryDriver> m_manager;
    StoryStage::Deal m_deal;

    bool picture(StoryDriver &driver, const QString &name)
    {
        return driver.hand(u"picture"_s, {{u"path"_s, m_stage.picturePath(name)}});
    }

    static bool open(StoryDriver &driver, const QString &location)
    {
        return driver.hand(u"open"_s, {{u"location"_s, location}});
    }
    static bool openRecord(StoryDriver &driver, const QString &entity, const QString &id)
    {
        return open(driver, u"tandem://record/%1/%2"_s.arg(entity, id));
    }
    static bool type(StoryDriver &driver, const QString &field, const QString &text)
    {
        return driver.hand(u"type"_s, {{u"field"_s, field}, {u"text"_s, text}});
    }
    static bool click(StoryDriver &driver, const QString &button)
    {
        return driver.hand(u"click"_s, {{u"button"_s, button}});
    }
    static bool save(StoryDriver &driver) { return driver.hand(u"press"_s, {{u"keys"_s, u"Ctrl+S"_s}}); }
    static bool sees(StoryDriver &driver, const QString &row) { return driver.hand(u"seeRow"_s, {{u"row"_s, row}}); }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        StoryStage::LaptopOptions options;
        if (m_display.start())
            options.display = m_display.name();
        m_rep = m_stage.laptopOf(StoryStage::rep, options);
        m_manager = m_stage.laptopOf(StoryStage::manager);
        QVERIFY(m_rep && m_manager);
        m_deal = StoryStage::beginDeal(*m_rep);
        QVERIFY(!m_deal.opportunity.isEmpty());
        QVERIFY(!m_manager->await(u"opportunity"_s, u"name = 'Twenty terminals'"_s).isEmpty());
        QVERIFY(m_rep->hand(u"show"_s) && m_manager->hand(u"show"_s));
        QVERIFY(m_rep->hand(u"dress"_s, {{u"language"_s, u"en"_s}, {u"theme"_s, u"light"_s}}));
        QVERIFY(m_manager->hand(u"dress"_s, {{u"language"_s, u"en"_s}, {u"theme"_s, u"dark"_s}}));
    }

    void theRepWorksOffline()
    {
        QVERIFY(m_rep->setOnline(false));
        QVERIFY(openRecord(*m_rep, u"account"_s, m_deal.account));
        QVERIFY(type(*m_rep, u"phone"_s, u"010 2222"_s));
        QVERIFY(type(*m_rep, u"website"_s, u"https://acme.example"_s));
        QVERIFY(type(*m_rep, u"employees"_s, u"50"_s));
        QVERIFY(save(*m_rep));
        QVERIFY(!m_rep->await(u"account"_s, u"phone = '010 2222' and employees = 50"_s).isEmpty());
        QVERIFY(picture(*m_rep, u"story-1-offline"_s));
    }

    void theRepAddsAContactAndAFile()
    {
        QVERIFY(m_rep->hand(u"menu"_s, {{u"button"_s, u"New"_s}, {u"item"_s, u"Contact"_s}}));
        QVERIFY(type(*m_rep, u"name"_s, u"沈国华"_s));
        QVERIFY(type(*m_rep, u"title"_s, u"采购总监"_s));
        QVERIFY(save(*m_rep));
        QVERIFY(!m_rep->await(u"contact"_s, u"name = '沈国华' and title = '采购总监'"_s).isEmpty());
        const QString path = m_stage.daemon.path(u"offer.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("twenty terminals, two batches\n") > 0);
        file.close();
        QVERIFY(openRecord(*m_rep, u"opportunity"_s, m_deal.opportunity));
        QVERIFY(m_rep->hand(u"file"_s, {{u"button"_s, u"Attach files"_s}, {u"path"_s, path}}));
        QVERIFY(!m_rep->await(u"file"_s, u"name = 'offer.txt'"_s).isEmpty());
        QVERIFY(QFile::remove(path));
    }

    void theRepDragsTheDealToWon()
    {
        QVERIFY(open(*m_rep, u"tandem://board/opportunity"_s));
        const QJsonObject dragged =
            m_rep->tell({{u"do"_s, u"dragCard"_s}, {u"card"_s, u"Twenty terminals"_s}, {u"column"_s, u"Won"_s}});
        QVERIFY(dragged.value("ok"_L1).toBool());
        qInfo("the drag went by the %s", qPrintable(dragged.value("by"_L1).toString()));
        QVERIFY(!m_rep->await(u"opportunity"_s, u"stage.type = 'won'"_s).isEmpty());
        QVERIFY(picture(*m_rep, u"story-2-won"_s));
    }

    void theManagerEditsTheSameAccount()
    {
        QVERIFY(openRecord(*m_manager, u"account"_s, m_deal.account));
        QVERIFY(type(*m_manager, u"phone"_s, u"010 3333"_s));
        QVERIFY(type(*m_manager, u"website"_s, u"https://acme-trading.example"_s));
        QVERIFY(type(*m_manager, u"employees"_s, u"60"_s));
        QVERIFY(type(*m_manager, u"taxNumber"_s, u"91310000MA1K"_s));
        QVERIFY(save(*m_manager));
        QVERIFY(!m_manager->await(u"account"_s, u"phone = '010 3333' and employees = 60"_s).isEmpty());
        QVERIFY(m_manager->awaitSynced());
    }

    void aPowerLossTakesNothing()
    {
        m_rep->kill();
        QVERIFY(m_rep->start({u"--offline"_s}));
        QVERIFY(m_rep->hand(u"show"_s));
        QVERIFY(open(*m_rep, u"tandem://view/sync"_s));
        QVERIFY(sees(*m_rep, u"Acme Trading"_s) && sees(*m_rep, u"Twenty terminals"_s));
        QVERIFY(sees(*m_rep, u"沈国华"_s) && sees(*m_rep, u"offer.txt"_s));
        QVERIFY(m_rep->hand(u"turnTo"_s, {{u"tab"_s, u"Twenty terminals"_s}}));
        QVERIFY(m_rep->hand(u"turnTo"_s, {{u"tab"_s, u"Sync"_s}}));
        QVERIFY(picture(*m_rep, u"story-3-after-power-loss"_s));
        QCOMPARE(m_rep->tell({{u"do"_s, u"state"_s}}).value("waiting"_L1).toInt(), 4);
    }

    void bothValuesAreKept()
    {
        QVERIFY(m_rep->setOnline(true));
        QVERIFY(m_rep->awaitSynced());
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()}) {
            QVERIFY(driver->tells({{u"do"_s, u"awaitState"_s}, {u"conflicts"_s, 3}}));
            QVERIFY(!driver->await(u"account"_s, u"phone = '010 2222' and taxNumber = '91310000MA1K'"_s).isEmpty());
        }
    }

    void theRepSettlesTheConflict()
    {
        QVERIFY(openRecord(*m_rep, u"account"_s, m_deal.account));
        QVERIFY(click(*m_rep, u"Compare and choose"_s));
        QVERIFY(click(*m_rep, u"Phone – Theirs: 010 3333"_s));
        QVERIFY(click(*m_rep, u"Website – Mine: https://acme.example"_s));
        QVERIFY(type(*m_rep, u"employees"_s, u"75"_s));
        QVERIFY(picture(*m_rep, u"story-4-conflict"_s));
        QVERIFY(click(*m_rep, u"Settle 3"_s));
        QVERIFY(m_rep->hand(u"seeNoDialog"_s));
        QVERIFY(m_rep->awaitSynced());
    }

    void whatWasChosenStandsEverywhere()
    {
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()}) {
            QVERIFY(driver->tells({{u"do"_s, u"awaitState"_s}, {u"conflicts"_s, 0}}));
            QVERIFY(openRecord(*driver, u"account"_s, m_deal.account));
            for (const auto &[field, value] : {std::pair(u"phone"_s, QJsonValue(u"010 3333"_s)),
                     std::pair(u"website"_s, QJsonValue(u"https://acme.example"_s)),
                     std::pair(u"employees"_s, QJsonValue(75)),
                     std::pair(u"taxNumber"_s, QJsonValue(u"91310000MA1K"_s))})
                QVERIFY(driver->hand(u"seeField"_s, {{u"field"_s, field}, {u"value"_s, value}}));
            QVERIFY(sees(*driver, u"Phone: 010 2222 → 010 3333"_s));
            QVERIFY(sees(*driver, u"Employees: 50 → 75"_s));
        }
        QCOMPARE(m_manager->find(u"conflict"_s, u"status = 'open'"_s).size(), 0);
        QCOMPARE(m_rep->tell({{u"do"_s, u"problems"_s}}).value("problems"_L1).toArray(), QJsonArray());
    }

    void theManagerApproves()
    {
        QVERIFY(!m_manager->await(u"approvalTask"_s, u"state = 'open' and owner = me()"_s).isEmpty());
        QVERIFY(open(*m_manager, u"tandem://view/approvals"_s));
        QVERIFY(m_manager->hand(u"choose"_s, {{u"row"_s, u"Twenty terminals"_s}}));
        QVERIFY(m_manager->hand(u"seeButton"_s, {{u"button"_s, u"Approve"_s}}));
        QVERIFY(picture(*m_manager, u"story-5-approval"_s));
        QVERIFY(click(*m_manager, u"Approve"_s));
        QVERIFY(!m_manager->await(u"approvalTask"_s, u"state = 'done' and decision = 'approved' and owner = me()"_s)
                     .isEmpty());
        QVERIFY(m_manager->awaitSynced());
    }

    void theDealTellsAllOfIt()
    {
        QVERIFY(!m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s).isEmpty());
        QVERIFY(!m_rep->await(u"notification"_s, u"owner = me()"_s).isEmpty());
        QVERIFY(m_rep->awaitSynced()); // with the file, which is sent for itself
        QVERIFY(openRecord(*m_rep, u"opportunity"_s, m_deal.opportunity));
        for (const QString &entry : {u"Moses Frase created this"_s, u"Purchasing → Won"_s, u"offer.txt"_s,
                 u"Moses Frase: submitted for approval"_s, u"Dustin Brinkmann: approved"_s})
            QVERIFY(sees(*m_rep, entry));
        QVERIFY(picture(*m_rep, u"story-6-timeline"_s));
        QVERIFY(m_rep->hand(u"dress"_s, {{u"language"_s, u"zh_CN"_s}, {u"theme"_s, u"dark"_s}}));
        QVERIFY(picture(*m_rep, u"story-6-timeline-zh-dark"_s));
    }

    void theRepReadsTheNotice()
    {
        QVERIFY(m_rep->hand(u"dress"_s, {{u"language"_s, u"en"_s}}));
        QVERIFY(click(*m_rep, u"Notifications"_s));
        QVERIFY(sees(*m_rep, u"Twenty terminals"_s));
    }
};

QTEST_GUILESS_MAIN(TestStoryWindows)
#include "tst_storywindows.moc"
