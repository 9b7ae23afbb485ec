// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QtEndian>

#include <atomic>

namespace tandem::test {

/// A virus scanner that speaks clamd's INSTREAM and finds "Test.Virus" wherever the word "virus" stands. On a thread of
/// its own, since tests wait for a daemon that waits for it.
class FakeClamd : public QThread
{
public:
    ~FakeClamd() override { finish(); }

    /// Listens, on the port of before if there was one.
    bool begin()
    {
        m_stopping = false;
        start();
        m_listens.acquire();
        return m_port != 0;
    }
    /// Nobody answers there any more.
    void finish()
    {
        m_stopping = true;
        wait();
    }
    QString address() const { return QStringLiteral("clamd://127.0.0.1:%1").arg(m_port.load()); }
    void setMostBytes(qint64 bytes) { m_mostBytes = bytes; } ///< of a content, as StreamMaxLength; before begin()

protected:
    void run() override
    {
        QTcpServer server;
        const bool listens = server.listen(QHostAddress::LocalHost, m_port);
        m_port = listens ? server.serverPort() : quint16(0);
        m_listens.release();
        while (listens && !m_stopping) {
            if (server.waitForNewConnection(20))
                serve(*server.nextPendingConnection());
        }
    }

private:
    static QByteArray take(QTcpSocket &socket, qint64 size)
    {
        while (socket.bytesAvailable() < size && socket.waitForReadyRead(5'000)) { }
        return socket.read(size);
    }

    void serve(QTcpSocket &socket) const
    {
        const QByteArray command("zINSTREAM\0", 10);
        QByteArray content;
        QByteArray answer("UNKNOWN COMMAND");
        if (take(socket, command.size()) == command) {
            answer.clear();
            for (;;) {
                const QByteArray length = take(socket, 4);
                const qint64 size = length.size() == 4 ? qint64(qFromBigEndian<quint32>(length.constData())) : 0;
                if (size == 0)
                    break;
                content += take(socket, size);
                if (content.size() > m_mostBytes) {
                    answer = "INSTREAM size limit exceeded. ERROR";
                    break;
                }
            }
            if (answer.isEmpty())
                answer = content.contains("virus") ? "stream: Test.Virus FOUND" : "stream: OK";
        }
        socket.write(answer + '\0');
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5'000)) { }
        socket.disconnectFromHost();
    }

    QSemaphore m_listens;
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_stopping = false;
    qint64 m_mostBytes = 64 * 1024 * 1024;
};

}
