// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/cuttingproxy.h"
#include "tests/e2e/storystage.h"
#include "tests/support/testdatabaseurl.h"

#include <QDateTime>
#include <QFile>
#include <QSet>
#include <QTest>
#include <QUuid>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// The story under what goes wrong in an office: a network that breaks while it sends, a clock that is an hour off,
/// rights that change in the middle, and two people who write into the same record at the same time.
class TestStoryTrouble : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<StoryStage> m_stage;
    std::unique_ptr<StoryDriver> m_rep;
    std::unique_ptr<StoryDriver> m_manager;
    StoryStage::Deal m_deal;

    void signIn(const StoryStage::LaptopOptions &options = {})
    {
        m_rep = m_stage->laptopOf(StoryStage::rep, options);
        m_manager = m_stage->laptopOf(StoryStage::manager);
        QVERIFY(m_rep && m_manager);
        m_deal = StoryStage::beginDeal(*m_rep);
        QVERIFY(!m_deal.opportunity.isEmpty());
        QVERIFY(!m_manager->await(u"opportunity"_s, u"name = 'Twenty terminals'"_s).isEmpty());
    }

    /// What the rep does on the train.
    bool workOffline(qsizetype fileSize)
    {
        const QString won = m_rep->await(u"stage"_s, u"key = 'won'"_s).value("id"_L1).toString();
        const QString path = m_stage->daemon.path(u"offer.txt"_s);
        QFile file(path);
        const bool written =
            file.open(QIODevice::WriteOnly) && file.write(fileContent(fileSize)) == fileSize && file.flush();
        return written && m_rep->setOnline(false)
            && m_rep->tells({{u"do"_s, u"awaitState"_s}, {u"phase"_s, u"offline"_s}})
            && m_rep->edit(
                u"account"_s, m_deal.account, {{u"phone"_s, u"010 2222"_s}, {u"website"_s, u"https://acme.example"_s}})
            && m_rep->edit(u"opportunity"_s, m_deal.opportunity, {{u"stage"_s, won}})
            && !m_rep->create(u"contact"_s, {{u"name"_s, u"沈国华"_s}}).isEmpty()
            && m_rep->tells({{u"do"_s, u"attach"_s}, {u"entity"_s, u"opportunity"_s}, {u"id"_s, m_deal.opportunity},
                {u"path"_s, path}});
    }

    static QByteArray fileContent(qsizetype size)
    {
        QByteArray content;
        for (int line = 0; content.size() < size; ++line)
            content += "terminal " + QByteArray::number(line * 7919) + '\n';
        return content.first(size);
    }

    static QJsonArray problemsOf(StoryDriver &driver)
    {
        return driver.tell({{u"do"_s, u"problems"_s}}).value("problems"_L1).toArray();
    }
    static QJsonArray historyOf(StoryDriver &driver, const QString &entity, const QString &id)
    {
        return driver.tell({{u"do"_s, u"history"_s}, {u"entity"_s, entity}, {u"id"_s, id}})
            .value("entries"_L1)
            .toArray();
    }
    static bool approve(StoryDriver &manager)
    {
        const QJsonObject task = manager.await(u"approvalTask"_s, u"state = 'open' and owner = me()"_s);
        return manager.tells({{u"do"_s, u"act"_s}, {u"entity"_s, u"approvalTask"_s}, {u"id"_s, task.value("id"_L1)},
            {u"action"_s, u"approve"_s}});
    }
    QJsonArray restRecords(const QString &entity, const QString &filter)
    {
        const QString path =
            u"/api/v1/%1?limit=500&filter=%2"_s.arg(entity, QString::fromLatin1(QUrl::toPercentEncoding(filter)));
        return m_stage->daemon.askEncoded("GET", path.toLatin1()).json().value("items"_L1).toArray();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<StoryStage>();
        QVERIFY(m_stage->start());
    }
    void cleanup()
    {
        m_rep.reset();
        m_manager.reset();
        m_stage.reset();
    }

    void theNetworkBreaksWhileItSends()
    {
        constexpr qsizetype fileSize = 400'000;
        CuttingProxy proxy;
        const quint16 port = proxy.start(m_stage->daemon.port());
        QVERIFY(port != 0);
        StoryStage::LaptopOptions options;
        options.port = port;
        signIn(options);
        QVERIFY(workOffline(fileSize));
        for (int i = 0; i < 150; ++i)
            QVERIFY(!m_rep->create(u"account"_s, {{u"name"_s, u"account %1"_s.arg(i)}}).isEmpty());

        const QList<qint64> places{1, 700, 2'500, 4'000, 9'000, 100'000, 200'000};
        proxy.cutAfter(places.first());
        QVERIFY(m_rep->setOnline(true));
        for (int cut = 1; cut <= places.size(); ++cut) {
            QTRY_COMPARE_WITH_TIMEOUT(proxy.cuts(), cut, 60'000);
            if (cut < places.size())
                proxy.cutAfter(places[cut]);
            QVERIFY(m_rep->tells({{u"do"_s, u"syncNow"_s}}));
        }
        QVERIFY(m_rep->awaitSynced());

        QCOMPARE(problemsOf(*m_rep), QJsonArray());
        QCOMPARE(restRecords(u"account"_s, u"name startsWith 'account '"_s).size(), 150);
        QCOMPARE(restRecords(u"contact"_s, u"name = '沈国华'"_s).size(), 1);
        QVERIFY(!m_manager->await(u"account"_s, u"phone = '010 2222'"_s).isEmpty());
        const QJsonArray files = restRecords(u"file"_s, u"name = 'offer.txt'"_s);
        QCOMPARE(files.size(), 1);
        const auto content =
            m_stage->daemon.ask("GET", u"/files/"_s + files[0].toObject().value("sha256"_L1).toString());
        QCOMPARE(content.status, 200);
        QCOMPARE(content.body, fileContent(fileSize));
        QVERIFY(approve(*m_manager));
        QVERIFY(!m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s).isEmpty());
        QCOMPARE(m_rep->find(u"contract"_s, u"title = 'Twenty terminals'"_s).size(), 1);
    }

    void theNetworkBreaksWhileItReceives()
    {
        constexpr int accounts = 95; // a client finds up to a hundred
        CuttingProxy proxy;
        StoryStage::LaptopOptions options;
        options.port = proxy.start(m_stage->daemon.port());
        QVERIFY(options.port != 0);
        signIn(options);
        QVERIFY(m_rep->setOnline(false));
        QVERIFY(m_rep->tells({{u"do"_s, u"awaitState"_s}, {u"phase"_s, u"offline"_s}}));
        const QJsonArray users = restRecords(u"user"_s, u"login = '%1'"_s.arg(QLatin1String(StoryStage::rep)));
        QCOMPARE(users.size(), 1);
        // Of what nobody can compress, so that each cut falls into it.
        for (int i = 0; i < accounts; ++i)
            m_stage->daemon.create(u"account"_s,
                {{u"name"_s, u"account "_s + QUuid::createUuid().toString(QUuid::WithoutBraces)},
                    {u"website"_s, u"https://%1.example"_s.arg(QUuid::createUuid().toString(QUuid::WithoutBraces))},
                    {u"owner"_s, users[0].toObject().value("id"_L1)}});

        // In the greetings of TLS and of the sync, and in what has changed meanwhile.
        const QList<qint64> places{1, 700, 1'500, 2'500, 4'000};
        proxy.cutBackAfter(places.first());
        QVERIFY(m_rep->setOnline(true));
        for (int cut = 1; cut <= places.size(); ++cut) {
            QTRY_COMPARE_WITH_TIMEOUT(proxy.cuts(), cut, 60'000);
            if (cut < places.size())
                proxy.cutBackAfter(places[cut]);
            QVERIFY(m_rep->tells({{u"do"_s, u"syncNow"_s}}));
        }
        QVERIFY(m_rep->awaitSynced());
        QCOMPARE(problemsOf(*m_rep), QJsonArray());
        QSet<QString> names;
        const QJsonArray found = m_rep->find(u"account"_s, u"name startsWith 'account '"_s);
        for (const QJsonValue &account : found)
            names.insert(account.toObject().value("name"_L1).toString());
        QCOMPARE(found.size(), accounts);
        QCOMPARE(names.size(), accounts);
    }

    void aClockAnHourWrongDecidesNothing_data()
    {
        QTest::addColumn<int>("offset");
        QTest::newRow("ahead") << 3'600'000;
        if (testdatabase::isPostgresql())
            return; // no database has a part in the difference
        QTest::newRow("behind") << -3'600'000;
    }

    void aClockAnHourWrongDecidesNothing()
    {
        QFETCH(int, offset);
        const qint64 begin = QDateTime::currentMSecsSinceEpoch();
        StoryStage::LaptopOptions options;
        options.arguments = {u"--clock-offset"_s, QString::number(offset)};
        signIn(options);
        QVERIFY(workOffline(100));
        QVERIFY(m_manager->edit(u"account"_s, m_deal.account, {{u"phone"_s, u"010 3333"_s}}));
        QVERIFY(m_manager->awaitSynced());
        m_rep->kill();
        QVERIFY(m_rep->start(options.arguments));
        QVERIFY(m_rep->awaitSynced());

        // Who arrives later stands, whatever the clocks say.
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()}) {
            QVERIFY(driver->tells({{u"do"_s, u"awaitState"_s}, {u"conflicts"_s, 1}}));
            QVERIFY(
                !driver->await(u"account"_s, u"phone = '010 2222' and website = 'https://acme.example'"_s).isEmpty());
        }
        QVERIFY(approve(*m_manager));
        QVERIFY(!m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s).isEmpty());
        QVERIFY(!m_rep->await(u"notification"_s, u"owner = me()"_s).isEmpty());
        QCOMPARE(problemsOf(*m_rep), QJsonArray());

        // The timeline is in the order and the time of the server.
        const qint64 end = QDateTime::currentMSecsSinceEpoch();
        for (const auto &[entity, id] :
            {std::pair(u"account"_s, m_deal.account), std::pair(u"opportunity"_s, m_deal.opportunity)}) {
            const QJsonArray entries = historyOf(*m_manager, entity, id);
            QVERIFY(entries.size() >= 2);
            qint64 later = end;
            for (const QJsonValue &entry : entries) {
                const qint64 at = entry.toObject().value("at"_L1).toInteger();
                QVERIFY2(at >= begin && at <= later, qPrintable(u"%1 of %2"_s.arg(at - begin).arg(end - begin)));
                later = at;
            }
        }
    }

    void rightsThatChangeMeanwhileLoseNothingTyped()
    {
        signIn();
        QVERIFY(workOffline(100));
        const QString manager =
            restRecords(u"user"_s, u"login = 'dustin.brinkmann'"_s)[0].toObject().value("id"_L1).toString();
        QCOMPARE(
            m_stage->daemon.send("PATCH", u"/api/v1/account/"_s + m_deal.account, {{u"owner"_s, manager}}).status, 200);
        QVERIFY(m_rep->setOnline(true));
        QVERIFY(m_rep->awaitSynced());

        // The account is no longer his: he reads it with his department as it is, and what he typed is kept with the
        // reason.
        const QJsonArray accounts = m_rep->find(u"account"_s, u"name = 'Acme Trading'"_s);
        QCOMPARE(accounts.size(), 1);
        QCOMPARE(accounts[0].toObject().value("phone"_L1).toString(), u"010 1000"_s);
        QVERIFY(!accounts[0].toObject().value("pending"_L1).toBool());
        const QJsonArray problems = problemsOf(*m_rep);
        QCOMPARE(problems.size(), 1);
        const QJsonObject problem = problems[0].toObject();
        QCOMPARE(problem.value("entity"_L1).toString(), u"account"_s);
        QCOMPARE(problem.value("typed"_L1).toObject().value("phone"_L1).toString(), u"010 2222"_s);
        QCOMPARE(problem.value("typed"_L1).toObject().value("website"_L1).toString(), u"https://acme.example"_s);
        QCOMPARE(
            m_manager->await(u"account"_s, u"name = 'Acme Trading'"_s).value("phone"_L1).toString(), u"010 1000"_s);

        // The rest of his day is not held up by it.
        QCOMPARE(restRecords(u"contact"_s, u"name = '沈国华'"_s).size(), 1);
        QCOMPARE(restRecords(u"file"_s, u"name = 'offer.txt'"_s).size(), 1);
        QVERIFY(approve(*m_manager));
        QVERIFY(!m_rep->await(u"contract"_s, u"approvalState = 'approved'"_s).isEmpty());
    }

    void twoPeopleInOneRecordLoseNoValue()
    {
        signIn();
        QSet<QString> typed;
        for (int i = 0; i < 25; ++i) {
            const QString reps = u"010 2%1"_s.arg(i, 3, 10, QLatin1Char('0'));
            const QString managers = u"010 3%1"_s.arg(i, 3, 10, QLatin1Char('0'));
            QVERIFY(m_rep->edit(u"account"_s, m_deal.account, {{u"phone"_s, reps}, {u"employees"_s, i}}));
            QVERIFY(
                m_manager->edit(u"account"_s, m_deal.account, {{u"phone"_s, managers}, {u"taxNumber"_s, managers}}));
            typed << reps << managers;
        }
        QVERIFY(m_rep->awaitSynced() && m_manager->awaitSynced());
        const QJsonObject stands = restRecords(u"account"_s, u"name = 'Acme Trading'"_s)[0].toObject();
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()}) {
            QVERIFY(!driver
                         ->await(u"account"_s,
                             u"phone = '%1' and employees = 24 and taxNumber = '010 3024'"_s.arg(
                                 stands.value("phone"_L1).toString()))
                         .isEmpty());
            QCOMPARE(problemsOf(*driver), QJsonArray());
        }
        QSet<QString> kept;
        for (const QJsonValue &entry : historyOf(*m_manager, u"account"_s, m_deal.account))
            kept.insert(entry.toObject().value("to"_L1).toObject().value("phone"_L1).toString());
        for (const QString &value : std::as_const(typed))
            QVERIFY2(kept.contains(value), qPrintable(value));
    }
};

QTEST_GUILESS_MAIN(TestStoryTrouble)
#include "tst_storytrouble.moc"
