// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/singleinstance.h"

#include "shared/base/processlock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace tandem::client {

namespace {

constexpr int patienceMs = 3000;
constexpr qint64 longestLink = 1000;
constexpr char taken[] = "taken\n";

}

SingleInstance::SingleInstance(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_folder(QDir(profile).absolutePath())
    , m_lock(processLock(QDir(profile).filePath(QStringLiteral("client.lock"))))
{
    const QByteArray digest = QCryptographicHash::hash(m_folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    m_name = QStringLiteral("tandem-") + QString::fromLatin1(digest);
}

SingleInstance::Claim SingleInstance::claim(const QString &link)
{
    if (m_lock->tryLock(0)) {
        listen();
        return Claim::Ours;
    }
    if (m_lock->error() != QLockFile::LockFailedError)
        return Claim::NotWritable;
    return handOver(link) ? Claim::HandedOver : Claim::NoAnswer;
}

/// A client that hangs can still be connected to: only its answer tells that it has read the link.
bool SingleInstance::handOver(const QString &link) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(link.toUtf8() + '\n');
    return socket.waitForBytesWritten(patienceMs) && socket.waitForReadyRead(patienceMs);
}

QString SingleInstance::explain(Claim claim) const
{
    switch (claim) {
    case Claim::Ours:
    case Claim::HandedOver:
        break;
    case Claim::NoAnswer:
        return tr("Tandem is running already but does not answer. End it, or restart the computer, and try again.");
    case Claim::NotWritable:
        return tr("Tandem cannot write to its folder:\n%1").arg(QDir::toNativeSeparators(m_folder));
    }
    return {};
}

void SingleInstance::listen()
{
    // What a killed process left behind must not keep us from listening; the lock says that nobody else does.
    QLocalServer::removeServer(m_name);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { take(*socket); });
        }
    });
    m_server.listen(m_name);
}

void SingleInstance::take(QLocalSocket &socket)
{
    if (!socket.canReadLine() && socket.bytesAvailable() <= longestLink)
        return;
    const QString link = QString::fromUtf8(socket.readLine(longestLink)).trimmed();
    socket.write(taken);
    socket.flush();
    emit linkReceived(link);
}

}
