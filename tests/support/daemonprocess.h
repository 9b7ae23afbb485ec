// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/testbucket.h"
#include "tests/support/testdatabaseurl.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <map>
#include <memory>
#include <utility>

namespace tandem::test {

/// A real tandemd of its own: a free port, a data folder that lives as long as this object.
class DaemonProcess
{
public:
    struct Answer
    {
        int status = 0;
        QByteArray head;
        QByteArray body;

        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
        QString reason() const
        {
            return json().value(QLatin1String("error")).toObject().value(QLatin1String("reason")).toString();
        }
        QString message() const
        {
            return json().value(QLatin1String("error")).toObject().value(QLatin1String("message")).toString();
        }
    };

    explicit DaemonProcess(QStringList arguments = {})
        : m_arguments(std::move(arguments))
    {
    }
    ~DaemonProcess()
    {
        m_process.waitForFinished(0); // notices an end of which nobody was told
        if (m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::CrashExit && !m_killed)
            qWarning("tandemd crashed with %d: %s", m_process.exitCode(), standardError().right(4000).constData());
        kill();
    }

    static QString binary(const QString &name) { return QStringLiteral(TANDEM_BINARY_DIR "/bin/") + name; }
    QString dataFolder() const
    {
        return m_dataFolder.isEmpty() ? m_folder.filePath(QStringLiteral("data")) : m_dataFolder;
    }
    void setDataFolder(const QString &folder) { m_dataFolder = folder; }
    void setArguments(const QStringList &arguments) { m_arguments = arguments; } ///< from the next start on
    /// Tell another daemon to serve the same company, which this one has begun, with the same key and the same files.
    QStringList neighbourArguments() const
    {
        const QString folder = dataFolder();
        return QStringList{QStringLiteral("--database"), testdatabase::urlOfFolder(folder),
                   QStringLiteral("--files-folder"), folder + QStringLiteral("/files"), QStringLiteral("--certificate"),
                   folder + QStringLiteral("/certificate.pem"), QStringLiteral("--key"),
                   folder + QStringLiteral("/key.pem")}
        + bucketArguments();
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QProcess &process() { return m_process; }
    quint16 port() const { return m_port; }
    QString oneTimeCode() const { return m_oneTimeCode; } ///< of the first administrator; empty once he has a password
    QString fingerprint() const { return m_fingerprint; } ///< of its key, in hexadecimal
    QUrl webSocketUrl() const { return QUrl(QStringLiteral("wss://127.0.0.1:%1/sync").arg(m_port)); }

    /// Begins a start that nobody waits for: to be killed in the middle of it.
    void launch()
    {
        const QString port = QString::number(m_port); // the same one after a restart
        m_process.setProgram(binary(QStringLiteral("tandemd")));
        m_process.setArguments(QStringList{QStringLiteral("--data"), dataFolder(), QStringLiteral("--database"),
                                   testdatabase::urlOfFolder(dataFolder()), QStringLiteral("--address"),
                                   QStringLiteral("127.0.0.1"), QStringLiteral("--port"), port}
            + bucketArguments() + m_arguments);
        // A file, because nobody reads a pipe while a test waits for something else.
        m_process.setStandardErrorFile(path(QStringLiteral("tandemd.log")), QIODevice::Append);
        m_killed = false;
        m_process.start();
    }

    /// False if it ended or did not get ready; process() then has its exit code and standardError() its words.
    bool start()
    {
        launch();
        QByteArray output;
        while (m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(longestWait)) {
            output += m_process.readAllStandardOutput();
            const auto ready = readyLine().match(QString::fromUtf8(output));
            if (ready.hasMatch()) {
                m_port = quint16(ready.captured(1).toInt());
                const auto code =
                    QRegularExpression(QStringLiteral("one-time code (\\S+)")).match(QString::fromUtf8(output));
                m_oneTimeCode = code.captured(1);
                const auto print =
                    QRegularExpression(QStringLiteral("fingerprint ([^\\n]+)")).match(QString::fromUtf8(output));
                m_fingerprint = print.captured(1).remove(QRegularExpression(QStringLiteral("[^0-9A-Fa-f]")));
                return true;
            }
        }
        m_process.waitForFinished(5000);
        return false;
    }

    /// As a service manager does it. True if it ended by itself with exit code 0.
    bool stop()
    {
        m_process.terminate();
        return m_process.waitForFinished(longestWait) && m_process.exitStatus() == QProcess::NormalExit
            && m_process.exitCode() == 0;
    }

    /// As a power loss does it.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_killed = true;
        m_process.kill();
        m_process.waitForFinished(longestWait);
    }

    QByteArray standardError() const
    {
        QFile file(path(QStringLiteral("tandemd.log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What the daemon tells tandemctl: address, port, fingerprint, token.
    QJsonObject control() const
    {
        QFile file(dataFolder() + QStringLiteral("/control.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }
    /// SHA-256 over the public key, as clients pin it.
    QByteArray pin() const { return QByteArray::fromHex(m_fingerprint.toLatin1()); }
    /// As tandemctl asks; path without "/control".
    Answer askControl(const QByteArray &method, const QString &path, const QJsonObject &body = {})
    {
        const QByteArray kept = std::exchange(m_token, control().value(QLatin1String("token")).toString().toLatin1());
        const Answer answer = send(method, QStringLiteral("/control") + path, body);
        m_token = kept;
        return answer;
    }
    bool addUser(const QString &login, const QString &role, const QString &password = QStringLiteral("correct horse"))
    {
        const QJsonObject body{{QStringLiteral("login"), login}, {QStringLiteral("password"), password},
            {QStringLiteral("roles"), QJsonArray{role}}};
        return askControl("POST", QStringLiteral("/users"), body).status == 200;
    }

    /// A TLS connection on which nothing is said yet; null if there is none.
    std::unique_ptr<QSslSocket> openTls() const
    {
        auto socket = std::make_unique<QSslSocket>();
        QObject::connect(
            socket.get(), &QSslSocket::sslErrors, socket.get(), [opened = socket.get()] { opened->ignoreSslErrors(); });
        socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_port);
        return socket->waitForEncrypted(longestWait) ? std::move(socket) : nullptr;
    }

    /// One request over a TLS connection that is kept for the next one; `token` is that of signIn().
    Answer ask(
        const QByteArray &method, const QString &path, const QByteArray &body = {}, const QByteArray &extraHead = {})
    {
        return askEncoded(method, QUrl(path).toEncoded(), body, extraHead);
    }
    /// The same with a target that is sent as it is.
    Answer askEncoded(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
        const QByteArray &extraHead = {})
    {
        QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + extraHead;
        if (!m_token.isEmpty())
            request += "Authorization: Bearer " + m_token + "\r\n";
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        const bool kept = isKept();
        Answer answer = exchange(request, method);
        if (kept && answer.status == 0) // it was closed in the meantime
            answer = exchange(request, method);
        return answer;
    }

    Answer send(
        const QByteArray &method, const QString &path, const QJsonObject &body, const QByteArray &extraHead = {})
    {
        return ask(method, path, QJsonDocument(body).toJson(QJsonDocument::Compact), extraHead);
    }

    /// The id of a new record, which a test cannot do without: ends the program if there is none.
    QString create(const QString &entity, const QJsonObject &values)
    {
        const Answer created = send("POST", QStringLiteral("/api/v1/") + entity, values);
        if (created.status != 201)
            qFatal("%s", created.body.constData());
        return created.json().value(QLatin1String("id")).toString();
    }
    QString createAccount(const QString &name)
    {
        return create(QStringLiteral("account"), {{QStringLiteral("name"), name}});
    }

    /// The hash of a content that is there now, to be named by a record; ends the program if it is not taken.
    QString upload(const QByteArray &content)
    {
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        const Answer sent =
            ask("PUT", QStringLiteral("/files/%1?offset=0&total=%2").arg(hash).arg(content.size()), content);
        if (sent.status != 201)
            qFatal("%s", sent.body.constData());
        return hash;
    }

    /// Signs in and keeps the token for the requests after. With the one-time code the password is the first one.
    bool signIn(const QString &login, const QString &password, const QString &code = {})
    {
        m_token.clear();
        QJsonObject body{{QStringLiteral("login"), login}, {QStringLiteral("password"), password}};
        if (!code.isEmpty())
            body.insert(QStringLiteral("code"), code);
        const Answer answer = send("POST", QStringLiteral("/api/v1/sign-in"), body);
        m_token = answer.json().value(QLatin1String("token")).toString().toLatin1();
        return answer.status == 200 && !m_token.isEmpty();
    }

    /// The first administrator, with a password made of his one-time code.
    bool signInAsAdministrator(const QString &password = QStringLiteral("correct horse"))
    {
        return signIn(QStringLiteral("admin"), password, m_oneTimeCode);
    }

    /// The requests after go over this one of several kept connections; the daemon deals them out to its network
    /// threads in the order in which they are opened.
    void useConnection(int number) { m_connection = number; }

    void setToken(const QByteArray &token) { m_token = token; }
    QByteArray token() const { return m_token; }

private:
    /// A prefix for each data folder; neighbours have the same.
    QStringList bucketArguments() const
    {
        return m_bucket ? testbucket::arguments(*m_bucket, nameOfFolder(dataFolder())) : QStringList();
    }

    bool isKept() const
    {
        const auto found = m_sockets.find(m_connection);
        return found != m_sockets.end() && found->second && found->second->state() == QAbstractSocket::ConnectedState;
    }

    Answer exchange(const QByteArray &request, const QByteArray &method)
    {
        std::unique_ptr<QSslSocket> &socket = m_sockets[m_connection];
        if (!socket || socket->state() != QAbstractSocket::ConnectedState)
            socket = openTls();
        if (!socket)
            return {};
        socket->write(request);
        QByteArray all;
        while (!isWhole(all, method) && socket->state() == QAbstractSocket::ConnectedState
            && socket->waitForReadyRead(longestWait))
            all += socket->readAll();
        all += socket->readAll();
        const qsizetype end = all.indexOf("\r\n\r\n");
        const bool stays = end >= 0 && isWhole(all, method) && !all.first(end).contains("Connection: close");
        if (!stays)
            m_sockets.erase(m_connection);
        return {all.mid(9, 3).toInt(), all.left(end), all.mid(end + 4)};
    }

    static bool isWhole(const QByteArray &answer, const QByteArray &method)
    {
        const qsizetype end = answer.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        const qsizetype at = answer.first(end).indexOf("Content-Length: ");
        if (at < 0 || method == "HEAD")
            return true;
        const qsizetype begin = at + qsizetype(qstrlen("Content-Length: "));
        const qint64 length = answer.sliced(begin, qMax(answer.indexOf('\r', begin), begin) - begin).toLongLong();
        return answer.size() - end - 4 >= length;
    }

    static QRegularExpression readyLine()
    {
        return QRegularExpression(QStringLiteral("tandemd ready on [^\\n]*:(\\d+)\\n"));
    }

    static constexpr int longestWait = 30'000; ///< in milliseconds, for what a busy machine takes its time

    const std::shared_ptr<FakeS3> m_bucket = testbucket::sharedStore(); ///< null: it has none
    QTemporaryDir m_folder;
    QString m_dataFolder;
    QStringList m_arguments;
    QProcess m_process;
    std::map<int, std::unique_ptr<QSslSocket>> m_sockets; ///< by the number of the connection
    int m_connection = 0;
    quint16 m_port = 0;
    QString m_oneTimeCode;
    QString m_fingerprint;
    QByteArray m_token;
    bool m_killed = false;
};

}
