// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "forgedfixture.h"
#include "shared/entities/shipped.h"

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// Requests of somebody who knows the protocol and asks for what he may not have. What is out of his sight is answered
/// as what never was, word for word; what he may not read of a record cannot be found out by asking for it.
class TestForged : public ForgedFixture
{
    Q_OBJECT

private slots:
    void initTestCase() { setUp(); }
    void init() { m_daemon.setToken(m_stranger); }

    void recordsByTheirIds()
    {
        for (const char *entity : {"account", "contact", "activity", "no-such-entity"}) {
            const QString one = path(QLatin1String(entity), QStringLiteral("{id}"));
            tellsNoDifference("GET", one);
            tellsNoDifference("PATCH", one, "{\"name\":\"x\"}");
            tellsNoDifference("PATCH", one, "{\"annualRevenue\":\"no money\"}");
            for (const char *state : {"\"1\"", "\"99999\"", "*", "nonsense"}) {
                const QByteArray head = "If-Match: " + QByteArray(state) + "\r\n";
                tellsNoDifference("PATCH", one, "{\"name\":\"x\"}", head);
                tellsNoDifference("DELETE", one, {}, head);
            }
            tellsNoDifference("GET", one, {}, "If-None-Match: \"1\"\r\n");
            for (const char *action : {"restore", "merge", "approve", "no-such-action"})
                tellsNoDifference("POST", one + QStringLiteral("/actions/") + QLatin1String(action),
                    "{\"other\":\"" + m_own.toUtf8() + "\"}");
            for (const char *arguments : {"{\"seq\":1}", "{\"seq\":\"x\"}", "{}"})
                tellsNoDifference("POST", one + QStringLiteral("/actions/undo"), arguments);
        }
        tellsNoDifference(
            "POST", path(QStringLiteral("account"), m_own) + QStringLiteral("/actions/merge"), "{\"other\":\"{id}\"}");
    }

    /// Every link of every entity, to be set by who may create or not.
    void linksToWhatHeDoesNotSee()
    {
        const auto shipped = loadShipped();
        QVERIFY(shipped.ok());
        int links = 0;
        for (const EntityDef &entity : (*shipped)->entities()) {
            for (const FieldDef &field : entity.fields) {
                if (field.isSystem() || !field.isStored() || (!field.isLinkLike() && field.type != FieldType::AnyLink))
                    continue;
                ++links;
                const QByteArray id = field.isLinkLike() ? "{id}" : "account/{id}";
                tellsNoDifference("POST", path(entity.name), "{\"" + field.name.toUtf8() + "\":\"" + id + "\"}");
            }
        }
        QVERIFY(links > 20);
        tellsNoDifference("PATCH", path(QStringLiteral("account"), m_own), "{\"parent\":\"{id}\"}");
        tellsNoDifference("POST", path(QStringLiteral("share")),
            "{\"record\":\"account/{id}\",\"granteeKind\":\"user\",\"level\":\"read\"}");
        tellsNoDifference("POST", path(QStringLiteral("activity")), "{\"subject\":\"x\",\"parent\":\"account/{id}\"}");
    }

    void listsWithForgedQueries()
    {
        const QByteArray after =
            "&after=" + QByteArray("\x81\x50" + toBytes(RecordId())).toBase64(QByteArray::Base64UrlEncoding);
        for (const QByteArray &query :
            {QByteArray(), QByteArray("filter=name = 'Nightingale'"), QByteArray("deleted=only"),
                QByteArray("sort=-name&limit=1"), QByteArray("filter=annualRevenue > money(1, 'CNY')"),
                QByteArray("filter=true or owner = me() or true"), QByteArray("fields=id,name") + after}) {
            const auto answer =
                m_daemon.ask("GET", path(QStringLiteral("account")) + QLatin1Char('?') + QString::fromUtf8(query));
            QVERIFY2(
                !answer.body.contains(secret) && !answer.body.contains(m_hidden.toUtf8()), answer.body.constData());
        }
        const auto files = m_daemon.ask("GET", path(QStringLiteral("file")));
        QVERIFY(!files.body.contains(m_hash.toLatin1()));
        linkOwnToHidden();
        for (const char *filter :
            {"parent.name = 'Nightingale'", "parent.employees > 0", "parent.openOpportunityCount = 0",
                "parent.owner.name contains 'dmin'", "parent.phone contains '138'"}) {
            const auto answer = m_daemon.ask(
                "GET", path(QStringLiteral("account")) + QStringLiteral("?filter=") + QLatin1String(filter));
            QVERIFY2(answer.json().value(QLatin1String("items")).toArray().isEmpty(), filter);
        }
    }

    void filesByTheirHash()
    {
        const QString missing = QString(64, QLatin1Char('a'));
        const auto alike = [&](const QByteArray &method, const QString &tail, const QByteArray &body,
                               const QByteArray &head = {}) {
            const QString file = QStringLiteral("/files/%1") + tail;
            const QByteArray unseen = shown(m_daemon.ask(method, file.arg(m_hash), body, head), m_hash);
            const QByteArray unborn = shown(m_daemon.ask(method, file.arg(missing), body, head), missing);
            QVERIFY2(unseen == unborn, (method + ' ' + tail.toUtf8() + ": " + unseen + " / " + unborn).constData());
        };
        alike("GET", {}, {});
        alike("GET", {}, {}, "Range: bytes=0-3\r\n");
        alike("GET", {}, {}, "If-None-Match: \"" + m_hash.toLatin1() + "\"\r\n");
        alike("GET", QStringLiteral("/received"), {});
        alike("PUT", QStringLiteral("?offset=0&total=%1").arg(m_content.size()), m_content.first(10));
        alike("GET", QStringLiteral("/received"), {});
        alike("GET", QStringLiteral("/preview"), {});
        alike("PUT", QStringLiteral("/preview"), "a picture");
        alike("PUT", QStringLiteral("?offset=4000&total=%1").arg(m_content.size()), "x");
        for (const QString &hash : {m_hash, missing}) { // the name of a content is not the content
            const auto answer = m_daemon.send("POST", path(QStringLiteral("file")),
                {{QStringLiteral("name"), QStringLiteral("x")}, {QStringLiteral("size"), m_content.size()},
                    {QStringLiteral("sha256"), hash}, {QStringLiteral("record"), QStringLiteral("account/") + m_own}});
            QCOMPARE(answer.reason(), QStringLiteral("contentNotSent"));
        }
    }

    void fieldsThatHeDoesNotRead_data()
    {
        QTest::addColumn<QString>("query");
        for (const char *query : {"filter=annualRevenue > money(1, 'CNY')", "filter=annualRevenue is null",
                 "filter=not (annualRevenue is null)", "filter=if(annualRevenue > money(1, 'CNY'), true, false)",
                 "filter=revenuePerEmployee > money(1, 'CNY')", "filter=parent.annualRevenue > money(1, 'CNY')",
                 "filter=phone = '13812341234'", "filter=phone contains '9'", "sort=annualRevenue",
                 "sort=name,-annualRevenue", "sort=phone", "sort=revenuePerEmployee"})
            QTest::newRow(query) << QString::fromLatin1(query);
    }

    void fieldsThatHeDoesNotRead()
    {
        QFETCH(QString, query);
        static const QByteArray token = addReader(QStringLiteral("reader"),
            {{QStringLiteral("annualRevenue"), QStringLiteral("hidden")},
                {QStringLiteral("phone"), QStringLiteral("masked")}});
        QVERIFY(!token.isEmpty());
        m_daemon.setToken(token);
        const auto answer = m_daemon.ask("GET", path(QStringLiteral("account")) + QLatin1Char('?') + query);
        QVERIFY2(answer.status >= 400 && answer.status < 500, answer.body.constData());
        QVERIFY(!answer.body.contains(secret));
        const auto seen = m_daemon.ask("GET", path(QStringLiteral("account"), m_hidden));
        QCOMPARE(seen.status, 200);
        QVERIFY2(!seen.body.contains("13812341234"), seen.body.constData());
        for (const char *field : {"annualRevenue", "revenuePerEmployee"}) {
            const QJsonValue shown = seen.json().value(QLatin1String(field));
            QVERIFY2(shown.isNull() || shown.isUndefined(), seen.body.constData());
        }
        const auto caller = session([](Hello &hello) { hello.token = token; });
        QVERIFY(caller);
        const auto list = caller->ask<ListReply>(listOf(query));
        QVERIFY(list && list->error && list->rows.isEmpty());
    }

    /// Who may not create is told that, whatever id he names.
    void idsThatAreTaken()
    {
        m_daemon.setToken(m_admin);
        const QString product = m_daemon.create(QStringLiteral("product"),
            {{QStringLiteral("code"), QStringLiteral("L1")}, {QStringLiteral("name"), QStringLiteral("Lamp")}});
        QVERIFY(m_daemon.addUser(QStringLiteral("clerk"), QStringLiteral("employee")));
        m_daemon.setToken(tokenOf(QStringLiteral("clerk")));
        tellsNoDifference("POST", path(QStringLiteral("account")), "{\"id\":\"{id}\",\"name\":\"x\"}");
        const QString missing = toText(newRecordId());
        const auto create = [&](const QString &id) {
            return shown(m_daemon.ask("POST", path(QStringLiteral("product")),
                             "{\"id\":\"" + id.toUtf8() + "\",\"name\":\"x\"}"),
                id);
        };
        QCOMPARE(create(product), create(missing));
    }

    /// Who may create hears by a request that makes nothing only what he would of a free id.
    void idsThatAreTakenOutOfSight()
    {
        const QString accounts = path(QStringLiteral("account"));
        for (const QByteArray &rest :
            {QByteArray(), QByteArray(",\"name\":\"\""), QByteArray(",\"name\":\"x\",\"annualRevenue\":\"no money\""),
                QByteArray(",\"name\":\"x\",\"noSuchField\":1"),
                ",\"name\":\"x\",\"parent\":\"" + toText(newRecordId()).toUtf8() + '"'})
            tellsNoDifference("POST", accounts, "{\"id\":\"{id}\"" + rest + '}');
        const Answer refused = m_daemon.send(
            "POST", accounts, {{QStringLiteral("id"), m_hidden}, {QStringLiteral("name"), QStringLiteral("x")}});
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused.reason(), QStringLiteral("notFound"));
        m_daemon.setToken(m_admin);
        QCOMPARE(m_daemon.ask("GET", path(QStringLiteral("account"), m_hidden))
                     .json()
                     .value(QLatin1String("name"))
                     .toString(),
            QLatin1String(secret));
    }

    /// A value that is to be unique is refused, and what has it stays unnamed.
    void valuesThatAreTakenOutOfSight()
    {
        m_daemon.setToken(m_admin);
        m_daemon.create(QStringLiteral("customField"),
            {{QStringLiteral("entity"), QStringLiteral("account")}, {QStringLiteral("name"), QStringLiteral("taxCode")},
                {QStringLiteral("label"), QStringLiteral("Tax code")},
                {QStringLiteral("definition"),
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("text")}, {QStringLiteral("unique"), true}}}});
        const QJsonObject taken{{QStringLiteral("taxCode"), QStringLiteral("91-310")}};
        QCOMPARE(m_daemon.send("PATCH", path(QStringLiteral("account"), m_hidden), taken).status, 200);
        m_daemon.setToken(m_stranger);
        QJsonObject own = taken;
        own.insert(QStringLiteral("name"), QStringLiteral("x"));
        for (const Answer &answer : {m_daemon.send("PATCH", path(QStringLiteral("account"), m_own), taken),
                 m_daemon.send("POST", path(QStringLiteral("account")), own)}) {
            QCOMPARE(answer.status, 409);
            QCOMPARE(answer.reason(), QStringLiteral("notUnique"));
            const QJsonObject error = answer.json().value(QLatin1String("error")).toObject();
            QCOMPARE(error.value(QLatin1String("field")).toString(), QStringLiteral("taxCode"));
            QVERIFY2(!answer.body.contains(secret) && !answer.body.contains(m_hidden.toUtf8())
                    && !answer.body.contains("91-310"),
                answer.body.constData());
        }
    }

    /// Imports and mass changes of somebody else's.
    void undertakingsOfOthers()
    {
        m_daemon.setToken(m_admin);
        const Answer imported =
            m_daemon.ask("POST", QStringLiteral("/api/v1/import/account?file=leads.csv"), "name\nNightingale Two\n");
        const QString run = imported.json().value(QLatin1String("import")).toString();
        QVERIFY2(!run.isEmpty(), imported.body.constData());
        const QString change = m_daemon.create(QStringLiteral("massChange"),
            {{QStringLiteral("entity"), QStringLiteral("account")}, {QStringLiteral("kind"), QStringLiteral("edit")},
                {QStringLiteral("count"), 1}});
        m_daemon.setToken(m_stranger);
        tellsNoDifferenceOf(run, "POST", QStringLiteral("/api/v1/imports/{id}/revert"));
        for (const auto &[entity, id] :
            {std::pair(QStringLiteral("importRun"), run), std::pair(QStringLiteral("massChange"), change)}) {
            const QString one = path(entity, QStringLiteral("{id}"));
            tellsNoDifferenceOf(id, "GET", one);
            tellsNoDifferenceOf(id, "PATCH", one, "{\"report\":\"[]\"}");
            tellsNoDifferenceOf(id, "DELETE", one);
            tellsNoDifferenceOf(id, "POST", one + QStringLiteral("/actions/revert"));
            // Naming it as what his own edit is part of has no effect, and says nothing.
            const auto asPartOf = [&](const QString &origin) {
                return m_daemon
                    .ask("PATCH", path(QStringLiteral("account"), m_own), "{\"website\":\"https://a.example\"}",
                        "Tandem-Part-Of: " + origin.toLatin1() + "\r\n")
                    .status;
            };
            QCOMPARE(asPartOf(id), 200);
            QCOMPARE(asPartOf(toText(newRecordId())), 200);
        }
    }

    /// A number of the log that belongs to a record out of sight is as good as none.
    void changesOfOthersByTheirNumbers()
    {
        m_daemon.setToken(m_admin);
        const Answer edited = m_daemon.send("PATCH", path(QStringLiteral("account"), m_hidden),
            {{QStringLiteral("website"), QStringLiteral("https://a.example")}});
        const qsizetype tag = edited.head.indexOf("ETag: \"");
        QVERIFY2(tag >= 0, edited.head.constData());
        const QByteArray seq = edited.head.sliced(tag + 7).split('"').constFirst();
        m_daemon.setToken(m_stranger);
        const auto undo = [&](const QByteArray &number) {
            return shown(m_daemon.ask("POST", path(QStringLiteral("account"), m_own) + QStringLiteral("/actions/undo"),
                             "{\"seq\":" + number + '}'),
                m_own);
        };
        QVERIFY2(undo(seq).contains("historyGone"), undo(seq).constData());
        QCOMPARE(undo(seq), undo("999999999"));
    }
};

QTEST_GUILESS_MAIN(TestForged)
#include "tst_forged.moc"
