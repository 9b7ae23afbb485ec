// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/shipped.h"
#include "shared/importing/csvsource.h"
#include "shared/importing/importmanifest.h"
#include "shared/importing/rowconverter.h"
#include "shared/metadata/registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Records that later steps find by a field's value.
class Found
{
public:
    RecordId add(const EntityDef &entity, const FieldValues &values)
    {
        const RecordId id = namedRecordId(entity.name + QString::number(++m_count));
        for (const auto &[field, value] : values)
            m_byValue.emplace(std::tuple(entity.number, field, value.toDebug()), std::pair(id, values));
        return id;
    }

    Result<RecordId> find(const LinkQuestion &question) const
    {
        FieldValues conditions = question.within;
        conditions[question.field.number] = question.text;
        const std::vector<RecordId> ids = matching(question.entity, conditions);
        if (ids.empty())
            return Error::notFound(question.entity.name);
        if (ids.size() > 1)
            return Error{ErrorCode::Conflict, u"ambiguous"_s, {}, {}, {}};
        return ids.front();
    }

    bool has(const EntityDef &entity, const FieldValues &keys) const
    {
        return !keys.empty() && !matching(entity, keys).empty();
    }

private:
    using Rows = std::multimap<std::tuple<EntityNumber, FieldNumber, QString>, std::pair<RecordId, FieldValues>>;

    std::vector<RecordId> matching(const EntityDef &entity, const FieldValues &conditions) const
    {
        const auto &[field, value] = *conditions.begin();
        const auto [first, last] = m_byValue.equal_range(std::tuple(entity.number, field, value.toDebug()));
        std::vector<RecordId> ids;
        for (auto it = first; it != last; ++it) {
            const FieldValues &row = it->second.second;
            const bool fits = std::all_of(conditions.begin(), conditions.end(), [&row](const auto &condition) {
                const auto has = row.find(condition.first);
                return has != row.end() && has->second == condition.second;
            });
            if (fits)
                ids.push_back(it->second.first);
        }
        return ids;
    }

    int m_count = 0;
    Rows m_byValue;
};

struct Outcome
{
    int added = 0;
    int known = 0;
    QStringList errors; ///< "84 account linkNotFound"
};

}

/// The demo company's own files, converted in the order of the manifest as the server would.
class TestDemoFiles : public QObject
{
    Q_OBJECT

private:
    RegistryPointer m_registry;
    Found m_found;
    QMap<QString, Outcome> m_outcomes; ///< by label

    RecordId add(const QString &entity, const QMap<QString, Value> &values)
    {
        const EntityDef &definition = *m_registry->entity(entity);
        FieldValues byNumber;
        for (auto it = values.begin(); it != values.end(); ++it)
            byNumber[definition.field(it.key())->number] = it.value();
        return m_found.add(definition, byNumber);
    }

    void addBasics()
    {
        for (const char *key : {"administrator", "manager", "sales", "service", "employee"})
            add(u"role"_s, {{u"key"_s, QString::fromLatin1(key)}});
        const RecordId pipeline = add(u"pipeline"_s, {{u"key"_s, u"default"_s}});
        for (const char *key : {"new", "qualified", "proposal", "negotiation", "closing", "won", "lost"})
            add(u"stage"_s, {{u"key"_s, QString::fromLatin1(key)}, {u"pipeline"_s, pipeline}});
    }

    static QString missing(const EntityDef &entity, const FieldValues &values)
    {
        for (const FieldDef &field : entity.fields) {
            const auto value = values.find(field.number);
            const bool isFilled = value != values.end() && !value->second.isEmpty();
            if (field.required && !isFilled && field.defaultValue.isNull() && field.isStored())
                return field.name;
        }
        return {};
    }

    void takeRow(RowConverter &converter, const CsvRow &row, Outcome &outcome)
    {
        const ConvertedRow converted = converter.convert(row);
        const EntityDef &entity = converter.entity();
        for (const RowError &error : converted.errors)
            outcome.errors.append(u"%1 %2 %3"_s.arg(row.line).arg(error.error.field, error.error.reason));
        if (!converted.errors.empty())
            return;
        if (m_found.has(entity, converted.keys)) {
            ++outcome.known;
            return;
        }
        if (const QString field = missing(entity, converted.values); !field.isEmpty()) {
            outcome.errors.append(u"%1 %2 required"_s.arg(row.line).arg(field));
            return;
        }
        m_found.add(entity, converted.values);
        ++outcome.added;
    }

    void runStep(const ImportManifest::Step &step)
    {
        QFile file(step.file);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        auto source = CsvSource::open(file);
        QVERIFY2(source.ok(), qPrintable(step.label));
        auto converter = RowConverter::create(*m_registry, step.mapping, source->header(), {},
            [this](const LinkQuestion &question) { return m_found.find(question); });
        QVERIFY2(
            converter.ok(), qPrintable(step.label + u' ' + (converter.ok() ? QString() : converter.error().toLog())));
        Outcome &outcome = m_outcomes[step.label];
        for (;;) {
            auto row = source->next();
            QVERIFY(row.ok());
            if (!*row)
                break;
            takeRow(*converter, **row, outcome);
        }
    }

private slots:
    void initTestCase()
    {
        const auto shipped = loadShipped();
        QVERIFY(shipped.ok());
        m_registry = *shipped;
        addBasics();
        auto manifest = readManifest(QStringLiteral(TANDEM_SOURCE_DIR "/resources/demo/manifest.json"));
        QVERIFY2(manifest.ok(), qPrintable(manifest.ok() ? QString() : manifest.error().toLog()));
        shiftDates(*manifest, QDate(2027, 3, 3));
        for (const ImportManifest::Step &step : manifest->steps) {
            runStep(step);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void datesMoveByWholeWeeksUpToToday()
    {
        ImportManifest manifest;
        manifest.steps.resize(4);
        manifest.steps[0].today = QDate(2017, 12, 31);
        manifest.steps[1].today = QDate(2026, 11, 23);
        manifest.steps[2].today = QDate(2026, 11, 30);
        shiftDates(manifest, QDate(2026, 11, 25));
        QCOMPARE(manifest.steps[0].mapping.shiftDays % 7, 0);
        QCOMPARE(QDate(2017, 12, 31).addDays(manifest.steps[0].mapping.shiftDays), QDate(2026, 11, 22));
        QCOMPARE(manifest.steps[1].mapping.shiftDays, 0);
        QCOMPARE(manifest.steps[2].mapping.shiftDays, -7);
        QCOMPARE(manifest.steps[3].mapping.shiftDays, 0);
    }

    void brokenManifestsNameFileAndPlace()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"manifest.json"_s);
        QCOMPARE(readManifest(path).error().reason, u"cannotRead"_s);
        const auto write = [](const QString &name, const QByteArray &content) {
            QFile file(name);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        };
        write(path, "{ \"steps\": [{");
        QCOMPARE(readManifest(path).error().reason, u"notJson"_s);
        write(path, R"({"steps": [{"file": "a.csv", "mapping": "a.json"}]})");
        QCOMPARE(readManifest(path).error().reason, u"cannotRead"_s);
        write(folder.filePath(u"a.json"_s), R"({"entity": "account", "fields": [{"field": "name", "colum": "x"}]})");
        const Error error = readManifest(path).error();
        QCOMPARE(error.reason, u"unknownKey"_s);
        QVERIFY2(error.field.endsWith(u"a.json: fields[0].colum"_s), qPrintable(error.field));
    }

    void everythingArrives_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<int>("added");
        QTest::addColumn<int>("known");
        QTest::addColumn<QStringList>("errors");
        const QStringList none;
        QTest::newRow("departments") << u"Departments"_s << 22 << 0 << none;
        QTest::newRow("employees") << u"Employees"_s << 62 << 0 << none;
        QTest::newRow("reporting lines") << u"Reporting lines"_s << 0 << 62 << none;
        QTest::newRow("offices") << u"Offices"_s << 0 << 35 << none;
        QTest::newRow("products") << u"Products"_s << 7 << 0 << none;
        QTest::newRow("accounts") << u"Accounts"_s << 85 << 0 << none;
        QTest::newRow("opportunities") << u"Opportunities"_s << 8800 << 0 << none;
        QTest::newRow("products of Northwind") << u"Products of Northwind"_s << 77 << 0 << none;
        QTest::newRow("orders") << u"Orders"_s << 830 << 0 << none;
        QTest::newRow("lines") << u"Lines of orders"_s << 2155 << 0 << none;
        QTest::newRow("opportunities in China") << u"Opportunities in China"_s << 11 << 0 << none;
        QTest::newRow("activities") << u"Activities"_s << 15 << 0 << none;
    }

    void everythingArrives()
    {
        QFETCH(QString, label);
        QVERIFY2(m_outcomes.contains(label), qPrintable(label));
        const Outcome &outcome = m_outcomes[label];
        QTEST(outcome.errors, "errors");
        QTEST(outcome.added, "added");
        QTEST(outcome.known, "known");
    }

    /// Two customers of Northwind were typed in by somebody trying the form.
    void dirtIsNamed()
    {
        QCOMPARE(m_outcomes[u"Customers of Northwind"_s].added, 92);
        QCOMPARE(m_outcomes[u"Customers of Northwind"_s].known, 1);
        QCOMPARE(m_outcomes[u"Where contacts work"_s].errors, QStringList(u"86 account linkNotFound"_s));
    }

    void nothingElseIsLost()
    {
        for (auto it = m_outcomes.begin(); it != m_outcomes.end(); ++it) {
            if (it.key() != u"Where contacts work"_s)
                QVERIFY2(it->errors.isEmpty(), qPrintable(it.key() + u": "_s + it->errors.join(u"; ")));
        }
    }
};

QTEST_APPLESS_MAIN(TestDemoFiles)
#include "tst_demofiles.moc"
