// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/loader.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The least that definitions need: users, departments, and a customer who belongs to another.
const char *const userEntity = R"({
  "number": 1, "name": "user", "titleField": "name",
  "fields": [ { "number": 20, "name": "name", "type": "text" } ],
  "access": { "administrator": { "read": "all" } }
})";
const char *const departmentEntity = R"({
  "number": 2, "name": "department", "titleField": "name",
  "fields": [ { "number": 20, "name": "name", "type": "text" } ],
  "access": { "administrator": { "read": "all" } }
})";
const char *const accountEntity = R"({
  "number": 40,
  "name": "account",
  "titleField": "name",
  "fields": [
    { "number": 20, "name": "name", "type": "text" },
    { "number": 21, "name": "parent", "type": "link", "target": "account" },
    { "number": 22, "name": "children", "type": "rollUp",
      "rollUp": { "entity": "account", "link": "parent", "function": "count" } }
  ],
  "related": [ { "name": "below", "entity": "account", "link": "parent" } ],
  "access": { "administrator": { "read": "all", "edit": "all" } }
})";
const char *const accountList =
    "{\n  \"columns\": [\n    \"name\",\n    \"parent\"\n  ],\n  \"sort\": { \"field\": \"name\" }\n}\n";
const char *const accountDetail =
    "{\n  \"sections\": [\n    { \"name\": \"basics\", \"fields\": [\"name\", \"parent\"] }\n  ]\n}\n";

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

CompanyDefinition companyField(const QString &entity, const char *definition)
{
    return {CompanyDefinition::Kind::Field, entity, object(definition)};
}

}

class TestLoader : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(u"core/user/entity.json"_s, userEntity);
        write(u"core/department/entity.json"_s, departmentEntity);
        write(u"crm/account/entity.json"_s, accountEntity);
        write(u"crm/account/list.json"_s, accountList);
        write(u"crm/account/detail.json"_s, accountDetail);
    }

    void folderBecomesRegistry()
    {
        const auto registry = loadFromFolder(m_folder->path());
        QVERIFY2(registry.ok(), registry.ok() ? "" : qPrintable(registry.error().toLog()));
        const EntityDef *account = (*registry)->entity(u"account"_s);
        QVERIFY(account);
        QCOMPARE((*registry)->entity(EntityNumber(40)), account);
        QCOMPARE(account->area, u"crm"_s);
        QCOMPARE(account->layer, Layer::Module);
        QCOMPARE((*registry)->entity(u"user"_s)->layer, Layer::Core);
        QCOMPARE(account->list.columns.size(), 2);
        QCOMPARE(account->field(FieldNumber(21))->target, u"account"_s);
        QCOMPARE(account->field(u"deletedAt"_s)->number, systemfield::deletedAt);
        QVERIFY(!account->field(u"nothing"_s));
        const auto links = (*registry)->linksTo(u"account"_s);
        QCOMPARE(links.size(), std::size_t(1));
        QCOMPARE(links[0].second->name, u"parent"_s);
    }

    void mistakesNameFileLineAndKey_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QString &file, const char *before, const char *after,
                             const QString &place, const QString &reason) {
            QTest::newRow(name) << file << QByteArray(before) << QByteArray(after) << place << reason;
        };
        const QString entity = u"crm/account/entity.json"_s;
        const QString list = u"crm/account/list.json"_s;
        const QString detail = u"crm/account/detail.json"_s;
        row("missing comma", entity, "\"name\": \"account\",", "\"name\": \"account\"", entity + u":4"_s, u"notJson"_s);
        row("wrong type", entity, "\"type\": \"link\"", "\"type\": \"lnik\"", entity + u":7: fields[1].type"_s,
            u"unknownWord"_s);
        row("unknown target", entity, "\"target\": \"account\"", "\"target\": \"acount\"",
            entity + u":7: fields[1].target"_s, u"unknownEntity"_s);
        row("roll-up of nothing", entity, "\"link\": \"parent\", \"function\"", "\"link\": \"boss\", \"function\"",
            entity + u":9: fields[2].rollUp.link"_s, u"unknownField"_s);
        row("number twice", entity, "\"number\": 21", "\"number\": 20", entity + u":7: fields[1].number"_s,
            u"notAscending"_s);
        row("name twice", entity, "\"name\": \"parent\"", "\"name\": \"name\"", entity + u":6: fields[0].name"_s,
            u"twice"_s);
        row("key twice", entity, "\"number\": 40,", "\"number\": 40, \"number\": 41,", entity + u":2: number"_s,
            u"twice"_s);
        row("title is no field", entity, "\"titleField\": \"name\"", "\"titleField\": \"title\"",
            entity + u":4: titleField"_s, u"unknownField"_s);
        row("wrong scope", entity, "\"edit\": \"all\"", "\"edit\": \"most\"",
            entity + u":12: access.administrator.edit"_s, u"unknownWord"_s);
        row("edits more than it reads", entity, "\"read\": \"all\", \"edit\"", "\"read\": \"own\", \"edit\"",
            entity + u":12: access.administrator"_s, u"widerThanRead"_s);
        row("column that is no field", list, "\"parent\"", "\"paernt\"", list + u":4: columns[1]"_s, u"unknownField"_s);
        row("sort by a roll-up", list, "{ \"field\": \"name\" }", "{ \"field\": \"children\" }",
            list + u":6: sort.field"_s, u"notSortable"_s);
        row("unknown key of a list", list, "\"columns\"", "\"colums\"", list + u":2: colums"_s, u"unknownKey"_s);
        row("section with an unknown field", detail, "\"parent\"]", "\"boss\"]",
            detail + u":3: sections[0].fields[1]"_s, u"unknownField"_s);
        row("field in two places", detail, "\"parent\"]", "\"name\"]", detail + u":3: sections[0].fields[1]"_s,
            u"twice"_s);
        row("entity number twice", u"core/department/entity.json"_s, "\"number\": 2,", "\"number\": 40,",
            u"crm/account/entity.json:2: number"_s, u"twice"_s);
    }

    void mistakesNameFileLineAndKey()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, place);
        QFETCH(QString, reason);
        QByteArray text = read(file);
        QVERIFY(text.contains(before));
        write(file, text.replace(before, after));
        const auto registry = loadFromFolder(m_folder->path());
        QVERIFY(!registry.ok());
        QCOMPARE(registry.error().code, ErrorCode::Corrupt);
        QCOMPARE(registry.error().field, place);
        QCOMPARE(registry.error().reason, reason);
    }

    void missingFilesAreNamed()
    {
        QFile::remove(m_folder->filePath(u"crm/account/entity.json"_s));
        QCOMPARE(loadFromFolder(m_folder->path()).error().field, u"crm/account/entity.json"_s);
        QCOMPARE(loadFromFolder(m_folder->filePath(u"nowhere"_s)).error().reason, u"noDefinitions"_s);
    }

    void partWithinAndBesideIsRefused()
    {
        write(u"crm/account/entity.json"_s,
            QByteArray(accountEntity)
                .replace("\"number\": 40,", "\"number\": 40, \"list\": {\"columns\": [\"name\"]},"));
        const auto registry = loadFromFolder(m_folder->path());
        QCOMPARE(registry.error().reason, u"definedTwice"_s);
        QCOMPARE(registry.error().field, u"crm/account/list.json:1"_s);
    }

    void companyFieldIsAddedAndShown()
    {
        const auto shipped = loadFromFolder(m_folder->path());
        const auto registry = withCompanyLayer(*shipped,
            {companyField(u"account"_s, R"({"number": 10001, "name": "size", "type": "decimal", "scale": 1,
                "labels": {"zh_CN": "规模"}})")},
            7);
        QVERIFY2(registry.ok(), registry.ok() ? "" : qPrintable(registry.error().toLog()));
        QCOMPARE((*registry)->revision(), 7);
        const EntityDef *account = (*registry)->entity(u"account"_s);
        const FieldDef *size = account->field(FieldNumber(10001));
        QVERIFY(size);
        QCOMPARE(size->layer, Layer::Company);
        QCOMPARE(account->detail.sections.back().name, u"company"_s);
        QCOMPARE(account->detail.sections.back().fields, QStringList{u"size"_s});
        QVERIFY(!(*shipped)->entity(u"account"_s)->field(u"size"_s));
    }

    void theSameDefinitionsAreOneRegistry()
    {
        const auto shipped = loadFromFolder(m_folder->path());
        const auto size = companyField(u"account"_s, R"({"number": 10001, "name": "size", "type": "integer"})");
        const auto weight = companyField(u"account"_s, R"({"number": 10001, "name": "weight", "type": "integer"})");
        const auto first = withCompanyLayer(*shipped, {size}, 7);
        QVERIFY(first.ok());
        QVERIFY(*withCompanyLayer(*shipped, {size}, 7) == *first);
        for (const auto &other : {withCompanyLayer(*shipped, {size}, 8), withCompanyLayer(*shipped, {weight}, 7),
                 withCompanyLayer(*loadFromFolder(m_folder->path()), {size}, 7)}) {
            QVERIFY(other.ok());
            QVERIFY(*other != *first);
        }
        QVERIFY((*withCompanyLayer(*shipped, {weight}, 7))->entity(u"account"_s)->field(u"weight"_s));
    }

    void deletedCompanyFieldKeepsItsColumn()
    {
        const auto shipped = loadFromFolder(m_folder->path());
        const auto registry = withCompanyLayer(*shipped,
            {companyField(u"account"_s, R"({"number": 10001, "name": "size", "type": "text", "deleted": true})"),
                companyField(u"account"_s, R"({"number": 10002, "name": "size", "type": "integer"})")},
            1);
        QVERIFY2(registry.ok(), registry.ok() ? "" : qPrintable(registry.error().toLog()));
        const EntityDef *account = (*registry)->entity(u"account"_s);
        QCOMPARE(account->field(u"size"_s)->number, FieldNumber(10002));
        QVERIFY(!account->field(FieldNumber(10001)));
        QCOMPARE(account->fields.size(), (*shipped)->entity(u"account"_s)->fields.size() + 2);
    }

    void companyEntityWithLinksBothWays()
    {
        const auto shipped = loadFromFolder(m_folder->path());
        const CompanyDefinition machine{CompanyDefinition::Kind::Entity, u"machine"_s,
            object(R"({"number": 10000, "name": "machine", "titleField": "serial", "fields": [
                {"number": 10000, "name": "serial", "type": "text", "required": true},
                {"number": 10001, "name": "customer", "type": "link", "target": "account"}]})")};
        const auto registry = withCompanyLayer(*shipped,
            {companyField(u"account"_s, R"({"number": 10001, "name": "machine", "type": "link", "target": "machine"})"),
                machine},
            1);
        QVERIFY2(registry.ok(), registry.ok() ? "" : qPrintable(registry.error().toLog()));
        const EntityDef *entity = (*registry)->entity(u"machine"_s);
        QCOMPARE(entity->list.columns, (QStringList{u"serial"_s, u"customer"_s}));
        QCOMPARE(entity->detail.sections.size(), std::size_t(1));
    }

    void shippedFieldMayBeRelabelledOnly()
    {
        const auto shipped = loadFromFolder(m_folder->path());
        const auto registry = withCompanyLayer(
            *shipped, {companyField(u"account"_s, R"({"number": 20, "name": "name", "labels": {"en": "Firm"}})")}, 1);
        QVERIFY(registry.ok());
        QCOMPARE((*registry)->entity(u"account"_s)->field(u"name"_s)->labels.value(u"en"_s), u"Firm"_s);
        const auto changed = withCompanyLayer(
            *shipped, {companyField(u"account"_s, R"({"number": 20, "name": "name", "type": "integer"})")}, 1);
        QCOMPARE(changed.error().reason, u"shippedField"_s);
        QCOMPARE(changed.error().field, u"account.name.type"_s);
    }

    void badCompanyDefinitions_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QByteArray>("definition");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no such entity") << u"acount"_s
                                        << QByteArray(R"({"number": 10001, "name": "a", "type": "text"})")
                                        << u"acount"_s << u"unknownEntity"_s;
        QTest::newRow("unknown type") << u"account"_s << QByteArray(R"({"number": 10001, "name": "a", "type": "x"})")
                                      << u"account.a.type"_s << u"unknownWord"_s;
        QTest::newRow("shipped name") << u"account"_s
                                      << QByteArray(R"({"number": 10001, "name": "parent", "type": "text"})")
                                      << u"account.fields.parent.name"_s << u"twice"_s;
        QTest::newRow("target") << u"account"_s
                                << QByteArray(R"({"number": 10001, "name": "a", "type": "link", "target": "b"})")
                                << u"account.fields.a.target"_s << u"unknownEntity"_s;
        QTest::newRow("empty") << u"account"_s << QByteArray("{}") << u"account.number"_s << u"missing"_s;
    }

    void badCompanyDefinitions()
    {
        QFETCH(QString, entity);
        QFETCH(QByteArray, definition);
        QFETCH(QString, place);
        QFETCH(QString, reason);
        const auto shipped = loadFromFolder(m_folder->path());
        const auto registry = withCompanyLayer(*shipped, {companyField(entity, definition.constData())}, 1);
        QVERIFY(!registry.ok());
        QCOMPARE(registry.error().code, ErrorCode::Invalid);
        QCOMPARE(registry.error().reason, reason);
        QCOMPARE(registry.error().field, place);
    }

private:
    void write(const QString &path, const QByteArray &text)
    {
        const QString full = m_folder->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(full).path()));
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray read(const QString &path) const
    {
        QFile file(m_folder->filePath(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestLoader)
#include "tst_loader.moc"
