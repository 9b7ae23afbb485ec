// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditors.h"
#include "client/forms/linkcache.h"
#include "client/forms/quickcreatedialog.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "signedinforms.h"
#include "tests/support/accessibility.h"
#include "tests/support/typing.h"

#include <QComboBox>
#include <QPointer>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// What a form shows, asks and writes, over a real workspace without a server: what is typed ends in a replica on the
/// disk and comes back from it.
class FormsTest : public SignedInForms
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void everyEntityHasAFormWithNames();
    void keyboardAloneMakesARecord();
    void missingValuesAreShownAtTheField();
    void valuesThatDoNotGoTogetherAreSaidAtTheField();
    void defaultsOfWhatIsOnlyReadAreNotSent();
    void rollUpsFollowWhatTheyCount();
    void escapeAsksBeforeLosing();
    void rulesFollowWhatIsTyped();
    void quickCreateAsksForLittle();
    void quickCreateOutlivesTheFormThatAskedForIt();
    void quickCreateForAFieldThatWasFixedMeanwhile();
    void linksSayWhatTheyAre();
    void aLinkIsLeftAloneWhileItIsEdited();
    void linkedRecordsAreReadWhenTheyCome();
    void textThatIsNoValueSurvives();
};

void FormsTest::everyEntityHasAFormWithNames()
{
    for (const EntityDef &entity : records().registry()->entities()) {
        if (!entity.icon.isEmpty())
            QVERIFY2(icons::exists(entity.icon), qPrintable(entity.name + u": "_s + entity.icon));
        for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
            records().setLanguage(language);
            auto shown = form(entity.name);
            shown->createRecord();
            const QStringList unnamed = test::unnamedControls(*shown);
            QVERIFY2(unnamed.isEmpty(), qPrintable(entity.name + u": "_s + unnamed.join(u'\n')));
        }
    }
}

void FormsTest::keyboardAloneMakesARecord()
{
    auto account = form(u"account"_s);
    account->createRecord();
    QVERIFY(!account->isDirty());
    QWidget *name = account->editor(u"name"_s)->control();
    name->setFocus();
    test::commitText(name, u"杭州云帆科技"_s);
    QVERIFY(account->isDirty());
    QSignalSpy saved(account.get(), &RecordForm::saved);
    QSignalSpy closed(account.get(), &RecordForm::closeRequested);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(saved.count(), 0);
    QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(saved.wait(test::patience));
    QCOMPARE(closed.count(), 1);
    QVERIFY(!account->isDirty());

    auto again = form(u"account"_s);
    QSignalSpy loaded(again.get(), &RecordForm::loaded);
    again->openRecord(account->record());
    QVERIFY(loaded.wait(test::patience));
    QCOMPARE(again->editor(u"name"_s)->value(), Value(u"杭州云帆科技"_s));
    const FieldDef *number = again->entity().field(u"name"_s);
    QCOMPARE(stored(again->key()).value(number->number), Value(u"杭州云帆科技"_s));
}

void FormsTest::missingValuesAreShownAtTheField()
{
    auto account = form(u"account"_s);
    account->createRecord();
    QSignalSpy failed(account.get(), &RecordForm::saveFailed);
    account->save();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!account->editor(u"name"_s)->error().isEmpty());
    QVERIFY(account->strip()->isVisible());
    QCOMPARE(account->strip()->tone(), Tone::Danger);
    QTRY_COMPARE(account->focusWidget(), account->editor(u"name"_s)->control());
}

void FormsTest::valuesThatDoNotGoTogetherAreSaidAtTheField()
{
    auto contract = form(u"contract"_s);
    contract->createRecord();
    contract->editor(u"title"_s)->enterValue(Value(u"Supply 2027"_s));
    contract->editor(u"account"_s)->enterValue(Value(savedAccount(u"Acme"_s)));
    contract->editor(u"start"_s)->enterValue(Value(u"2027-01-01"_s));
    contract->editor(u"end"_s)->enterValue(Value(u"2026-12-31"_s));
    QSignalSpy failed(contract.get(), &RecordForm::saveFailed);
    contract->save();
    QCOMPARE(failed.count(), 1);
    QCOMPARE(contract->editor(u"end"_s)->error(), records().labels().text(u"contract.valid.end"_s));
    QCOMPARE(contract->editor(u"end"_s)->value(), Value(u"2026-12-31"_s));

    QSignalSpy saved(contract.get(), &RecordForm::saved);
    contract->editor(u"end"_s)->enterValue(Value(u"2027-12-31"_s));
    contract->save();
    QVERIFY(saved.wait(test::patience));
}

void FormsTest::defaultsOfWhatIsOnlyReadAreNotSent()
{
    const EntityDef &entity = *records().entity(u"activity"_s);
    const FieldNumber priority = entity.field(u"priority"_s)->number;
    const FieldNumber status = entity.field(u"status"_s)->number;
    QVERIFY(!entity.field(u"priority"_s)->defaultValue.isNull());
    m_workspace.reset();
    openWorkspace([number = entity.number, priority](Replica &replica) {
        return std::make_unique<test::LocalSync>(
            replica, namedRecordId(u"user"_s), test::LocalSync::FieldRights{{number, {{priority, FieldAccess::Read}}}});
    });
    const EntityDef &now = *records().entity(u"activity"_s);
    QTRY_COMPARE(records().fieldAccess(now.number, priority), FieldAccess::Read);
    auto activity = form(u"activity"_s);
    activity->createRecord();
    activity->editor(now.titleField)->enterValue(Value(u"Call back"_s));
    QSignalSpy saved(activity.get(), &RecordForm::saved);
    activity->save();
    QVERIFY(saved.wait(test::patience));
    std::optional<std::vector<OutboxItem>> waiting;
    records().outbox(this, [&](const Result<std::vector<OutboxItem>> &items) { waiting = items.valueOr({}); });
    QTRY_VERIFY(waiting.has_value());
    QCOMPARE(waiting->size(), size_t(1));
    const std::vector<FieldChange> &changes = waiting->front().mutation.changes;
    const auto names = [&changes](FieldNumber field) {
        return std::any_of(
            changes.begin(), changes.end(), [field](const FieldChange &change) { return change.field == field; });
    };
    QVERIFY(names(status));
    QVERIFY(!names(priority));
}

void FormsTest::rollUpsFollowWhatTheyCount()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = form(u"account"_s);
    QSignalSpy loaded(account.get(), &RecordForm::loaded);
    account->openRecord(id);
    QVERIFY(loaded.wait(test::patience));
    FieldEditor *orders = account->editor(u"orderCount"_s);
    QVERIFY(orders);
    QCOMPARE(orders->value(), Value(0));
    const EntityDef &order = *records().entity(u"order"_s);
    records().create(order.number, {{order.field(u"account"_s)->number, Value(id)}}, this, [](const auto &) {});
    QTRY_COMPARE(orders->value(), Value(1));
    QVERIFY(!account->isDirty());
}

void FormsTest::escapeAsksBeforeLosing()
{
    auto account = form(u"account"_s);
    account->createRecord();
    QSignalSpy closed(account.get(), &RecordForm::closeRequested);
    QTest::keyClicks(line(*account, u"name"_s), u"x"_s);
    QTest::keyClick(line(*account, u"name"_s), Qt::Key_Escape);
    QCOMPARE(closed.count(), 0);
    QVERIFY(account->strip()->isVisible());
    emit account->strip()->actionTriggered(u"keep"_s);
    QVERIFY(!account->strip()->isVisible());
    QVERIFY(account->isDirty());
    account->discard();
    QTest::keyClick(line(*account, u"name"_s), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void FormsTest::rulesFollowWhatIsTyped()
{
    auto deal = form(u"opportunity"_s);
    deal->createRecord();
    FieldEditor *weighted = deal->editor(u"weightedAmount"_s);
    QVERIFY(weighted);
    deal->editor(u"amount"_s)->enterValue(Value(Money{10000, u"CNY"_s}));
    const int scale = deal->entity().field(u"probability"_s)->scale;
    qint64 half = 50;
    for (int i = 0; i < scale; ++i)
        half *= 10;
    deal->editor(u"probability"_s)->enterValue(Value(half));
    QTRY_COMPARE(weighted->value(), Value(Money{5000, u"CNY"_s}));
    // Asked for only where the stage says that the deal is lost.
    QTRY_VERIFY(!deal->editor(u"lostNote"_s)->isVisible());
}

void FormsTest::quickCreateAsksForLittle()
{
    QuickCreateDialog dialog(context(), u"account"_s, {{FieldDef::firstOwnFieldNumber, Value(u"New One"_s)}});
    dialog.show();
    QCOMPARE(test::unnamedControls(dialog), QStringList());
    int shown = 0;
    for (const FieldEditor *editor : dialog.form()->findChildren<FieldEditor *>())
        shown += editor->isVisible() ? 1 : 0;
    QVERIFY2(shown > 0 && shown <= 6, qPrintable(QString::number(shown)));
    dialog.form()->editor(u"name"_s)->enterValue(Value(u"New Two"_s));
    QVERIFY(!dialog.close()); // the form asks
    QVERIFY(dialog.form()->strip()->isVisible());
    emit dialog.form()->strip()->actionTriggered(u"keep"_s);
    QSignalSpy created(&dialog, &QuickCreateDialog::created);
    dialog.form()->saveAndClose();
    QVERIFY(created.wait(test::patience));
    QVERIFY(!dialog.isVisible());
}

void FormsTest::quickCreateOutlivesTheFormThatAskedForIt()
{
    openWithRights();
    auto deal = form(u"opportunity"_s);
    connect(&records(), &Records::registryChanged, deal.get(), [&] { deal->setContext(context()); });
    deal->createRecord();
    emit deal->editor(u"account"_s)->createRequested(u"account"_s, u"New One"_s);
    const QPointer<QuickCreateDialog> dialog = deal->findChild<QuickCreateDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QLineEdit *name = line(*dialog->form(), u"name"_s);
    name->end(false);
    QTest::keyClicks(name, u" Ltd"_s);
    const QPointer<FieldEditor> former = deal->editor(u"account"_s);
    QVERIFY(defineGliders(false, 1));
    QTRY_VERIFY(!former); // the form is another
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->form()->editor(u"name"_s)->value(), Value(u"New One Ltd"_s));
    QSignalSpy created(dialog.data(), &QuickCreateDialog::created);
    dialog->form()->saveAndClose();
    QVERIFY(created.wait(test::patience));
    QCOMPARE(deal->editor(u"account"_s)->value(), Value(created.first().first().value<RecordId>()));
}

void FormsTest::quickCreateForAFieldThatWasFixedMeanwhile()
{
    auto deal = form(u"opportunity"_s);
    deal->createRecord();
    FieldEditor *account = deal->editor(u"account"_s);
    emit account->createRequested(u"account"_s, u"New One"_s);
    auto *dialog = deal->findChild<QuickCreateDialog *>();
    QVERIFY(dialog);
    account->setReadOnly(true);
    emit dialog->created(newRecordId());
    QVERIFY(account->value().isNull());
    QVERIFY(!account->error().isEmpty());
}

void FormsTest::linksSayWhatTheyAre()
{
    auto deal = form(u"opportunity"_s);
    deal->createRecord();
    deal->editor(u"account"_s)->setValue(Value(newRecordId()));
    QTRY_COMPARE(line(*deal, u"account"_s)->text(), u"Not visible here"_s);
    QVERIFY(!deal->editor(u"account"_s)->isDirty());

    auto activity = form(u"activity"_s);
    activity->createRecord();
    QCOMPARE(activity->editor(u"parent"_s)->findChild<QComboBox *>()->currentData().toString(), u"account"_s);
}

void FormsTest::aLinkIsLeftAloneWhileItIsEdited()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto deal = form(u"opportunity"_s);
    deal->createRecord({{deal->entity().field(u"account"_s)->number, Value(id)}});
    QLineEdit *account = line(*deal, u"account"_s);
    QTRY_COMPARE(account->text(), u"Acme"_s);
    account->selectAll();
    emit records().titlesChanged({{records().entity(u"account"_s)->number, id}});
    QCOMPARE(account->selectedText(), u"Acme"_s);

    // Where nobody listens there is nothing to open with.
    const auto openButton = [](const FieldEditor &editor) {
        const auto buttons = editor.findChildren<QToolButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [](const QToolButton *button) { return button->accessibleName().startsWith(u"Open "_s); });
        return found == buttons.end() ? nullptr : *found;
    };
    QVERIFY(!openButton(*deal->editor(u"account"_s))->isHidden());
    const std::unique_ptr<FieldEditor> alone(
        createFieldEditor(deal->entity(), *deal->entity().field(u"account"_s), context()));
    alone->setValue(Value(id));
    QVERIFY(openButton(*alone)->isHidden());
}

void FormsTest::linkedRecordsAreReadWhenTheyCome()
{
    LinkCache links(&records());
    const EntityDef &entity = *records().registry()->entity(u"account"_s);
    const RecordId id = newRecordId();
    QVERIFY(!links.values(entity, id));
    QVERIFY(stored({entity.number, id}).key.isNull()); // answered behind the question of before
    auto account = form(u"account"_s);
    account->createRecord({}, id);
    QTest::keyClicks(line(*account, u"name"_s), u"Acme"_s);
    account->save();
    QTRY_VERIFY(links.values(entity, id).has_value());
}

void FormsTest::textThatIsNoValueSurvives()
{
    const RecordId id = savedAccount(u"Acme"_s);
    const EntityDef &entity = *records().entity(u"account"_s);
    QHash<QString, QString> typed;
    {
        auto account = form(u"account"_s);
        QSignalSpy loaded(account.get(), &RecordForm::loaded);
        account->openRecord(id);
        QVERIFY(loaded.wait(test::patience));
        for (const FieldDef &field : entity.fields) {
            const bool parsed = field.type == FieldType::Integer || field.type == FieldType::Date
                || field.type == FieldType::Money || field.type == FieldType::Decimal;
            if (!parsed || !account->editor(field.name) || account->editor(field.name)->isReadOnly())
                continue;
            typed.insert(field.name, u"about 12"_s);
            line(*account, field.name)->selectAll();
            QTest::keyClicks(line(*account, field.name), u"about 12"_s);
        }
        QVERIFY(typed.size() >= 2);
    }
    auto again = form(u"account"_s);
    QSignalSpy loaded(again.get(), &RecordForm::loaded);
    again->openRecord(id);
    QVERIFY(loaded.wait(test::patience));
    QTRY_VERIFY(again->isDirty());
    for (auto it = typed.cbegin(); it != typed.cend(); ++it) {
        QCOMPARE(line(*again, it.key())->text(), it.value());
        QVERIFY(!again->editor(it.key())->inputError().isEmpty());
    }
}

QTEST_MAIN(FormsTest)
#include "tst_forms.moc"
