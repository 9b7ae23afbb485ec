// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/composinglineedit.h"
#include "client/fields/datefieldeditor.h"
#include "client/fields/datetimefieldeditor.h"
#include "client/fields/fieldeditors.h"
#include "client/fields/fieldformat.h"
#include "client/fields/richtextsanitizer.h"
#include "client/widgets/theme.h"
#include "shared/replication/richtext.h"
#include "tests/support/accessibility.h"
#include "tests/support/typing.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(tandem::Value)

namespace {

FieldDef fieldOf(FieldType type, int scale = 0)
{
    FieldDef field;
    field.number = 20;
    field.name = fieldTypeName(type);
    field.type = type;
    field.scale = scale;
    field.target = u"thing"_s;
    field.options = {{u"a"_s, u"green"_s, true}, {u"b"_s, u"red"_s, true}, {u"old"_s, {}, false}};
    return field;
}

/// An entity with one field, and an editor of it that keeps both alive.
struct Bench
{
    explicit Bench(FieldDef field)
    {
        EntityDef entity;
        entity.number = 100;
        entity.name = u"thing"_s;
        entity.titleField = field.name;
        entity.fields = {std::move(field)};
        context.registry = std::make_shared<const Registry>(std::vector<EntityDef>{entity}, 0);
        context.locale = QLocale(u"en"_s);
        context.zone = QTimeZone("Asia/Shanghai");
        const EntityDef &kept = *context.registry->entity(100);
        editor.reset(createFieldEditor(kept, kept.fields.front(), context));
    }

    const EntityDef &entity() const { return *context.registry->entity(100); }
    const FieldDef &field() const { return entity().fields.front(); }
    QLineEdit *line() const { return qobject_cast<QLineEdit *>(editor->control()); }
    QString text(const Value &value) const { return FieldFormat(context).text(entity(), field(), value); }

    FieldContext context;
    std::unique_ptr<FieldEditor> editor;
};

constexpr qint64 noonInShanghai = 1'795'406'400'000; // 2026-11-23 12:00 there

}

class FieldsTest : public QObject
{
    Q_OBJECT

private slots:
    void valuesComeBackUnchanged_data();
    void valuesComeBackUnchanged();
    void typedTextIsRead_data();
    void typedTextIsRead();
    void nonsenseIsSaidAndTakenForNothing();
    void jsonIsCheckedWhenItIsLeft();
    void composingChangesNothing();
    void shortDates();
    void timesOfDay();
    void changingTheCurrencyKeepsTheAmount();
    void retiredOptionsStayReadable();
    void tagsEndWithEnterOrComma();
    void aTagThatIsNotEndedCounts();
    void pastedHtmlIsSanitized();
    void textsOfValues();
    void errorsAreHeardToo();
    void everyEditorHasAName();
};

void FieldsTest::valuesComeBackUnchanged_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<Value>("value");
    const auto row = [](FieldType type, Value value) {
        QTest::newRow(qPrintable(fieldTypeName(type))) << int(type) << std::move(value);
    };
    row(FieldType::Text, Value(u"华为 Technologies"_s));
    row(FieldType::LongText, Value(u"one\ntwo"_s));
    row(FieldType::RichText, Value(u"<p>plain <b>bold</b></p>"_s));
    row(FieldType::Integer, Value(qint64(1234567)));
    row(FieldType::Decimal, Value(qint64(-123456)));
    row(FieldType::Money, Value(Money{123450, u"USD"_s}));
    row(FieldType::Percent, Value(qint64(1250)));
    row(FieldType::Boolean, Value(true));
    row(FieldType::Date, Value(u"2026-11-23"_s));
    row(FieldType::DateTime, Value(noonInShanghai + 12'345)); // seconds that the editor does not show
    row(FieldType::Duration, Value(qint64(5400)));
    row(FieldType::Choice, Value(u"b"_s));
    row(FieldType::MultiChoice, Value(QStringList{u"a"_s, u"b"_s}));
    row(FieldType::Link, Value(namedRecordId(u"x"_s)));
    row(FieldType::User, Value(namedRecordId(u"u"_s)));
    row(FieldType::AnyLink, Value(u"thing/"_s + toText(namedRecordId(u"y"_s))));
    row(FieldType::File, Value(namedRecordId(u"f"_s)));
    row(FieldType::Image, Value(namedRecordId(u"i"_s)));
    row(FieldType::Email, Value(u"li.wei@example.com"_s));
    row(FieldType::Phone, Value(u"+86 138 0013 8000"_s));
    row(FieldType::Url, Value(u"https://example.com/a?b=c"_s));
    row(FieldType::Address, Value(u"{\"city\":\"杭州\",\"street\":\"文三路 1 号\"}"_s));
    row(FieldType::Tags, Value(QStringList{u"vip"_s, u"重点"_s}));
    row(FieldType::NumberSeries, Value(u"HT-2026-0001"_s));
    row(FieldType::Formula, Value(qint64(42)));
    row(FieldType::RollUp, Value(Money{100, u"CNY"_s}));
    row(FieldType::Json, Value(u"{\"a\":1}"_s));
}

void FieldsTest::valuesComeBackUnchanged()
{
    QFETCH(int, type);
    QFETCH(Value, value);
    Bench bench(fieldOf(
        FieldType(type), FieldType(type) == FieldType::Decimal || FieldType(type) == FieldType::Percent ? 2 : 0));
    QSignalSpy edited(bench.editor.get(), &FieldEditor::edited);
    bench.editor->setValue(value);
    QCOMPARE(bench.editor->value(), value);
    QVERIFY(!bench.editor->isDirty());
    QCOMPARE(edited.count(), 0);
    bench.editor->setValue({});
    QVERIFY(bench.editor->value().isNull());
    bench.editor->enterValue(value);
    QCOMPARE(edited.count(), 1);
    QVERIFY(bench.editor->isDirty());
    QCOMPARE(bench.editor->value(), value);
    bench.editor->reset();
    QVERIFY(!bench.editor->isDirty());
}

void FieldsTest::typedTextIsRead_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<Value>("value");
    QTest::newRow("integer") << int(FieldType::Integer) << u"1,234"_s << Value(qint64(1234));
    QTest::newRow("full width") << int(FieldType::Integer) << u"１２３４"_s << Value(qint64(1234));
    QTest::newRow("decimal") << int(FieldType::Decimal) << u"１２．５"_s << Value(qint64(1250));
    QTest::newRow("percent") << int(FieldType::Percent) << u"12.5%"_s << Value(qint64(1250));
    QTest::newRow("money") << int(FieldType::Money) << u"1,200.5"_s << Value(Money{120050, u"CNY"_s});
    QTest::newRow("money with its currency") << int(FieldType::Money) << u"EUR 12"_s << Value(Money{1200, u"EUR"_s});
    QTest::newRow("date") << int(FieldType::Date) << u"2026-11-3"_s << Value(u"2026-11-03"_s);
    QTest::newRow("Chinese date") << int(FieldType::Date) << u"2026年11月3日"_s << Value(u"2026-11-03"_s);
    QTest::newRow("duration") << int(FieldType::Duration) << u"1:30"_s << Value(qint64(5400));
    QTest::newRow("duration in words") << int(FieldType::Duration) << u"2h 15min"_s << Value(qint64(8100));
    QTest::newRow("url") << int(FieldType::Url) << u"example.com"_s << Value(u"https://example.com"_s);
}

void FieldsTest::typedTextIsRead()
{
    QFETCH(int, type);
    QFETCH(QString, typed);
    QFETCH(Value, value);
    const auto fieldType = FieldType(type);
    Bench bench(fieldOf(fieldType, fieldType == FieldType::Decimal || fieldType == FieldType::Percent ? 2 : 0));
    bench.editor->setValue({});
    QSignalSpy edited(bench.editor.get(), &FieldEditor::edited);
    test::commitText(bench.line(), typed);
    QVERIFY(edited.count() > 0);
    QCOMPARE(bench.editor->inputError(), QString());
    QCOMPARE(bench.editor->value(), value);
    // Leaving the field brings the text into its usual form, and means the same.
    emit bench.line()->editingFinished();
    QCOMPARE(bench.editor->value(), value);
}

void FieldsTest::nonsenseIsSaidAndTakenForNothing()
{
    FieldDef field = fieldOf(FieldType::Integer);
    field.maximum = 100;
    Bench bench(field);
    bench.editor->setValue(Value(qint64(7)));
    bench.line()->clear();
    QTest::keyClicks(bench.line(), u"abc"_s);
    QVERIFY(!bench.editor->inputError().isEmpty());
    QVERIFY(bench.editor->isDirty());
    QCOMPARE(bench.editor->value(), Value(qint64(7)));
    bench.line()->clear();
    QTest::keyClicks(bench.line(), u"101"_s);
    QVERIFY2(bench.editor->inputError().contains(u"100"_s), qPrintable(bench.editor->inputError()));
}

void FieldsTest::jsonIsCheckedWhenItIsLeft()
{
    Bench bench(fieldOf(FieldType::Json));
    QWidget window;
    bench.editor->setParent(&window);
    auto *edit = qobject_cast<QPlainTextEdit *>(bench.editor->control());
    edit->setPlainText(u"{\n \"a\": 1\n \"b\": 2}"_s);
    QVERIFY(bench.editor->error().isEmpty());
    QFocusEvent leaving(QEvent::FocusOut, Qt::TabFocusReason);
    QApplication::sendEvent(edit, &leaving);
    QVERIFY2(bench.editor->error().startsWith(u"Line 3, "_s), qPrintable(bench.editor->error()));
    QCOMPARE(edit->accessibleDescription(), bench.editor->error());
    // Who comes back and mends it is not told any more.
    edit->setPlainText(u"{\"a\": 1}"_s);
    QVERIFY(bench.editor->error().isEmpty());
    QApplication::sendEvent(edit, &leaving);
    QVERIFY(bench.editor->error().isEmpty());
    bench.editor->setParent(nullptr);
}

void FieldsTest::composingChangesNothing()
{
    Bench bench(fieldOf(FieldType::Text));
    QWidget form;
    bench.editor->setParent(&form);
    QSignalSpy edited(bench.editor.get(), &FieldEditor::edited);
    QInputMethodEvent composing(u"zhong'guo"_s, {});
    QApplication::sendEvent(bench.line(), &composing);
    QVERIFY(bench.editor->isComposing());
    QCOMPARE(edited.count(), 0);
    QVERIFY(bench.editor->value().isNull());
    QSignalSpy returned(bench.line(), &QLineEdit::returnPressed);
    QTest::keyClick(bench.line(), Qt::Key_Return);
    QCOMPARE(returned.count(), 0);
    QInputMethodEvent commit;
    commit.setCommitString(u"中国"_s);
    QApplication::sendEvent(bench.line(), &commit);
    QVERIFY(!bench.editor->isComposing());
    QCOMPARE(bench.editor->value(), Value(u"中国"_s));
    QCOMPARE(edited.count(), 1);
    bench.editor->setParent(nullptr);
}

void FieldsTest::shortDates()
{
    const FieldDef field = fieldOf(FieldType::Date);
    const QDate today(2026, 11, 23);
    const auto read = [&](const QString &text) {
        return DateFieldEditor::parse(field, text, today).valueOr({}).toText();
    };
    QCOMPARE(read(u"today"_s), u"2026-11-23"_s);
    QCOMPARE(read(u"明天"_s), u"2026-11-24"_s);
    QCOMPARE(read(u"+7"_s), u"2026-11-30"_s);
    QCOMPARE(read(u"12-5"_s), u"2026-12-05"_s);
    QCOMPARE(read(u"１２月５日"_s), u"2026-12-05"_s);
    QVERIFY(!DateFieldEditor::parse(field, u"2026-13-40"_s, today).ok());
}

void FieldsTest::timesOfDay()
{
    QCOMPARE(DateTimeFieldEditor::parseTime(u"9:30"_s), QTime(9, 30));
    QCOMPARE(DateTimeFieldEditor::parseTime(u"0930"_s), QTime(9, 30));
    QCOMPARE(DateTimeFieldEditor::parseTime(u"１４：０５"_s), QTime(14, 5));
    QVERIFY(!DateTimeFieldEditor::parseTime(u"25:00"_s).isValid());
    Bench bench(fieldOf(FieldType::DateTime));
    bench.editor->setValue({});
    const auto lines = bench.editor->findChildren<ComposingLineEdit *>();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.last()->placeholderText(), u"HH:MM"_s);
    QTest::keyClicks(bench.line(), u"2026-11-23"_s);
    QCOMPARE(lines.last()->placeholderText(), u"00:00"_s); // what a day alone means
    QTest::keyClicks(lines.last(), u"12:00"_s);
    QCOMPARE(bench.editor->value(), Value(noonInShanghai));
}

void FieldsTest::changingTheCurrencyKeepsTheAmount()
{
    Bench bench(fieldOf(FieldType::Money));
    bench.editor->setValue(Value(Money{1000, u"CNY"_s}));
    auto *box = bench.editor->findChild<QComboBox *>();
    box->setCurrentIndex(box->findData(u"USD"_s));
    emit box->activated(box->currentIndex());
    QCOMPARE(bench.editor->value(), Value(Money{1000, u"USD"_s}));
    QVERIFY(bench.editor->isDirty());
}

void FieldsTest::retiredOptionsStayReadable()
{
    Bench bench(fieldOf(FieldType::Choice));
    auto *box = bench.editor->findChild<QComboBox *>();
    QCOMPARE(box->findData(u"old"_s), -1);
    bench.editor->setValue(Value(u"old"_s));
    QCOMPARE(bench.editor->value(), Value(u"old"_s));
    QVERIFY(box->findData(u"old"_s) >= 0);
}

void FieldsTest::tagsEndWithEnterOrComma()
{
    Bench bench(fieldOf(FieldType::Tags));
    QTest::keyClicks(bench.line(), u"vip"_s);
    QTest::keyClick(bench.line(), Qt::Key_Return);
    test::commitText(bench.line(), u"重点，"_s);
    QCOMPARE(bench.editor->value(), Value(QStringList{u"vip"_s, u"重点"_s}));
}

void FieldsTest::aTagThatIsNotEndedCounts()
{
    Bench bench(fieldOf(FieldType::Tags));
    bench.editor->setValue(Value(QStringList{u"vip"_s}));
    QTest::keyClicks(bench.line(), u"half"_s);
    const Value both(QStringList{u"vip"_s, u"half"_s});
    QCOMPARE(bench.editor->value(), both);
    QCOMPARE(bench.editor->typed(), both);
    bench.editor->setOriginalValue(both);
    QVERIFY(!bench.editor->isDirty());
    QTest::keyClick(bench.line(), Qt::Key_Return);
    QCOMPARE(bench.editor->value(), both);
    QTest::keyClicks(bench.line(), QString(100, u'x'));
    QVERIFY(!bench.editor->inputError().isEmpty());
}

void FieldsTest::pastedHtmlIsSanitized()
{
    const QString html =
        sanitizedHtml(u"<h1 style='color:red'>T</h1><p onclick='x()'>a <b>b</b> <img src='http://t/x.png'>"
                      "<a href='javascript:alert(1)'>bad</a> <a href='https://ok.example'>good</a></p>"
                      "<script>alert(1)</script><ul><li>one</li><li>two</li></ul>"_s);
    for (const QString &foreign : {u"style"_s, u"onclick"_s, u"img"_s, u"javascript"_s, u"script"_s, u"http://t"_s})
        QVERIFY2(!html.contains(foreign), qPrintable(html));
    for (const QString &kept :
        {u"<h1>T</h1>"_s, u"<b>b</b>"_s, u"<a href=\"https://ok.example\">good</a>"_s, u"<li>two</li></ul>"_s})
        QVERIFY2(html.contains(kept), qPrintable(html));
    QCOMPARE(sanitizedHtml(html), html);
    // What is stored can be merged.
    const auto tokens = richTextTokens(html);
    QVERIFY(tokens);
    QCOMPARE(richTextHtml(*tokens), html);
}

void FieldsTest::textsOfValues()
{
    Bench money(fieldOf(FieldType::Money));
    QCOMPARE(money.text(Value(Money{-123456, u"USD"_s})), u"-US$1,234.56"_s);
    QCOMPARE(money.text(Value(Money{1200000, u"CNY"_s})), u"¥12,000.00"_s);
    QCOMPARE(money.text(Value(Money{500, u"JPY"_s})), u"JP¥500"_s);
    QCOMPARE(money.text(Value(Money{100, u"CHF"_s})), u"CHF 1.00"_s);
    money.context.locale = QLocale(u"zh_CN"_s);
    QCOMPARE(money.text(Value(Money{-123456, u"USD"_s})), u"-US$1,234.56"_s);
    QCOMPARE(Bench(fieldOf(FieldType::Percent, 1)).text(Value(qint64(125))), u"12.5%"_s);
    QCOMPARE(Bench(fieldOf(FieldType::Duration)).text(Value(qint64(5400))), u"1 h 30 min"_s);
    QCOMPARE(Bench(fieldOf(FieldType::Date)).text(Value(u"2026-11-03"_s)), u"3 Nov 2026"_s);
    QCOMPARE(Bench(fieldOf(FieldType::DateTime)).text(Value(noonInShanghai)), u"23 Nov 2026 12:00"_s);
    Bench number(fieldOf(FieldType::Integer));
    QCOMPARE(number.text(Value(std::numeric_limits<qint64>::max())), u"9,223,372,036,854,775,807"_s);
}

void FieldsTest::errorsAreHeardToo()
{
    Bench bench(fieldOf(FieldType::Text));
    bench.editor->setError(u"This is required."_s);
    QCOMPARE(bench.editor->control()->accessibleDescription(), u"This is required."_s);
    QTest::keyClicks(bench.line(), u"x"_s);
    QVERIFY(bench.editor->error().isEmpty());
    bench.editor->setHint(u"Changed elsewhere to y."_s, u"take"_s, u"Take that"_s);
    QVERIFY(bench.editor->control()->accessibleDescription().contains(u"elsewhere"_s));
}

void FieldsTest::everyEditorHasAName()
{
    for (int type = 0; type <= int(FieldType::Json); ++type) {
        Bench bench(fieldOf(FieldType(type)));
        bench.editor->setWindowTitle(u"editor"_s);
        for (const bool dark : {false, true}) {
            QApplication::setPalette(Theme::palette(dark));
            bench.editor->show();
            QCOMPARE(test::unnamedControls(*bench.editor), QStringList());
        }
        bench.editor->setReadOnly(true);
        QCOMPARE(test::unnamedControls(*bench.editor), QStringList());
    }
}

QTEST_MAIN(FieldsTest)
#include "tst_fields.moc"
