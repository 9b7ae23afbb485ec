// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/networkaccess.h"

#include <QFile>

#include <cstring>

namespace tandem::sim {

namespace {

constexpr qsizetype pieceBytes = 600; ///< so that cuts fall into the middle of a content
constexpr qint64 silenceMilliseconds = 30'000; ///< as the transfers ask for: who hears nothing for so long gives up

server::HttpRequest headOf(
    QNetworkAccessManager::Operation operation, const QNetworkRequest &request, const QString &peer)
{
    server::HttpRequest head;
    head.method = operation == QNetworkAccessManager::PutOperation ? server::HttpMethod::Put : server::HttpMethod::Get;
    head.path = request.url().path();
    head.query = QUrlQuery(request.url());
    const QList<QByteArray> names = request.rawHeaderList();
    for (const QByteArray &name : names)
        head.headers.set(name, request.rawHeader(name));
    head.peerAddress = peer;
    return head;
}

QByteArray bodyOf(const server::HttpResponse &response)
{
    if (!response.file)
        return response.body;
    QFile file(response.file->path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(response.file->offset))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.read(response.file->length);
}

/// Takes the next piece off what waits.
QByteArray takePieceOf(QByteArray &waiting)
{
    const QByteArray piece = waiting.left(pieceBytes);
    waiting.remove(0, piece.size());
    return piece;
}

}

HttpExchange::HttpExchange(Network &network, int laptop, HttpReply &reply, server::HttpRequest head, QByteArray body)
    : m_network(network)
    , m_laptop(laptop)
    , m_reply(reply)
    , m_head(std::move(head))
    , m_toSend(std::move(body))
    , m_lastNews(network.time().now())
{
}

void HttpExchange::plan(qint64 delay, Work work)
{
    m_network.time().after(delay, [weak = weak_from_this(), work = std::move(work)] {
        if (const auto self = weak.lock())
            work(*self);
    });
}

void HttpExchange::carry(Work arrive)
{
    plan(m_network.delay(), [arrive = std::move(arrive)](HttpExchange &self) {
        if (self.m_lost)
            return;
        self.m_lastNews = self.m_network.time().now();
        arrive(self);
    });
}

void HttpExchange::begin()
{
    watch();
    carry([](HttpExchange &self) { self.reach(); });
}

/// Who hears nothing for too long gives up.
void HttpExchange::watch()
{
    plan(silenceMilliseconds, [](HttpExchange &self) {
        if (self.m_network.time().now() - self.m_lastNews >= silenceMilliseconds)
            self.m_reply.fail(QNetworkReply::OperationCanceledError, QStringLiteral("silence"));
        else
            self.watch();
    });
}

void HttpExchange::reach()
{
    if (!m_network.isReachable(m_laptop))
        return silence();
    HttpDoor *door = m_network.httpDoor();
    if (!door)
        return m_reply.fail(QNetworkReply::ConnectionRefusedError, QStringLiteral("refused"));
    m_visit.emplace(*door, std::move(m_head));
    sendBody();
}

void HttpExchange::sendBody()
{
    if (m_visit->isAnswered() || m_toSend.isEmpty()) {
        m_visit->finish();
        return sendAnswer();
    }
    carry([](HttpExchange &self) {
        self.m_visit->take(takePieceOf(self.m_toSend));
        self.sendBody();
    });
}

void HttpExchange::sendAnswer()
{
    const int status = m_visit->answer().status;
    m_toAnswer = bodyOf(m_visit->answer());
    m_visit.reset();
    carry([status](HttpExchange &self) {
        self.m_reply.beginAnswer(status);
        self.sendRestOfAnswer();
    });
}

void HttpExchange::sendRestOfAnswer()
{
    if (m_toAnswer.isEmpty())
        return m_reply.endAnswer();
    carry([](HttpExchange &self) {
        self.m_reply.takePiece(takePieceOf(self.m_toAnswer));
        self.sendRestOfAnswer();
    });
}

void HttpExchange::cut()
{
    silence();
    plan(m_network.delay(),
        [](HttpExchange &self) { self.m_reply.fail(QNetworkReply::RemoteHostClosedError, QStringLiteral("cut")); });
}

void HttpExchange::silence()
{
    m_lost = true;
    m_visit.reset();
}

HttpReply::HttpReply(Network &network, int laptop, QNetworkAccessManager::Operation operation,
    const QNetworkRequest &request, const QByteArray &body, QObject *parent)
    : QNetworkReply(parent)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    m_exchange = std::make_shared<HttpExchange>(
        network, laptop, *this, headOf(operation, request, QStringLiteral("laptop %1").arg(laptop)), body);
    network.add(m_exchange);
    m_exchange->begin();
}

void HttpReply::abort()
{
    fail(OperationCanceledError, QStringLiteral("given up"));
}

qint64 HttpReply::bytesAvailable() const
{
    return m_unread.size() + QNetworkReply::bytesAvailable();
}

qint64 HttpReply::readData(char *data, qint64 size)
{
    if (m_unread.isEmpty())
        return isFinished() ? -1 : 0;
    const qsizetype taken = std::min(qsizetype(size), m_unread.size());
    std::memcpy(data, m_unread.constData(), size_t(taken));
    m_unread.remove(0, taken);
    return taken;
}

void HttpReply::beginAnswer(int status)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    emit metaDataChanged();
}

void HttpReply::takePiece(const QByteArray &piece)
{
    m_unread += piece;
    emit readyRead();
}

void HttpReply::endAnswer()
{
    if (isFinished())
        return;
    m_exchange.reset();
    setFinished(true);
    emit finished();
}

void HttpReply::fail(NetworkError error, const QString &what)
{
    if (isFinished())
        return;
    m_exchange.reset();
    setError(error, what);
    setFinished(true);
    emit errorOccurred(error);
    emit finished();
}

QNetworkReply *NetworkAccess::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    return new HttpReply(m_network, m_laptop, operation, request, body ? body->readAll() : QByteArray(), this);
}

}
