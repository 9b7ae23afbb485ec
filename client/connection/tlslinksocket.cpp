// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/tlslinksocket.h"

#include "client/connection/certificatetrust.h"
#include "shared/protocol/limits.h"

#include <QSslSocket>
#include <QTimer>

namespace tandem::client {

namespace {

// How long a closing socket may take to say good-bye before it is thrown away.
constexpr auto farewell = std::chrono::seconds(2);

#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
constexpr auto socketErrorSignal = &QWebSocket::errorOccurred;
#else
constexpr auto socketErrorSignal = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif

Error socketError(QAbstractSocket::SocketError code, const QString &text)
{
    switch (code) {
    case QAbstractSocket::ConnectionRefusedError:
        return Error::unavailable(QStringLiteral("connectionRefused"), text);
    case QAbstractSocket::HostNotFoundError:
        return Error::unavailable(QStringLiteral("hostNotFound"), text);
    case QAbstractSocket::RemoteHostClosedError:
        return Error::unavailable(QStringLiteral("connectionLost"), text);
    case QAbstractSocket::SocketTimeoutError:
        return Error::unavailable(QStringLiteral("connectTimeout"), text);
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
        return Error::unavailable(QStringLiteral("tlsFailed"), text);
    default:
        return Error::unavailable(QStringLiteral("noNetwork"), text);
    }
}

}

TlsLinkSocket::TlsLinkSocket()
{
    m_socket.setMaxAllowedIncomingMessageSize(limits::messageBytes);
    m_socket.setMaxAllowedIncomingFrameSize(limits::messageBytes);
    m_socket.setSslConfiguration(CertificateTrust::configuration());
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_wasOpen = true;
        emit opened();
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &LinkSocket::received);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this] { emit failed(Error::corrupt(QStringLiteral("a text message"))); });
    connect(&m_socket, &QWebSocket::sslErrors, this, &TlsLinkSocket::judge);
    connect(&m_socket, socketErrorSignal, this, &TlsLinkSocket::broke);
    connect(&m_socket, &QWebSocket::disconnected, this, &TlsLinkSocket::ended);
}

void TlsLinkSocket::open(const QUrl &url)
{
    m_socket.open(url);
    // The TLS socket is the WebSocket's child. Small messages must not wait for the answer to the ones before.
    if (auto *tls = m_socket.findChild<QSslSocket *>()) {
        connect(tls, &QAbstractSocket::connected, this,
            [tls] { tls->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    }
}

void TlsLinkSocket::send(const QByteArray &frame)
{
    m_socket.sendBinaryMessage(frame);
}

/// Otherwise it takes two turns of the event loop: one to encrypt it, one for the socket to be found writable.
void TlsLinkSocket::flush()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.flush();
}

void TlsLinkSocket::judge(const QList<QSslError> &errors)
{
    const auto *tls = m_socket.findChild<QSslSocket *>();
    m_doubts = errors;
    emit certificateDoubted(tls ? tls->peerCertificate() : QSslCertificate());
}

void TlsLinkSocket::acceptCertificate()
{
    m_socket.ignoreSslErrors(m_doubts);
}

void TlsLinkSocket::broke(QAbstractSocket::SocketError code)
{
    emit failed(socketError(code, m_socket.errorString()));
}

void TlsLinkSocket::ended()
{
    // While connecting, the signal of the error follows this one and says more.
    if (m_wasOpen)
        emit failed(Error::unavailable(QStringLiteral("connectionLost"), m_socket.closeReason()));
}

/// Often called out of one of its own signals, and what is queued should still leave: it dies by itself, later.
void TlsLinkSocket::close()
{
    disconnect();
    m_socket.disconnect(this);
    if (m_socket.state() != QAbstractSocket::ConnectedState) {
        m_socket.abort();
        deleteLater();
        return;
    }
    connect(&m_socket, &QWebSocket::disconnected, this, &QObject::deleteLater);
    QTimer::singleShot(farewell, this, [this] {
        m_socket.abort();
        deleteLater();
    });
    m_socket.close();
}

}
