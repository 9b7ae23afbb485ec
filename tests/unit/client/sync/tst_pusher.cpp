// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "client/sync/pusher.h"
#include "tests/support/clientdata.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace {

/// Open at once; keeps what is sent.
class KeptSocket final : public LinkSocket
{
public:
    KeptSocket(std::vector<Message> &sent, size_t &flushed)
        : m_sent(sent)
        , m_flushed(flushed)
    {
    }

    void open(const QUrl &) override
    {
        QMetaObject::invokeMethod(
            this, [this] { emit opened(); }, Qt::QueuedConnection);
    }
    void send(const QByteArray &frame) override
    {
        if (const auto message = decode(frame); message.ok())
            m_sent.push_back(*message);
    }
    void flush() override { m_flushed = m_sent.size(); }
    qint64 queuedBytes() const override { return 0; }
    void acceptCertificate() override { }

private:
    void close() override { deleteLater(); }

    std::vector<Message> &m_sent;
    size_t &m_flushed;
};

}

class TestPusher : public QObject
{
    Q_OBJECT

private slots:
    /// A deal whose file the server does not take, as the content is gone; so it goes out without it.
    void init()
    {
        m_sent.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = Replica::open({m_folder->path(), clientRegistry()});
        QVERIFY(opened.ok());
        m_replica = *std::move(opened);
        m_link = std::make_unique<ServerLink>(ServerAddress{QStringLiteral("127.0.0.1"), 1}, CertificateTrust(),
            SystemClock::instance(), ServerLink::Timing(),
            [this] { return std::make_unique<KeptSocket>(m_sent, m_flushed); });
        m_files = std::make_unique<FileTransfer>(m_link->address());
        m_pusher = std::make_unique<Pusher>(*m_replica, *m_link, *m_files, nullptr);
        m_link->start();
        QTRY_COMPARE(m_link->state(), ServerLink::State::Open);
        QVERIFY(m_replica->files().addLocal(idOf(1), {QByteArray(32, 'a'), 5}).ok());
        WriteRequest create;
        create.key = dealKey(1);
        create.kind = MutationKind::Create;
        create.to = named(QStringLiteral("offer.txt"));
        QVERIFY(m_replica->submit({create}).ok());
        m_pusher->start();
        QTRY_COMPARE(pushed(), size_t(1));
    }
    void cleanup()
    {
        m_pusher.reset();
        m_files.reset();
        m_link.reset();
        m_replica.reset();
    }

    void whatIsSentAgainTakesItsFileAlong()
    {
        const auto waiting = m_replica->outboxAfter(0, 10);
        QVERIFY(waiting.ok() && waiting->size() == 1);
        const Error error = Error::forbidden(QStringLiteral("fileMissing"));
        m_pusher->acknowledged(Ack{{{waiting->front().id, Outcome::Rejected, 0, error}}});
        const auto problems = m_replica->problems();
        QVERIFY(problems.ok() && problems->size() == 1);
        QVERIFY(m_replica->resendProblem(problems->front().id, {}).ok());
        // It waits for the file, which is tried first.
        QCOMPARE(pushed(), size_t(1));
        QTRY_COMPARE(pushed(), size_t(2));
    }

    void aNewSessionTriesTheFileAgain()
    {
        m_pusher->stop();
        m_pusher->start();
        QCOMPARE(pushed(), size_t(1));
        QTRY_COMPARE(pushed(), size_t(2));
    }

    void whatIsOnItsWayIsNotTakenBackAnyMore()
    {
        const auto waiting = m_replica->outboxAfter(0, 10);
        QVERIFY(waiting.ok() && waiting->size() == 1);
        const qint64 sent = waiting->front().id.number;
        const auto refused = m_replica->whatGoesWith(sent);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().reason, QStringLiteral("alreadySent"));
        // Without a connection the next one is still nobody else's, and the gap in the numbers is none of the server's.
        m_pusher->stop();
        WriteRequest next;
        next.key = dealKey(2);
        next.kind = MutationKind::Create;
        next.to = named(QStringLiteral("another"));
        QVERIFY(m_replica->submit({next}).ok());
        QVERIFY(m_replica->takeBack({sent + 1}).ok());
        m_pusher->start();
        QTRY_COMPARE(pushed(), size_t(2));
        const auto again = m_replica->outboxAfter(0, 10);
        QVERIFY(again.ok() && again->size() == 1);
        QCOMPARE(again->front().id.number, sent);
    }

    void anEditIsOnItsWayBeforeItsRowIsComputed()
    {
        size_t pushedBefore = 0;
        size_t flushedBefore = 0;
        connect(m_replica.get(), &Replica::changed, this, [&] {
            pushedBefore = pushed();
            flushedBefore = m_flushed;
        });
        WriteRequest create;
        create.key = dealKey(2);
        create.kind = MutationKind::Create;
        create.to = named(QStringLiteral("another"));
        QVERIFY(m_replica->submit({create}).ok());
        QCOMPARE(pushedBefore, size_t(2));
        QCOMPARE(flushedBefore, m_sent.size());
    }

private:
    size_t pushed() const
    {
        return size_t(std::count_if(m_sent.begin(), m_sent.end(),
            [](const Message &message) { return std::holds_alternative<Push>(message); }));
    }

    std::vector<Message> m_sent;
    size_t m_flushed = 0; ///< of them, handed to the system
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<ServerLink> m_link;
    std::unique_ptr<FileTransfer> m_files;
    std::unique_ptr<Pusher> m_pusher;
};

QTEST_GUILESS_MAIN(TestPusher)
#include "tst_pusher.moc"
