// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "forgedfixture.h"
#include "shared/entities/shipped.h"

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// The same stranger as a client: sessions, snapshots, lookups and mutations about what he may not have.
class TestForgedMessages : public ForgedFixture
{
    Q_OBJECT

private slots:
    void initTestCase() { setUp(); }
    void init() { m_daemon.setToken(m_stranger); }

    void listsByMessage()
    {
        linkOwnToHidden();
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
        for (const bool beyond : {false, true}) {
            const auto search = caller->ask<SearchReply>(SearchRequest{3, QLatin1String(secret), {}, 100, beyond});
            QVERIFY(search && search->hits.empty() && !search->error && !search->unfinished);
        }
        const auto internal = caller->ask<SearchReply>(
            SearchRequest{4, QLatin1String(secret), {account::number, entities::file::number, 60'000}, 100, false});
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

    /// Under the id of what he does not see: refused like an edit of it, each time he sends it.
    void creationsUnderTheIdOfWhatHeDoesNotSee()
    {
        const auto caller = session();
        QVERIFY(caller);
        Mutation creation;
        creation.entity = account::number;
        creation.record = recordIdFromText(m_hidden);
        creation.kind = MutationKind::Create;
        creation.changes = {{account::field::name, {}, Value(QStringLiteral("x"))}};
        const Acknowledgement refused = push(*caller, 1, creation);
        QCOMPARE(refused.outcome, Outcome::Rejected);
        QVERIFY(refused.error);
        QCOMPARE(refused.error->code, ErrorCode::NotFound);
        QVERIFY(push(*caller, 1, creation) == refused);
        Mutation edit = creation;
        edit.kind = MutationKind::Update;
        QVERIFY(push(*caller, 2, edit).error == refused.error);
        creation.changes.clear(); // a name is required, whatever the id
        const Acknowledgement unseen = push(*caller, 3, creation);
        creation.record = newRecordId();
        QVERIFY(unseen.error && unseen.error == push(*caller, 4, creation).error);
        heardNothing(*caller);
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

QTEST_GUILESS_MAIN(TestForgedMessages)
#include "tst_forgedmessages.moc"
