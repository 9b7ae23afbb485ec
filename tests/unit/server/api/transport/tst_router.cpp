// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/router.h"

#include <QTest>
#include <QUrlQuery>

using namespace tandem;
using namespace tandem::server;

class RouterTest : public QObject
{
    Q_OBJECT

private slots:
    void prefersLiteralParts()
    {
        Router router;
        router.add(HttpMethod::Get, QStringLiteral("/api/v1/{entity}"), {});
        router.add(HttpMethod::Get, QStringLiteral("/api/v1/me"), {});
        router.add(HttpMethod::Get, QStringLiteral("/files/{rest*}"), {});
        QCOMPARE(
            router.match(HttpMethod::Get, QStringLiteral("/api/v1/me")).route->pattern, QStringLiteral("/api/v1/me"));
        const auto match = router.match(HttpMethod::Head, QStringLiteral("/api/v1/account"));
        QCOMPARE(match.parameters.value(QStringLiteral("entity")), QStringLiteral("account"));
        QCOMPARE(router.match(HttpMethod::Get, QStringLiteral("/files/a/b")).parameters.value(QStringLiteral("rest")),
            QStringLiteral("a/b"));
        QVERIFY(!router.match(HttpMethod::Get, QStringLiteral("/api/v1/account/")).route);
        QVERIFY(!router.match(HttpMethod::Get, QStringLiteral("/api/v1/")).route);
    }

    void tellsWrongMethodFromWrongPath()
    {
        Router router;
        router.add(HttpMethod::Post, QStringLiteral("/x"), {});
        QCOMPARE(router.match(HttpMethod::Get, QStringLiteral("/x")).allowed, QList<HttpMethod>{HttpMethod::Post});
        QVERIFY(router.match(HttpMethod::Get, QStringLiteral("/y")).allowed.isEmpty());
    }

    void readsRequestParts()
    {
        HttpRequest request;
        request.query = QUrlQuery(QStringLiteral("filter=name%20%3D%20%22a+b%22&q=x+y"));
        QCOMPARE(request.queryValue(QStringLiteral("filter")), QStringLiteral("name = \"a b\""));
        QCOMPARE(request.queryValue(QStringLiteral("q")), QStringLiteral("x y"));
        QVERIFY(!request.hasQueryValue(QStringLiteral("none")));
        request.headers.append("authorization", "bearer  abc ");
        QCOMPARE(request.bearerToken(), QByteArray("abc"));
        request.headers.set("Authorization", "Basic abc");
        QCOMPARE(request.bearerToken(), QByteArray());
        QCOMPARE(request.headers.fields().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
