// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace tandem::client {

namespace {

constexpr int patienceMs = 2000;
constexpr qint64 longestLink = 1000;

}

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_lock(QDir(profile).filePath(QStringLiteral("client.lock")))
{
    const QByteArray path = QDir(profile).absolutePath().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(16);
    m_name = QStringLiteral("tandem-") + QString::fromLatin1(digest);
    m_lock.setStaleLockTime(0);
}

bool SingleInstance::claim(const QString &link)
{
    if (m_lock.tryLock(0)) {
        listen();
        return true;
    }
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (socket.waitForConnected(patienceMs)) {
        socket.write(link.toUtf8() + '\n');
        socket.waitForBytesWritten(patienceMs);
    }
    return false;
}

void SingleInstance::listen()
{
    // What a killed process left behind must not keep us from listening; the lock says that nobody else does.
    QLocalServer::removeServer(m_name);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
                if (socket->canReadLine() || socket->bytesAvailable() > longestLink)
                    emit linkReceived(QString::fromUtf8(socket->readLine(longestLink)).trimmed());
            });
        }
    });
    m_server.listen(m_name);
}

}
