// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/salescompany.h"

using namespace tandem;
using namespace tandem::bench;

namespace {

constexpr int connections = 16;
constexpr int requestsPerRun = 4'000;
constexpr int runs = 3;

/// One kept TLS connection with one request on its way at a time.
class HttpConnection : public QObject
{
public:
    HttpConnection(quint16 port, std::function<void(HttpConnection &)> answered)
        : m_answered(std::move(answered))
    {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(&m_socket, &QSslSocket::readyRead, this, &HttpConnection::read);
        m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    }

    bool isReady() const { return m_socket.isEncrypted(); }
    void get(const QByteArray &path, const QByteArray &token)
    {
        m_socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

private:
    void read()
    {
        m_buffer += m_socket.readAll();
        const qsizetype head = m_buffer.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        if (!m_buffer.startsWith("HTTP/1.1 200"))
            qFatal("%s", m_buffer.constData());
        const QByteArray lower = m_buffer.left(head).toLower();
        const qsizetype length = lower.indexOf("content-length: ") + 16;
        const qsizetype all = head + 4 + lower.mid(length, lower.indexOf('\r', length) - length).toLongLong();
        if (m_buffer.size() < all)
            return;
        m_buffer.clear();
        m_answered(*this);
    }

    std::function<void(HttpConnection &)> m_answered;
    QSslSocket m_socket;
    QByteArray m_buffer;
};

class Load
{
public:
    Load(quint16 port, QByteArray token)
        : m_token(std::move(token))
    {
        for (int i = 0; i < connections; ++i) {
            m_connections.push_back(std::make_unique<HttpConnection>(port, [this](HttpConnection &connection) {
                --m_toCome;
                sendNext(connection);
            }));
        }
        runUntil(
            [this] {
                return std::all_of(
                    m_connections.begin(), m_connections.end(), [](const auto &it) { return it->isReady(); });
            },
            "connections");
    }

    /// Requests per second; `paths` in turn.
    double run(const QByteArrayList &paths)
    {
        m_paths = paths;
        m_toSend = m_toCome = requestsPerRun;
        QElapsedTimer timer;
        timer.start();
        for (const auto &connection : m_connections)
            sendNext(*connection);
        runUntil([this] { return m_toCome == 0; }, "answers");
        return requestsPerRun / (millisecondsOf(timer) / 1000);
    }

private:
    void sendNext(HttpConnection &connection)
    {
        if (m_toSend == 0)
            return;
        --m_toSend;
        connection.get(m_paths[m_toSend % m_paths.size()], m_token);
    }

    QByteArray m_token;
    QByteArrayList m_paths;
    std::vector<std::unique_ptr<HttpConnection>> m_connections;
    int m_toSend = 0;
    int m_toCome = 0;
};

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    SalesCompany company(1, 1'000);
    const auto &daemon = company.serve();
    QByteArrayList records;
    for (const RecordId &id : company.accounts)
        records.append("/api/v1/account/" + toText(id).toLatin1());
    Load load(daemon.port(), company.reps.front().token);
    load.run(records); // caches fill

    double reads = 0;
    double trivial = 0;
    for (int i = 0; i < runs; ++i) {
        reads = std::max(reads, load.run(records));
        trivial = std::max(trivial, load.run({"/healthz"}));
    }
    Figure{QStringLiteral("REST read of one record, %1 TLS connections").arg(connections), perSecond(reads),
        perSecond(trivial), number(reads / trivial, 2), QStringLiteral("≥ 0.4"), reads / trivial >= 0.4}
        .print();
    return 0;
}
