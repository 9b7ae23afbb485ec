// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/clamd.h"

#include "shared/base/bytesize.h"

#include <QLocalSocket>
#include <QTcpSocket>
#include <QUrl>
#include <QtEndian>

namespace tandem::server::clamd {

namespace {

constexpr int defaultPort = 3310;
constexpr int connectTimeout = 5'000; ///< milliseconds
constexpr int step = 200; ///< milliseconds between two looks at whether to go on
constexpr qint64 pieceBytes = 64 * KiB;
constexpr qint64 mostUnsent = 1 * MiB; ///< bytes in memory that the scanner has not taken yet
constexpr qsizetype longestAnswer = 4'096;

/// One conversation with the scanner.
class Line
{
public:
    Line(const QDeadlineTimer &deadline, const std::atomic<bool> &cancelled)
        : m_deadline(deadline)
        , m_cancelled(cancelled)
    {
    }

    Result<void> open(const Address &address)
    {
        if (!mayGoOn())
            return noAnswer(QStringLiteral("no time left"));
        bool isOpen = false;
        if (address.host.isEmpty()) {
            m_device = &m_local;
            m_local.connectToServer(address.socket);
            isOpen = m_local.waitForConnected(connectTimeout);
        } else {
            m_device = &m_tcp;
            m_tcp.connectToHost(address.host, address.port);
            isOpen = m_tcp.waitForConnected(connectTimeout);
        }
        return isOpen ? Result<void>() : Result<void>(noAnswer(m_device->errorString()));
    }

    /// False if the scanner takes no more: it may have said why.
    bool send(const QByteArray &bytes, qint64 mayRemain)
    {
        if (m_device->write(bytes) != bytes.size())
            return false;
        while (m_device->bytesToWrite() > mayRemain) {
            if (!waits([this] { return m_device->waitForBytesWritten(step); }))
                return false;
        }
        return true;
    }

    Result<QByteArray> answer()
    {
        QByteArray answer;
        while (!answer.contains('\0') && answer.size() < longestAnswer) {
            const bool more =
                m_device->bytesAvailable() > 0 || waits([this] { return m_device->waitForReadyRead(step); });
            if (!more)
                break;
            answer += m_device->readAll();
        }
        if (!answer.contains('\0'))
            return noAnswer(QString::fromUtf8(answer) + m_device->errorString());
        return answer.first(answer.indexOf('\0'));
    }

    static Error noAnswer(const QString &detail)
    {
        return Error::unavailable(QStringLiteral("scannerUnreachable"), detail);
    }

private:
    bool mayGoOn() const { return !m_deadline.hasExpired() && !m_cancelled; }

    /// One step after the other, while there is time and a line.
    template <typename Wait>
    bool waits(const Wait &wait) const
    {
        while (mayGoOn()) {
            if (wait())
                return true;
            if (!isConnected())
                return false;
        }
        return false;
    }

    bool isConnected() const
    {
        return m_device == &m_tcp ? m_tcp.state() == QAbstractSocket::ConnectedState
                                  : m_local.state() == QLocalSocket::ConnectedState;
    }

    const QDeadlineTimer m_deadline;
    const std::atomic<bool> &m_cancelled;
    QTcpSocket m_tcp;
    QLocalSocket m_local;
    QIODevice *m_device = nullptr; ///< one of the two
};

QByteArray lengthOf(const QByteArray &piece)
{
    QByteArray length(4, '\0');
    qToBigEndian(quint32(piece.size()), length.data());
    return length;
}

/// Stops early when the scanner does not listen any more, as it does when a content is larger than it takes.
Result<void> sendContent(Line &line, QFile &file)
{
    bool isTaken = line.send(QByteArray("zINSTREAM\0", 10), mostUnsent);
    while (isTaken && !file.atEnd()) {
        const QByteArray piece = file.read(pieceBytes);
        if (piece.isEmpty())
            return Error::unavailable(QStringLiteral("cannotRead"), file.errorString());
        isTaken = line.send(lengthOf(piece) + piece, mostUnsent);
    }
    if (isTaken)
        line.send(lengthOf({}), 0);
    return {};
}

Result<QString> verdictOf(const QByteArray &answer)
{
    const QByteArray prefix("stream: ");
    const QByteArray found(" FOUND");
    const QByteArray said = answer.startsWith(prefix) ? answer.sliced(prefix.size()) : answer;
    if (said == "OK")
        return QString();
    if (said.endsWith(found))
        return QString::fromUtf8(said.chopped(found.size()));
    return Line::noAnswer(QString::fromUtf8(answer));
}

}

std::optional<Address> addressOf(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool hasMore = url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty();
    if (!url.isValid() || url.scheme() != QLatin1String("clamd") || hasMore)
        return std::nullopt;
    const bool hasPath = !url.path().isEmpty() && url.path() != QLatin1String("/");
    if (url.host().isEmpty() == !hasPath)
        return std::nullopt; // one of the two, and not both
    if (hasPath)
        return Address{{}, 0, url.path()};
    return Address{url.host(), quint16(url.port(defaultPort)), {}};
}

Result<QString> scan(
    const Address &address, QFile &content, QDeadlineTimer deadline, const std::atomic<bool> &cancelled)
{
    Line line(deadline, cancelled);
    TANDEM_TRY(line.open(address));
    TANDEM_TRY(sendContent(line, content));
    TANDEM_ASSIGN(const QByteArray answer, line.answer());
    return verdictOf(answer);
}

}
