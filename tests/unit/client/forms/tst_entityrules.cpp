// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/entityrulerow.h"
#include "client/fields/entityruleseditor.h"
#include "client/fields/fieldformat.h"
#include "client/fields/permissionsdialog.h"
#include "client/models/entityorder.h"
#include "client/models/valuetext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/theme.h"
#include "shared/entities/entitynames.h"
#include "tests/support/accessibility.h"
#include "tests/support/formworkspace.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

namespace role = tandem::entities::role;

/// What a role says of each kind of records: what laptops keep and what may be done. Over a real workspace, by the
/// controls that an administrator has before him.
class EntityRulesTest : public FormWorkspace
{
    Q_OBJECT

private slots:
    void init()
    {
        setUp();
        records().setLanguage(u"en"_s);
    }
    void cleanup()
    {
        m_form.reset();
        tearDown();
    }

    void rowsStandAsTheNavigationHasThem()
    {
        QVERIFY(openRole({}, {}));
        const EntityOrder order = entityOrder(*records().registry());
        QCOMPARE(order.listed.mid(0, 3), QStringList({u"account"_s, u"contact"_s, u"opportunity"_s}));
        int above = -1;
        for (const QString &name : order.listed) {
            QVERIFY2(offline()->row(name), qPrintable(name));
            const int y = offline()->row(name)->mapTo(offline(), QPoint()).y();
            QVERIFY(y > above);
            above = y;
        }
        QCOMPARE(offline()->row(u"account"_s)->name(), u"Accounts"_s);
        QCOMPARE(keep(u"account"_s)->currentText(), u"Default: everything"_s);
        QCOMPARE(keep(u"leaveRequest"_s)->currentText(), u"Default: changed in the last 365 day(s)"_s);
        // Lines belong to their orders, and are there when somebody asks for them.
        QVERIFY(!offline()->row(u"orderLine"_s));
        QTest::mouseClick(more(), Qt::LeftButton);
        QTRY_VERIFY(offline()->row(u"orderLine"_s) && offline()->row(u"orderLine"_s)->isVisible());
        QTest::mouseClick(more(), Qt::LeftButton);
        QVERIFY(!offline()->row(u"orderLine"_s)->isVisible());
    }

    void keysAloneSayWhatIsKept()
    {
        QVERIFY(openRole({}, {}));
        QComboBox *choice = keep(u"account"_s);
        QSpinBox *days = offline()->row(u"account"_s)->findChild<QSpinBox *>();
        choice->setFocus();
        QVERIFY(!days->isVisible());
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), u"Everything"_s);
        QCOMPARE(offline()->value(), Value(uR"({"account":{"keep":"all"}})"_s));
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), u"Own, shared and recent"_s);
        QVERIFY(days->isVisible());
        QTest::keyClick(choice, Qt::Key_Tab);
        QVERIFY(m_form->focusWidget() == days);
        days->selectAll();
        QTest::keyClicks(days, u"30"_s);
        QTest::keyClick(days, Qt::Key_Tab);
        QVERIFY(m_form->focusWidget() == keep(u"contact"_s));
        QCOMPARE(offline()->value(), Value(uR"({"account":{"days":30,"keep":"mineAndRecent"}})"_s));
        QVERIFY(offline()->error().isEmpty());
        QSignalSpy saved(m_form.get(), &RecordForm::saved);
        m_form->save();
        QVERIFY(saved.wait(test::patience));
        QCOMPARE(stored(m_form->key()).value(role::field::offline),
            Value(uR"({"account":{"days":30,"keep":"mineAndRecent"}})"_s));
        QVERIFY(!m_form->isDirty());
        // Back to the default: nothing is said.
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Home);
        QVERIFY(offline()->value().isNull());
    }

    void whatIsNotKnownStays()
    {
        const QString stored =
            uR"({"account": {"keep": "mine"}, "glider": {"keep": "none"}, "contact": {"kept": 1}})"_s;
        QVERIFY(openRole(stored, {}));
        QCOMPARE(offline()->value(), Value(stored));
        QVERIFY(!offline()->isDirty());
        QVERIFY(offline()->row(u"glider"_s) && offline()->row(u"glider"_s)->isVisible());
        QVERIFY(keep(u"contact"_s)->currentText().contains(u"kept"_s));
        choose(u"product"_s, Qt::Key_Down, 5);
        QVERIFY2(offline()->error().isEmpty(), qPrintable(offline()->error()));
        QCOMPARE(entries(), object(R"({"account": {"keep": "mine"}, "glider": {"keep": "none"}, "contact": {"kept": 1},
            "product": {"keep": "none"}})"));
        choose(u"glider"_s, Qt::Key_Up, 1);
        QVERIFY(!entries().contains(u"glider"_s));
        choose(u"glider"_s, Qt::Key_Down, 1);
        QVERIFY(entries().contains(u"glider"_s));
    }

    void aKeyThatTheServerWouldRefuseIsSaidAtOnce()
    {
        QVERIFY(openRole(uR"({"account": {"keep": "mine", "since": "May"}})"_s, {}));
        QVERIFY(offline()->error().isEmpty());
        choose(u"account"_s, Qt::Key_Home, 1);
        choose(u"contact"_s, Qt::Key_Down, 1);
        QVERIFY(offline()->error().isEmpty());
        offline()->enterValue(Value(uR"({"account": {"keep": "recent", "days": 5, "since": "May"}})"_s));
        QVERIFY2(offline()->inputError().startsWith(u"Accounts, since: "_s), qPrintable(offline()->inputError()));
        QSignalSpy failed(m_form.get(), &RecordForm::saveFailed);
        m_form->save();
        QCOMPARE(failed.count(), 1);
        QVERIFY(offline()->error().contains(u"default"_s));
    }

    void everythingHasANameInBothLightsAndLanguages()
    {
        QVERIFY(openRole(uR"({"glider": {"keep": "none"}, "account": {"keep": "recent", "days": 9}})"_s, {}));
        for (const QString &language : {u"zh_CN"_s, u"en"_s}) {
            records().setLanguage(language);
            for (const bool dark : {true, false}) {
                QApplication::setPalette(Theme::palette(dark));
                QCOMPARE(test::unnamedControls(*m_form), QStringList());
            }
        }
    }

    void listsTimelineAndPaperSayItInWords()
    {
        const EntityDef &entity = *records().registry()->entity(role::number);
        const FieldDef &field = *entity.field(role::field::offline);
        const Value before(uR"({"account": {"keep": "all"}, "product": {"keep": "none"}})"_s);
        const Value after(uR"({"account": {"keep": "recent", "days": 30}, "product": {"keep": "none"}})"_s);
        const FieldFormat format(context());
        QCOMPARE(format.text(entity, field, before), u"Accounts: everything; Products: nothing"_s);
        QCOMPARE(format.longText(entity, field, before), u"Accounts: everything\nProducts: nothing"_s);
        QCOMPARE(valueText(records(), entity, field, before), u"Accounts: everything; Products: nothing"_s);
        const auto [from, to] = format.change(entity, field, before, after);
        QCOMPARE(from, u"Accounts: everything"_s);
        QCOMPARE(to, u"Accounts: changed in the last 30 day(s)"_s);
        QCOMPARE(format.change(entity, field, Value(), before).first, QString());
        const FieldDef &rights = *entity.field(role::field::permissions);
        const Value given(uR"({"account": {"read": "all", "edit": "own", "fields": {"phone": "masked"}}})"_s);
        QCOMPARE(format.text(entity, rights, given), u"Accounts: sees all, changes own, “Phone”: masked"_s);
    }

    void rightsAreSetInADialog()
    {
        const QString stored =
            uR"({"glider": {"read": "all"}, "account": {"read": "own", "edit": "own", "actions": {"merge": "none"}}})"_s;
        QVERIFY(openRole({}, stored));
        PermissionsDialog *dialog = rightsOf(u"account"_s);
        QVERIFY(dialog);
        QCOMPARE(test::unnamedControls(*dialog), QStringList());
        QComboBox *change = named(*dialog, u"Change"_s);
        QTest::keyClick(change, Qt::Key_End);
        press(*dialog);
        QVERIFY2(dialog->isVisible() && dialog->findChild<MessageStrip *>()->isVisible(), "more than it may see");
        QTest::keyClick(named(*dialog, u"See"_s), Qt::Key_End);
        QTest::keyClick(named(*dialog, u"Phone, access"_s), Qt::Key_End);
        for (QCheckBox *box : dialog->findChildren<QCheckBox *>())
            QTest::keyClick(box, Qt::Key_Space);
        press(*dialog);
        const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
        QCOMPARE(now.value("glider"_L1).toObject(), object(R"({"read": "all"})"));
        QCOMPARE(now.value("account"_L1).toObject(), object(R"({"read": "all", "edit": "all", "remove": "none",
            "create": true, "export": true, "import": true, "actions": {"merge": "none"}, "fields": {"phone": "hidden"}})"));
        QVERIFY2(rights()->error().isEmpty(), qPrintable(rights()->error()));
    }

    void rightsThatAreBeingSetStayWhenTheFormIsBuiltAnew()
    {
        QVERIFY(openRole({}, uR"({"account": {"read": "own"}, "orderLine": {"read": "own"}})"_s));
        for (const QString &entity : {u"account"_s, u"orderLine"_s}) {
            const QPointer<PermissionsDialog> dialog = rightsOf(entity);
            QVERIFY(dialog);
            QTest::keyClick(named(*dialog, u"See"_s), Qt::Key_End);
            const QPointer<EntityRulesEditor> former = rights();
            m_form->setContext(context()); // as when definitions arrive
            QVERIFY(!former && dialog && dialog->isVisible());
            press(*dialog);
            const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
            QCOMPARE(now.value(entity)["read"_L1].toString(), u"all"_s);
        }
        const QPointer<PermissionsDialog> dialog = rightsOf(u"account"_s);
        m_form.reset();
        QVERIFY(!dialog);
    }

    void rightsThatMayNoLongerBeSetAreNotTaken()
    {
        const QString stored = uR"({"account": {"read": "own"}})"_s;
        QVERIFY(openRole({}, stored));
        const QPointer<PermissionsDialog> dialog = rightsOf(u"account"_s);
        QTest::keyClick(named(*dialog, u"See"_s), Qt::Key_End);
        rights()->setReadOnly(true); // as when somebody deletes the role
        dialog->accept();
        QVERIFY(dialog && dialog->isVisible() && dialog->findChild<MessageStrip *>()->isVisible());
        QCOMPARE(rights()->value(), Value(stored));
        rights()->setReadOnly(false);
        press(*dialog);
        const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
        QCOMPARE(now.value("account"_L1).toObject().value("read"_L1).toString(), u"all"_s);
    }

    void rightsOnActionsFollowChangingUntilTheyAreSet()
    {
        QVERIFY(openRole({}, uR"({"contract": {"read": "all", "edit": "own"}})"_s));
        PermissionsDialog *dialog = rightsOf(u"contract"_s);
        const EntityDef &contract = *records().registry()->entity(u"contract"_s);
        QComboBox *withdraw = named(*dialog, records().labels().action(contract, u"withdraw"_s));
        QVERIFY(withdraw);
        QCOMPARE(withdraw->currentText(), u"As for changing"_s);
        QTest::keyClick(withdraw, Qt::Key_End);
        press(*dialog);
        const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
        QCOMPARE(now.value("contract"_L1).toObject().value("actions"_L1).toObject(), object(R"({"withdraw": "all"})"));
    }

    void rightsThatNobodyChangedStayAsTheyAre()
    {
        const QString stored = uR"({"account": {"read": "own"}})"_s;
        QVERIFY(openRole({}, stored));
        press(*rightsOf(u"account"_s));
        QVERIFY(!rights()->isDirty());
        // What nothing is said of follows the defaults, until something is said.
        PermissionsDialog *dialog = rightsOf(u"contact"_s);
        QVERIFY(!named(*dialog, u"See"_s)->isEnabled());
        QTest::keyClick(named(*dialog, u"Rights"_s), Qt::Key_End);
        press(*dialog);
        const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
        QVERIFY(now.value("contact"_L1).toObject().value("deny"_L1).toBool());
        dialog = rightsOf(u"contact"_s);
        QTest::keyClick(named(*dialog, u"Rights"_s), Qt::Key_Home);
        press(*dialog);
        QCOMPARE(rights()->value(), Value(stored));
    }

    void rightsThatAreNotUnderstoodStayUntilOthersAreSet()
    {
        const QString stored =
            uR"({"account": {"read": "own", "edit": "galaxy"}, "contact": {"deny": true, "x": 1}})"_s;
        QVERIFY(openRole({}, stored));
        for (const QString &entity : {u"account"_s, u"contact"_s}) {
            PermissionsDialog *dialog = rightsOf(entity);
            QVERIFY(dialog->findChild<MessageStrip *>()->isVisible());
            press(*dialog);
            QCOMPARE(rights()->value(), Value(stored));
        }
        PermissionsDialog *dialog = rightsOf(u"account"_s);
        QTest::keyClick(named(*dialog, u"See"_s), Qt::Key_End);
        press(*dialog);
        const QJsonObject now = QJsonDocument::fromJson(rights()->value().toText().toUtf8()).object();
        QCOMPARE(now.value("account"_L1).toObject().value("read"_L1).toString(), u"all"_s);
        QCOMPARE(now.value("contact"_L1).toObject(), object(R"({"deny": true, "x": 1})"));
    }

private:
    bool openRole(const QString &offlineRules, const QString &permissions)
    {
        FieldValues values{{role::field::key, Value(u"field"_s)}, {role::field::name, Value(u"Field service"_s)}};
        if (!offlineRules.isEmpty())
            values[role::field::offline] = Value(offlineRules);
        if (!permissions.isEmpty())
            values[role::field::permissions] = Value(permissions);
        bool written = false;
        const RecordId id = records().create(role::number, values, m_workspace.get(),
            [&](const Result<std::vector<MutationId>> &result) { written = result.ok(); });
        if (!QTest::qWaitFor([&] { return written; }, test::patience))
            return false;
        m_form = opened(u"role"_s, id);
        return m_form && offline() && rights();
    }

    EntityRulesEditor *offline() const { return qobject_cast<EntityRulesEditor *>(m_form->editor(u"offline"_s)); }
    EntityRulesEditor *rights() const { return qobject_cast<EntityRulesEditor *>(m_form->editor(u"permissions"_s)); }
    QComboBox *keep(const QString &entity) const { return offline()->row(entity)->findChild<QComboBox *>(); }

    /// The button below the table; the rows have none.
    QToolButton *more() const { return offline()->findChild<QToolButton *>(); }

    void choose(const QString &entity, Qt::Key key, int times) const
    {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(keep(entity), key);
    }

    QJsonObject entries() const { return QJsonDocument::fromJson(offline()->value().toText().toUtf8()).object(); }
    static QJsonObject object(const char *json) { return QJsonDocument::fromJson(json).object(); }

    PermissionsDialog *rightsOf(const QString &entity) const
    {
        auto *button = rights()->row(entity)->findChild<QToolButton *>();
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        const auto dialogs = m_form->findChildren<PermissionsDialog *>();
        for (PermissionsDialog *dialog : dialogs) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

    static QComboBox *named(const PermissionsDialog &dialog, const QString &name)
    {
        for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }

    static void press(const PermissionsDialog &dialog)
    {
        QTest::mouseClick(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    }

    std::unique_ptr<RecordForm> m_form;
};

QTEST_MAIN(EntityRulesTest)
#include "tst_entityrules.moc"
