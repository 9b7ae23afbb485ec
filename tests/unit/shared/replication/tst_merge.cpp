// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/merge.h"
#include "tests/support/testregistry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tandem;
using Kind = MergeResult::Kind;
using Effect = RecordMerge::Effect;

namespace {

Value text(const char *value)
{
    return QString::fromUtf8(value);
}

Value set(std::initializer_list<const char *> items)
{
    QStringList list;
    for (const char *item : items)
        list.append(QString::fromUtf8(item));
    return list;
}

FieldDef fieldOf(MergeRule rule, FieldType type = FieldType::Text)
{
    FieldDef field = test::field(50, QStringLiteral("f"), type);
    field.merge = rule;
    return field;
}

Mutation mutation(MutationKind kind, std::vector<FieldChange> changes)
{
    Mutation made;
    made.id = {namedRecordId(QStringLiteral("device")), 1};
    made.entity = test::deal::number;
    made.record = namedRecordId(QStringLiteral("record"));
    made.kind = kind;
    made.changes = std::move(changes);
    return made;
}

/// Sets over a small alphabet, so that collisions are the rule.
Value randomSet(QRandomGenerator &random)
{
    QStringList items;
    for (const char letter : {'a', 'b', 'c', 'd', 'e'}) {
        if (random.bounded(2))
            items.append(QString(QLatin1Char(letter)));
    }
    return items;
}

Value randomText(QRandomGenerator &random)
{
    static const Value values[]{Value(), text("a"), text("b"), text("c"), text("")};
    return values[random.bounded(5)];
}

}

class TestMerge : public QObject
{
    Q_OBJECT

private slots:
    void untouchedFieldTakesTheNewValue()
    {
        const MergeResult result = mergeField(fieldOf(MergeRule::LastArrival), text("a"), text("a"), text("b"));
        QCOMPARE(result.kind, Kind::Applied);
        QVERIFY(result.value == text("b"));
    }

    void theSameWishTwiceIsNothing()
    {
        const MergeResult result = mergeField(fieldOf(MergeRule::LastArrival), text("b"), text("a"), text("b"));
        QCOMPARE(result.kind, Kind::Nothing);
        QVERIFY(result.value == text("b"));
    }

    void twoWishesConflictAndTheArrivalStands()
    {
        const MergeResult result = mergeField(fieldOf(MergeRule::LastArrival), text("b"), text("a"), text("c"));
        QCOMPARE(result.kind, Kind::Conflicted);
        QVERIFY(result.value == text("c"));
    }

    void whatWasSetFirstStaysWhereTheFieldSaysSo()
    {
        const FieldDef once = fieldOf(MergeRule::FirstArrival);
        QCOMPARE(mergeField(once, Value(), Value(), text("a")).kind, Kind::Applied);
        const MergeResult second = mergeField(once, text("a"), Value(), text("b"));
        QCOMPARE(second.kind, Kind::Nothing);
        QVERIFY(second.value == text("a"));
        // Who has seen what stands may still change it, and what was taken away may be set again.
        QVERIFY(mergeField(once, text("a"), text("a"), text("b")).value == text("b"));
        QCOMPARE(mergeField(once, Value(), text("a"), text("b")).kind, Kind::Conflicted);
    }

    void nullAndEmptyAreTheSame()
    {
        QCOMPARE(mergeField(fieldOf(MergeRule::LastArrival), Value(), text(""), text("x")).kind, Kind::Applied);
        QCOMPARE(mergeField(fieldOf(MergeRule::LastArrival), text(""), text("x"), Value()).kind, Kind::Nothing);
        QCOMPARE(mergeField(fieldOf(MergeRule::LastArrival), text("x"), Value(), text("")).kind, Kind::Nothing);
    }

    void setsKeepWhatBothDid()
    {
        const FieldDef tags = fieldOf(MergeRule::Union, FieldType::Tags);
        const MergeResult result = mergeField(tags, set({"a", "b", "mine"}), set({"a", "b"}), set({"b", "theirs"}));
        QCOMPARE(result.kind, Kind::Merged);
        QVERIFY(result.value == set({"b", "mine", "theirs"}));
    }

    void countersAddTheDifference()
    {
        const FieldDef counter = fieldOf(MergeRule::Counter, FieldType::Integer);
        QVERIFY(mergeField(counter, Value(10), Value(3), Value(4)).value == Value(11));
        QVERIFY(mergeField(counter, Value(4), Value(3), Value(4)).value == Value(5));
        QVERIFY(mergeField(counter, Value(5), Value(), Value(2)).value == Value(7));
        QCOMPARE(mergeField(counter, Value(10), Value(3), Value(4)).kind, Kind::Merged);
    }

    void countersOfMoneyNeedOneCurrency()
    {
        const FieldDef sum = fieldOf(MergeRule::Counter, FieldType::Money);
        const auto money = [](qint64 minor, const char *currency) {
            return Value(Money{minor, QString::fromLatin1(currency)});
        };
        QVERIFY(mergeField(sum, money(500, "CNY"), money(100, "CNY"), money(150, "CNY")).value == money(550, "CNY"));
        QCOMPARE(mergeField(sum, money(500, "USD"), money(100, "CNY"), money(150, "CNY")).kind, Kind::Conflicted);
    }

    void aCounterThatWouldOverflowIsAConflict()
    {
        const FieldDef counter = fieldOf(MergeRule::Counter, FieldType::Integer);
        const qint64 most = std::numeric_limits<qint64>::max();
        const MergeResult result = mergeField(counter, Value(most), Value(0), Value(1));
        QCOMPARE(result.kind, Kind::Conflicted);
        QVERIFY(result.value == Value(1));
    }

    void randomSetsLoseNoAdditionAndKeepNoRemoval()
    {
        const FieldDef tags = fieldOf(MergeRule::Union, FieldType::Tags);
        QRandomGenerator random(20261123);
        for (int i = 0; i < 5'000; ++i) {
            const Value from = randomSet(random);
            const Value mine = randomSet(random);
            const Value theirs = randomSet(random);
            const QStringList one = mergeField(tags, mine, from, theirs).value.toSet();
            for (const QString &item : theirs.toSet())
                QVERIFY2(from.toSet().contains(item) || one.contains(item), qPrintable(item));
            for (const QString &item : mine.toSet()) {
                const bool removed = from.toSet().contains(item) && !theirs.toSet().contains(item);
                QCOMPARE(one.contains(item), !removed);
            }
            // The order in which the two arrive makes no difference.
            QVERIFY(Value(one) == Value(mergeField(tags, theirs, from, mine).value.toSet()));
        }
    }

    void doingItTwiceIsDoingItOnce()
    {
        QRandomGenerator random(42);
        const FieldDef rules[]{fieldOf(MergeRule::LastArrival), fieldOf(MergeRule::Text, FieldType::RichText),
            fieldOf(MergeRule::Union, FieldType::Tags)};
        for (int i = 0; i < 5'000; ++i) {
            const FieldDef &field = rules[i % 3];
            const bool isSet = field.merge == MergeRule::Union;
            const auto any = [&] {
                return isSet ? randomSet(random) : randomText(random);
            };
            const Value current = any();
            const Value from = any();
            const Value to = any();
            const MergeResult once = mergeField(field, current, from, to);
            const MergeResult twice = mergeField(field, once.value, from, to);
            QVERIFY(sameValue(twice.value, once.value));
            QCOMPARE(twice.kind, Kind::Nothing);
        }
    }

    void anUpdateSaysWhatChangesAndWhatItDisplaced()
    {
        const FieldValues current{{test::deal::name, text("theirs")}, {test::deal::stage, text("open")}};
        const RecordMerge merge = mergeMutation(test::dealEntity(), current,
            mutation(MutationKind::Update,
                {{test::deal::name, text("old"), text("mine")}, {test::deal::stage, text("open"), text("won")},
                    {test::deal::note, Value(), Value()}, {9'999, Value(), text("from a newer build")}}));
        QCOMPARE(merge.effect, Effect::Update);
        QCOMPARE(merge.outcome, Outcome::Conflicted);
        const std::vector<FieldChange> changes{
            {test::deal::name, text("theirs"), text("mine")}, {test::deal::stage, text("open"), text("won")}};
        QVERIFY(merge.changes == changes);
        const std::vector<FieldConflict> conflicts{{test::deal::name, text("mine"), text("theirs"), text("old")}};
        QVERIFY(merge.conflicts == conflicts);
    }

    void aMergedSetMakesTheOutcomeMerged()
    {
        const FieldValues current{{test::deal::tags, set({"a", "b"})}};
        const RecordMerge merge = mergeMutation(test::dealEntity(), current,
            mutation(MutationKind::Update, {{test::deal::tags, set({"a"}), set({"a", "c"})}}));
        QCOMPARE(merge.outcome, Outcome::Merged);
        QVERIFY(merge.changes.front().to == set({"a", "b", "c"}));
    }

    void anEditOfADeletedRecordBringsItBack()
    {
        const FieldValues current{{test::deal::name, text("a")}, {systemfield::deletedAt, Value(qint64(5))}};
        const RecordMerge merge = mergeMutation(
            test::dealEntity(), current, mutation(MutationKind::Update, {{test::deal::name, text("a"), text("b")}}));
        QCOMPARE(merge.effect, Effect::Restore);
        QCOMPARE(merge.outcome, Outcome::Conflicted);
        QVERIFY(merge.recordConflict == ConflictKind::EditOfDeleted);
    }

    void aDeleteDoesNotTakeAnUnseenEditWithIt()
    {
        const FieldValues current{{test::deal::name, text("edited")}, {test::deal::stage, text("open")}};
        const std::vector<FieldChange> seen{
            {test::deal::name, text("old"), Value()}, {test::deal::stage, text("open"), Value()}};
        const RecordMerge merge = mergeMutation(test::dealEntity(), current, mutation(MutationKind::Delete, seen));
        QCOMPARE(merge.effect, Effect::Nothing);
        QVERIFY(merge.recordConflict == ConflictKind::DeleteOfEdited);
        QVERIFY(merge.editedByOthers == std::vector<FieldNumber>{test::deal::name});

        const FieldValues unchanged{{test::deal::name, text("old")}, {test::deal::stage, text("open")}};
        QCOMPARE(
            mergeMutation(test::dealEntity(), unchanged, mutation(MutationKind::Delete, seen)).effect, Effect::Delete);
        QCOMPARE(mergeMutation(test::dealEntity(), current, mutation(MutationKind::Delete, {})).effect, Effect::Delete);
    }

    void whatTheServerSetsByItselfIsNobodysEdit()
    {
        EntityDef entity = test::dealEntity();
        for (FieldDef &field : entity.fields)
            field.readOnly = field.number == test::deal::name;
        const FieldValues current{{test::deal::name, text("set meanwhile")}, {test::deal::stage, text("open")}};
        const std::vector<FieldChange> seen{
            {test::deal::name, Value(), Value()}, {test::deal::stage, text("open"), Value()}};
        QCOMPARE(mergeMutation(entity, current, mutation(MutationKind::Delete, seen)).effect, Effect::Delete);
    }

    void createTwiceIsOneRecord()
    {
        const Mutation create = mutation(MutationKind::Create,
            {{test::deal::name, Value(), text("a")},
                {systemfield::owner, Value(), namedRecordId(QStringLiteral("u"))}});
        const RecordMerge first = mergeMutation(test::dealEntity(), std::nullopt, create);
        QCOMPARE(first.effect, Effect::Insert);
        FieldValues values;
        for (const FieldChange &change : first.changes)
            values[change.field] = change.to;
        QCOMPARE(int(values.size()), 2);
        QCOMPARE(mergeMutation(test::dealEntity(), values, create).effect, Effect::Nothing);
    }

    void whatIsNotThereIsMissing()
    {
        for (const MutationKind kind : {MutationKind::Update, MutationKind::Delete, MutationKind::Restore})
            QCOMPARE(mergeMutation(test::dealEntity(), std::nullopt, mutation(kind, {})).effect, Effect::Missing);
        QCOMPARE(mergeMutation(test::dealEntity(), std::nullopt, mutation(MutationKind::Action, {})).effect,
            Effect::Nothing);
    }

    void nobodySetsTheRecycleBinByAField()
    {
        const RecordMerge merge = mergeMutation(test::dealEntity(), FieldValues{},
            mutation(MutationKind::Update, {{systemfield::deletedAt, Value(), Value(qint64(9))}}));
        QCOMPARE(merge.effect, Effect::Nothing);
    }

    void restoreTakesOutOfTheBin()
    {
        const FieldValues deleted{{systemfield::deletedAt, Value(qint64(5))}};
        QCOMPARE(
            mergeMutation(test::dealEntity(), deleted, mutation(MutationKind::Restore, {})).effect, Effect::Restore);
        QCOMPARE(mergeMutation(test::dealEntity(), FieldValues{}, mutation(MutationKind::Restore, {})).effect,
            Effect::Nothing);
    }
};

QTEST_APPLESS_MAIN(TestMerge)
#include "tst_merge.moc"
