// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fieldmenu.h"
#include "fielddialogfixture.h"
#include "tests/support/typing.h"

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// When a field is shown, required, fixed and valid, as it is written in the dialog.
class TestDefinitionRules : public FieldDialogFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void rulesAreStored()
    {
        begin(u"account"_s, u"Seats"_s, FieldType::Integer);
        QVERIFY(!editor().rules()->line(u"validWhen"_s)->isVisible());
        unfoldRules();
        const auto rule = [this](const QString &key) {
            return editor().rules()->line(key);
        };
        write(rule(u"visibleWhen"_s), u"name != 'Acme'"_s);
        write(rule(u"requiredWhen"_s), u"isNotEmpty(phone)"_s);
        write(rule(u"readOnlyWhen"_s), u"seats > 100"_s);
        write(rule(u"validWhen"_s), u"seats > 0"_s);
        write(rule(u"validTextEn"_s), u"At least one seat."_s);
        test::commitText(rule(u"validTextZh"_s), u"至少一个座位。"_s);
        for (const char *key : {"visibleWhen", "requiredWhen", "readOnlyWhen", "validWhen"})
            QVERIFY2(!errorAt(rule(QString::fromLatin1(key))).contains(u"Character"_s), key);
        QVERIFY(save());
        const FieldDef field = added(u"account"_s, u"seats"_s);
        QCOMPARE(field.visibleWhen, u"name != 'Acme'"_s);
        QCOMPARE(field.requiredWhen, u"isNotEmpty(phone)"_s);
        QCOMPARE(field.readOnlyWhen, u"seats > 100"_s);
        QCOMPARE(field.validWhen, u"seats > 0"_s);
        QCOMPARE(field.validTexts.value(u"en"_s), u"At least one seat."_s);
        QCOMPARE(field.validTexts.value(u"zh_CN"_s), u"至少一个座位。"_s);
    }

    void aBadExpressionIsSaidWhileItIsTyped()
    {
        begin(u"account"_s, u"Seats"_s, FieldType::Integer);
        unfoldRules();
        QLineEdit *required = editor().rules()->line(u"requiredWhen"_s);
        QVERIFY2(errorAt(required).startsWith(u"Example"_s), qPrintable(errorAt(required)));
        write(required, u"name = 'A' and fone = 1"_s);
        QCOMPARE(errorAt(required), u"Character 16: there is no field “fone”."_s);
        write(required, u"name ="_s);
        QVERIFY2(errorAt(required).startsWith(u"Character 7: "_s), qPrintable(errorAt(required)));
        write(required, u"class = 'vip'"_s);
        QCOMPARE(errorAt(required), u"Character 9: “vip” is not one of the choices."_s);
        write(required, u"seats + 1"_s); // no condition
        QVERIFY2(errorAt(required).startsWith(u"Character "_s), qPrintable(errorAt(required)));
        write(required, u"seats > 1"_s); // the field that is being made
        QVERIFY2(errorAt(required).startsWith(u"Example"_s), qPrintable(errorAt(required)));
    }

    void aBadRuleKeepsTheDialogAndOpensItsSection()
    {
        begin(u"account"_s, u"Seats"_s, FieldType::Integer);
        unfoldRules();
        QLineEdit *valid = editor().rules()->line(u"validWhen"_s);
        write(valid, u"seets > 0"_s);
        unfoldRules(); // and folded again
        QVERIFY(!valid->isVisible());
        clickSave();
        QVERIFY(m_dialog->isVisible());
        QVERIFY(valid->isVisible());
        QCOMPARE(errorAt(valid), u"Character 1: there is no field “seets”."_s);
        QCOMPARE(valid->text(), u"seets > 0"_s);
        QCOMPARE(editor().line(u"labelEn"_s)->text(), u"Seats"_s);
        QVERIFY(all(u"customField"_s).empty());
    }

    void whatIsToldNeedsARule()
    {
        begin(u"account"_s, u"Seats"_s, FieldType::Integer);
        unfoldRules();
        write(editor().rules()->line(u"validTextEn"_s), u"At least one."_s);
        clickSave();
        QCOMPARE(errorAt(editor().rules()->line(u"validWhen"_s)), u"This is required."_s);
    }

    void rulesFollowTheType()
    {
        begin(u"account"_s, u"Twice"_s, FieldType::Formula);
        unfoldRules();
        QVERIFY(editor().rules()->line(u"visibleWhen"_s)->isVisible());
        QVERIFY(!editor().rules()->line(u"requiredWhen"_s)->isVisible());
        QVERIFY(!editor().rules()->line(u"validTextEn"_s)->isVisible());
    }

    void fieldsAreOfferedByTheirLabels()
    {
        begin(u"account"_s, u"Twice"_s, FieldType::Formula);
        QLineEdit *formula = editor().line(u"formula"_s);
        write(formula, u"2 *"_s);
        auto *menu = editor().findChild<FieldMenu *>();
        QVERIFY(menu);
        QTest::mouseClick(menu->parentWidget(), Qt::LeftButton);
        QTRY_VERIFY(menu->isVisible());
        const auto actions = menu->actions();
        const auto employees = std::find_if(
            actions.begin(), actions.end(), [](const QAction *action) { return action->data() == u"employees"_s; });
        QVERIFY(employees != actions.end());
        menu->setActiveAction(*employees);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(formula->text(), u"2 *employees"_s);
        QVERIFY2(!errorAt(formula).contains(u"Character"_s), qPrintable(errorAt(formula)));
        QVERIFY(save());
        QCOMPARE(added(u"account"_s, u"twice"_s).formula, u"2 *employees"_s);
    }
};

QTEST_MAIN(TestDefinitionRules)
#include "tst_definitionrules.moc"
