// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/recordid.h"
#include "tests/support/bucket.h"

#include <QCryptographicHash>
#include <QTemporaryFile>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
using tandem::test::FakeS3;

class TestS3Contents : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<FakeS3>();
        QVERIFY(m_store->begin());
    }

    void aContentComesBackAsItWent()
    {
        const auto contents = test::bucketIn(*m_store);
        const QString hash = put(*contents, "hello world");
        QCOMPARE(m_store->objects().keys(), QList<QByteArray>{test::objectKey(hash)});
        QCOMPARE(contents->read(hash, 0, 100).valueOr({}), QByteArray("hello world"));
        QCOMPARE(contents->read(hash, 6, 3).valueOr({}), QByteArray("wor"));
        QVERIFY(contents->read(hash, 11, 3).ok());
        QCOMPARE(put(*contents, "hello world"), hash);
        QVERIFY(contents->remove(hash).ok());
        QVERIFY(contents->remove(hash).ok());
        QVERIFY(m_store->objects().isEmpty());
        QCOMPARE(contents->read(hash, 0, 100).error().code, ErrorCode::NotFound);
    }

    void aContentOfNoBytesIsOneToo()
    {
        const auto contents = test::bucketIn(*m_store);
        const QString hash = put(*contents, {});
        QCOMPARE(m_store->objects().value(test::objectKey(hash), "none"), QByteArray());
        QVERIFY(contents->read(hash, 0, 1).ok());
    }

    void aLargeOneGoesInParts()
    {
        S3Contents contents(test::bucketAddress(*m_store), test::littlePatience(), 1'000);
        const QByteArray bytes = someBytes(2'500);
        const QString hash = put(contents, bytes);
        QCOMPARE(m_store->objects().value(test::objectKey(hash)), bytes);
        QCOMPARE(m_store->openUploads(), 0);
        QCOMPARE(m_store->requests(), 5);
    }

    void partsOfWhichOneFailsAreGivenUp()
    {
        S3Contents contents(test::bucketAddress(*m_store), test::littlePatience(), 1'000);
        m_store->setTrouble(FakeS3::Trouble::Fails, 2, 2); // both attempts of the second part
        QTemporaryFile file;
        fill(file, someBytes(2'500));
        QVERIFY(!contents.put(QString(64, QLatin1Char('a')), file).ok());
        QCOMPARE(m_store->openUploads(), 0);
        QVERIFY(m_store->objects().isEmpty());
    }

    void whatPassesIsTriedAgain_data()
    {
        QTest::addColumn<int>("trouble");
        QTest::newRow("it fails") << int(FakeS3::Trouble::Fails);
        QTest::newRow("it throttles") << int(FakeS3::Trouble::Throttles);
        QTest::newRow("it cuts the line") << int(FakeS3::Trouble::Cuts);
    }

    void whatPassesIsTriedAgain()
    {
        QFETCH(int, trouble);
        const auto contents = test::bucketIn(*m_store);
        m_store->setTrouble(FakeS3::Trouble(trouble), 1);
        const QByteArray bytes = someBytes(100'000);
        const QString hash = put(*contents, bytes);
        m_store->setTrouble(FakeS3::Trouble(trouble), 1);
        QCOMPARE(contents->read(hash, 0, bytes.size()).valueOr({}), bytes);
    }

    void whatStaysIsAnError()
    {
        const auto contents = test::bucketIn(*m_store);
        m_store->setTrouble(FakeS3::Trouble::Fails, 1'000);
        const Result<QByteArray> answer = contents->read(QString(64, QLatin1Char('a')), 0, 10);
        QCOMPARE(answer.error().reason, QStringLiteral("contentsUnreachable"));
        QCOMPARE(answer.error().detail, QStringLiteral("500 InternalError"));
        QCOMPARE(m_store->requests(), 2);
    }

    void whoMayNotIsToldSoAtOnce()
    {
        S3Address address = test::bucketAddress(*m_store);
        address.identity.secretKey = "another";
        S3Contents contents(address, test::littlePatience());
        const Result<QByteArray> answer = contents.read(QString(64, QLatin1Char('a')), 0, 10);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QCOMPARE(answer.error().reason, QStringLiteral("contentsDenied"));
        QCOMPARE(answer.error().detail, QStringLiteral("403 SignatureDoesNotMatch"));
        QCOMPARE(m_store->requests(), 1);
    }

    void whereNobodyAnswersItEnds()
    {
        S3Patience patience = test::littlePatience();
        patience.standstill = std::chrono::milliseconds(50);
        S3Contents contents(test::bucketAddress(*m_store), patience);
        m_store->setTrouble(FakeS3::Trouble::Hangs, 1'000);
        QCOMPARE(contents.remove(QString(64, QLatin1Char('a'))).error().reason, QStringLiteral("contentsUnreachable"));
        m_store->finish();
        QCOMPARE(contents.remove(QString(64, QLatin1Char('a'))).error().reason, QStringLiteral("contentsUnreachable"));
    }

    void whatIsStoppedAsksNobody()
    {
        const auto contents = test::bucketIn(*m_store);
        contents->stop();
        QVERIFY(!contents->remove(QString(64, QLatin1Char('a'))).ok());
        QCOMPARE(m_store->requests(), 0);
    }

    void theListHasAllPagesAndNothingOfOthers()
    {
        const auto contents = test::bucketIn(*m_store);
        QMap<QString, qint64> sent;
        for (int i = 1; i <= 7; ++i)
            sent.insert(put(*contents, someBytes(i)), i);
        m_store->setObject("tandem/notes.txt", "somebody's");
        m_store->setObject("other/" + test::objectKey(sent.firstKey()).sliced(7), "of another company");
        m_store->setPageSize(2);
        QMap<QString, qint64> found;
        QVERIFY(contents
                    ->each([&found](
                               const ContentStore::Content &content) { found.insert(content.copy.hash, content.size); })
                    .ok());
        QCOMPARE(found, sent);
    }

    void aPrefixBelongsToOneCompany()
    {
        const auto contents = test::bucketIn(*m_store);
        QVERIFY(contents->claim("one").ok());
        QVERIFY(contents->claim("one").ok());
        const Result<void> refused = contents->claim("another");
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
        QCOMPARE(refused.error().reason, QStringLiteral("bucketOfAnotherCompany"));
        QCOMPARE(refused.error().field, QStringLiteral("filesBucket"));
        int found = 0;
        QVERIFY(contents->each([&found](const ContentStore::Content &) { ++found; }).ok());
        QCOMPARE(found, 0);
        m_store->setTrouble(FakeS3::Trouble::Fails, 1);
        QCOMPARE(contents->claim("one").error().reason, QStringLiteral("contentsUnreachable"));
    }

    void copiesOfAContent()
    {
        const ContentCopy copy{QString(64, QLatin1Char('a')), toText(newRecordId())};
        QVERIFY(ContentCopy::fromName(copy.name()) == copy);
        QVERIFY(ContentCopy::fromName(copy.hash) == ContentCopy{copy.hash});
        for (const QString &wrong : {copy.hash + QLatin1Char('-'), copy.hash + QStringLiteral("-a"),
                 copy.hash + copy.token, copy.token, QStringLiteral("company")})
            QVERIFY2(!ContentCopy::fromName(wrong), qPrintable(wrong));
    }

    void addresses()
    {
        const auto address = S3Address::fromText(QStringLiteral("s3://files/company/one/"));
        QVERIFY(address);
        QCOMPARE(address->bucket, QStringLiteral("files"));
        QCOMPARE(address->prefix, QStringLiteral("company/one/"));
        for (const char *wrong : {"files", "s3://", "s3://Files", "https://files", "s3://files/a b", "s3://files/../x"})
            QVERIFY2(!S3Address::fromText(QString::fromLatin1(wrong)), wrong);
        for (const char *right : {"https://oss.example.com", "https://s3.example.com:9000/", "http://127.0.0.1:9000"})
            QVERIFY2(S3Address::isEndpoint(QString::fromLatin1(right)), right);
        for (const char *wrong :
            {"http://10.0.0.7:9000", "https://user:secret@example.com", "https://example.com/path"})
            QVERIFY2(!S3Address::isEndpoint(QString::fromLatin1(wrong)), wrong);
    }

    void theBucketStandsInTheHostOrInThePath()
    {
        S3Address address = *S3Address::fromText(QStringLiteral("s3://files/company"));
        address.endpoint = QUrl(QStringLiteral("https://s3.example.com"));
        QCOMPARE(address.host(), QByteArray("files.s3.example.com"));
        QCOMPARE(address.path(QStringLiteral("ab/c")), QByteArray("/company/ab/c"));
        QCOMPARE(address.path({}), QByteArray("/"));
        address.style = S3Address::Style::Path;
        QCOMPARE(address.host(), QByteArray("s3.example.com"));
        QCOMPARE(address.path(QStringLiteral("ab/c")), QByteArray("/files/company/ab/c"));
        QCOMPARE(address.path({}), QByteArray("/files"));
        QCOMPARE(
            address.url("/files", "prefix=a%2Fb"), QUrl(QStringLiteral("https://s3.example.com/files?prefix=a%2Fb")));
    }

private:
    static QByteArray someBytes(int count)
    {
        QByteArray bytes(count, 'a');
        for (int i = 0; i < count; ++i)
            bytes[i] = char(i % 251);
        return bytes;
    }

    static void fill(QTemporaryFile &file, const QByteArray &bytes)
    {
        if (!file.open() || file.write(bytes) != bytes.size() || !file.flush())
            qFatal("no file");
    }

    /// Gives its hash.
    static QString put(S3Contents &contents, const QByteArray &bytes)
    {
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QTemporaryFile file;
        fill(file, bytes);
        const Result<void> taken = contents.put(hash, file);
        if (!taken)
            qFatal("%s", qPrintable(taken.error().toLog()));
        return hash;
    }

    std::unique_ptr<FakeS3> m_store;
};

QTEST_GUILESS_MAIN(TestS3Contents)
#include "tst_s3contents.moc"
