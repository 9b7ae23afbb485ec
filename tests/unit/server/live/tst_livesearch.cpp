// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livesessionfixture.h"

#include "server/api/live/searchrun.h"
#include "server/search/wordindexer.h"
#include "shared/protocol/limits.h"

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// What a laptop finds at the server, by the rights of its user.
class TestLiveSearch : public QObject, private LiveSessionFixture
{
    Q_OBJECT

private slots:
    void init() { startHub(); }
    void cleanup() { stopHub(); }

    void wordsAreFoundAsOnALaptop_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("names");
        const QString huawei = QStringLiteral("北京华为技术有限公司");
        const QString road = QStringLiteral("上海公路设备厂");
        const QString acme = QStringLiteral("Acme Pumps 2024117");
        QTest::newRow("two characters, in name and text") << QStringLiteral("华为") << QStringList{road, huawei};
        QTest::newRow("one character") << QStringLiteral("厂") << QStringList{road};
        QTest::newRow("not in this order") << QStringLiteral("技术华为") << QStringList{};
        QTest::newRow("two words, in two fields") << QStringLiteral("公路 采购") << QStringList{road};
        QTest::newRow("the beginning of a word, whatever its case") << QStringLiteral("PUM") << QStringList{acme};
        QTest::newRow("the middle of a word") << QStringLiteral("ump") << QStringList{};
        QTest::newRow("full-width as plain") << QStringLiteral("ａｃｍｅ") << QStringList{acme};
        QTest::newRow("part of a phone number") << QStringLiteral("8123") << QStringList{huawei};
        QTest::newRow("a phone number with its country") << QStringLiteral("+86 138 1234 5678") << QStringList{huawei};
        QTest::newRow("part of another number") << QStringLiteral("4117") << QStringList{acme};
        QTest::newRow("nothing to look for") << QStringLiteral(" * ") << QStringList{};
        QTest::newRow("what means something to a database") << QStringLiteral("%' or 1=1 _") << QStringList{};
    }

    void wordsAreFoundAsOnALaptop()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, names);
        add(QStringLiteral("北京华为技术有限公司"), m_rep,
            {{account::field::phone, Value(QStringLiteral("+86 138-1234-5678"))}});
        add(QStringLiteral("上海公路设备厂"), m_rep,
            {{account::field::description, Value(QStringLiteral("联系华为采购"))}});
        add(QStringLiteral("Acme Pumps 2024117"), m_rep);
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        const auto reply = search(manager, {1, typed, {account::number}, 10, false});
        QVERIFY(reply && !reply->error && !reply->unfinished);
        QCOMPARE(namesOf(*reply), names);
    }

    void beyondIsWhatTheLaptopDoesNotKeep()
    {
        keepAtManagers(R"({"account": {"keep": "mine"}})");
        add(QStringLiteral("海天 one"), m_rep);
        add(QStringLiteral("海天 mine"), m_manager);
        add(QStringLiteral("海天 two"), m_rep);
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        const auto all = search(manager, {1, QStringLiteral("海天"), {}, 10, false});
        QVERIFY(all);
        QCOMPARE(all->hits.size(), size_t(3));
        const auto beyond = search(manager, {2, QStringLiteral("海天"), {}, 10, true});
        QVERIFY(beyond);
        QCOMPARE(namesOf(*beyond), (QStringList{QStringLiteral("海天 two"), QStringLiteral("海天 one")}));
        const auto few = search(manager, {3, QStringLiteral("海天"), {}, 1, true});
        QVERIFY(few);
        QCOMPARE(namesOf(*few), QStringList{QStringLiteral("海天 two")});
        // Who keeps all that he sees has nothing beyond, whatever others have.
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const auto nothing = search(rep, {1, QStringLiteral("海天"), {}, 10, true});
        QVERIFY(nothing && !nothing->error && !nothing->unfinished);
        QVERIFY(nothing->hits.empty());
    }

    void nobodyFindsWhatHeMayNotSee()
    {
        add(QStringLiteral("Nightingale"), m_manager);
        const RecordId own = add(QStringLiteral("Nightjar"), m_rep);
        const RecordId deleted = add(QStringLiteral("Nightfall"), m_rep);
        m_core->remove(account::number, deleted);
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const auto found = search(rep, {1, QStringLiteral("night"), {}, 10, false});
        QVERIFY(found);
        QCOMPARE(found->hits.size(), size_t(1));
        QCOMPARE(found->hits.front().record, own);
        // There is no difference between what he may not see and what there is not.
        const auto unseen = search(rep, {2, QStringLiteral("nightingale"), {account::number}, 10, false});
        const auto unborn = search(rep, {2, QStringLiteral("nowhere"), {account::number}, 10, false});
        QVERIFY(unseen && unborn);
        QVERIFY(*unseen == *unborn);
    }

    void fieldsThatHeDoesNotReadAreNotSearched()
    {
        addReader();
        add(QStringLiteral("Acme"), m_rep,
            {{account::field::phone, Value(QStringLiteral("13812345678"))},
                {account::field::description, Value(QStringLiteral("secret plan"))}});
        Client reader(*m_hub);
        QVERIFY(reader.goLive(QStringLiteral("reader")));
        for (const char *typed : {"1381", "secret", "acme 1381", "acme secret"}) {
            const auto reply = search(reader, {1, QString::fromLatin1(typed), {}, 10, false});
            QVERIFY2(reply && !reply->error && reply->hits.empty(), typed);
        }
        const auto named = search(reader, {1, QStringLiteral("acme"), {}, 10, false});
        QVERIFY(named);
        QCOMPARE(namesOf(*named), QStringList{QStringLiteral("Acme")});
    }

    void theSecondLineNamesWhatALinkPointsTo()
    {
        namespace order = entities::order;
        const RecordId customer = add(QStringLiteral("Acme"), m_manager);
        m_core->create(order::number, newRecordId(),
            {{order::field::account, Value(customer)}, {order::field::shipName, Value(QStringLiteral("Gate nine"))},
                {systemfield::owner, Value(m_rep)}, {systemfield::department, Value(basics::company())}});
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        const auto seen = search(manager, {1, QStringLiteral("gate"), {order::number}, 10, false});
        QVERIFY(seen && seen->hits.size() == 1);
        QVERIFY(!seen->hits.front().title.isEmpty());
        QCOMPARE(seen->hits.front().subtitle, QStringLiteral("Acme"));
        Client rep(*m_hub);
        QVERIFY(rep.goLive(QStringLiteral("rep")));
        const auto half = search(rep, {1, QStringLiteral("gate"), {order::number}, 10, false});
        QVERIFY(half && half->hits.size() == 1);
        QVERIFY(half->hits.front().subtitle.isEmpty());
    }

    void theNextSearchTakesThePlaceOfTheOneThatRuns()
    {
        add(QStringLiteral("海天"), m_rep);
        Client manager(*m_hub);
        QVERIFY(manager.goLive(QStringLiteral("manager")));
        manager.socket->sent.clear();
        manager.say(SearchRequest{1, QStringLiteral("海"), {}, 10, false});
        manager.say(SearchRequest{2, QStringLiteral("海天"), {}, 10, false});
        const auto first = manager.next<SearchReply>();
        QVERIFY(first && first->error);
        QCOMPARE(first->request, qint64(1));
        QCOMPARE(first->error->code, ErrorCode::Cancelled);
        const auto second = manager.next<SearchReply>();
        QVERIFY(second && !second->error);
        QCOMPARE(second->request, qint64(2));
        QCOMPARE(second->hits.size(), size_t(1));
    }

    void whatIsTooMuchIsSearchedFromTheNewestOn()
    {
        for (int i = 0; i < 9; ++i)
            add(QStringLiteral("Acme %1").arg(i), m_manager);
        // One sees everything, the other what has one of his keys.
        for (const RecordId &user : {basics::administrator(), m_manager}) {
            const SearchReply part = searchWithin(user, {2, 6});
            QVERIFY(part.unfinished);
            QCOMPARE(namesOf(part).mid(0, 2), (QStringList{QStringLiteral("Acme 8"), QStringLiteral("Acme 7")}));
            QCOMPARE(part.hits.size(), size_t(6));
            const SearchReply whole = searchWithin(user, {2, 60});
            QVERIFY(!whole.unfinished);
            QCOMPARE(whole.hits.size(), size_t(9));
        }
    }

    void whoSeesFewRowsIsNotToldThatThereAreMany()
    {
        add(QStringLiteral("Acme own"), m_rep);
        for (int i = 0; i < 9; ++i)
            add(QStringLiteral("Acme %1").arg(i), m_manager);
        const SearchReply own = searchWithin(m_rep, {2, 4});
        QVERIFY(!own.unfinished);
        QCOMPARE(namesOf(own), QStringList{QStringLiteral("Acme own")});
    }

    void theIndexFindsBehindMoreRowsThanAreWalkedThrough()
    {
        const RecordId oldest = add(QStringLiteral("Acme"), m_manager);
        for (int i = 0; i < 9; ++i)
            add(QStringLiteral("Other %1").arg(i), m_manager);
        const SearchRun::Limits few{2, 4, 0};
        for (const RecordId &user : {basics::administrator(), m_manager}) {
            const SearchReply walked = searchWithin(user, few);
            QVERIFY(walked.unfinished);
            QVERIFY(walked.hits.empty());
        }
        WordIndexer words(*m_core->store);
        indexAll(words);
        for (const RecordId &user : {basics::administrator(), m_manager}) {
            const SearchReply indexed = searchWithin(user, few, &words);
            QVERIFY(!indexed.unfinished && !indexed.error);
            QCOMPARE(indexed.hits.size(), size_t(1));
            QCOMPARE(indexed.hits.front().record, oldest);
        }
    }

    void whatTheIndexDoesNotHaveYetIsFoundAllTheSame()
    {
        for (int i = 0; i < 6; ++i)
            add(QStringLiteral("Acme %1").arg(i), m_manager);
        WordIndexer words(*m_core->store, WordIndexer::Limits{2, 0});
        const RecordId changed = add(QStringLiteral("Other"), m_manager);
        while (!hasAccounts(words))
            QVERIFY(words.step().ok());
        // Some rows are in it, the rest is not, and these two are newer than it.
        m_core->update(account::number, changed, {{account::field::name, Value(QStringLiteral("Acme changed"))}});
        add(QStringLiteral("Acme new"), m_manager);
        for (const int rowsFollowed : {0, 3, 100}) {
            for (const RecordId &user : {basics::administrator(), m_manager}) {
                const SearchReply reply = searchWithin(user, {2, 60, rowsFollowed}, &words);
                QVERIFY(!reply.unfinished && !reply.error);
                QStringList names = namesOf(reply);
                QCOMPARE(names.size(), qsizetype(8));
                QCOMPARE(names.removeDuplicates(), qsizetype(0));
            }
        }
        const SearchReply tooFar = searchWithin(m_manager, {2, 60, 0, 1}, &words);
        QVERIFY(!tooFar.unfinished);
        QCOMPARE(tooFar.hits.size(), size_t(8));
    }

    void theIndexTellsNobodyWhatHeMayNotRead()
    {
        add(QStringLiteral("Acme hidden"), m_manager);
        const RecordId own = add(QStringLiteral("Acme own"), m_rep);
        WordIndexer words(*m_core->store);
        indexAll(words);
        for (const int rowsFollowed : {0, 100}) {
            const SearchReply reply = searchWithin(m_rep, {2, 4, rowsFollowed}, &words);
            QVERIFY(!reply.unfinished && !reply.error);
            QCOMPARE(reply.hits.size(), size_t(1));
            QCOMPARE(reply.hits.front().record, own);
        }
    }

    void theIndexDoesNotFindByAFieldThatIsNotRead()
    {
        const RecordId reader = addReader();
        add(QStringLiteral("北京"), m_rep,
            {{account::field::phone, Value(QStringLiteral("13812345678"))},
                {account::field::description, Value(QStringLiteral("secret plan"))}});
        WordIndexer words(*m_core->store);
        indexAll(words);
        for (const char *typed : {"1381", "secret", "beijing secret"}) {
            const SearchReply reply = searchWithin(reader, {2, 4, 0}, &words, QString::fromLatin1(typed));
            QVERIFY2(reply.hits.empty() && !reply.unfinished && !reply.error, typed);
        }
        QCOMPARE(
            searchWithin(basics::administrator(), {2, 4, 0}, &words, QStringLiteral("secret")).hits.size(), size_t(1));
        const SearchReply heard = searchWithin(reader, {2, 4, 0}, &words, QStringLiteral("beijing"));
        QCOMPARE(namesOf(heard), QStringList{QStringLiteral("北京")});
    }

private:
    static void indexAll(WordIndexer &words)
    {
        for (;;) {
            const Result<bool> more = words.step();
            if (!more.ok())
                qFatal("%s", qPrintable(more.error().toLog()));
            if (!more.value())
                return;
        }
    }

    static bool hasAccounts(const WordIndexer &words)
    {
        const auto index = words.openReader();
        return index && index->part(account::number).valueOr(std::nullopt);
    }

    /// Of accounts everything but their numbers and descriptions.
    RecordId addReader()
    {
        namespace role = entities::role;
        m_core->create(role::number, basics::role(QStringLiteral("reader")),
            {{role::field::key, Value(QStringLiteral("reader"))}, {role::field::name, Value(QStringLiteral("reader"))},
                {role::field::permissions,
                    Value(QStringLiteral(
                        R"({"account": {"read": "all", "fields": {"phone": "masked", "description": "hidden"}}})"))}});
        return m_core->addUser(QStringLiteral("reader"), QStringLiteral("correct horse"), QStringLiteral("reader"));
    }

    /// For accounts, without a network.
    SearchReply searchWithin(const RecordId &user, const SearchRun::Limits &limits, WordIndexer *words = nullptr,
        const QString &typed = QStringLiteral("acme"))
    {
        auto reads = ReadSide::open(*m_core->store, words);
        if (!reads.ok())
            return {};
        const auto permissions = m_core->access.permissions((*reads)->connection(), m_core->store->registry(), user);
        if (!permissions.ok())
            return {};
        SearchRun run(*permissions, {1, typed, {account::number}, 50, false}, SystemClock::instance().now(), limits);
        while (run.advance(**reads)) { }
        return run.answer();
    }

    static std::optional<SearchReply> search(Client &client, const SearchRequest &request)
    {
        client.socket->sent.clear();
        client.say(request);
        return client.next<SearchReply>();
    }

    static QStringList namesOf(const SearchReply &reply)
    {
        QStringList names;
        for (const SearchHit &hit : reply.hits)
            names.append(hit.title);
        return names;
    }

    RecordId add(const QString &name, const RecordId &owner, FieldValues values = {})
    {
        const RecordId id = newRecordId();
        values[account::field::name] = name;
        values[systemfield::owner] = owner;
        values[systemfield::department] = basics::company();
        m_core->create(account::number, id, values);
        return id;
    }

    void keepAtManagers(const char *rules)
    {
        namespace role = entities::role;
        m_core->update(role::number, basics::role(QStringLiteral("manager")),
            {{role::field::offline, Value(QString::fromLatin1(rules))}});
    }
};

QTEST_GUILESS_MAIN(TestLiveSearch)
#include "tst_livesearch.moc"
