// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/messagestrip.h"
#include "signedinforms.h"

#include <QPushButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// A form and the record under it: drafts, saves, rights, and what others change meanwhile.
class OpenRecordsTest : public SignedInForms
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void nothingIsTypedIntoARecordThatIsNotHereYet();
    void draftsSurviveTheForm();
    void whatIsTypedDuringASaveStays();
    void anotherRecordTakesNothingAway();
    void linksAreDraftedAndWritten();
    void rightsAndStateAreFollowed();
    void rightsThatChangeMeanwhileAreFollowed();
    void whatWasTypedStaysWhenItsRightGoes();
    void whatWasTypedIsShownWithoutItsRecord();
    void changesOfOthersArrive();
    void aRemovedEntityLeavesItsFormToBeRead();
    void theFormOfARemovedEntityGoesOnSayingWhereItsWorkIs();
};

void OpenRecordsTest::aRemovedEntityLeavesItsFormToBeRead()
{
    auto account = opened(u"account"_s, savedAccount(u"Acme"_s));
    line(*account, u"name"_s)->selectAll();
    QTest::keyClicks(line(*account, u"name"_s), u"Acme Holding"_s);
    FieldContext without = context();
    std::vector<EntityDef> entities = without.registry->entities();
    std::erase_if(entities, [](const EntityDef &entity) { return entity.name == u"account"; });
    without.registry = std::make_shared<const Registry>(std::move(entities), 1);
    account->setContext(without);
    QVERIFY(account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
    QVERIFY(account->strip()->isVisible());
}

void OpenRecordsTest::theFormOfARemovedEntityGoesOnSayingWhereItsWorkIs()
{
    openWithRights();
    QVERIFY(defineGliders(false, 1));
    const EntityNumber number = records().entity(u"glider"_s)->number;
    QSignalSpy access(&records(), &Records::accessChanged);
    changeAllAccess([number](std::vector<EntityAccess> &all) {
        all.push_back(all.front());
        all.back().entity = number;
    });
    QVERIFY(access.wait(test::patience));
    auto glider = form(u"glider"_s);
    glider->createRecord();
    QTest::keyClicks(line(*glider, u"sign"_s), u"D-1"_s);
    QSignalSpy saved(glider.get(), &RecordForm::saved);
    glider->save();
    QVERIFY(saved.wait(test::patience));
    QTest::keyClicks(line(*glider, u"sign"_s), u"234"_s);

    QVERIFY(defineGliders(true, 2));
    glider->setContext(context());
    const QString said = glider->strip()->text();
    QVERIFY(!said.isEmpty());
    // Next the server tells that nobody has rights for what there is not.
    changeAllAccess([](std::vector<EntityAccess> &all) { all.pop_back(); });
    QVERIFY(access.wait(test::patience));
    QVERIFY(stored(glider->key()).key.isNull()); // answered behind what the form may have asked
    QCOMPARE(glider->strip()->text(), said);
    QCOMPARE(glider->editor(u"sign"_s)->value(), Value(u"D-1234"_s));
}

void OpenRecordsTest::nothingIsTypedIntoARecordThatIsNotHereYet()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = form(u"account"_s);
    QSignalSpy loaded(account.get(), &RecordForm::loaded);
    account->openRecord(id);
    // It would be overwritten by the record that is on its way.
    QTest::keyClicks(line(*account, u"name"_s), u"lost"_s);
    QVERIFY(!account->isDirty());
    QVERIFY(account->editor(u"name"_s)->isReadOnly());
    account->setContext(context());
    QVERIFY(account->editor(u"name"_s)->isReadOnly());
    QVERIFY(loaded.wait(test::patience));
    QVERIFY(!account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme"_s));
    line(*account, u"name"_s)->selectAll();
    QTest::keyClicks(line(*account, u"name"_s), u"Acme Holding"_s);
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
}

void OpenRecordsTest::draftsSurviveTheForm()
{
    const RecordId id = savedAccount(u"Acme"_s);
    QVERIFY(!id.isNull());
    {
        auto account = form(u"account"_s);
        QSignalSpy loaded(account.get(), &RecordForm::loaded);
        account->openRecord(id);
        QVERIFY(loaded.wait(test::patience));
        line(*account, u"name"_s)->selectAll();
        QTest::keyClicks(line(*account, u"name"_s), u"Acme Holding"_s);
    }
    auto again = form(u"account"_s);
    again->openRecord(id);
    QTRY_COMPARE(again->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
    QVERIFY(again->isDirty());
    QVERIFY(again->strip()->isVisible());
    again->discard();
    QCOMPARE(again->editor(u"name"_s)->value(), Value(u"Acme"_s));
    auto third = form(u"account"_s);
    QSignalSpy loaded(third.get(), &RecordForm::loaded);
    third->openRecord(id);
    QVERIFY(loaded.wait(test::patience));
    QVERIFY(!third->isDirty());
}

void OpenRecordsTest::whatIsTypedDuringASaveStays()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    FieldEditor *editor = account->editor(u"name"_s);
    QLineEdit *name = line(*account, u"name"_s);
    name->end(false);
    QTest::keyClicks(name, u" Holding"_s);
    QSignalSpy saved(account.get(), &RecordForm::saved);
    account->save();
    QTest::keyClicks(name, u" AG"_s);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(account->isDirty());
    QCOMPARE(editor->originalValue(), Value(u"Acme Holding"_s));
    // The change was read by the form before this reading of it.
    QCOMPARE(stored(account->key()).value(editor->field().number), Value(u"Acme Holding"_s));
    QCOMPARE(name->text(), u"Acme Holding AG"_s);
    QCOMPARE(name->cursorPosition(), int(name->text().size()));
    QVERIFY(name->isUndoAvailable());
    account.reset();
    auto again = opened(u"account"_s, id);
    QVERIFY(again);
    QTRY_COMPARE(again->editor(u"name"_s)->value(), Value(u"Acme Holding AG"_s));
}

void OpenRecordsTest::anotherRecordTakesNothingAway()
{
    const RecordId first = savedAccount(u"Acme"_s);
    const RecordId second = savedAccount(u"Bell"_s);
    auto account = opened(u"account"_s, first);
    QVERIFY(account);
    const auto name = [&account] {
        return account->editor(u"name"_s)->value();
    };
    const auto type = [&account](const QString &text) {
        line(*account, u"name"_s)->end(false);
        QTest::keyClicks(line(*account, u"name"_s), text);
    };
    type(u" Holding"_s);
    account->openRecord(second);
    QTRY_COMPARE(name(), Value(u"Bell"_s));
    type(u" Labs"_s);
    account->openRecord(first);
    QTRY_COMPARE(name(), Value(u"Acme Holding"_s));
    // A save that ends when the form has turned away takes its own draft only, without what was typed after it.
    QSignalSpy saved(account.get(), &RecordForm::saved);
    account->save();
    type(u" AG"_s);
    account->openRecord(second);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.first().first().value<RecordId>(), first);
    QTRY_COMPARE(name(), Value(u"Bell Labs"_s));
    account = opened(u"account"_s, second);
    QVERIFY(account);
    QTRY_COMPARE(name(), Value(u"Bell Labs"_s));
    account = opened(u"account"_s, first);
    QVERIFY(account);
    QCOMPARE(account->editor(u"name"_s)->originalValue(), Value(u"Acme Holding"_s));
    QTRY_COMPARE(name(), Value(u"Acme Holding AG"_s));
}

void OpenRecordsTest::linksAreDraftedAndWritten()
{
    const RecordId id = savedAccount(u"Acme"_s);
    const EntityDef &contact = *records().entity(u"contact"_s);
    const RecordId person = records().create(
        contact.number, {{contact.field(contact.titleField)->number, Value(u"Li Wei"_s)}}, this, [](const auto &) {});
    const Value linked(QStringList{toText(person)});
    {
        auto account = opened(u"account"_s, id);
        QVERIFY(account);
        account->editor(u"contacts"_s)->enterValue(Value(person));
        account->setContext(context());
        QVERIFY(account->isDirty());
    }
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    FieldEditor *contacts = account->editor(u"contacts"_s);
    QTRY_COMPARE(contacts->value(), linked);
    QVERIFY(account->isDirty());
    QSignalSpy saved(account.get(), &RecordForm::saved);
    account->save();
    QVERIFY(saved.wait(test::patience));
    QVERIFY(!account->isDirty());

    const auto shownEditors = [contacts] {
        const auto all = contacts->findChildren<FieldEditor *>();
        return std::count_if(all.begin(), all.end(), [](const FieldEditor *editor) { return !editor->isHidden(); });
    };
    const auto before = shownEditors();
    account->discard();
    QTRY_COMPARE(contacts->value(), linked);
    QCOMPARE(shownEditors(), before);
    QVERIFY(!account->isDirty());
}

void OpenRecordsTest::rightsAndStateAreFollowed()
{
    const RecordId id = savedAccount(u"Acme"_s);
    const RecordKey key{records().entity(u"account"_s)->number, id};
    bool isRemoved = false;
    records().remove({key}, this, [&](const auto &) { isRemoved = true; });
    QTRY_VERIFY(isRemoved);
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    QVERIFY(account->editor(u"name"_s)->isReadOnly());
    QVERIFY(account->strip()->isVisible());
    records().restore({key}, this, [](const auto &) {});
    QTRY_VERIFY(!account->editor(u"name"_s)->isReadOnly());
    QVERIFY(!account->strip()->isVisible());
}

void OpenRecordsTest::rightsThatChangeMeanwhileAreFollowed()
{
    openWithRights();
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    QVERIFY(!account->editor(u"name"_s)->isReadOnly());
    QTest::keyClicks(line(*account, u"taxNumber"_s), u"T-1"_s);
    const auto setRight = [this](FieldAccess right) {
        setNameRight(right);
    };
    setRight(FieldAccess::Read);
    QTRY_VERIFY(account->editor(u"name"_s)->isReadOnly());
    QVERIFY(!account->editor(u"taxNumber"_s)->isReadOnly());
    QCOMPARE(line(*account, u"taxNumber"_s)->text(), u"T-1"_s);
    setRight(FieldAccess::Hidden);
    QTRY_VERIFY(!account->editor(u"name"_s));
    QCOMPARE(line(*account, u"taxNumber"_s)->text(), u"T-1"_s);
    setRight(FieldAccess::Write);
    QTRY_VERIFY(account->editor(u"name"_s) && !account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme"_s));
}

void OpenRecordsTest::whatWasTypedStaysWhenItsRightGoes()
{
    openWithRights();
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    const auto stands = [this, &account](const QString &field) {
        return stored(account->key()).value(account->entity().field(field)->number);
    };
    line(*account, u"name"_s)->end(false);
    QTest::keyClicks(line(*account, u"name"_s), u" Holding"_s);
    setNameRight(FieldAccess::Read);
    QTRY_VERIFY(account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(line(*account, u"name"_s)->text(), u"Acme Holding"_s);

    // What is saved beside it neither takes it along nor counts it as saved.
    QTest::keyClicks(line(*account, u"taxNumber"_s), u"T-1"_s);
    QSignalSpy saved(account.get(), &RecordForm::saved);
    account->save();
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(stands(u"taxNumber"_s), Value(u"T-1"_s));
    QCOMPARE(stands(u"name"_s), Value(u"Acme"_s));
    QCOMPARE(line(*account, u"name"_s)->text(), u"Acme Holding"_s);
    QVERIFY(account->isDirty());
    QSignalSpy failed(account.get(), &RecordForm::saveFailed);
    account->saveAndClose();
    QCOMPARE(failed.count(), 1);
    QVERIFY(account->strip()->isVisible());

    setNameRight(FieldAccess::Write);
    QTRY_VERIFY(!account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(line(*account, u"name"_s)->text(), u"Acme Holding"_s);
    changeAccess([](EntityAccess &access) { access.edit = Scope::None; });
    QTRY_VERIFY(account->editor(u"taxNumber"_s)->isReadOnly());
    QCOMPARE(line(*account, u"name"_s)->text(), u"Acme Holding"_s);
    account->save();
    QCOMPARE(failed.count(), 2);
    changeAccess([](EntityAccess &access) { access.edit = Scope::All; });
    QTRY_VERIFY(!account->editor(u"name"_s)->isReadOnly());
    account->save();
    QTRY_COMPARE(saved.count(), 2);
    QCOMPARE(stands(u"name"_s), Value(u"Acme Holding"_s));
}

void OpenRecordsTest::whatWasTypedIsShownWithoutItsRecord()
{
    const EntityDef &entity = *records().entity(u"account"_s);
    auto gone = form(u"account"_s);
    QSignalSpy missing(gone.get(), &RecordForm::recordMissing);
    gone->openRecord(newRecordId());
    QVERIFY(missing.wait(test::patience));
    QCOMPARE(missing.takeFirst().first().toBool(), false);

    Draft draft;
    draft.key = {entity.number, newRecordId()};
    draft.at = QDateTime::currentMSecsSinceEpoch();
    draft.values[entity.field(u"name"_s)->number] = Value(u"Acme Holding"_s);
    records().saveDraft(draft);
    gone->openRecord(draft.key.id);
    QVERIFY(missing.wait(test::patience));
    QCOMPARE(missing.takeFirst().first().toBool(), true);
    QCOMPARE(gone->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
    QVERIFY(gone->editor(u"name"_s)->isReadOnly());
    QVERIFY(gone->strip()->isVisible());
    for (const QPushButton *button : gone->findChildren<QPushButton *>())
        QVERIFY2(!button->isVisible() || button->text() != u"Save"_s, "nothing to save into");
}

void OpenRecordsTest::changesOfOthersArrive()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = form(u"account"_s);
    QSignalSpy loaded(account.get(), &RecordForm::loaded);
    account->openRecord(id);
    QVERIFY(loaded.wait(test::patience));
    const EntityDef &entity = account->entity();
    const auto other = std::find_if(entity.fields.begin(), entity.fields.end(),
        [&](const FieldDef &field) { return field.type == FieldType::Phone && account->editor(field.name); });
    QVERIFY(other != entity.fields.end());
    line(*account, u"name"_s)->selectAll();
    QTest::keyClicks(line(*account, u"name"_s), u"Mine"_s);
    records().update(account->key(),
        {{entity.field(u"name"_s)->number, Value(u"Theirs"_s)}, {other->number, Value(u"010 6000 0000"_s)}}, this,
        [](const auto &) {});
    QTRY_COMPARE(account->editor(other->name)->value(), Value(u"010 6000 0000"_s));
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Mine"_s));
    QVERIFY(account->editor(u"name"_s)->hint().contains(u"Theirs"_s));
    emit account->editor(u"name"_s)->hintActivated(u"take"_s);
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Theirs"_s));
    QVERIFY(!account->isDirty());
}

QTEST_MAIN(OpenRecordsTest)
#include "tst_openrecords.moc"
