// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/metrics.h"
#include "server/api/transport/router.h"
#include "server/api/transport/transportserver.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

namespace tandem::server {

/// A real server on a free loopback port with a certificate of its own.
class TransportFixture
{
public:
    Router router;
    Metrics metrics;
    TransportOptions options;

    TransportFixture()
    {
        const CertificateFile files{
            m_folder.filePath(QStringLiteral("c.pem")), m_folder.filePath(QStringLiteral("k.pem"))};
        if (!CertificateFile::create(files, {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}))
            qFatal("no certificate");
        options.address = QStringLiteral("127.0.0.1");
        options.certificate = files;
    }

    void start()
    {
        m_server = std::make_unique<TransportServer>(options, router, &metrics);
        const auto started = m_server->start();
        if (!started)
            qFatal("%s", qPrintable(started.error().toLog()));
    }

    TransportServer &server() { return *m_server; }
    quint16 port() const { return m_server->port(); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// An encrypted socket that trusts whatever the server shows.
    std::unique_ptr<QSslSocket> connect() const
    {
        auto socket = std::make_unique<QSslSocket>();
        QObject::connect(
            socket.get(), &QSslSocket::sslErrors, socket.get(), [raw = socket.get()] { raw->ignoreSslErrors(); });
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port());
        if (!socket->waitForEncrypted(30'000))
            return nullptr;
        return socket;
    }

    /// One whole answer with Content-Length.
    static QByteArray readAnswer(QSslSocket &socket, int timeout = 5000)
    {
        QElapsedTimer clock;
        clock.start();
        QByteArray answer;
        while (clock.elapsed() < timeout) {
            const qsizetype headEnd = answer.indexOf("\r\n\r\n");
            if (headEnd >= 0) {
                const QByteArray head = answer.first(headEnd).toLower();
                const qsizetype at = head.indexOf("content-length:");
                const qsizetype length =
                    at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toLongLong();
                const qsizetype whole = headEnd + 4 + length;
                if (answer.size() >= whole || head.startsWith("http/1.1 100"))
                    return answer;
            }
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(timeout))
                break;
            answer += headEnd < 0 ? socket.read(1) : socket.readAll();
        }
        return answer;
    }

    QByteArray ask(const QByteArray &request, int timeout = 5000) const
    {
        const auto socket = connect();
        if (!socket)
            return "no connection";
        socket->write(request);
        return readAnswer(*socket, timeout);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<TransportServer> m_server;
};

}
