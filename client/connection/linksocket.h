// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

#include <QByteArray>
#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <functional>
#include <memory>

namespace tandem::client {

/// One connection that carries frames, from its opening to its end; never opened again. Lives in the link's thread.
class LinkSocket : public QObject
{
    Q_OBJECT

public:
    virtual void open(const QUrl &url) = 0;
    virtual void send(const QByteArray &frame) = 0; ///< queued; nothing happens when it is not open
    /// Hands what is queued to the system now, not when the event loop gets to it. May find the connection broken, and
    /// say so before it returns.
    virtual void flush() { }
    virtual qint64 queuedBytes() const = 0;
    /// Answers certificateDoubted(): goes on all the same.
    virtual void acceptCertificate() = 0;

    /// Ends a connection that its owner is done with: what is queued still leaves, then it deletes itself.
    static void leave(std::unique_ptr<LinkSocket> socket);

signals:
    void opened();
    void received(const QByteArray &frame);
    /// The peer's certificate is vouched for by nobody whom this machine knows. Without acceptCertificate() before
    /// the signal's end, the connection fails.
    void certificateDoubted(const QSslCertificate &peer);
    void failed(const tandem::Error &error); ///< could not open, or broke

private:
    virtual void close() = 0; ///< deletes itself, at once or a little later
};

using LinkSocketFactory = std::function<std::unique_ptr<LinkSocket>()>;

/// WebSocket over TLS 1.2 or 1.3.
std::unique_ptr<LinkSocket> newTlsLinkSocket();

}
