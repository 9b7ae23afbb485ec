// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/filefieldeditor.h"
#include "client/forms/conflictdialog.h"
#include "client/forms/conflictrow.h"
#include "client/forms/customentitydialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/definitionname.h"
#include "client/forms/fielddefeditor.h"
#include "client/forms/fielddiffview.h"
#include "client/forms/fieldtypebox.h"
#include "client/forms/optionseditor.h"
#include "tests/support/accessibility.h"
#include "tests/support/formworkspace.h"

#include <QApplication>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QPointer>
#include <QRadioButton>
#include <QTableWidget>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// The dialogs beside the forms: conflicts, and the definitions that an administrator adds.
class FormDialogsTest : public FormWorkspace
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aFileIsChosenAlthoughTheFormIsBuiltAnew();
    void aFieldThatIsFixedMeanwhileTakesNoFile();
    void conflictsAreChosenPerField();
    void aValueThatIsNoneIsNotLeftOut();
    void aConflictOfARemovedFieldIsReadAndSettled();
    void aDeletionAgainstAnEditIsChosenInWords();
    void eachSideOfAConflictSaysWhoAndWhen();
    void newOptionsGetKeysOfTheirOwn();
    void administratorAddsAField();
    void administratorAddsAKindOfRecord();

private:
    QString picture() const; ///< path of one
};

void FormDialogsTest::aFileIsChosenAlthoughTheFormIsBuiltAnew()
{
    auto account = opened(u"account"_s, savedAccount(u"Acme"_s));
    QVERIFY(account);
    const QPointer<FieldEditor> former = account->editor(u"logo"_s);
    for (QToolButton *button : former->findChildren<QToolButton *>()) {
        if (!button->text().isEmpty())
            button->click();
    }
    const QPointer<QFileDialog> chooser = account->findChild<QFileDialog *>();
    QVERIFY(chooser && chooser->isVisible());
    account->setContext(context()); // as when definitions arrive
    QVERIFY(!former && chooser && chooser->isVisible());
    emit chooser->fileSelected(picture());
    account->setContext(context()); // and once more, before the file is there
    QTRY_VERIFY(!account->editor(u"logo"_s)->value().isNull());
    QVERIFY(account->isDirty());
    account.reset();
    QVERIFY(!chooser);
}

void FormDialogsTest::aFieldThatIsFixedMeanwhileTakesNoFile()
{
    auto account = opened(u"account"_s, savedAccount(u"Acme"_s));
    QVERIFY(account);
    auto *logo = qobject_cast<FileFieldEditor *>(account->editor(u"logo"_s));
    logo->setReadOnly(true);
    logo->attach(picture());
    QVERIFY(!logo->error().isEmpty());
    QVERIFY(logo->value().isNull());
}

QString FormDialogsTest::picture() const
{
    const QString path = m_folder->filePath(u"logo.png"_s);
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image.save(path) ? path : QString();
}

void FormDialogsTest::conflictsAreChosenPerField()
{
    const EntityDef *account = records().entity(u"account"_s);
    ConflictItem item;
    item.id = newRecordId();
    item.record = {account->number, newRecordId()};
    item.title = u"Acme"_s;
    item.field = account->field(u"name"_s)->number;
    item.original = Value(u"Acme"_s);
    item.standing = Value(u"Acme Inc"_s);
    item.displaced = Value(u"Acme Ltd"_s);
    ConflictItem second = item;
    second.mineIsStanding = true;
    ConflictDialog dialog(context(), {item, second});
    dialog.show();
    QCOMPARE(test::unnamedControls(dialog), QStringList());
    QVERIFY(dialog.decisions().empty());
    dialog.chooseAllMine();
    QCOMPARE(dialog.decisions().size(), 2U);
    QCOMPARE(dialog.decisions().front().value, Value(u"Acme Ltd"_s));
    QCOMPARE(dialog.decisions().back().value, Value(u"Acme Inc"_s));
    dialog.chooseAllTheirs();
    QCOMPARE(dialog.decisions().front().value, Value(u"Acme Inc"_s));
    dialog.rows().front()->otherEditor()->enterValue(Value(u"Acme Group"_s));
    QCOMPARE(dialog.rows().front()->choice(), ConflictRow::Other);
    QCOMPARE(dialog.decisions().front().value, Value(u"Acme Group"_s));

    FieldDiffView view{FieldFormat(context())};
    view.setChanges(account->number, {{item.field, item.original, item.standing}});
    QCOMPARE(view.topLevelItemCount(), 1);
    QCOMPARE(view.topLevelItem(0)->text(2), u"Acme Inc"_s);
}

void FormDialogsTest::aValueThatIsNoneIsNotLeftOut()
{
    const EntityDef *account = records().entity(u"account"_s);
    ConflictItem item;
    item.id = newRecordId();
    item.record = {account->number, newRecordId()};
    item.field = account->field(u"employees"_s)->number;
    item.standing = Value(10);
    item.displaced = Value(20);
    ConflictDialog dialog(context(), {item, item});
    dialog.show();
    dialog.chooseAllMine();
    FieldEditor *other = dialog.rows().front()->otherEditor();
    qobject_cast<QLineEdit *>(other->control())->clear();
    QTest::keyClicks(other->control(), u"many"_s);
    dialog.accept();
    QVERIFY(dialog.isVisible());
    QVERIFY(!other->error().isEmpty());
}

void FormDialogsTest::aConflictOfARemovedFieldIsReadAndSettled()
{
    FieldContext without = context();
    std::vector<EntityDef> entities = without.registry->entities();
    ConflictItem item;
    for (EntityDef &entity : entities) {
        for (FieldDef &field : entity.fields) {
            if (entity.name != u"account" || field.name != u"employees")
                continue;
            field.deleted = true;
            item.record = {entity.number, newRecordId()};
            item.field = field.number;
        }
    }
    without.registry = std::make_shared<const Registry>(std::move(entities), 1);
    item.id = newRecordId();
    item.standing = Value(10);
    item.displaced = Value(20);
    ConflictRow row(without, item);
    QVERIFY(!row.otherEditor());
    QVERIFY(row.findChild<QRadioButton *>()->text().contains(u"20"_s));
    row.choose(ConflictRow::Mine);
    QVERIFY(row.chosen() == std::optional(Value(20)));
}

void FormDialogsTest::aDeletionAgainstAnEditIsChosenInWords()
{
    const EntityDef *account = records().entity(u"account"_s);
    ConflictItem item;
    item.id = newRecordId();
    item.record = {account->number, newRecordId()};
    item.field = systemfield::deletedAt;
    item.ofRecord = true;
    item.displaced = Value(qint64(1'760'000'000'000));
    ConflictItem edited = item;
    edited.mineIsStanding = true;
    ConflictDialog dialog(context(), {item, edited});
    dialog.show();
    QCOMPARE(test::unnamedControls(dialog), QStringList());
    const ConflictRow *row = dialog.rows().front();
    QVERIFY(!row->otherEditor());
    QStringList offered;
    for (const QRadioButton *button : row->findChildren<QRadioButton *>()) {
        if (button->isVisible())
            offered.append(button->text());
    }
    QCOMPARE(offered, (QStringList{u"Mine: delete the record"_s, u"Theirs: keep the record, with what was edited"_s}));
    dialog.chooseAllMine();
    QCOMPARE(dialog.decisions().size(), 2U);
    QVERIFY(dialog.decisions().front().displaced);
    QVERIFY(!dialog.decisions().back().displaced);
    dialog.chooseAllTheirs();
    QVERIFY(!dialog.decisions().front().displaced);
    QVERIFY(dialog.decisions().back().displaced);
}

void FormDialogsTest::eachSideOfAConflictSaysWhoAndWhen()
{
    const EntityDef *account = records().entity(u"account"_s);
    ConflictItem item;
    item.id = newRecordId();
    item.record = {account->number, newRecordId()};
    item.field = account->field(u"name"_s)->number;
    item.standing = Value(u"Acme Inc"_s);
    item.displaced = Value(u"Acme Ltd"_s);
    item.standingAt = 1'760'000'000'000;
    item.displacedAt = 1'750'000'000'000;
    item.at = 1'770'000'000'000;
    const ConflictRow row(context(), item);
    QStringList notes;
    for (const QLabel *label : row.findChildren<QLabel *>())
        notes.append(label->text());
    const FieldFormat format(context());
    QVERIFY2(notes.contains(u"you · "_s + format.dateTime(item.displacedAt)), qPrintable(notes.join(u'\n')));
    QVERIFY2(notes.contains(u"somebody else · "_s + format.dateTime(item.standingAt) + u" · stands now"_s),
        qPrintable(notes.join(u'\n')));
}

void FormDialogsTest::newOptionsGetKeysOfTheirOwn()
{
    FieldDef field;
    field.options = {{u"option1"_s, {}, true}, {u"option2"_s, {}, true}};
    OptionsEditor editor;
    editor.setOptions(field);
    editor.findChild<QTableWidget *>()->removeRow(0);
    editor.addRow({}, {{u"zh_CN"_s, u"新"_s}});
    FieldDef written;
    editor.writeTo(written);
    QCOMPARE(written.options.size(), size_t(2));
    // Not that of the one that was removed either: records may hold it.
    QCOMPARE(written.options.back().key, u"option3"_s);
}

void FormDialogsTest::administratorAddsAField()
{
    QCOMPARE(definitionName(u"Credit limit (EUR)"_s), u"creditLimitEur"_s);
    CustomFieldDialog dialog(context(), u"account"_s);
    dialog.show();
    QCOMPARE(test::unnamedControls(dialog), QStringList());
    FieldDefEditor *editor = dialog.editor();
    dialog.accept();
    QVERIFY(dialog.isVisible());
    QVERIFY(!editor->line(u"labelEn"_s)->accessibleDescription().isEmpty());
    QTest::keyClicks(editor->line(u"labelEn"_s), u"Name"_s);
    dialog.accept();
    QVERIFY2(!editor->line(u"name"_s)->accessibleDescription().isEmpty(), "the name is taken");
    editor->line(u"labelEn"_s)->clear();
    QTest::keyClicks(editor->line(u"labelEn"_s), u"Credit limit"_s);
    QCOMPARE(editor->line(u"name"_s)->text(), u"creditLimit"_s);
    editor->typeBox()->setType(FieldType::Money);
    editor->line(u"minimum"_s)->setText(u"abc"_s);
    dialog.accept();
    QVERIFY(!editor->line(u"minimum"_s)->accessibleDescription().isEmpty());
    editor->line(u"minimum"_s)->setText(u"0"_s);
    QSignalSpy saved(&dialog, &CustomFieldDialog::saved);
    dialog.accept();
    QVERIFY(saved.wait(test::patience));
    QCOMPARE(saved.first().at(1).toString(), u"creditLimit"_s);

    const EntityDef *definitions = records().entity(u"customField"_s);
    std::vector<RecordId> ids;
    ListQuery all;
    all.entity = definitions->number;
    records().queryIds(all, this, [&](const auto &found) { ids = found.valueOr({}); });
    QTRY_COMPARE(ids.size(), 1U);
    const Record record = stored({definitions->number, ids.front()});
    QCOMPARE(record.value(definitions->field(u"entity"_s)->number), Value(u"account"_s));
    const QString json = record.value(definitions->field(u"definition"_s)->number).toText();
    QVERIFY2(json.contains(u"\"type\":\"money\""_s) && !json.contains(u"\"number\""_s), qPrintable(json));
}

void FormDialogsTest::administratorAddsAKindOfRecord()
{
    CustomEntityDialog dialog(context());
    dialog.show();
    QCOMPARE(test::unnamedControls(dialog), QStringList());
    QTest::keyClicks(dialog.line(u"labelEn"_s), u"Account"_s);
    dialog.accept();
    QVERIFY(dialog.isVisible());
    dialog.line(u"labelEn"_s)->clear();
    QTest::keyClicks(dialog.line(u"labelEn"_s), u"Company car"_s);
    QSignalSpy saved(&dialog, &CustomEntityDialog::saved);
    dialog.accept();
    QVERIFY(saved.wait(test::patience));
    QCOMPARE(saved.first().first().toString(), u"companyCar"_s);
}

QTEST_MAIN(FormDialogsTest)
#include "tst_formdialogs.moc"
