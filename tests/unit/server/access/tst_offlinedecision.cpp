// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/audience.h"
#include "server/access/offlinedecision.h"
#include "shared/metadata/offlinerule.h"

#include <QJsonDocument>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace {

constexpr qint64 day = 24LL * 3600 * 1000;
constexpr Timestamp now = 1'795'000'000'000;

const RecordId me = namedRecordId(QStringLiteral("me"));
const RecordId colleague = namedRecordId(QStringLiteral("colleague"));

std::vector<AudienceKey> of(const RecordId &owner)
{
    return {audienceKey(audience::owner(owner))};
}

bool keeps(const OfflineRule &rule, const std::vector<AudienceKey> &audience, Timestamp modifiedAt)
{
    return decideOffline(rule, KeySet::everything(), me, now).keeps(audience, modifiedAt);
}

}

class TestOfflineDecision : public QObject
{
    Q_OBJECT

private slots:
    void eachPolicyKeepsItsPart_data()
    {
        QTest::addColumn<OfflinePolicy>("policy");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("mineAndOld");
        QTest::addColumn<bool>("othersAndNew");
        QTest::addColumn<bool>("othersAndOld");
        QTest::newRow("all") << OfflinePolicy::All << 0 << true << true << true;
        QTest::newRow("mine") << OfflinePolicy::Mine << 0 << true << false << false;
        QTest::newRow("recent") << OfflinePolicy::Recent << 30 << false << true << false;
        QTest::newRow("mineAndRecent") << OfflinePolicy::MineAndRecent << 30 << true << true << false;
        QTest::newRow("none") << OfflinePolicy::None << 0 << false << false << false;
    }
    void eachPolicyKeepsItsPart()
    {
        QFETCH(OfflinePolicy, policy);
        QFETCH(int, days);
        const OfflineRule rule{policy, days};
        QTEST(keeps(rule, of(me), now - 400 * day), "mineAndOld");
        QTEST(keeps(rule, of(colleague), now - 29 * day), "othersAndNew");
        QTEST(keeps(rule, of(colleague), now - 400 * day), "othersAndOld");
    }

    void whatIsSharedWithMeIsMine()
    {
        const std::vector<AudienceKey> shared{audienceKey(audience::shared(QStringLiteral("user"), me))};
        QVERIFY(keeps({OfflinePolicy::Mine, 0}, shared, 0));
    }

    void nothingIsKeptThatIsNotVisible()
    {
        const KeySet mine = KeySet::of(of(me));
        const OfflineDecision decision = decideOffline({OfflinePolicy::MineAndRecent, 30}, mine, me, now);
        QVERIFY(decision.keeps(of(me), 0));
        QVERIFY(!decision.keeps(of(colleague), now));
        QVERIFY(decideOffline({}, KeySet(), me, now).keepsNothing());
    }

    void recentMovesInStepsAndNeverKeepsLess()
    {
        QSet<Timestamp> steps;
        for (int hour = 0; hour < 30 * 24; ++hour) {
            const Timestamp at = now + hour * day / 24;
            const Timestamp since = recentSince(80, me, at);
            QVERIFY(since <= at - 80 * day);
            QVERIFY(since > at - 90 * day);
            steps.insert(since);
        }
        QVERIFY(steps.size() >= 3 && steps.size() <= 4);
    }

    void whatOneRoleKeepsIsKept()
    {
        const OfflineRule all;
        const OfflineRule none{OfflinePolicy::None, 0};
        const OfflineRule mine{OfflinePolicy::Mine, 0};
        const OfflineRule month{OfflinePolicy::Recent, 30};
        const OfflineRule year{OfflinePolicy::Recent, 365};
        QCOMPARE(bothOf(all, none), all);
        QCOMPARE(bothOf(month, all), all);
        QCOMPARE(bothOf(none, mine), mine);
        QCOMPARE(bothOf(none, none), none);
        QCOMPARE(bothOf(year, month), year);
        QCOMPARE(bothOf(mine, month), (OfflineRule{OfflinePolicy::MineAndRecent, 30}));
    }

    void rulesOfARoleAreReadOrRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::newRow("good") << QByteArray(R"({"a": {"keep": "recent", "days": 9}, "b": {"keep": "none"}})")
                              << QString();
        QTest::newRow("no days") << QByteArray(R"({"a": {"keep": "recent"}})") << QStringLiteral("a.days");
        QTest::newRow("days of all") << QByteArray(R"({"a": {"keep": "all", "days": 9}})") << QStringLiteral("a.days");
        QTest::newRow("word") << QByteArray(R"({"a": {"keep": "some"}})") << QStringLiteral("a.keep");
        QTest::newRow("nothing") << QByteArray(R"({"a": {}})") << QStringLiteral("a.keep");
        QTest::newRow("key") << QByteArray(R"({"a": {"keep": "mine", "day": 9}})") << QStringLiteral("a.day");
        QTest::newRow("text") << QByteArray(R"({"a": "mine"})") << QStringLiteral("a");
    }
    void rulesOfARoleAreReadOrRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto rules = readOfflineRules(QJsonDocument::fromJson(json).object(), {});
        QCOMPARE(rules.ok(), place.isEmpty());
        if (!rules.ok()) {
            QCOMPARE(rules.error().field, place);
            return;
        }
        QCOMPARE(rules->value(QStringLiteral("a")), (OfflineRule{OfflinePolicy::Recent, 9}));
        QCOMPARE(rules->value(QStringLiteral("b")).policy, OfflinePolicy::None);
    }
};

QTEST_GUILESS_MAIN(TestOfflineDecision)

#include "tst_offlinedecision.moc"
