// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/hashpath.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/fakes3.h"
#include "tests/support/namedcontent.h"
#include "tests/support/testbucket.h"

#include <QDir>
#include <QTest>

#include <memory>

using namespace tandem::test;

/// Attached files whose bytes lie in a bucket, at a real daemon.
class TestFilesBucket : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
    }
    void cleanup() { m_daemon.reset(); }

    void contentsGoToABucketAndComeFromThere()
    {
        FakeS3 bucket;
        QVERIFY(bucket.begin());
        const QByteArray content("a letter");
        uploadNamed(*m_daemon, content);
        restart(bucketArguments(bucket));
        QVERIFY(QTest::qWaitFor([&] { return bucket.objects().size() == 2; }, 30'000));
        // The one beside it says whose they are.
        QVERIFY(bucket.objects().firstKey().startsWith("tandem/"));
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->ask("GET", pathOf(content)).body == content; }, 30'000));
        QVERIFY(QTest::qWaitFor([&] { return !QFile::exists(placeInFolder(content)); }, 30'000));

        QVERIFY(m_daemon->stop());
        QVERIFY(QDir(m_daemon->dataFolder() + QStringLiteral("/fetched")).removeRecursively());
        bucket.finish();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        const auto away = m_daemon->ask("GET", pathOf(content));
        QCOMPARE(away.status, 503);
        QCOMPARE(away.reason(), QStringLiteral("contentsUnreachable"));
        const auto ready = m_daemon->ask("GET", QStringLiteral("/readyz"));
        QCOMPARE(ready.status, 200);
        QVERIFY2(ready.body.contains("(contentsUnreachable)"), ready.body.constData());
        uploadNamed(*m_daemon, "what comes meanwhile");
        QCOMPARE(m_daemon->ask("GET", pathOf("what comes meanwhile")).status, 200);

        QVERIFY(bucket.begin());
        QVERIFY(QTest::qWaitFor([&] { return m_daemon->ask("GET", pathOf(content)).body == content; }, 30'000));
        QVERIFY(!m_daemon->standardError().contains(FakeS3::secretKey()));
        const QStringList status{QStringLiteral("status"), QStringLiteral("--json")};
        QVERIFY(!CtlProcess::run(m_daemon->dataFolder(), status).out.contains(FakeS3::secretKey()));
    }

    void aPrefixOfAnotherCompanyIsRefused()
    {
        FakeS3 bucket;
        QVERIFY(bucket.begin());
        restart(bucketArguments(bucket));
        DaemonProcess another(bucketArguments(bucket));
        QVERIFY(!another.start());
        QCOMPARE(another.process().exitCode(), 2);
        const QByteArray words = another.standardError();
        QVERIFY2(words.contains("filesBucket: In this place of the store lie another company's"), words.constData());
        QCOMPARE(bucket.objects().size(), 1);
        restart(bucketArguments(bucket)); // it is still the first one's
    }

private:
    static QStringList bucketArguments(const FakeS3 &bucket)
    {
        return testbucket::arguments(bucket, QStringLiteral("tandem"));
    }
    QString placeInFolder(const QByteArray &content) const
    {
        const QString hash = pathOf(content).section(QLatin1Char('/'), -1);
        return m_daemon->dataFolder() + QStringLiteral("/files/") + tandem::hashPath(hash);
    }

    void restart(const QStringList &arguments)
    {
        QVERIFY(m_daemon->stop());
        m_daemon->setArguments(arguments);
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
    }

    std::unique_ptr<DaemonProcess> m_daemon;
};

QTEST_GUILESS_MAIN(TestFilesBucket)
#include "tst_filesbucket.moc"
