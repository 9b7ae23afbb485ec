// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/s3request.h"

#include <QCryptographicHash>
#include <QMap>
#include <QMutex>
#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace tandem::test {

/// An S3-compatible store on loopback with one bucket, "attached", whose objects lie in memory. It checks each
/// signature, and can be told to misbehave. On a thread of its own, since tests wait for who
/// waits for it.
class FakeS3 : public QThread
{
public:
    enum class Trouble { Fails, Throttles, Denies, Cuts, Hangs };

    ~FakeS3() override { finish(); }

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

    static QByteArray accessKey() { return QByteArrayLiteral("TANDEMKEY"); }
    static QByteArray secretKey() { return QByteArrayLiteral("quite/secret+key"); }
    static QByteArray region() { return QByteArrayLiteral("test-region-1"); }
    QString endpoint() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port.load()); }

    /// The next `times` requests behind the next `after` ones.
    void setTrouble(Trouble trouble, int times, int after = 0)
    {
        const QMutexLocker lock(&m_mutex);
        m_trouble = trouble;
        m_troubles = times;
        m_beforeTrouble = after;
    }
    /// What is to be removed stays, and who asked for it waits, until this is false again.
    void holdRemovals(bool holds) { m_holds = holds; }
    int heldRemovals() const { return m_held; }
    void setPageSize(int size)
    {
        const QMutexLocker lock(&m_mutex);
        m_pageSize = size;
    }
    QMap<QByteArray, QByteArray> objects() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_objects;
    }
    void setObject(const QByteArray &key, const QByteArray &bytes)
    {
        const QMutexLocker lock(&m_mutex);
        m_objects.insert(key, bytes);
    }
    void removeObject(const QByteArray &key)
    {
        const QMutexLocker lock(&m_mutex);
        m_objects.remove(key);
    }
    /// Uploads in parts that were neither put together nor given up.
    qsizetype openUploads() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_uploads.size();
    }
    int requests() const { return m_requests; }

protected:
    void run() override
    {
        QTcpServer server;
        const bool listens = server.listen(QHostAddress::LocalHost, m_port);
        m_port = listens ? server.serverPort() : quint16(0);
        m_listens.release();
        std::vector<std::pair<QTcpSocket *, S3Request>> held; // the server's, like all sockets
        while (listens && !m_stopping) {
            if (!m_holds)
                serveHeld(held);
            if (!server.waitForNewConnection(20))
                continue;
            QTcpSocket *socket = server.nextPendingConnection();
            S3Request request;
            const bool isWhole = request.read(*socket);
            if (isWhole && m_holds && request.verb == "DELETE") {
                held.emplace_back(socket, request);
                m_held = int(held.size());
                continue;
            }
            if (isWhole)
                serve(*socket, request);
            delete socket;
        }
    }

private:
    struct Answer
    {
        QByteArray status;
        QByteArray headers = {};
        QByteArray body = {};
    };

    void serveHeld(std::vector<std::pair<QTcpSocket *, S3Request>> &held)
    {
        for (const auto &[socket, request] : std::exchange(held, {})) {
            serve(*socket, request);
            delete socket;
        }
        m_held = 0;
    }

    void serve(QTcpSocket &socket, const S3Request &request)
    {
        ++m_requests;
        const std::optional<Trouble> trouble = nextTrouble();
        if (trouble == Trouble::Hangs) {
            while (!m_stopping && socket.state() == QAbstractSocket::ConnectedState)
                socket.waitForReadyRead(20);
            return;
        }
        QByteArray bytes = textOf(answerTo(request, trouble));
        if (trouble == Trouble::Cuts)
            bytes.truncate(bytes.size() / 2);
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5'000)) { }
        socket.disconnectFromHost();
    }

    std::optional<Trouble> nextTrouble()
    {
        const QMutexLocker lock(&m_mutex);
        if (m_beforeTrouble > 0) {
            --m_beforeTrouble;
            return std::nullopt;
        }
        if (m_troubles == 0)
            return std::nullopt;
        --m_troubles;
        return m_trouble;
    }

    static QByteArray textOf(const Answer &answer)
    {
        return "HTTP/1.1 " + answer.status + "\r\nConnection: close\r\nContent-Length: "
            + QByteArray::number(answer.body.size()) + "\r\n" + answer.headers + "\r\n" + answer.body;
    }

    static Answer refusal(const QByteArray &status, const QByteArray &code)
    {
        return {status, {}, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>"};
    }

    Answer answerTo(const S3Request &request, std::optional<Trouble> trouble)
    {
        const QMutexLocker lock(&m_mutex);
        if (trouble == Trouble::Fails)
            return refusal("500 Internal Server Error", "InternalError");
        if (trouble == Trouble::Throttles)
            return refusal("503 Slow Down", "SlowDown");
        if (trouble == Trouble::Denies)
            return refusal("403 Forbidden", "AccessDenied");
        if (!request.isSignedRight({accessKey(), secretKey(), region()}))
            return refusal("403 Forbidden", "SignatureDoesNotMatch");
        const QByteArray bucket("/attached");
        if (request.path == bucket)
            return list(request);
        if (!request.path.startsWith(bucket + '/'))
            return refusal("404 Not Found", "NoSuchBucket");
        const QByteArray key = request.path.sliced(bucket.size() + 1);
        if (request.verb == "GET")
            return get(key, request);
        if (request.verb == "PUT")
            return put(key, request);
        if (request.verb == "POST")
            return post(key, request);
        return remove(key, request);
    }

    Answer get(const QByteArray &key, const S3Request &request) const
    {
        if (!m_objects.contains(key))
            return refusal("404 Not Found", "NoSuchKey");
        const QByteArray object = m_objects.value(key);
        const QList<QByteArray> ends = request.headers.value("range").mid(6).split('-');
        if (ends.size() != 2)
            return {"200 OK", {}, object};
        const qsizetype first = ends.at(0).toLongLong();
        if (first >= object.size())
            return refusal("416 Requested Range Not Satisfiable", "InvalidRange");
        return {"206 Partial Content", {}, object.mid(first, ends.at(1).toLongLong() - first + 1)};
    }

    Answer put(const QByteArray &key, const S3Request &request)
    {
        if (!request.has("uploadId")) {
            m_objects.insert(key, request.body);
            return {"200 OK"};
        }
        const auto upload = m_uploads.find(request.parameter("uploadId"));
        if (upload == m_uploads.end())
            return refusal("404 Not Found", "NoSuchUpload");
        upload->insert(request.parameter("partNumber").toInt(), request.body);
        return {"200 OK", "ETag: \"" + tagOf(request.body) + "\"\r\n"};
    }

    Answer post(const QByteArray &key, const S3Request &request)
    {
        if (request.has("uploads")) {
            const QByteArray name = "upload+" + QByteArray::number(++m_lastUpload) + "/=";
            m_uploads.insert(name, {});
            return {"200 OK", {},
                "<InitiateMultipartUploadResult><UploadId>" + name + "</UploadId></InitiateMultipartUploadResult>"};
        }
        const auto upload = m_uploads.find(request.parameter("uploadId"));
        if (upload == m_uploads.end())
            return refusal("404 Not Found", "NoSuchUpload");
        QByteArray whole;
        for (auto part = upload->cbegin(); part != upload->cend(); ++part) {
            const QByteArray named = "<PartNumber>" + QByteArray::number(part.key()) + "</PartNumber><ETag>&quot;"
                + tagOf(part.value()) + "&quot;</ETag>";
            if (!request.body.contains(named))
                return refusal("400 Bad Request", "InvalidPart");
            whole += part.value();
        }
        m_objects.insert(key, whole);
        m_uploads.erase(upload);
        return {"200 OK", {}, "<CompleteMultipartUploadResult/>"};
    }

    Answer remove(const QByteArray &key, const S3Request &request)
    {
        if (request.has("uploadId"))
            m_uploads.remove(request.parameter("uploadId"));
        else
            m_objects.remove(key);
        return {"204 No Content"};
    }

    Answer list(const S3Request &request) const
    {
        if (request.verb != "GET" || request.parameter("list-type") != "2")
            return refusal("400 Bad Request", "InvalidRequest");
        const QByteArray prefix = request.parameter("prefix");
        // Has what must be encoded on its way back.
        const QByteArray token = request.parameter("continuation-token");
        const QByteArray behind = token.mid(2).chopped(token.isEmpty() ? 0 : 2);
        QByteArray body = "<?xml version=\"1.0\"?><ListBucketResult>";
        int left = m_pageSize;
        QByteArray last;
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            if (!object.key().startsWith(prefix) || (!behind.isEmpty() && object.key() <= behind))
                continue;
            if (left-- == 0) {
                body += "<NextContinuationToken>+/" + last + "==</NextContinuationToken>";
                break;
            }
            last = object.key();
            body += "<Contents><Key>" + last + "</Key><Size>" + QByteArray::number(object.value().size())
                + "</Size></Contents>";
        }
        return {"200 OK", {}, body + "</ListBucketResult>"};
    }

    static QByteArray tagOf(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
    }

    QSemaphore m_listens;
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_requests = 0;
    std::atomic<bool> m_holds = false;
    std::atomic<int> m_held = 0;
    mutable QMutex m_mutex; ///< of what follows
    QMap<QByteArray, QByteArray> m_objects;
    QMap<QByteArray, QMap<int, QByteArray>> m_uploads;
    int m_lastUpload = 0;
    int m_pageSize = 1'000;
    Trouble m_trouble = Trouble::Fails;
    int m_troubles = 0;
    int m_beforeTrouble = 0;
};

}
