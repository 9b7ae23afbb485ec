// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/httpdoor.h"
#include "tests/sync/simulation/line.h"
#include "tests/sync/simulation/network.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace tandem::sim {

class HttpReply;

/// One request over HTTP and its answer, both in small pieces on their way. Belongs to the reply: when that is done or
/// given up, nothing more arrives anywhere.
class HttpExchange final : public Line, public std::enable_shared_from_this<HttpExchange>
{
public:
    HttpExchange(Network &network, int laptop, HttpReply &reply, server::HttpRequest head, QByteArray body);

    void begin();
    int laptop() const override { return m_laptop; }
    void cut() override;
    void serverDied() override { cut(); }
    void silence() override;
    // Its pieces are what a connection breaks between, and the transport hears of a request's end itself.
    void breakLate(qint64) override { cut(); }
    void tear(quint32) override { cut(); }

private:
    using Work = std::function<void(HttpExchange &)>;
    void plan(qint64 delay, Work work);
    void carry(Work arrive); ///< unless the line is spoilt meanwhile
    void reach();
    void sendBody();
    void sendAnswer();
    void sendRestOfAnswer();
    void watch();

    Network &m_network;
    const int m_laptop;
    HttpReply &m_reply;
    server::HttpRequest m_head;
    QByteArray m_toSend; ///< of the body
    QByteArray m_toAnswer;
    std::optional<HttpDoor::Visit> m_visit; ///< the server's end
    qint64 m_lastNews = 0; ///< when something arrived
    bool m_lost = false; ///< nothing arrives any more
};

class HttpReply final : public QNetworkReply
{
    Q_OBJECT

public:
    HttpReply(Network &network, int laptop, QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
        const QByteArray &body, QObject *parent);

    void abort() override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;

    void beginAnswer(int status);
    void takePiece(const QByteArray &piece);
    void endAnswer();
    void fail(NetworkError error, const QString &what);

protected:
    qint64 readData(char *data, qint64 size) override;

private:
    std::shared_ptr<HttpExchange> m_exchange;
    QByteArray m_unread;
};

/// What the transfers of one laptop speak HTTP through.
class NetworkAccess final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    NetworkAccess(Network &network, int laptop)
        : m_network(network)
        , m_laptop(laptop)
    {
    }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    Network &m_network;
    const int m_laptop;
};

}
