// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sampleentities.h"

#include "shared/expressions/rulejudge.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

class TestRuleJudge : public QObject
{
    Q_OBJECT

private:
    const EntityDef &deal() const { return *m_registry->entity(QStringLiteral("deal")); }
    CheckedExpression condition(const char *text) const
    {
        return compileCondition(QString::fromLatin1(text), *m_registry, deal()).valueOr({});
    }
    FieldRules ofNotes(const char *requiredWhen, const char *readOnlyWhen = "", const char *validWhen = "") const
    {
        return {deal().field(sample::notes), condition(requiredWhen), condition(readOnlyWhen), condition(validWhen)};
    }
    static RuleJudge judge(RuleJudge::Missing missing)
    {
        const auto nothing = [](const EntityDef &, const RecordId &) {
            return std::optional<FieldValues>();
        };
        return RuleJudge({}, nothing, missing);
    }
    static QString reason(const Result<void> &result) { return result.ok() ? QString() : result.error().reason; }

    RegistryPointer m_registry = sample::registry();
    const FieldValues m_open{{sample::stage, Value(QStringLiteral("new"))}};
    const FieldValues m_lost{{sample::stage, Value(QStringLiteral("lost"))}};

private slots:
    void whatWasMissingBeforeMayStayMissing()
    {
        const RuleJudge judge = TestRuleJudge::judge(RuleJudge::Missing::Empty);
        const FieldRules rules = ofNotes("stage = 'lost'");
        QCOMPARE(reason(judge.checkRequired(rules, &m_open, m_lost)), QStringLiteral("required"));
        QCOMPARE(reason(judge.checkRequired(rules, nullptr, m_lost)), QStringLiteral("required"));
        QVERIFY(judge.checkRequired(rules, &m_open, m_open).ok());
        FieldValues edited = m_lost;
        edited[sample::count] = Value(qint64(3));
        QVERIFY(judge.checkRequired(rules, &m_lost, edited).ok());
        FieldValues filled = m_lost;
        filled[sample::notes] = Value(QStringLiteral("price"));
        QVERIFY(judge.checkRequired(rules, &m_open, filled).ok());
        QCOMPARE(reason(judge.checkRequired(rules, &filled, m_lost)), QStringLiteral("required"));
    }

    void aFieldThatIsAlwaysRequiredIsAskedForWhenItIsNewOrEmptied()
    {
        FieldDef required = *deal().field(sample::notes);
        required.required = true;
        const FieldRules rules{&required, {}, {}, {}};
        const RuleJudge judge = TestRuleJudge::judge(RuleJudge::Missing::Empty);
        QCOMPARE(reason(judge.checkRequired(rules, nullptr, m_open)), QStringLiteral("required"));
        QVERIFY(judge.checkRequired(rules, &m_open, m_lost).ok());
    }

    void aFieldIsLockedByTheRowOfNow()
    {
        const RuleJudge judge = TestRuleJudge::judge(RuleJudge::Missing::Empty);
        const FieldRules rules = ofNotes("", "stage = 'lost'");
        QCOMPARE(reason(judge.checkReadOnly(rules, m_lost)), QStringLiteral("readOnly"));
        QVERIFY(judge.checkReadOnly(rules, m_open).ok());
        QVERIFY(judge.checkReadOnly(ofNotes(""), m_lost).ok());
    }

    void aBrokenRuleIsNamed()
    {
        const RuleJudge judge = TestRuleJudge::judge(RuleJudge::Missing::Empty);
        FieldValues noted = m_lost;
        noted[sample::notes] = Value(QStringLiteral("price"));
        const Result<void> broken = judge.checkValid(ofNotes("", "", "stage != 'lost'"), &m_lost, noted);
        QCOMPARE(reason(broken), QStringLiteral("notValidWith"));
        QCOMPARE(broken.error().field, QStringLiteral("notes"));
    }

    void whatCannotBeSeenHereIsNoReasonUnlessItIsSurelyNotThere()
    {
        FieldValues linked = m_open;
        linked[sample::account] = Value(newRecordId());
        linked[sample::notes] = Value(QStringLiteral("price"));
        FieldValues emptied = linked;
        emptied.erase(sample::notes);
        const char *of = "account.name = null";
        const FieldRules rules = ofNotes(of, of, "account.name = 'Acme'");
        const RuleJudge sure = judge(RuleJudge::Missing::Empty);
        QCOMPARE(reason(sure.checkReadOnly(rules, linked)), QStringLiteral("readOnly"));
        QCOMPARE(reason(sure.checkRequired(rules, &linked, emptied)), QStringLiteral("required"));
        QCOMPARE(reason(sure.checkValid(rules, nullptr, linked)), QStringLiteral("notValidWith"));
        const RuleJudge careful = judge(RuleJudge::Missing::Unknown);
        QVERIFY(careful.checkReadOnly(rules, linked).ok());
        QVERIFY(careful.checkRequired(rules, &linked, emptied).ok());
        QVERIFY(careful.checkValid(rules, nullptr, linked).ok());
    }
};

QTEST_GUILESS_MAIN(TestRuleJudge)
#include "tst_rulejudge.moc"
