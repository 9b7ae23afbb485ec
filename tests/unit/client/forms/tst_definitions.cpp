// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/customfielddialog.h"
#include "client/forms/definitionname.h"
#include "client/forms/fielddefeditor.h"
#include "client/forms/fieldmenu.h"
#include "client/forms/fieldruleseditor.h"
#include "client/forms/fieldtypebox.h"
#include "client/forms/optionseditor.h"
#include "client/forms/rolluplines.h"
#include "client/records/workspace.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/sectionheader.h"
#include "shared/entities/shipped.h"
#include "shared/expressions/fieldcheck.h"
#include "shared/metadata/loader.h"
#include "tests/support/accessibility.h"
#include "tests/support/typing.h"

#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// An administrator adds fields by mouse and keyboard; what is stored is read as the server would read it.
class TestDefinitions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<CustomFieldDialog> m_dialog;

    FieldDefEditor &editor() const { return *m_dialog->editor(); }
    Records &records() const { return m_workspace->records(); }

    void openDialog(const QString &entity)
    {
        FieldContext context;
        context.records = &records();
        context.registry = records().registry();
        context.labels = std::make_shared<const Labels>(records().labels());
        m_dialog = std::make_unique<CustomFieldDialog>(context, entity);
        m_dialog->show();
    }

    void begin(const QString &entity, const QString &label, FieldType type)
    {
        openDialog(entity);
        QTest::keyClicks(editor().line(u"labelEn"_s), label);
        pick(*editor().typeBox(), int(type));
    }

    /// With the arrow keys, as the story's hands do it.
    static void pick(QComboBox &box, const QVariant &data)
    {
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        for (int step = 0; step < box.count() && box.currentData() != data; ++step)
            QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.currentData(), data);
    }

    static void write(QLineEdit *line, const QString &text)
    {
        QVERIFY(line && line->isVisible());
        line->clear();
        QTest::keyClicks(line, text);
    }

    void clickSave() const
    {
        const auto *buttons = m_dialog->findChild<QDialogButtonBox *>();
        QTest::mouseClick(buttons->button(QDialogButtonBox::Save), Qt::LeftButton);
    }

    bool save() const
    {
        QSignalSpy saved(m_dialog.get(), &CustomFieldDialog::saved);
        clickSave();
        return !saved.isEmpty() || saved.wait();
    }

    void unfoldRules() const
    {
        QTest::mouseClick(editor().rules()->header()->findChild<QToolButton *>(), Qt::LeftButton);
    }

    QString errorAt(const QWidget *control) const { return control->accessibleDescription(); }

    std::vector<Record> all(const QString &entity) const
    {
        ListQuery query;
        query.entity = records().entity(entity)->number;
        std::optional<std::vector<RecordId>> ids;
        records().queryIds(
            query, m_workspace.get(), [&](const Result<std::vector<RecordId>> &found) { ids = found.valueOr({}); });
        std::vector<Record> found;
        if (!QTest::qWaitFor([&] { return ids.has_value(); }))
            return found;
        for (const RecordId &id : *ids) {
            std::optional<Record> record;
            records().read(
                {query.entity, id}, m_workspace.get(), [&](const Result<Record> &read) { record = read.valueOr({}); });
            if (QTest::qWaitFor([&] { return record.has_value(); }))
                found.push_back(*record);
        }
        return found;
    }

    QString stored(const Record &record, const QString &entity, const QString &field) const
    {
        return record.value(records().entity(entity)->field(field)->number).toText();
    }

    /// All definitions of the company's own, numbered as the server does it, together with the shipped ones.
    RegistryPointer adopted() const
    {
        std::vector<CompanyDefinition> company;
        int number = FieldDef::firstCompanyFieldNumber;
        for (const QString &kind : {u"customEntity"_s, u"customField"_s}) {
            const bool isEntity = kind == "customEntity"_L1;
            for (const Record &record : all(kind)) {
                QJsonObject json = QJsonDocument::fromJson(stored(record, kind, u"definition"_s).toUtf8()).object();
                json.insert("number"_L1, number++);
                company.push_back({isEntity ? CompanyDefinition::Kind::Entity : CompanyDefinition::Kind::Field,
                    stored(record, kind, isEntity ? u"name"_s : u"entity"_s), json});
            }
        }
        const auto registry = withCompanyLayer(*loadShipped(), company, 1);
        if (!registry.ok())
            qWarning("%s", qPrintable(registry.error().toLog()));
        return registry.valueOr(nullptr);
    }

    /// The one field that was added, as everybody will have it.
    FieldDef added(const QString &entity, const QString &name) const
    {
        const RegistryPointer registry = adopted();
        const EntityDef *owner = registry ? registry->entity(entity) : nullptr;
        const FieldDef *field = owner ? owner->field(name) : nullptr;
        if (!field)
            return {};
        const auto checked = checkWrittenField(*field, *registry, *owner);
        return checked.ok() ? *field : FieldDef();
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        auto opened = Workspace::open(config);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().toLog()));
        m_workspace = std::move(*opened);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_workspace.reset();
        m_folder.reset();
    }

    void everyTypeIsOfferedAndSaysWhatItNeeds()
    {
        for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
            records().setLanguage(language);
            openDialog(u"account"_s);
            m_dialog->resize(911, 485);
            for (int type = 0; fieldTypeName(FieldType(type)) != QString(); ++type) {
                editor().typeBox()->setType(FieldType(type));
                QCOMPARE(editor().typeBox()->type(), FieldType(type));
                editor().rules()->unfold();
                QCOMPARE(test::unnamedControls(*m_dialog), QStringList());
                QCOMPARE(editor().rollUp()->records()->isVisible(), FieldType(type) == FieldType::RollUp);
                QCOMPARE(editor().line(u"numberFormat"_s)->isVisible(), FieldType(type) == FieldType::NumberSeries);
            }
            QVERIFY(m_dialog->minimumSizeHint().height() <= 485 && m_dialog->width() <= 911);
        }
    }

    void whatWasTypedIsNotLostByEscape()
    {
        openDialog(u"account"_s);
        QTest::keyClick(editor().line(u"labelEn"_s), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        for (const bool inATable : {false, true}) {
            openDialog(u"account"_s);
            if (inATable) {
                editor().typeBox()->setType(FieldType::Choice);
                editor().options()->addRow({}, {});
            } else {
                QTest::keyClicks(editor().line(u"labelEn"_s), u"Seats"_s);
            }
            QTest::keyClick(editor().line(u"labelZh"_s), Qt::Key_Escape);
            QVERIFY(m_dialog->isVisible());
            QVERIFY(m_dialog->findChild<MessageStrip *>()->isVisible());
            QVERIFY(!m_dialog->close());
            // Who presses Cancel has answered already.
            const auto *buttons = m_dialog->findChild<QDialogButtonBox *>();
            QTest::mouseClick(buttons->button(QDialogButtonBox::Cancel), Qt::LeftButton);
            QVERIFY(!m_dialog->isVisible());
        }
    }

    void linksBringTheirPairs()
    {
        begin(u"account"_s, u"Advisers"_s, FieldType::Links);
        pick(*editor().targetBox(), u"contact"_s);
        QVERIFY(save());
        const FieldDef field = added(u"account"_s, u"advisers"_s);
        QCOMPARE(field.type, FieldType::Links);
        QCOMPARE(field.target, u"contact"_s);
        QCOMPARE(field.via, u"accountAdvisers"_s);
        const RegistryPointer registry = adopted();
        const EntityDef *pairs = registry->entity(field.via);
        QVERIFY(pairs && pairs->traits.testFlag(Trait::Junction) && pairs->traits.testFlag(Trait::Internal));
        QCOMPARE(pairs->parentLink, u"account"_s);
        QCOMPARE(pairs->field(u"contact"_s)->target, u"contact"_s);
        QCOMPARE(pairs->access.byRole.keys(), registry->entity(u"account"_s)->access.byRole.keys());
    }

    void linksToTheSameKindHaveTwoEnds()
    {
        begin(u"account"_s, u"Partners"_s, FieldType::Links);
        pick(*editor().targetBox(), u"account"_s);
        QVERIFY(save());
        const FieldDef field = added(u"account"_s, u"partners"_s);
        QCOMPARE(field.via, u"accountPartners"_s);
        QVERIFY(adopted()->entity(field.via)->field(u"otherAccount"_s));
    }

    void linksCanUsePairsThatAreThere()
    {
        begin(u"account"_s, u"Known people"_s, FieldType::Links);
        pick(*editor().targetBox(), u"contact"_s);
        const auto boxes = editor().findChildren<QComboBox *>();
        const auto via = std::find_if(
            boxes.begin(), boxes.end(), [](const QComboBox *box) { return box->findData(u"accountContact"_s) >= 0; });
        QVERIFY(via != boxes.end());
        pick(**via, u"accountContact"_s);
        QVERIFY(save());
        QCOMPARE(added(u"account"_s, u"knownPeople"_s).via, u"accountContact"_s);
        QVERIFY(all(u"customEntity"_s).empty());
    }

    void otherTypesNeedNothing()
    {
        for (const FieldType type : {FieldType::AnyLink, FieldType::Json}) {
            begin(u"account"_s, fieldTypeName(type) + u" of ours"_s, type);
            QVERIFY(save());
            QCOMPARE(added(u"account"_s, definitionName(fieldTypeName(type) + u" of ours"_s)).type, type);
        }
    }

    void aNumberSeriesSaysItsForm()
    {
        begin(u"account"_s, u"Customer number"_s, FieldType::NumberSeries);
        QLineEdit *format = editor().line(u"numberFormat"_s);
        write(format, u"K-{yyyy}"_s);
        clickSave();
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(errorAt(format), u"This is not a format of numbers."_s);
        QCOMPARE(format->text(), u"K-{yyyy}"_s);
        write(format, u"K-{yyyy}-{0000}"_s);
        QVERIFY(save());
        const FieldDef field = added(u"account"_s, u"customerNumber"_s);
        QCOMPARE(field.type, FieldType::NumberSeries);
        QCOMPARE(field.numberFormat, u"K-{yyyy}-{0000}"_s);
        QVERIFY(!field.required);
    }

    void aRollUpSumsWhatPointsHere()
    {
        begin(u"account"_s, u"Large deals"_s, FieldType::RollUp);
        RollUpLines &lines = *editor().rollUp();
        pick(*lines.records(), u"opportunity.account"_s);
        pick(*lines.function(), u"sum"_s);
        QVERIFY(lines.field()->isVisible());
        QCOMPARE(lines.field()->findData(u"name"_s), -1);
        pick(*lines.field(), u"amount"_s);
        write(lines.filter(), u"probability > 50"_s);
        QVERIFY(save());
        const FieldDef field = added(u"account"_s, u"largeDeals"_s);
        QCOMPARE(field.type, FieldType::RollUp);
        QVERIFY(
            field.rollUp == RollUpDef({u"opportunity"_s, u"account"_s, u"sum"_s, u"amount"_s, u"probability > 50"_s}));
    }

    void aRollUpCounts()
    {
        begin(u"account"_s, u"Orders"_s, FieldType::RollUp);
        RollUpLines &lines = *editor().rollUp();
        pick(*lines.records(), u"order.account"_s);
        QVERIFY(!lines.field()->isVisible());
        QVERIFY(save());
        QVERIFY(added(u"account"_s, u"orders"_s).rollUp
            == RollUpDef({u"order"_s, u"account"_s, u"count"_s, QString(), QString()}));
    }

    void aRollUpThatCountsItselfIsRefused()
    {
        begin(u"account"_s, u"Ring"_s, FieldType::RollUp);
        RollUpLines &lines = *editor().rollUp();
        pick(*lines.records(), u"opportunity.account"_s);
        write(lines.filter(), u"account.ring > 0"_s);
        clickSave();
        QVERIFY(m_dialog->isVisible());
        QVERIFY2(errorAt(lines.filter()).contains(u"builds on itself"_s), qPrintable(errorAt(lines.filter())));
        QCOMPARE(lines.filter()->text(), u"account.ring > 0"_s);
    }

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

QTEST_MAIN(TestDefinitions)
#include "tst_definitions.moc"
