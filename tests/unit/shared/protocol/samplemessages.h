// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/message.h"

#include <QJsonArray>

#include <vector>

namespace tandem::test {

inline RecordId sampleId(const char *name)
{
    return namedRecordId(QLatin1String(name));
}

inline Mutation sampleUpdate()
{
    return {{sampleId("laptop"), 7}, 1'795'000'000'000, 101, sampleId("account"), MutationKind::Update,
        {{20, Value(QStringLiteral("海天")), Value(QStringLiteral("海天 Tandem"))},
            {24, Value(), Value(Money{123'450, QStringLiteral("CNY")})},
            {27, Value(QStringList{}), Value(QStringList{QStringLiteral("vip"), QStringLiteral("新")})}},
        {}, {}, {}};
}

inline Mutation sampleAction()
{
    return {{sampleId("laptop"), 8}, 1'795'000'000'001, 140, sampleId("task"), MutationKind::Action, {},
        QStringLiteral("approve"), QCborMap{{QStringLiteral("comment"), QStringLiteral("fine")}}, {}};
}

inline RowBatch sampleBatch(int rows = 2)
{
    RowBatchWriter writer(101, {20, 24, 25, 27});
    for (int i = 0; i < rows; ++i) {
        writer.beginRow(namedRecordId(QStringLiteral("row %1").arg(i)), 1000 + i);
        writer.value(Value(QStringLiteral("客户 %1").arg(i)));
        writer.value(Value(Money{i * 100, QStringLiteral("USD")}));
        writer.value(i % 2 ? Value(true) : Value());
        writer.value(Value(QStringList{QStringLiteral("a")}));
        writer.endRow();
    }
    return writer.take();
}

inline Rights sampleRights()
{
    EntityAccess rights;
    rights.entity = 101;
    rights.read = Scope::DepartmentBelow;
    rights.edit = Scope::Team;
    rights.remove = Scope::Own;
    rights.create = true;
    rights.actions = {{QStringLiteral("transfer"), Scope::Department}};
    rights.fields = {{22, FieldAccess::Masked}, {23, FieldAccess::Hidden}};
    return {{rights}, {{101, QByteArray("\x01\x02\x03", 3)}}, {101, 102}};
}

inline CompanyLayer sampleLayer()
{
    return {3,
        {{CompanyDefinition::Kind::Field, QStringLiteral("account"),
            QJsonObject{{QStringLiteral("number"), 10000}, {QStringLiteral("name"), QStringLiteral("colour")}}}}};
}

inline Error sampleError()
{
    return Error::invalid(QStringLiteral("name"), QStringLiteral("tooLong"), {{QStringLiteral("limit"), qint64(80)}});
}

inline Hello sampleHello()
{
    Hello hello;
    hello.features = {QStringLiteral("zstd"), QStringLiteral("search")};
    hello.device = sampleId("laptop");
    hello.deviceName = QStringLiteral("小王的电脑");
    hello.token = QByteArray(32, 't');
    hello.password = PasswordSignIn{QStringLiteral("wang"), QStringLiteral("secret")};
    hello.code = CodeSignIn{QString(), QStringLiteral("ABCD-EFGH"), QStringLiteral("new secret")};
    hello.clientVersion = QStringLiteral("0.1.0");
    hello.language = QStringLiteral("zh_CN");
    hello.metadataRevision = 3;
    hello.generation = QByteArray(16, 'g');
    hello.cursor = 1234567890123;
    hello.acknowledgedUpTo = 6;
    hello.lastNumber = 8;
    hello.views = sampleRights().views;
    hello.formerDevices = {sampleId("copied laptop")};
    return hello;
}

inline Welcome sampleWelcome()
{
    return {1, {QStringLiteral("zstd")}, 1'795'000'000'500, QByteArray(16, 'g'), sampleId("wang"),
        QStringLiteral("王伟"), QStringLiteral("Tandem 公司"), QByteArray(32, 'n'), 4711, 6, sampleLayer(),
        sampleRights(), {5}};
}

/// One of each kind, in the order of their numbers on the wire.
inline std::vector<Message> sampleMessages()
{
    const RecordId account = sampleId("account");
    return {sampleHello(), sampleWelcome(), Refused{sampleError(), 30}, Push{{sampleUpdate(), sampleAction()}},
        Ack{{{{sampleId("laptop"), 7}, Outcome::Merged, 4712, {}},
            {{sampleId("laptop"), 8}, Outcome::Rejected, 0, sampleError()}}},
        Pull{4711, 500}, Changes{4711, 4715, true, {sampleBatch()}, {{102, {account, sampleId("contact")}}}},
        SnapshotRequest{101, account, 1000}, SnapshotPage{sampleBatch(), {}, account, true, 4711, QByteArray(8, 'f')},
        MetadataUpdate{sampleLayer()}, PermissionsUpdate{sampleRights()}, HistoryRequest{1, 101, account, 99, 50},
        HistoryReply{1,
            {{98, 1'795'000'000'000, sampleId("wang"), 2, {}, sampleUpdate().changes, sampleAction().arguments}}, true,
            {}},
        SearchRequest{2, QStringLiteral("海天"), {101, 102}, 20, true},
        SearchReply{2, {{101, account, QStringLiteral("海天"), QStringLiteral("上海")}}, {}, true},
        FetchRequest{3, 101, {account}}, FetchReply{3, sampleBatch(1), sampleError(), true}, Ping{4},
        Pong{4, 1'795'000'000'000}, Bye{QStringLiteral("shuttingDown"), 5},
        ListRequest{3, 101, QStringLiteral("code = 'x'"), {{QStringLiteral("name"), true}},
            {Value(QStringLiteral("海天"))}, account, 50, true},
        ListReply{3, sampleBatch(1), sampleError(), true}};
}

/// The same numbers on each machine and with each Qt.
class Dice
{
public:
    explicit Dice(quint64 seed)
        : m_state(seed)
    {
    }

    qsizetype operator()(qsizetype below)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return qsizetype((m_state >> 33) % quint64(below));
    }

private:
    quint64 m_state;
};

}
