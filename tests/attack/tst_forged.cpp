// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/wirecaller.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

/// Stands in every text that the stranger must not get.
constexpr char secret[] = "Nightingale";

QString path(const QString &entity, const QString &id = {})
{
    return QStringLiteral("/api/v1/") + entity + (id.isEmpty() ? QString() : QLatin1Char('/') + id);
}

}

/// Requests and messages of somebody who knows the protocol and asks for what he may not have. What is out of his sight
/// is answered as what never was, word for word; what he may not read of a record cannot be found out by asking for it.
class TestForged : public QObject
{
    Q_OBJECT

    using Answer = DaemonProcess::Answer;

    DaemonProcess m_daemon;
    QByteArray m_admin; ///< tokens
    QByteArray m_stranger;
    QString m_hidden; ///< account that the stranger does not see
    QString m_own; ///< and one that he does
    QByteArray m_content; ///< of a file of the hidden one
    QString m_hash;
    QByteArray m_generation;

    QString created(const QString &entity, const QJsonObject &values)
    {
        const Answer answer = m_daemon.send("POST", path(entity), values);
        if (answer.status != 201)
            qFatal("%s", answer.body.constData());
        return answer.json().value(QLatin1String("id")).toString();
    }

    QByteArray tokenOf(const QString &login)
    {
        return m_daemon.signIn(login, QStringLiteral("correct horse")) ? m_daemon.token() : QByteArray();
    }

    /// One whose only role reads all accounts, but not every field of them.
    QByteArray addReader(const QString &login, const QJsonObject &fields)
    {
        m_daemon.setToken(m_admin);
        const QJsonObject rights{{QStringLiteral("read"), QStringLiteral("all")}, {QStringLiteral("fields"), fields}};
        created(QStringLiteral("role"),
            {{QStringLiteral("key"), login}, {QStringLiteral("name"), login},
                {QStringLiteral("permissions"), QJsonObject{{QStringLiteral("account"), rights}}}});
        return m_daemon.addUser(login, login) ? tokenOf(login) : QByteArray();
    }

    /// The answer with the ids taken out that the question named.
    static QByteArray shown(const Answer &answer, const QString &id)
    {
        return QByteArray::number(answer.status) + ' ' + QByteArray(answer.body).replace(id.toUtf8(), "ID");
    }

    /// The same request for what he may not see and for what is not there: no difference. `{id}` stands for it.
    void tellsNoDifference(const QByteArray &method, QString target, QByteArray body = {}, const QByteArray &head = {})
    {
        const QString missing = toText(newRecordId());
        const auto about = [&](const QString &id) {
            return m_daemon.ask(method, QString(target).replace(QLatin1String("{id}"), id),
                QByteArray(body).replace("{id}", id.toUtf8()), head);
        };
        const QByteArray unseen = shown(about(m_hidden), m_hidden);
        const QByteArray unborn = shown(about(missing), missing);
        QVERIFY2(unseen == unborn,
            (method + ' ' + target.toUtf8() + ' ' + body + ": " + unseen + " / " + unborn).constData());
        QVERIFY2(unseen.startsWith('4'), (method + ' ' + target.toUtf8() + ' ' + body + ": " + unseen).constData());
    }

    /// A session of the stranger's, told of nothing yet.
    std::unique_ptr<WireCaller> session(const std::function<void(Hello &)> &forge = {})
    {
        auto caller = std::make_unique<WireCaller>(m_daemon.webSocketUrl());
        if (!caller->open())
            return nullptr;
        Hello hello;
        hello.device = newRecordId();
        hello.token = m_stranger;
        if (forge)
            forge(hello);
        m_device = hello.device;
        const auto welcome = caller->ask<Welcome>(hello);
        if (!welcome)
            return nullptr;
        m_generation = welcome->generation;
        return caller;
    }
    RecordId m_device;

    Acknowledgement push(WireCaller &caller, qint64 number, Mutation mutation)
    {
        mutation.id = {m_device, number};
        const auto ack = caller.ask<Ack>(Push{{mutation}});
        return ack ? ack->acknowledgements.front() : Acknowledgement();
    }

    /// The message that asks for accounts as this query of REST does.
    static ListRequest listOf(const QString &query)
    {
        ListRequest request{1, account::number, {}, {}, {}, {}, 1'000'000, false};
        const QString value = query.section(QLatin1Char('='), 1);
        if (query.startsWith(QLatin1String("filter=")))
            request.filter = value;
        else if (!value.isEmpty()) {
            for (const QString &key : value.split(QLatin1Char(','))) {
                const bool descending = key.startsWith(QLatin1Char('-'));
                request.sort.push_back({descending ? key.sliced(1) : key, descending});
            }
        }
        return request;
    }

    void heardNothing(const WireCaller &caller)
    {
        const QByteArray id = toBytes(recordIdFromText(m_hidden));
        for (const QByteArray &frame : caller.heard) {
            QVERIFY(!frame.contains(secret));
            QVERIFY(!frame.contains(id));
            QVERIFY(!frame.contains(QByteArray::fromHex(m_hash.toLatin1())) && !frame.contains(m_hash.toLatin1()));
        }
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        m_admin = m_daemon.token();
        const QString name = QLatin1String(secret);
        m_hidden = created(QStringLiteral("account"),
            {{QStringLiteral("name"), name}, {QStringLiteral("phone"), QStringLiteral("13812341234")},
                {QStringLiteral("annualRevenue"),
                    QJsonObject{{QStringLiteral("amount"), QStringLiteral("700")},
                        {QStringLiteral("currency"), QStringLiteral("CNY")}}},
                {QStringLiteral("employees"), 7}});
        m_content = QByteArray(secret) + QByteArray(5000, 'x');
        m_hash = QString::fromLatin1(QCryptographicHash::hash(m_content, QCryptographicHash::Sha256).toHex());
        QCOMPARE(
            m_daemon
                .ask("PUT", QStringLiteral("/files/%1?offset=0&total=%2").arg(m_hash).arg(m_content.size()), m_content)
                .status,
            201);
        created(QStringLiteral("file"),
            {{QStringLiteral("name"), name}, {QStringLiteral("size"), m_content.size()},
                {QStringLiteral("sha256"), m_hash}, {QStringLiteral("record"), QStringLiteral("account/") + m_hidden}});
        QVERIFY(m_daemon.addUser(QStringLiteral("stranger"), QStringLiteral("sales")));
        m_stranger = tokenOf(QStringLiteral("stranger"));
        QVERIFY(!m_stranger.isEmpty());
        m_own = created(QStringLiteral("account"), {{QStringLiteral("name"), QStringLiteral("Mine")}});
    }

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
        // Through a link of his own to it, made while he saw it.
        m_daemon.setToken(m_admin);
        QCOMPARE(m_daemon.send("PATCH", path(QStringLiteral("account"), m_own), {{QStringLiteral("parent"), m_hidden}})
                     .status,
            200);
        m_daemon.setToken(m_stranger);
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

    void listsByMessage()
    {
        const auto caller = session();
        QVERIFY(caller);
        for (const char *query : {"", "filter=name = 'Nightingale'", "filter=parent.name = 'Nightingale'",
                 "filter=parent.employees > 0", "sort=-name"}) {
            ListRequest request = listOf(QString::fromLatin1(query));
            for (const bool beyond : {false, true}) {
                request.beyond = beyond;
                const auto list = caller->ask<ListReply>(request);
                QVERIFY2(list && !list->error, query);
            }
        }
        ListRequest request = listOf(QStringLiteral("sort=name"));
        request.after = recordIdFromText(m_hidden); // without the value that belongs to it
        const auto list = caller->ask<ListReply>(request);
        QVERIFY(list && list->error && list->rows.isEmpty());
        for (const QByteArray &frame : caller->heard)
            QVERIFY(!frame.contains(secret));
    }

    void messagesAboutRecords()
    {
        const auto caller = session();
        QVERIFY(caller);
        const RecordId hidden = recordIdFromText(m_hidden);
        const RecordId missing = newRecordId();
        for (const EntityNumber entity :
            {account::number, EntityNumber(entities::contact::number), EntityNumber(60'000)}) {
            const auto fetch = caller->ask<FetchReply>(FetchRequest{1, entity, {hidden, missing}});
            QVERIFY(fetch && fetch->rows.count == 0 && !fetch->error && !fetch->more);
            const auto unseen = caller->ask<HistoryReply>(HistoryRequest{2, entity, hidden, 0, 100});
            const auto unborn = caller->ask<HistoryReply>(HistoryRequest{2, entity, missing, 0, 100});
            QVERIFY(unseen && unseen->entries.empty());
            QVERIFY(*unseen == *unborn);
        }
        const auto search = caller->ask<SearchReply>(SearchRequest{3, QLatin1String(secret), {}, 100});
        QVERIFY(search && search->hits.empty() && !search->error);
        const auto internal = caller->ask<SearchReply>(
            SearchRequest{4, QLatin1String(secret), {account::number, entities::file::number, 60'000}, 100});
        QVERIFY(internal && internal->hits.empty() && !internal->error);
        heardNothing(*caller);
    }

    void cursorsAndSnapshots()
    {
        const auto shipped = loadShipped();
        QVERIFY(shipped.ok());
        for (const qint64 cursor : {qint64(0), qint64(-1), qint64(1), std::numeric_limits<qint64>::max()}) {
            // As if he had everything that others may see.
            const auto caller = session([&](Hello &hello) {
                hello.generation = m_generation;
                hello.cursor = cursor;
                for (const EntityDef &entity : (*shipped)->entities())
                    hello.views.push_back({entity.number, QByteArrayLiteral("all")});
            });
            QVERIFY(caller);
            for (const EntityDef &entity : (*shipped)->entities()) {
                for (const RecordId &after : {RecordId(), recordIdFromText(m_hidden)}) {
                    const auto page = caller->ask<SnapshotPage>(SnapshotRequest{entity.number, after, 1'000'000});
                    QVERIFY2(page, qPrintable(entity.name));
                }
            }
            QVERIFY(caller->ask<SnapshotPage>(SnapshotRequest{60'000, {}, 10}));
            caller->ask<Changes>(Pull{cursor, 1'000'000}); // or it ends
            for (const QByteArray &frame : caller->heard)
                QVERIFY(!frame.contains(secret) && !frame.contains(m_hash.toLatin1()));
        }
    }

    void mutationsOfWhatHeDoesNotSee()
    {
        const auto caller = session();
        QVERIFY(caller);
        qint64 number = 0;
        const auto judged = [&](const RecordId &record, MutationKind kind, const QString &action,
                                const std::vector<FieldChange> &changes) {
            Mutation mutation;
            mutation.entity = account::number;
            mutation.record = record;
            mutation.kind = kind;
            mutation.action = action;
            mutation.changes = changes;
            if (kind == MutationKind::Action)
                mutation.arguments = {{QStringLiteral("other"), QCborValue(toBytes(newRecordId()))}};
            return push(*caller, ++number, mutation);
        };
        const RecordId hidden = recordIdFromText(m_hidden);
        const FieldChange right{account::field::name, Value(QLatin1String(secret)), Value(QStringLiteral("x"))};
        const FieldChange wrong{account::field::name, Value(QStringLiteral("y")), Value(QStringLiteral("x"))};
        const FieldChange unknown{FieldNumber(9999), {}, Value(QStringLiteral("x"))};
        for (const FieldChange &change : {right, wrong, unknown}) {
            for (const MutationKind kind :
                {MutationKind::Update, MutationKind::Delete, MutationKind::Restore, MutationKind::Action}) {
                const RecordId missing = newRecordId();
                const auto unseen = judged(hidden, kind, QStringLiteral("merge"), {change});
                const auto unborn = judged(missing, kind, QStringLiteral("merge"), {change});
                QCOMPARE(unseen.outcome, Outcome::Rejected);
                QCOMPARE(unborn.outcome, Outcome::Rejected);
                QVERIFY2(unseen.error == unborn.error,
                    qPrintable(unseen.error->toLog() + QStringLiteral(" / ") + unborn.error->toLog()));
            }
        }
        heardNothing(*caller);
        m_daemon.setToken(m_admin);
        QCOMPARE(m_daemon.ask("GET", path(QStringLiteral("account"), m_hidden))
                     .json()
                     .value(QLatin1String("name"))
                     .toString(),
            QLatin1String(secret));
    }

    /// Who may not create is told that, whatever id he names.
    void idsThatAreTaken()
    {
        m_daemon.setToken(m_admin);
        const QString product = created(QStringLiteral("product"),
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

    /// A repeated request is remembered under a name that others can work out; it is no device of theirs.
    void devicesOfSomebodyElsesRequests()
    {
        m_daemon.setToken(m_admin);
        const auto made =
            m_daemon.ask("POST", path(QStringLiteral("account")), "{\"name\":\"once\"}", "Idempotency-Key: 1\r\n");
        QCOMPARE(made.status, 201);
        const QJsonObject me = m_daemon.ask("GET", QStringLiteral("/api/v1/me")).json();
        const QString user = me.value(QLatin1String("user")).toObject().value(QLatin1String("id")).toString();
        QVERIFY(!user.isEmpty());
        WireCaller caller(m_daemon.webSocketUrl());
        QVERIFY(caller.open());
        Hello hello;
        hello.device = namedRecordId(QStringLiteral("idempotency/%1/1").arg(user));
        hello.token = m_stranger;
        const auto refused = caller.ask<Refused>(hello);
        QVERIFY(refused);
        QCOMPARE(refused->error.field, QStringLiteral("device"));
        QVERIFY(!caller.said<Welcome>());
    }
};

QTEST_GUILESS_MAIN(TestForged)
#include "tst_forged.moc"
