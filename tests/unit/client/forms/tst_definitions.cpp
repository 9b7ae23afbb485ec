// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/definitioncheck.h"
#include "client/forms/definitionname.h"
#include "client/forms/definitionwrites.h"
#include "client/forms/optionseditor.h"
#include "client/forms/rolluplines.h"
#include "client/widgets/messagestrip.h"
#include "fielddialogfixture.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/readablelayer.h"
#include "tests/support/accessibility.h"

#include <QJsonArray>
#include <QTableWidget>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// Fields of every type, and what each of them needs.
class TestDefinitions : public FieldDialogFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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

    void whatALaterBuildHasWrittenIsWrittenBack()
    {
        FieldDef field;
        field.number = 10001;
        field.name = u"colour"_s;
        field.further = QJsonObject{{u"widget"_s, u"swatches"_s}, {u"type"_s, u"never"_s}};
        const WriteRequest write = fieldWrite(u"account"_s, field, newRecordId(), u"en"_s);
        const QString json = write.to.at(entities::customField::field::definition).toText();
        const QJsonObject written = QJsonDocument::fromJson(json.toUtf8()).object();
        QCOMPARE(written.value("widget"_L1).toString(), u"swatches"_s);
        QCOMPARE(written.value("type"_L1).toString(), u"text"_s); // what is known here is decided here
    }

    void whatALaterBuildHasWrittenInsideIsWrittenBack()
    {
        const FieldDef field = read(R"({"number": 10001, "name": "colour", "type": "choice",
            "labels": {"en": "Colour", "fr": "Couleur"}, "options": [{"key": "red", "sound": "ping", "colour": "ruby",
            "labels": {"en": "Red", "fr": "Rouge"}}, {"key": "green", "sound": "pong"}, {"key": "blue"}]})");
        openDialog(u"account"_s);
        editor().setDefinition(field);
        auto *table = editor().options()->findChild<QTableWidget *>();
        table->item(0, 1)->setText(u"Crimson"_s);
        table->removeRow(1);
        const QJsonObject written = writtenBack();
        QCOMPARE(written.value("labels"_L1)["fr"_L1].toString(), u"Couleur"_s);
        const QJsonArray options = written.value("options"_L1).toArray();
        QCOMPARE(options.size(), qsizetype(2));
        const QJsonObject first = options.at(0).toObject();
        QCOMPARE(first.value("sound"_L1).toString(), u"ping"_s);
        QCOMPARE(first.value("colour"_L1).toString(), u"ruby"_s);
        QCOMPARE(first.value("labels"_L1)["en"_L1].toString(), u"Crimson"_s);
        QCOMPARE(first.value("labels"_L1)["fr"_L1].toString(), u"Rouge"_s);
        QCOMPARE(options.at(1)["key"_L1].toString(), u"blue"_s);
        QVERIFY(!options.at(1).toObject().contains("sound"_L1));

        editor().setDefinition(read(R"({"number": 10001, "name": "deals", "type": "rollUp", "labels": {"en": "Deals"},
            "rollUp": {"entity": "opportunity", "link": "account", "function": "count", "distinct": true}})"));
        const QJsonObject rollUp = writtenBack().value("rollUp"_L1).toObject();
        QCOMPARE(rollUp.value("function"_L1).toString(), u"count"_s);
        QVERIFY(rollUp.value("distinct"_L1).toBool());
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

    void whatNeedsAFieldIsFound()
    {
        const auto defined = [](const QString &entity, const QByteArray &definition) {
            return CompanyDefinition{
                CompanyDefinition::Kind::Field, entity, QJsonDocument::fromJson(definition).object()};
        };
        const auto registry = withCompanyLayer(*loadShipped(),
            {defined(u"account"_s, R"({"number": 10000, "name": "colour", "type": "text"})"),
                defined(u"account"_s, R"({"number": 10001, "name": "shout", "type": "formula", "formula": "colour"})"),
                defined(u"order"_s, R"({"number": 10002, "name": "weight", "type": "integer"})"),
                defined(u"account"_s, R"({"number": 10003, "name": "load", "type": "rollUp",
                    "rollUp": {"entity": "order", "link": "account", "function": "sum", "field": "weight"}})")},
            1);
        QVERIFY2(registry.ok(), registry.ok() ? "" : qPrintable(registry.error().toLog()));
        const auto userOf = [&registry](const QString &entity, const QString &field) {
            const auto use = useOf(**registry, entity, *(*registry)->entity(entity)->field(field));
            return use ? use->entity->name + u'.' + use->field->name : QString();
        };
        QCOMPARE(userOf(u"account"_s, u"colour"_s), u"account.shout"_s);
        QCOMPARE(userOf(u"order"_s, u"weight"_s), u"account.load"_s);
        QCOMPARE(userOf(u"account"_s, u"shout"_s), QString());
        QCOMPARE(userOf(u"account"_s, u"load"_s), QString());
    }

private:
    /// A field of accounts, as this build reads what a server of a later one has accepted.
    static FieldDef read(const QByteArray &definition)
    {
        const ReadableLayer layer = readableLayer(*loadShipped(),
            {{CompanyDefinition::Kind::Field, u"account"_s, QJsonDocument::fromJson(definition).object()}}, 7);
        const FieldDef *field = layer.registry->entity(u"account"_s)->field(FieldNumber(10001));
        return field ? *field : FieldDef();
    }

    /// What the dialog saves of the field that is edited in it.
    QJsonObject writtenBack() const
    {
        const Result<WrittenField> written = editor().definition();
        if (!written.ok()) {
            qWarning("%s", qPrintable(written.error().toLog()));
            return {};
        }
        const WriteRequest write = fieldWrite(u"account"_s, written->field, newRecordId(), u"en"_s);
        const QString json = write.to.at(entities::customField::field::definition).toText();
        return QJsonDocument::fromJson(json.toUtf8()).object();
    }
};

QTEST_MAIN(TestDefinitions)
#include "tst_definitions.moc"
