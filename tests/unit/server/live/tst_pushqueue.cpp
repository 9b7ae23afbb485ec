// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/pushqueue.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace {

std::vector<Mutation> mutations(qint64 first, qint64 last)
{
    std::vector<Mutation> made;
    for (qint64 number = first; number <= last; ++number) {
        Mutation mutation;
        mutation.id.number = number;
        made.push_back(mutation);
    }
    return made;
}

std::vector<Acknowledgement> applied(const std::vector<Mutation> &mutations)
{
    std::vector<Acknowledgement> made;
    for (const Mutation &mutation : mutations)
        made.push_back({mutation.id, Outcome::Applied, mutation.id.number, {}});
    return made;
}

std::vector<qint64> numbers(const auto &items)
{
    std::vector<qint64> found;
    for (const auto &item : items)
        found.push_back(item.id.number);
    return found;
}

using Numbers = std::vector<qint64>;

}

class TestPushQueue : public QObject
{
    Q_OBJECT

private slots:
    void thePipelineHasOnePartAtATime()
    {
        PushQueue queue(100);
        QVERIFY(queue.take(mutations(1, 2))->empty());
        const auto first = queue.next();
        QVERIFY(numbers(first) == (Numbers{1, 2}));
        QVERIFY(queue.take(mutations(3, 3))->empty());
        QVERIFY(queue.take(mutations(4, 4))->empty());
        QVERIFY(queue.next().empty());
        QVERIFY(queue.judged(applied(first)).size() == 2);
        QVERIFY(numbers(queue.next()) == (Numbers{3, 4}));
    }

    void whatComesBehindAnUnjudgedOneWaitsForIt()
    {
        PushQueue queue(100);
        (void)queue.take(mutations(1, 1));
        auto answers = applied(queue.next());
        answers.front().outcome = Outcome::Rejected;
        answers.front().error = Error::unavailable(QStringLiteral("diskFull"));
        (void)queue.take(mutations(2, 3));
        const auto told = queue.judged(answers);
        QVERIFY(numbers(told) == (Numbers{1, 2, 3}));
        QVERIFY(told.back().error && told.back().error->reason == QLatin1String("diskFull"));
        QVERIFY(queue.next().empty());
        // Was on its way already.
        const auto refused = queue.take(mutations(4, 4));
        QVERIFY(numbers(*refused) == (Numbers{4}));
        QVERIFY(queue.next().empty());
        // The client begins again with the first.
        QVERIFY(queue.take(mutations(1, 4))->empty());
        QVERIFY(numbers(queue.next()) == (Numbers{1, 2, 3, 4}));
    }

    void aVerdictAgainstOneStopsNobody()
    {
        PushQueue queue(100);
        (void)queue.take(mutations(1, 1));
        auto answers = applied(queue.next());
        answers.front().outcome = Outcome::Rejected;
        answers.front().error = Error::invalid(QStringLiteral("name"), QStringLiteral("required"));
        (void)queue.take(mutations(2, 2));
        QVERIFY(numbers(queue.judged(answers)) == (Numbers{1}));
        QVERIFY(numbers(queue.next()) == (Numbers{2}));
    }

    void countsWhatIsInFlight()
    {
        PushQueue queue(3);
        QVERIFY(queue.take(mutations(1, 2)).has_value());
        const auto first = queue.next();
        QVERIFY(queue.take(mutations(3, 3)).has_value());
        QVERIFY(!queue.take(mutations(4, 4)).has_value());
        (void)queue.judged(applied(first));
        QVERIFY(queue.take(mutations(4, 5)).has_value());
        QVERIFY(!queue.take(mutations(6, 6)).has_value());
    }
};

QTEST_APPLESS_MAIN(TestPushQueue)
#include "tst_pushqueue.moc"
