// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/filetransfer.h"
#include "tests/support/identity.h"
#include "tests/support/patience.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// The smallest HTTP server that keeps one content: one request per connection.
class ContentServer : public QSslServer
{
public:
    explicit ContentServer(const Identity &identity)
    {
        setSslConfiguration(identity.tls());
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [this, socket, input = std::make_shared<QByteArray>()] {
                input->append(socket->readAll());
                const qsizetype headEnd = input->indexOf("\r\n\r\n");
                if (headEnd < 0)
                    return;
                const QByteArray head = input->left(headEnd);
                if (input->size() - headEnd - 4 >= number(head, "content-length: "))
                    answer(*socket, head, input->sliced(headEnd + 4));
            });
        });
    }

    ServerAddress address() const { return {QStringLiteral("127.0.0.1"), serverPort()}; }

    QByteArray content;
    int requests = 0;
    int cutAfter = -1; ///< the request with this number is cut off half-way
    int status = 0; ///< answers everything, if not 0
    QByteArray said; ///< with that status
    QString lastQuery;

private:
    static qint64 number(const QByteArray &head, const QByteArray &name)
    {
        const QByteArray lower = head.toLower();
        const qsizetype at = lower.indexOf(name);
        return at < 0 ? 0
                      : QByteArray(lower.sliced(at + name.size())).split('\r').first().split('-').first().toLongLong();
    }

    void answer(QTcpSocket &socket, const QByteArray &head, const QByteArray &body)
    {
        ++requests;
        const QList<QByteArray> first = head.split('\r').first().split(' ');
        const QUrl url = QUrl::fromEncoded(first.at(1));
        lastQuery = url.query();
        QByteArray reply;
        QByteArray line = "200 OK";
        if (status != 0) {
            line = QByteArray::number(status) + " No";
            reply = said;
        } else if (!head.contains("Authorization: Bearer token")) {
            line = "401 Unauthorized";
        } else if (first.at(0) == "PUT") {
            const qint64 offset = QUrlQuery(url).queryItemValue(QStringLiteral("offset")).toLongLong();
            content.resize(offset);
            content += requests == cutAfter ? body.left(body.size() / 2) : body;
            reply = "{\"received\":" + QByteArray::number(content.size()) + "}";
        } else if (url.path().endsWith(QLatin1String("/received"))) {
            reply = "{\"received\":" + QByteArray::number(content.size()) + "}";
        } else {
            const qint64 start = number(head, "range: bytes=");
            line = start > 0 ? "206 Partial Content" : "200 OK";
            reply = content.sliced(start);
        }
        const bool cut = requests == cutAfter;
        socket.write("HTTP/1.1 " + line + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(reply.size())
            + "\r\n\r\n" + (cut ? reply.left(reply.size() / 2) : reply));
        socket.disconnectFromHost();
    }
};

class TestFileTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<ContentServer>(firstIdentity());
        m_content.clear();
        for (int i = 0; i < 2'600'000; ++i)
            m_content.append(char(i * 31 + i / 257));
        m_hash = QCryptographicHash::hash(m_content, QCryptographicHash::Sha256);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_content);
    }

    void aFileGoesUpInPieces()
    {
        QVERIFY(upload().ok());
        QCOMPARE(m_server->content, m_content);
        QCOMPARE(m_server->requests, 1 + 3);
    }

    void anUploadGoesOnWhereItWasCut()
    {
        m_server->content = m_content.left(2'000'000);
        QVERIFY(upload().ok());
        QCOMPARE(m_server->content, m_content);
        QCOMPARE(m_server->requests, 1 + 1);
    }

    void whatTheServerSaysIsWhatIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("401") << 401 << int(ErrorCode::Forbidden);
        QTest::newRow("404") << 404 << int(ErrorCode::NotFound);
        QTest::newRow("413") << 413 << int(ErrorCode::TooLarge);
        QTest::newRow("503") << 503 << int(ErrorCode::Unavailable);
    }
    void whatTheServerSaysIsWhatIsTold()
    {
        QFETCH(int, status);
        QFETCH(int, code);
        m_server->status = status;
        const auto result = upload();
        QVERIFY(!result.ok());
        QCOMPARE(int(result.error().code), code);
    }

    void theServersReasonIsTold()
    {
        m_server->status = 413;
        m_server->said = R"({"error":{"reason":"filesQuotaFull","arguments":{"used":900,"limit":1000}}})";
        const Error refused = upload().error();
        QCOMPARE(refused.code, ErrorCode::TooLarge);
        QCOMPARE(refused.reason, QStringLiteral("filesQuotaFull"));
        QCOMPARE(refused.arguments.value(QStringLiteral("limit")).toLongLong(), 1000);
        // Before a byte of it was sent.
        QCOMPARE(m_server->requests, 1);
        QCOMPARE(m_server->lastQuery, QStringLiteral("total=%1").arg(m_content.size()));
        m_server->said = R"({"error":{"reason":"somethingNew"}})";
        QCOMPARE(upload().error().reason, QStringLiteral("tooLarge"));
    }

    void aMissingFileIsNotFound()
    {
        QFile::remove(path());
        const auto result = upload();
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QCOMPARE(m_server->requests, 0);
    }

    void aDownloadIsCheckedAndGoesOn()
    {
        m_server->content = m_content;
        m_server->cutAfter = 1;
        QVERIFY(!download().ok());
        const qint64 kept = QFile(partPath()).size();
        QVERIFY(kept > 0 && kept < m_content.size());
        QVERIFY(download().ok());
        QFile part(partPath());
        QVERIFY(part.open(QIODevice::ReadOnly));
        QVERIFY(part.readAll() == m_content);
    }

    void anotherContentIsCorruptAndNotKept()
    {
        m_server->content = m_content;
        m_server->content[1000] = char(m_content[1000] + 1);
        const auto result = download();
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Corrupt);
        QVERIFY(!QFile::exists(partPath()));
    }

    void anotherKeyGetsNothing()
    {
        m_server = std::make_unique<ContentServer>(secondIdentity());
        const auto result = upload();
        QVERIFY(!result.ok());
        QCOMPARE(m_server->requests, 0);
    }

    void cancelAnswersEverything()
    {
        FileTransfer transfer(m_server->address());
        int cancelled = 0;
        for (int i = 0; i < 3; ++i) {
            transfer.upload(path(), m_hash, this, [&](const Result<void> &result) {
                cancelled += !result.ok() && result.error().code == ErrorCode::Cancelled;
            });
        }
        transfer.cancelAll();
        QCOMPARE(cancelled, 3);
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("source")); }
    QString partPath() const { return m_folder->filePath(QStringLiteral("target.part")); }

    Result<void> upload()
    {
        return run([this](FileTransfer &transfer, auto done) { transfer.upload(path(), m_hash, this, done); });
    }
    Result<void> download()
    {
        return run([this](FileTransfer &transfer, auto done) { transfer.download(m_hash, partPath(), this, done); });
    }

    template <typename Start>
    Result<void> run(Start start)
    {
        FileTransfer transfer(m_server->address());
        transfer.setSession("token", QSslCertificate(firstIdentity().certificate));
        std::optional<Result<void>> result;
        start(transfer, [&](const Result<void> &finished) { result = finished; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, patience))
            return Error::internal(QStringLiteral("timeout"));
        return *result;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ContentServer> m_server;
    QByteArray m_content;
    QByteArray m_hash;
};

QTEST_GUILESS_MAIN(TestFileTransfer)
#include "tst_filetransfer.moc"
