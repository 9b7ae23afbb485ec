// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QTcpSocket>

namespace tandem::bench {

/// A number of the daemon's metrics page.
inline qint64 metric(quint16 port, const QByteArray &name)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray page;
    while (socket.waitForReadyRead(5000))
        page += socket.readAll();
    const qsizetype at = page.indexOf('\n' + name + ' ') + name.size() + 2;
    return page.mid(at, page.indexOf('\n', at) - at).toLongLong();
}

}
