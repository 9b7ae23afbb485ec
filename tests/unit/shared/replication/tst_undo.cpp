// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/origin.h"
#include "shared/replication/undo.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace tandem;
using Effect = UndoDecision::Effect;

namespace {

Value text(const char *value)
{
    return QString::fromUtf8(value);
}

FieldAccess everything(FieldNumber)
{
    return FieldAccess::Write;
}

UndoDecision decide(const std::vector<UndoStep> &steps, const std::optional<FieldValues> &current,
    const FieldAccessTest &access = everything)
{
    static const EntityDef deal = test::dealEntity();
    return decideUndo(deal, steps, current, access);
}

UndoStep edit(FieldNumber field, const Value &from, const Value &to)
{
    return {MutationKind::Update, {{field, from, to}}};
}

}

/// What goes back and what stays, by the steps and the record as it is.
class TestUndo : public QObject
{
    Q_OBJECT

private slots:
    void aFieldGoesBackIfItHoldsWhatItWasGiven()
    {
        const UndoDecision decision =
            decide({edit(test::deal::name, text("a"), text("b"))}, FieldValues{{test::deal::name, text("b")}});
        QCOMPARE(decision.effect, Effect::Update);
        QCOMPARE(decision.changes, (std::vector<FieldChange>{{test::deal::name, text("b"), text("a")}}));
        QVERIFY(decision.kept.empty());
    }

    void aFieldThatWasEditedSinceStays()
    {
        const UndoDecision decision =
            decide({{MutationKind::Update,
                       {{test::deal::name, text("a"), text("b")}, {test::deal::code, Value(), text("1")}}}},
                FieldValues{{test::deal::name, text("mine")}, {test::deal::code, text("1")}});
        QCOMPARE(decision.changes, (std::vector<FieldChange>{{test::deal::code, text("1"), Value()}}));
        QCOMPARE(decision.kept, (std::vector<KeptField>{{test::deal::name, KeptBecause::Changed}}));
    }

    void whatIsBackAlreadyIsNoMatter()
    {
        const UndoDecision decision =
            decide({edit(test::deal::name, text("a"), text("b"))}, FieldValues{{test::deal::name, text("a")}});
        QCOMPARE(decision, UndoDecision());
    }

    void severalStepsAreOne()
    {
        const UndoDecision decision =
            decide({edit(test::deal::name, text("a"), text("b")), edit(test::deal::name, text("b"), text("c"))},
                FieldValues{{test::deal::name, text("c")}});
        QCOMPARE(decision.changes, (std::vector<FieldChange>{{test::deal::name, text("c"), text("a")}}));
    }

    void whatMayNotBeWrittenStays()
    {
        const auto readsOnly = [](FieldNumber field) {
            return field == test::deal::name ? FieldAccess::Read : FieldAccess::Write;
        };
        const UndoDecision decision = decide(
            {edit(test::deal::name, text("a"), text("b"))}, FieldValues{{test::deal::name, text("b")}}, readsOnly);
        QCOMPARE(decision.effect, Effect::Nothing);
        QCOMPARE(decision.kept, (std::vector<KeptField>{{test::deal::name, KeptBecause::NotWritable}}));
    }

    void whatMayNotBeReadTellsNothing()
    {
        const auto hidden = [](FieldNumber) {
            return FieldAccess::Hidden;
        };
        const std::vector<KeptField> kept{{test::deal::name, KeptBecause::NotWritable}};
        for (const char *now : {"a", "b", "edited since"}) {
            const UndoDecision decision = decide(
                {edit(test::deal::name, text("a"), text("b"))}, FieldValues{{test::deal::name, text(now)}}, hidden);
            QCOMPARE(decision.effect, Effect::Nothing);
            QCOMPARE(decision.kept, kept);
        }
    }

    void whatTheServerStampsIsPassedOver()
    {
        const UndoDecision decision = decide(
            {edit(systemfield::modifiedAt, qint64(1), qint64(2))}, FieldValues{{systemfield::modifiedAt, qint64(2)}});
        QCOMPARE(decision, UndoDecision());
    }

    void aCreatedRecordGoes()
    {
        const UndoDecision decision = decide({{MutationKind::Create, {{test::deal::name, Value(), text("a")}}},
                                                 edit(test::deal::name, text("a"), text("b"))},
            FieldValues{{test::deal::name, text("b")}, {systemfield::createdAt, qint64(1)}});
        QCOMPARE(decision.effect, Effect::Delete);
        const FieldChange seen{test::deal::name, text("b"), Value()};
        QVERIFY(std::find(decision.changes.begin(), decision.changes.end(), seen) != decision.changes.end());
    }

    void aCreatedRecordThatWasEditedStays()
    {
        const UndoStep creation{MutationKind::Create, {{test::deal::name, Value(), text("a")}}};
        const FieldValues edited{{test::deal::name, text("a")}, {test::deal::note, text("important")}};
        const UndoDecision decision = decide({creation}, edited);
        QCOMPARE(decision.effect, Effect::Nothing);
        QCOMPARE(decision.kept, (std::vector<KeptField>{{test::deal::note, KeptBecause::Changed}}));
        // Whoever may not read the note learns nothing of it.
        const UndoDecision blind = decide({creation}, edited,
            [](FieldNumber field) { return field == test::deal::note ? FieldAccess::Hidden : FieldAccess::Write; });
        QCOMPARE(blind.effect, Effect::Delete);
    }

    void aRecordThatIsGoneStaysGone()
    {
        const FieldValues deleted{{test::deal::name, text("b")}, {systemfield::deletedAt, qint64(1)}};
        QCOMPARE(decide({edit(test::deal::name, text("a"), text("b"))}, deleted).kept,
            (std::vector<KeptField>{{0, KeptBecause::Gone}}));
        QCOMPARE(decide({{MutationKind::Create, {{test::deal::name, Value(), text("b")}}}}, deleted), UndoDecision());
        QCOMPARE(decide({{MutationKind::Create, {}}}, std::nullopt), UndoDecision());
    }

    void aDeletedRecordComesBack()
    {
        const FieldValues deleted{{test::deal::name, text("a")}, {systemfield::deletedAt, qint64(1)}};
        QCOMPARE(decide({{MutationKind::Delete, {}}}, deleted).effect, Effect::Restore);
        QCOMPARE(decide({{MutationKind::Delete, {}}}, FieldValues{{test::deal::name, text("a")}}), UndoDecision());
        // Unless it has left the recycle bin for good, which is said.
        QCOMPARE(
            decide({{MutationKind::Delete, {}}}, std::nullopt).kept, (std::vector<KeptField>{{0, KeptBecause::Gone}}));
    }

    void whatOnlyTheServerWritesGoesBackIfItDidItItself()
    {
        EntityDef deal = test::dealEntity();
        for (FieldDef &field : deal.fields)
            field.readOnly = field.readOnly || field.number == test::deal::code;
        UndoStep moved = edit(test::deal::code, text("old"), text("new"));
        const FieldValues current{{test::deal::code, text("new")}};
        QCOMPARE(decideUndo(deal, {moved}, current, everything), UndoDecision());
        moved.byServer = true;
        QCOMPARE(decideUndo(deal, {moved}, current, everything).changes,
            (std::vector<FieldChange>{{test::deal::code, text("new"), text("old")}}));
    }

    void anOriginTravelsAmongTheArguments()
    {
        QCborMap arguments{{QStringLiteral("comment"), QStringLiteral("x")}};
        QVERIFY(originOf(arguments).isNull());
        const RecordId origin = newRecordId();
        setOrigin(arguments, origin);
        QCOMPARE(originOf(arguments), origin);
        QVERIFY(revertOriginOf(origin) != origin);
        QCOMPARE(revertOriginOf(origin), revertOriginOf(origin));
    }
};

QTEST_APPLESS_MAIN(TestUndo)
#include "tst_undo.moc"
