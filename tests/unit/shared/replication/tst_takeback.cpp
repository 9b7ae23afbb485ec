// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/origin.h"
#include "shared/replication/takeback.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

namespace {

Value text(const char *value)
{
    return QString::fromUtf8(value);
}

Value set(const QStringList &items)
{
    return Value(items);
}

RecordId record(const char *name)
{
    return namedRecordId(QString::fromLatin1(name));
}

/// Numbers them in their order.
std::vector<Mutation> inOrder(std::vector<Mutation> mutations)
{
    qint64 number = 0;
    for (Mutation &mutation : mutations)
        mutation.id = {record("device"), ++number};
    return mutations;
}

Mutation mutation(MutationKind kind, EntityNumber entity, const char *name, std::vector<FieldChange> changes)
{
    Mutation made;
    made.entity = entity;
    made.record = record(name);
    made.kind = kind;
    made.changes = std::move(changes);
    return made;
}

Mutation edit(std::vector<FieldChange> changes, const char *name = "one")
{
    return mutation(MutationKind::Update, deal::number, name, std::move(changes));
}

std::vector<qint64> numbers(const std::vector<Mutation> &mutations)
{
    std::vector<qint64> numbers;
    for (const Mutation &mutation : mutations)
        numbers.push_back(mutation.id.number);
    return numbers;
}

}

class TestTakeBack : public QObject
{
    Q_OBJECT

private slots:
    void whatBuildsOnAValueIsPutOnWhatStoodBefore()
    {
        const TakeBack done = takeBack(*registry(),
            inOrder({edit({{deal::name, text("a"), text("b")}}),
                edit({{deal::name, text("b"), text("c")}, {deal::stage, text("open"), text("won")}}),
                edit({{deal::name, text("c"), text("d")}}), edit({{deal::name, text("b"), text("c")}}, "another")}));
        QCOMPARE(numbers(done.gone), std::vector<qint64>{1});
        QCOMPARE(numbers(done.changed), std::vector<qint64>{2});
        QVERIFY(done.changed.front().changes
            == (std::vector<FieldChange>{
                {deal::name, text("a"), text("c")}, {deal::stage, text("open"), text("won")}}));
    }

    void anAdditionStaysAnAddition()
    {
        const TakeBack done = takeBack(*registry(),
            inOrder({edit({{deal::tags, set({QStringLiteral("x")}), set({QStringLiteral("x"), QStringLiteral("y")})},
                         {deal::visits, Value(3), Value(4)}}),
                edit({{deal::tags, set({QStringLiteral("x"), QStringLiteral("y")}),
                          set({QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")})},
                    {deal::visits, Value(4), Value(6)}}),
                edit({{deal::visits, Value(6), Value(7)}})}));
        QCOMPARE(numbers(done.changed), (std::vector<qint64>{2, 3}));
        QVERIFY(done.changed.front().changes
            == (std::vector<FieldChange>{
                {deal::tags, set({QStringLiteral("x")}), set({QStringLiteral("x"), QStringLiteral("z")})},
                {deal::visits, Value(3), Value(qint64(5))}}));
        QVERIFY(done.changed.back().changes
            == (std::vector<FieldChange>{{deal::visits, Value(qint64(5)), Value(qint64(6))}}));
    }

    void whatOnlyPutItBackGoesToo()
    {
        const TakeBack done = takeBack(*registry(),
            inOrder({edit({{deal::name, text("a"), text("b")}}), edit({{deal::name, text("b"), text("a")}})}));
        QCOMPARE(numbers(done.gone), (std::vector<qint64>{1, 2}));
        QVERIFY(done.changed.empty());
    }

    void aDeleteHasSeenWhatStoodBefore()
    {
        const TakeBack done = takeBack(*registry(),
            inOrder({edit({{deal::name, text("a"), text("b")}}),
                mutation(MutationKind::Delete, deal::number, "one",
                    {{deal::name, text("b"), Value()}, {deal::stage, text("won"), Value()}})}));
        QCOMPARE(numbers(done.changed), std::vector<qint64>{2});
        QVERIFY(done.changed.front().changes
            == (std::vector<FieldChange>{{deal::name, text("a"), Value()}, {deal::stage, text("won"), Value()}}));
    }

    void whatBuildsOnOthersStaysAsItIs()
    {
        const TakeBack done = takeBack(*registry(),
            inOrder({edit({{deal::name, text("a"), text("b")}}), edit({{deal::name, text("theirs"), text("c")}})}));
        QCOMPARE(numbers(done.gone), std::vector<qint64>{1});
        QVERIFY(done.changed.empty());
    }

    void aRecordThatIsNotMadeTakesAlongWhatHangsOnIt()
    {
        const Value one(record("one"));
        const TakeBack done = takeBack(*registry(),
            inOrder({mutation(MutationKind::Create, deal::number, "one", {{deal::name, Value(), text("a")}}),
                edit({{deal::name, text("a"), text("b")}}),
                mutation(MutationKind::Create, person::number, "person", {{person::deal, Value(), one}}),
                mutation(MutationKind::Update, person::number, "person", {{person::name, Value(), text("p")}}),
                edit({{deal::account, Value(), one}}, "another"), edit({{deal::name, Value(), text("x")}}, "third")}));
        QCOMPARE(numbers(done.gone), (std::vector<qint64>{1, 2, 3, 4}));
        QVERIFY(done.changed.empty());
        QCOMPARE(done.dangling, 1);
    }

    void aMassChangeGoesWithAllItsParts()
    {
        Mutation part = edit({{deal::name, text("a"), text("b")}}, "another");
        setOrigin(part.arguments, record("one"));
        const TakeBack done = takeBack(*registry(),
            inOrder({mutation(MutationKind::Create, deal::number, "one", {}), part,
                edit({{deal::name, text("b"), text("c")}}, "another")}));
        QCOMPARE(numbers(done.gone), (std::vector<qint64>{1, 2}));
        QCOMPARE(numbers(done.changed), std::vector<qint64>{3});
        QVERIFY(done.changed.front().changes == (std::vector<FieldChange>{{deal::name, text("a"), text("c")}}));
    }
};

QTEST_APPLESS_MAIN(TestTakeBack)
#include "tst_takeback.moc"
