// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/shipped.h"
#include "shared/importing/csvsource.h"
#include "shared/importing/errorfile.h"
#include "shared/importing/mappingsuggestion.h"
#include "shared/importing/rowconverter.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/loader.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QTest>

using namespace tandem;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

}

class TestRowConverter : public QObject
{
    Q_OBJECT

private:
    /// A small entity of its own, so that changes of the shipped ones don't touch this test.
    static RegistryPointer makeRegistry()
    {
        const auto entity = [](const char *json) {
            auto parsed = parseEntity(QJsonDocument::fromJson(json).object(), Layer::Module);
            if (!parsed)
                qFatal("%s", qPrintable(parsed.error().toLog()));
            return *std::move(parsed);
        };
        return std::make_shared<const Registry>(
            std::vector<EntityDef>{entity(R"({"number": 900, "name": "firm", "area": "crm", "titleField": "name",
                "fields": [{"number": 20, "name": "name", "type": "text"}, {"number": 21, "name": "code", "type": "text"}]})"),
                entity(R"({"number": 901, "name": "deal", "area": "crm", "titleField": "name",
                "duplicateKeys": [["name"]],
                "fields": [{"number": 20, "name": "name", "type": "text", "required": true},
                    {"number": 21, "name": "firm", "type": "link", "target": "firm"},
                    {"number": 22, "name": "amount", "type": "money"},
                    {"number": 23, "name": "closeDate", "type": "date"},
                    {"number": 24, "name": "stage", "type": "choice", "options": [{"key": "won"}, {"key": "lost"}]},
                    {"number": 25, "name": "given", "type": "text"}, {"number": 26, "name": "family", "type": "text"},
                    {"number": 27, "name": "secret", "type": "text", "readOnly": true},
                    {"number": 28, "name": "place", "type": "address"},
                    {"number": 29, "name": "branch", "type": "link", "target": "branch"},
                    {"number": 30, "name": "about", "type": "anyLink"},
                    {"number": 31, "name": "metAt", "type": "dateTime"}]})"),
                entity(R"({"number": 902, "name": "branch", "area": "crm", "titleField": "name",
                "fields": [{"number": 20, "name": "name", "type": "text"},
                    {"number": 21, "name": "firm", "type": "link", "target": "firm"}]})")},
            0);
    }

    static ImportMapping mappingOf(const char *json)
    {
        const auto mapping = parseMapping(QJsonDocument::fromJson(json).object());
        return mapping.ok() ? *mapping : ImportMapping();
    }

    static CsvRow row(std::initializer_list<const char *> cells)
    {
        CsvRow result;
        result.line = 7;
        for (const char *cell : cells)
            result.cells.append(text(cell));
        return result;
    }

    LinkLookUp lookUp()
    {
        return [this](const LinkQuestion &question) -> Result<RecordId> {
            const auto &[entity, field, wanted, within] = question;
            ++m_lookUps;
            if (entity.name == QLatin1String("branch") && wanted == QLatin1String("Main"))
                return within == FieldValues{{21, m_firm}} ? m_branch : m_otherBranch;
            if (wanted == QLatin1String("Twins"))
                return Error{ErrorCode::Conflict, QStringLiteral("ambiguous"), {}, {}, {}};
            if ((field.name == QLatin1String("name") && wanted == QLatin1String("GTX Pro"))
                || (field.name == QLatin1String("code") && wanted == QLatin1String("G1"))) {
                return m_firm;
            }
            return Error::notFound(entity.name);
        };
    }

    RegistryPointer m_registry = makeRegistry();
    RecordId m_firm = namedRecordId(QStringLiteral("firm"));
    RecordId m_branch = namedRecordId(QStringLiteral("branch"));
    RecordId m_otherBranch = namedRecordId(QStringLiteral("other branch"));
    int m_lookUps = 0;

private slots:
    void cellsBecomeValues()
    {
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal", "currency": "CNY",
                "keys": ["name"],
                "fields": [{"field": "name", "columns": ["Code", "Title"], "separator": "-"},
                    {"field": "firm", "column": "Firm", "lookUpBy": ["name", "code"],
                        "replacements": {"GTXPro": "GTX Pro"}},
                    {"field": "amount", "column": "Value"}, {"field": "closeDate", "column": "Closed"},
                    {"field": "stage", "column": "Stage", "replacements": {"Won": "won"}, "fallback": "lost"},
                    {"field": "given", "column": "Person", "part": "firstWord"},
                    {"field": "family", "column": "Person", "part": "rest"}]})"),
            {text("Code"), text("Title"), text("Firm"), text("Value"), text("Closed"), text("Stage"), text("Person")},
            {}, lookUp());
        QVERIFY2(converter.ok(), qPrintable(converter.ok() ? QString() : converter.error().toLog()));
        const auto first =
            converter->convert(row({"A1", "Deal", " GTXPro ", "1,200.50", "2026/11/3", "Won", "Anna  Maria Lee"}));
        QVERIFY2(first.errors.empty(), qPrintable(first.errors.empty() ? QString() : first.errors[0].error.toLog()));
        const FieldValues expected{{20, text("A1-Deal")}, {21, m_firm}, {22, Money{120050, text("CNY")}},
            {23, text("2026-11-03")}, {24, text("won")}, {25, text("Anna")}, {26, text("Maria Lee")}};
        QVERIFY(first.values == expected);
        QVERIFY(first.keys == FieldValues({{20, text("A1-Deal")}}));

        const auto second = converter->convert(row({"A2", "", "G1"}));
        QVERIFY(second.errors.empty());
        QCOMPARE(second.values.at(20), Value(text("A2")));
        QCOMPARE(second.values.at(21), Value(m_firm));
        QVERIFY(second.values.at(22).isNull());
        QCOMPARE(second.values.at(24), Value(text("lost")));
        const int asked = m_lookUps;
        QVERIFY(converter->convert(row({"A3", "", "G1"})).errors.empty());
        QCOMPARE(m_lookUps, asked);
    }

    void everyWrongCellIsNamed()
    {
        auto converter =
            RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal", "currency": "CNY", "keys": ["name"],
                "fields": [{"field": "name", "column": "Title"}, {"field": "firm", "column": "Firm"},
                    {"field": "amount", "column": "Value"}, {"field": "stage", "column": "Stage"}]})"),
                {text("Title"), text("Firm"), text("Value"), text("Stage")}, {}, lookUp());
        QVERIFY(converter.ok());
        const auto converted = converter->convert(row({"", "Nobody", "twelve", "maybe"}));
        QCOMPARE(converted.errors.size(), size_t(3));
        QCOMPARE(converted.errors[0].error.reason, text("linkNotFound"));
        QCOMPARE(converted.errors[0].error.field, text("firm"));
        QCOMPARE(converted.errors[0].column, text("Firm"));
        QCOMPARE(converted.errors[0].error.arguments.value(text("value")).toString(), text("Nobody"));
        QCOMPARE(converted.errors[1].error.field, text("amount"));
        QCOMPARE(converted.errors[2].error.field, text("stage"));
        QCOMPARE(converted.errors[2].line, 7);
        QVERIFY(converted.keys.empty());
        QCOMPARE(converter->convert(row({"x", "Twins"})).errors[0].error.reason, text("linkAmbiguous"));
        QCOMPARE(converter->convert(row({"1", "2", "3", "4", "5"})).errors[0].error.reason, text("tooManyCells"));
    }

    void factorsAndShiftsBeyondAllNumbersAreErrorsOfTheRow()
    {
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal", "currency": "CNY",
                "shiftDays": 2147483647,
                "fields": [{"field": "amount", "column": "Value", "factor": -2147483648},
                    {"field": "closeDate", "column": "Closed", "addDays": 2147483647}]})"),
            {text("Value"), text("Closed")}, {}, lookUp());
        QVERIFY2(converter.ok(), qPrintable(converter.ok() ? QString() : converter.error().toLog()));
        const auto converted = converter->convert(row({"5000000000", "2017-01-01"}));
        QCOMPARE(converted.errors.size(), size_t(2));
        QCOMPARE(converted.errors[0].error.field, text("amount"));
        QCOMPARE(converted.errors[0].error.reason, text("outOfRange"));
        QCOMPARE(converted.errors[1].error.field, text("closeDate"));
    }

    void anEmptyCellLeavesItToAnotherColumn()
    {
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal", "currency": "USD",
                "shiftDays": 7,
                "fields": [{"field": "closeDate", "column": "Closed", "otherwise": {"column": "Begun", "addDays": 30}},
                    {"field": "stage", "column": "Closed", "constant": "won", "otherwise": {"constant": "lost"}},
                    {"field": "amount", "column": "Value",
                        "otherwise": {"column": "Product", "replacements": {"Basic": "550"}}},
                    {"field": "metAt", "column": "Met"}]})"),
            {text("Begun"), text("Closed"), text("Value"), text("Product"), text("Met")}, {}, lookUp());
        QVERIFY2(converter.ok(), qPrintable(converter.ok() ? QString() : converter.error().toLog()));
        const auto closed = converter->convert(row({"2017-01-01", "2017-02-26", "10", "Basic", ""}));
        QVERIFY(closed.errors.empty());
        QCOMPARE(closed.values.at(23), Value(text("2017-03-05")));
        QCOMPARE(closed.values.at(24), Value(text("won")));
        QCOMPARE(closed.values.at(22), Value(Money{1000, text("USD")}));
        const auto open = converter->convert(row({"2017-01-01", "", "", "Basic", "1970-01-01 00:00:01"}));
        QVERIFY(open.errors.empty());
        QCOMPARE(open.values.at(23), Value(text("2017-02-07")));
        QCOMPARE(open.values.at(24), Value(text("lost")));
        QCOMPARE(open.values.at(22), Value(Money{55000, text("USD")}));
        QCOMPARE(open.values.at(31), Value(qint64(7 * 24 * 60 * 60 * 1000 + 1000)));
        const auto neither = converter->convert(row({"", "", "", "Unknown", ""}));
        QVERIFY(neither.values.at(23).isNull());
        QCOMPARE(neither.errors.size(), size_t(1));
        QCOMPARE(neither.errors[0].column, text("Product"));
    }

    void amountsInMillionsAreWritten()
    {
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal", "currency": "USD",
                "fields": [{"field": "amount", "column": "Value", "factor": 1000000}]})"),
            {text("Value")}, {}, lookUp());
        QVERIFY(converter.ok());
        QCOMPARE(converter->convert(row({"1100.04"})).values.at(22), Value(Money{110004000000, text("USD")}));
        QCOMPARE(converter->convert(row({"99999999999999"})).errors.at(0).error.reason, text("outOfRange"));
    }

    void addressesComeFromSeveralColumns()
    {
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal",
                "fields": [{"field": "place", "parts": {"city": "Town", "country": "Country"},
                    "replacements": {"Philipines": "Philippines"}}]})"),
            {text("Town"), text("Country")}, {}, lookUp());
        QVERIFY2(converter.ok(), qPrintable(converter.ok() ? QString() : converter.error().toLog()));
        QCOMPARE(converter->convert(row({"Manila", "Philipines"})).values.at(28),
            Value(text(R"({"city":"Manila","country":"Philippines"})")));
        QVERIFY(converter->convert(row({"", ""})).values.at(28).isNull());
    }

    void linksAreFoundWithinAnother()
    {
        const QStringList header{text("Firm"), text("Branch")};
        auto converter = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal",
                "fields": [{"field": "firm", "column": "Firm"},
                    {"field": "branch", "column": "Branch", "within": "firm"},
                    {"field": "about", "column": "Firm", "entity": "firm", "lookUpBy": ["code", "name"]}]})"),
            header, {}, lookUp());
        QVERIFY2(converter.ok(), qPrintable(converter.ok() ? QString() : converter.error().toLog()));
        const auto converted = converter->convert(row({"GTX Pro", "Main"}));
        QCOMPARE(converted.values.at(29), Value(m_branch));
        QCOMPARE(converted.values.at(30), Value(anyLinkText(text("firm"), m_firm)));
        QCOMPARE(converter->convert(row({"", "Main"})).values.at(29), Value(m_otherBranch));

        const auto tooEarly = RowConverter::create(*m_registry, mappingOf(R"({"entity": "deal",
                "fields": [{"field": "branch", "column": "Branch", "within": "firm"},
                    {"field": "firm", "column": "Firm"}]})"),
            header, {}, lookUp());
        QVERIFY(!tooEarly.ok());
        QCOMPARE(tooEarly.error().reason, text("notMappedBefore"));
    }

    void wrongMappingsAreRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("reason");
        QTest::newRow("field") << "colour"
                               << "Title"
                               << "unknownField";
        QTest::newRow("column") << "name"
                                << "Colour"
                                << "unknownColumn";
        QTest::newRow("read only") << "secret"
                                   << "Title"
                                   << "notImportable";
        QTest::newRow("system") << "createdAt"
                                << "Title"
                                << "notImportable";
    }

    void wrongMappingsAreRefusedAtOnce()
    {
        QFETCH(QString, field);
        QFETCH(QString, column);
        QFETCH(QString, reason);
        ImportMapping mapping;
        mapping.entity = text("deal");
        FieldMapping fieldMapping;
        fieldMapping.field = field;
        fieldMapping.columns = QStringList{column};
        mapping.fields = {fieldMapping};
        const auto converter = RowConverter::create(*m_registry, mapping, {text("Title")}, {}, lookUp());
        QVERIFY(!converter.ok());
        QCOMPARE(converter.error().reason, reason);
    }

    void mappingsRoundTrip()
    {
        const char *json = R"({"currency":"CNY","duplicates":"update","entity":"deal","fields":[{"columns":["a","b"],
            "field":"name","part":"rest","replacements":{"x":"y"},"separator":"+"},{"columns":["g"],"factor":100,"field":"amount"},{"constant":"won","field":"stage"},
            {"columns":["c"],"entity":"firm","fallback":"z","field":"firm","lookUpBy":["code"],"within":"about"},
            {"columns":["d"],"field":"closeDate","otherwise":{"addDays":3,"columns":["e"]}},
            {"field":"place","parts":{"city":"f"}}],"keys":["name"],"shiftDays":14,"utcOffsetSeconds":28800})";
        const auto mapping = parseMapping(QJsonDocument::fromJson(json).object());
        QVERIFY(mapping.ok());
        QCOMPARE(mappingToJson(*mapping), QJsonDocument::fromJson(json).object());
        const auto again = parseMapping(mappingToJson(*mapping));
        QVERIFY(again.ok() && *again == *mapping);
    }

    void misspeltMappingKeysAreNamed()
    {
        const auto mapping = parseMapping(
            QJsonDocument::fromJson(R"({"entity": "deal", "fields": [{"field": "name", "colum": "x"}]})").object());
        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().field, text("fields[0].colum"));
        QCOMPARE(mapping.error().reason, text("unknownKey"));
    }

    void namesAndLabelsOfBothLanguagesAreRecognised()
    {
        const auto shipped = loadShipped();
        QVERIFY2(shipped.ok(), qPrintable(shipped.ok() ? QString() : shipped.error().toLog()));
        const EntityDef &account = *(*shipped)->entity(text("account"));
        const FieldDef &name = *account.field(text("name"));
        const Labels english(text("en"));
        const Labels chinese(text("zh_CN"));
        const QStringList header{chinese.field(account, name), text("INDUSTRY "), text("something else")};
        const ImportMapping mapping = suggestMapping(header, account, {&english, &chinese});
        QMap<QString, QString> found;
        for (const FieldMapping &field : mapping.fields)
            found.insert(field.field, field.columns.first());
        QCOMPARE(found.value(text("name")), header.at(0));
        QCOMPARE(found.value(text("industry")), header.at(1));
        QCOMPARE(found.size(), 2);
    }

    void theErrorFileCanBeImportedAgain()
    {
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        const QStringList header{text("Title"), text("Firm")};
        ErrorFile file(buffer, header, {text("Line"), text("Reason"), [](const RowError &error) {
                                            return error.error.field + u' ' + error.error.reason;
                                        }});
        const std::vector<RowError> errors{{7, text("Firm"), Error::invalid(text("firm"), text("linkNotFound"))},
            {7, text("Title"), Error::invalid(text("name"), text("required"))}};
        QVERIFY(file.add(row({"", "No, body"}), errors).ok());
        QCOMPARE(file.count(), 1);
        buffer.seek(0);
        auto source = CsvSource::open(buffer, CsvFormat());
        QVERIFY(source.ok());
        QCOMPARE(source->header(), header + QStringList({text("Line"), text("Reason")}));
        QCOMPARE((*source->next())->cells,
            QStringList({QString(), text("No, body"), text("7"), text("firm linkNotFound; name required")}));
        auto converter = RowConverter::create(*m_registry,
            mappingOf(R"({"entity": "deal", "fields": [{"field": "name", "column": "Title"}]})"), source->header(), {},
            lookUp());
        QVERIFY(converter.ok());
    }
};

QTEST_APPLESS_MAIN(TestRowConverter)
#include "tst_rowconverter.moc"
