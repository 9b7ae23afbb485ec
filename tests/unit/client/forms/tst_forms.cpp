// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldeditors.h"
#include "client/forms/conflictdialog.h"
#include "client/forms/conflictrow.h"
#include "client/forms/customentitydialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/definitionname.h"
#include "client/forms/fielddefeditor.h"
#include "client/forms/fielddiffview.h"
#include "client/forms/fieldtypebox.h"
#include "client/forms/optionseditor.h"
#include "client/forms/quickcreatedialog.h"
#include "client/forms/recordform.h"
#include "client/records/workspace.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/entities/shipped.h"
#include "tests/support/accessibility.h"
#include "tests/support/localsync.h"
#include "tests/support/typing.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// Forms over a real workspace without a server: what is typed ends in a replica on the disk and comes back from it.
class FormsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void everyEntityHasAFormWithNames();
    void keyboardAloneMakesARecord();
    void missingValuesAreShownAtTheField();
    void valuesThatDoNotGoTogetherAreSaidAtTheField();
    void nothingIsTypedIntoARecordThatIsNotHereYet();
    void draftsSurviveTheForm();
    void whatIsTypedDuringASaveStays();
    void anotherRecordTakesNothingAway();
    void linksAreDraftedAndWritten();
    void rightsAndStateAreFollowed();
    void rightsThatChangeMeanwhileAreFollowed();
    void whatWasTypedIsShownWithoutItsRecord();
    void textThatIsNoValueSurvives();
    void defaultsOfWhatIsOnlyReadAreNotSent();
    void rollUpsFollowWhatTheyCount();
    void changesOfOthersArrive();
    void escapeAsksBeforeLosing();
    void rulesFollowWhatIsTyped();
    void quickCreateAsksForLittle();
    void linksSayWhatTheyAre();
    void aLinkIsLeftAloneWhileItIsEdited();
    void conflictsAreChosenPerField();
    void aValueThatIsNoneIsNotLeftOut();
    void newOptionsGetKeysOfTheirOwn();
    void administratorAddsAField();
    void administratorAddsAKindOfRecord();

private:
    void openWorkspace(SyncFactory sync);
    FieldContext context() const
    {
        FieldContext context;
        context.records = &m_workspace->records();
        context.registry = m_workspace->records().registry();
        context.labels = std::make_shared<const Labels>(m_workspace->records().labels());
        context.locale = QLocale();
        return context;
    }
    Records &records() const { return m_workspace->records(); }
    std::unique_ptr<RecordForm> form(const QString &entity) const
    {
        auto form = std::make_unique<RecordForm>(context(), entity);
        form->resize(900, 700);
        form->show();
        return form;
    }
    std::unique_ptr<RecordForm> opened(const QString &entity, const RecordId &id) const
    {
        auto shown = form(entity);
        QSignalSpy loaded(shown.get(), &RecordForm::loaded);
        shown->openRecord(id);
        return loaded.wait() ? std::move(shown) : nullptr;
    }
    static QLineEdit *line(const RecordForm &form, const QString &field)
    {
        return qobject_cast<QLineEdit *>(form.editor(field)->control());
    }
    Record stored(const RecordKey &key) const
    {
        std::optional<Record> found;
        records().read(key, m_workspace.get(), [&](const Result<Record> &read) { found = read.valueOr({}); });
        [[maybe_unused]] const bool answered = QTest::qWaitFor([&] { return found.has_value(); });
        return found.value_or(Record());
    }
    RecordId savedAccount(const QString &name) const
    {
        auto account = form(u"account"_s);
        account->createRecord();
        QTest::keyClicks(line(*account, u"name"_s), name);
        QSignalSpy saved(account.get(), &RecordForm::saved);
        account->save();
        return saved.wait() ? account->record() : RecordId();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void FormsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    openWorkspace({});
}

void FormsTest::openWorkspace(SyncFactory sync)
{
    Workspace::Config config;
    config.folder = m_folder->path();
    config.shipped = *loadShipped();
    config.sync = std::move(sync);
    auto opened = Workspace::open(config);
    QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().toLog()));
    m_workspace = std::move(*opened);
}

void FormsTest::cleanup()
{
    m_workspace.reset();
    m_folder.reset();
}

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
    QVERIFY(saved.wait());
    QCOMPARE(closed.count(), 1);
    QVERIFY(!account->isDirty());

    auto again = form(u"account"_s);
    QSignalSpy loaded(again.get(), &RecordForm::loaded);
    again->openRecord(account->record());
    QVERIFY(loaded.wait());
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
    QVERIFY(saved.wait());
}

void FormsTest::nothingIsTypedIntoARecordThatIsNotHereYet()
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
    QVERIFY(loaded.wait());
    QVERIFY(!account->editor(u"name"_s)->isReadOnly());
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme"_s));
    line(*account, u"name"_s)->selectAll();
    QTest::keyClicks(line(*account, u"name"_s), u"Acme Holding"_s);
    QCOMPARE(account->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
}

void FormsTest::draftsSurviveTheForm()
{
    const RecordId id = savedAccount(u"Acme"_s);
    QVERIFY(!id.isNull());
    {
        auto account = form(u"account"_s);
        QSignalSpy loaded(account.get(), &RecordForm::loaded);
        account->openRecord(id);
        QVERIFY(loaded.wait());
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
    QVERIFY(loaded.wait());
    QVERIFY(!third->isDirty());
}

void FormsTest::whatIsTypedDuringASaveStays()
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

void FormsTest::anotherRecordTakesNothingAway()
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

void FormsTest::linksAreDraftedAndWritten()
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
    QVERIFY(saved.wait());
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

void FormsTest::rightsAndStateAreFollowed()
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

void FormsTest::rightsThatChangeMeanwhileAreFollowed()
{
    m_workspace.reset();
    Replica *replica = nullptr;
    openWorkspace([&replica](Replica &made) {
        replica = &made;
        return std::make_unique<test::LocalSync>(made, namedRecordId(u"user"_s));
    });
    QVERIFY(replica);
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = opened(u"account"_s, id);
    QVERIFY(account);
    QVERIFY(!account->editor(u"name"_s)->isReadOnly());
    QTest::keyClicks(line(*account, u"taxNumber"_s), u"T-1"_s);
    const EntityDef &entity = *records().entity(u"account"_s);
    // As the sync engine does it, in the replica's thread.
    const auto setRight = [&](FieldAccess right) {
        QMetaObject::invokeMethod(
            replica,
            [&] {
                std::vector<EntityAccess> access = replica->access();
                for (EntityAccess &each : access) {
                    if (each.entity == entity.number)
                        each.fields[entity.field(u"name"_s)->number] = right;
                }
                (void)replica->setAccess(access).ok();
            },
            Qt::BlockingQueuedConnection);
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

void FormsTest::whatWasTypedIsShownWithoutItsRecord()
{
    const EntityDef &entity = *records().entity(u"account"_s);
    auto gone = form(u"account"_s);
    QSignalSpy missing(gone.get(), &RecordForm::recordMissing);
    gone->openRecord(newRecordId());
    QVERIFY(missing.wait());
    QCOMPARE(missing.takeFirst().first().toBool(), false);

    Draft draft;
    draft.key = {entity.number, newRecordId()};
    draft.at = QDateTime::currentMSecsSinceEpoch();
    draft.values[entity.field(u"name"_s)->number] = Value(u"Acme Holding"_s);
    records().saveDraft(draft);
    gone->openRecord(draft.key.id);
    QVERIFY(missing.wait());
    QCOMPARE(missing.takeFirst().first().toBool(), true);
    QCOMPARE(gone->editor(u"name"_s)->value(), Value(u"Acme Holding"_s));
    QVERIFY(gone->editor(u"name"_s)->isReadOnly());
    QVERIFY(gone->strip()->isVisible());
    for (const QPushButton *button : gone->findChildren<QPushButton *>())
        QVERIFY2(!button->isVisible() || button->text() != u"Save"_s, "nothing to save into");
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
        QVERIFY(loaded.wait());
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
    QVERIFY(loaded.wait());
    QTRY_VERIFY(again->isDirty());
    for (auto it = typed.cbegin(); it != typed.cend(); ++it) {
        QCOMPARE(line(*again, it.key())->text(), it.value());
        QVERIFY(!again->editor(it.key())->inputError().isEmpty());
    }
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
    QVERIFY(saved.wait());
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
    QVERIFY(loaded.wait());
    FieldEditor *orders = account->editor(u"orderCount"_s);
    QVERIFY(orders);
    QCOMPARE(orders->value(), Value(0));
    const EntityDef &order = *records().entity(u"order"_s);
    records().create(order.number, {{order.field(u"account"_s)->number, Value(id)}}, this, [](const auto &) {});
    QTRY_COMPARE(orders->value(), Value(1));
    QVERIFY(!account->isDirty());
}

void FormsTest::changesOfOthersArrive()
{
    const RecordId id = savedAccount(u"Acme"_s);
    auto account = form(u"account"_s);
    QSignalSpy loaded(account.get(), &RecordForm::loaded);
    account->openRecord(id);
    QVERIFY(loaded.wait());
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
    QVERIFY(created.wait());
    QVERIFY(!dialog.isVisible());
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

void FormsTest::aValueThatIsNoneIsNotLeftOut()
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

void FormsTest::newOptionsGetKeysOfTheirOwn()
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

void FormsTest::conflictsAreChosenPerField()
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

void FormsTest::administratorAddsAField()
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
    QVERIFY(saved.wait());
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

void FormsTest::administratorAddsAKindOfRecord()
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
    QVERIFY(saved.wait());
    QCOMPARE(saved.first().first().toString(), u"companyCar"_s);
}

QTEST_MAIN(FormsTest)
#include "tst_forms.moc"
