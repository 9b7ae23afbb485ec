// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/openapi.h"
#include "server/api/rest/restapi.h"
#include "tests/support/servercore.h"

#include <QJsonArray>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

/// The document of all routes that there are, over the routes that there are.
class TestOpenApi : public QObject
{
    Q_OBJECT

    static constexpr qint64 largestFile = 1'000'000;

    ServerCore m_core;
    ActionRegistry m_actions;
    FileStore m_files{m_core.store->filesFolder(), largestFile};
    JobQueue m_jobs{m_core.pipeline, *m_core.store, SystemClock::instance()};
    RestApi m_api{RestApi::Parts{*m_core.store, m_core.access, m_core.authenticator, m_core.pipeline, m_actions,
        m_files, m_jobs, SystemClock::instance(), QByteArrayLiteral("token"), {}, {}}};
    Router m_router;
    QJsonObject m_document;
    QJsonObject m_paths;

    static bool isForEverybody(const Router::Route &route)
    {
        return !route.webSocket && !route.pattern.startsWith(QStringLiteral("/control/"));
    }

    /// The paths at which a route stands in the document.
    QStringList placesOf(const Router::Route &route) const
    {
        if (!route.parts.contains(QStringLiteral("{entity}")))
            return {route.pattern};
        QStringList places;
        for (const EntityDef &entity : m_core.store->registry()->entities()) {
            const QString path = QString(route.pattern).replace(QStringLiteral("{entity}"), entity.name);
            if (entity.deleted)
                continue;
            if (!path.contains(QStringLiteral("{action}"))) {
                places.append(path);
                continue;
            }
            places.append(QString(path).replace(QStringLiteral("{action}"), QStringLiteral("restore")));
            for (const ActionDef *action : m_actions.of(entity.number))
                places.append(QString(path).replace(QStringLiteral("{action}"), action->name));
        }
        return places;
    }

    QJsonObject operation(const QString &path, const QString &method) const
    {
        return m_paths.value(path).toObject().value(method).toObject();
    }

    /// "query limit", "header If-Match"…
    static QStringList parametersOf(const QJsonObject &operation, const QString &place)
    {
        QStringList names;
        for (const QJsonValue &parameter : operation.value(QStringLiteral("parameters")).toArray()) {
            const QJsonObject json = parameter.toObject();
            if (json.value(QStringLiteral("in")).toString() == place)
                names.append(json.value(QStringLiteral("name")).toString());
        }
        return names;
    }

    static QJsonObject schemaIn(const QJsonObject &withContent)
    {
        const QJsonObject content = withContent.value(QStringLiteral("content")).toObject();
        return content.isEmpty() ? QJsonObject()
                                 : content.begin()->toObject().value(QStringLiteral("schema")).toObject();
    }

    static QStringList propertiesOf(const QJsonObject &schema)
    {
        return schema.value(QStringLiteral("properties")).toObject().keys();
    }

private slots:
    void initTestCase()
    {
        m_actions = m_core.actions;
        ActionDef action;
        action.name = QStringLiteral("tryOut");
        action.entity = entities::account::number;
        action.arguments = {{QStringLiteral("times"), Value::Kind::Integer, true, {}},
            {QStringLiteral("way"), Value::Kind::Text, false, {QStringLiteral("up"), QStringLiteral("down")}},
            {QStringLiteral("names"), Value::Kind::Set, false, {}}};
        m_actions.add(action);
        m_api.addRoutes(m_router);
        m_document = openApi(*m_core.store->registry(), m_router, m_actions);
        m_paths = m_document.value(QStringLiteral("paths")).toObject();
    }

    void everyRouteIsInTheDocument()
    {
        int routes = 0;
        for (const Router::Route &route : m_router.routes()) {
            if (!isForEverybody(route))
                continue;
            ++routes;
            const QString method = QString::fromLatin1(httpMethodName(route.method)).toLower();
            for (const QString &path : placesOf(route))
                QVERIFY2(!operation(path, method).isEmpty(), qPrintable(method + path));
        }
        QVERIFY(routes > 15);
    }

    void everythingInTheDocumentIsARoute()
    {
        const QString id = QStringLiteral("01900000-0000-7000-8000-000000000000");
        for (const QString &path : m_paths.keys()) {
            QString concrete = path;
            concrete.replace(QStringLiteral("{id}"), id)
                .replace(QStringLiteral("{session}"), id)
                .replace(QStringLiteral("{hash}"), QString(64, QLatin1Char('0')));
            QVERIFY2(!concrete.contains(QLatin1Char('{')), qPrintable(path));
            for (const QString &name : m_paths.value(path).toObject().keys()) {
                const auto method = httpMethodFromName(name.toUpper().toLatin1());
                QVERIFY2(method.has_value(), qPrintable(name));
                const Router::Route *route = m_router.match(*method, concrete).route;
                QVERIFY2(route && isForEverybody(*route), qPrintable(name + path));
                QVERIFY2(placesOf(*route).contains(path), qPrintable(name + path));
            }
        }
    }

    void everyOperationSaysWhatItTakesAndAnswers()
    {
        const QStringList known = m_document.value(QStringLiteral("components"))
                                      .toObject()
                                      .value(QStringLiteral("schemas"))
                                      .toObject()
                                      .keys();
        for (const QString &path : m_paths.keys()) {
            for (const QString &method : m_paths.value(path).toObject().keys()) {
                const QJsonObject described = operation(path, method);
                const QByteArray place = (method + path).toUtf8();
                QVERIFY2(!described.value(QStringLiteral("summary")).toString().isEmpty(), place.constData());
                QCOMPARE(parametersOf(described, QStringLiteral("path")).size(), path.count(QLatin1Char('{')));
                const QJsonObject answers = described.value(QStringLiteral("responses")).toObject();
                QVERIFY2(answers.contains(QStringLiteral("default")) && answers.size() > 1, place.constData());
                QVERIFY2(!described.contains(QStringLiteral("requestBody")) || method != QStringLiteral("get"),
                    place.constData());
                const QString reference =
                    schemaIn(answers.value(QStringLiteral("200")).toObject()).value(QStringLiteral("$ref")).toString();
                QVERIFY2(
                    reference.isEmpty() || known.contains(reference.section(QLatin1Char('/'), -1)), place.constData());
            }
        }
    }

    void bodiesAreDescribed_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("properties");
        const auto row = [](const char *method, const char *path, const QStringList &properties) {
            QTest::newRow(path) << QString::fromLatin1(method) << QString::fromLatin1(path) << properties;
        };
        row("post", "/api/v1/sign-in",
            {QStringLiteral("code"), QStringLiteral("device"), QStringLiteral("deviceName"), QStringLiteral("login"),
                QStringLiteral("password")});
        row("post", "/api/v1/me/password", {QStringLiteral("newPassword"), QStringLiteral("oldPassword")});
        row("post", "/api/v1/account/{id}/actions/tryOut",
            {QStringLiteral("names"), QStringLiteral("times"), QStringLiteral("way")});
        row("post", "/api/v1/account/{id}/actions/merge",
            {QStringLiteral("keep"), QStringLiteral("other"), QStringLiteral("take")});
    }

    void bodiesAreDescribed()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(QStringList, properties);
        const QJsonObject schema = schemaIn(operation(path, method).value(QStringLiteral("requestBody")).toObject());
        QCOMPARE(propertiesOf(schema), properties);
    }

    void answersAreDescribed()
    {
        const auto answered = [this](const char *method, const char *path, const char *status) {
            return propertiesOf(schemaIn(operation(QString::fromLatin1(path), QString::fromLatin1(method))
                                             .value(QStringLiteral("responses"))
                                             .toObject()
                                             .value(QLatin1String(status))
                                             .toObject()));
        };
        QCOMPARE(answered("post", "/api/v1/sign-in", "200"),
            (QStringList{QStringLiteral("session"), QStringLiteral("token"), QStringLiteral("user")}));
        QVERIFY(answered("post", "/api/v1/import/account", "200").contains(QStringLiteral("errorFile")));
        QCOMPARE(answered("post", "/api/v1/imports/{id}/revert", "202"),
            (QStringList{QStringLiteral("id"), QStringLiteral("state")}));
        QVERIFY(answered("get", "/api/v1/me", "200").contains(QStringLiteral("administrator")));
        QCOMPARE(answered("put", "/files/{hash}", "201"), QStringList{QStringLiteral("received")});
        QCOMPARE(answered("get", "/api/v1/massChange", "200"),
            (QStringList{QStringLiteral("items"), QStringLiteral("next")}));
    }

    void parametersAreDescribed()
    {
        const QString query = QStringLiteral("query");
        const QString header = QStringLiteral("header");
        const auto of = [this](const char *method, const char *path) {
            return operation(QString::fromLatin1(path), QString::fromLatin1(method));
        };
        QVERIFY(parametersOf(of("get", "/api/v1/account"), query).contains(QStringLiteral("deleted")));
        QCOMPARE(parametersOf(of("post", "/api/v1/account"), header),
            (QStringList{QStringLiteral("Idempotency-Key"), QStringLiteral("Tandem-Part-Of")}));
        for (const char *method : {"patch", "delete"}) {
            QCOMPARE(parametersOf(of(method, "/api/v1/account/{id}"), header),
                (QStringList{QStringLiteral("If-Match"), QStringLiteral("Tandem-Part-Of")}));
        }
        QCOMPARE(parametersOf(of("put", "/files/{hash}"), query),
            (QStringList{QStringLiteral("offset"), QStringLiteral("total")}));
        QCOMPARE(
            parametersOf(of("post", "/api/v1/import/account"), header), QStringList{QStringLiteral("Tandem-Mapping")});
        QVERIFY(of("post", "/api/v1/sign-in").value(QStringLiteral("security")).isArray());
        QVERIFY(!of("get", "/api/v1/me").contains(QStringLiteral("security")));
    }
};

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
