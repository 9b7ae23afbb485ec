// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "fakesocket.h"

#include "server/api/live/livehub.h"
#include "server/api/transport/httprequest.h"
#include "shared/protocol/features.h"
#include "tests/support/servercore.h"

#include <QRandomGenerator>
#include <QTest>

namespace tandem::test {

/// One client of the hub, spoken to message by message.
class Client
{
public:
    explicit Client(server::LiveHub &hub, const RecordId &device = newRecordId())
        : device(device)
        , socket(std::make_shared<FakeSocket>())
        , m_handler(hub.factory()(server::HttpRequest()))
    {
        m_handler->opened(socket);
    }
    ~Client() { m_handler->closed(server::WebSocketCloseCode::Normal); }

    void say(const Message &message) { m_handler->received(encode(message)); }
    void sayBytes(const QByteArray &bytes) { m_handler->received(bytes); }
    void drained() { m_handler->drained(); }

    Hello hello(const QString &login) const
    {
        Hello hello;
        hello.features = supportedFeatures();
        hello.device = device;
        hello.metadataRevision = 0;
        hello.password = PasswordSignIn{login, QStringLiteral("correct horse")};
        return hello;
    }

    /// Waits for the next message, which must be an M.
    template <typename M>
    std::optional<M> next()
    {
        (void)QTest::qWaitFor([this] {
            FakeSocket::runAll();
            return !socket->sent.empty();
        });
        return socket->take<M>();
    }

    std::optional<Welcome> signIn(const QString &login)
    {
        say(hello(login));
        return next<Welcome>();
    }

    /// Signs in and pulls until everything is there.
    bool goLive(const QString &login)
    {
        const auto welcome = signIn(login);
        if (!welcome)
            return false;
        say(Pull{welcome->cursor, 0});
        const auto changes = next<Changes>();
        cursor = changes ? changes->cursor : 0;
        return changes && !changes->more;
    }

    /// Pushes, and waits for the answer; passes over what comes before it.
    std::vector<Acknowledgement> push(const std::vector<Mutation> &mutations)
    {
        say(Push{mutations});
        std::optional<Ack> ack;
        (void)QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!socket->sent.empty() && !ack) {
                ack = socket->take<Ack>();
                if (!ack)
                    socket->sent.pop_front();
            }
            return ack.has_value();
        });
        return ack.value_or(Ack()).acknowledgements;
    }

    Mutation createAccount(const QString &name)
    {
        Mutation mutation;
        mutation.id = {device, ++m_number};
        mutation.at = SystemClock::instance().now();
        mutation.entity = entities::account::number;
        mutation.record = newRecordId();
        mutation.kind = MutationKind::Create;
        mutation.changes = {{entities::account::field::name, Value(), Value(name)}};
        return mutation;
    }

    RecordId device;
    std::shared_ptr<FakeSocket> socket;
    qint64 cursor = 0;

private:
    std::unique_ptr<server::WebSocketHandler> m_handler;
    qint64 m_number = 0;
};

/// A hub over a server of its own, with a sales rep and his manager, for tests of sessions.
class LiveSessionFixture
{
protected:
    void startHub()
    {
        m_core = std::make_unique<ServerCore>();
        m_rep = m_core->addUser(QStringLiteral("rep"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        m_manager =
            m_core->addUser(QStringLiteral("manager"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        m_hub = std::make_unique<server::LiveHub>(server::LiveHub::Parts{
            *m_core->store, m_core->access, m_core->authenticator, m_core->pipeline, SystemClock::instance(), [] {
                return QStringLiteral("Tandem Ltd");
            }});
        m_hub->start();
    }

    void stopHub()
    {
        m_hub.reset();
        m_core.reset();
    }

    static QString randomText(int length)
    {
        QString text;
        QRandomGenerator random(1);
        while (text.size() < length)
            text += QChar(char16_t(0x4e00 + random.bounded(0x4000)));
        return text;
    }

    /// The next changes, whatever else comes before them.
    static std::optional<Changes> changesOf(Client &client)
    {
        std::optional<Changes> changes;
        (void)QTest::qWaitFor([&] {
            FakeSocket::runAll();
            while (!changes && !client.socket->sent.empty()) {
                changes = client.socket->take<Changes>();
                if (!changes)
                    client.socket->sent.pop_front();
            }
            return changes.has_value();
        });
        return changes;
    }

    static QList<RecordId> idsOf(const RowBatch &batch)
    {
        QList<RecordId> ids;
        RowBatchReader rows(batch);
        while (rows.hasNext() && rows.beginRow().ok()) {
            ids.append(rows.id());
            if (!rows.endRow().ok())
                break;
        }
        return ids;
    }

    static QList<RecordId> idsOf(const Changes &changes, EntityNumber entity)
    {
        QList<RecordId> ids;
        for (const RowBatch &batch : changes.batches) {
            if (batch.entity == entity)
                ids += idsOf(batch);
        }
        return ids;
    }

    std::unique_ptr<ServerCore> m_core;
    std::unique_ptr<server::LiveHub> m_hub;
    RecordId m_rep;
    RecordId m_manager;
};

}
