// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/singleinstance.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using tandem::client::SingleInstance;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private slots:
    void aSecondStartHandsItsLinkOver()
    {
        QTemporaryDir profile;
        SingleInstance first(profile.path());
        QCOMPARE(first.claim({}), SingleInstance::Claim::Ours);
        QVERIFY(first.explain(SingleInstance::Claim::Ours).isEmpty());
        QSignalSpy links(&first, &SingleInstance::linkReceived);
        auto claim = SingleInstance::Claim::Ours;
        const std::unique_ptr<QThread> other(QThread::create([&] {
            SingleInstance second(profile.path());
            claim = second.claim(QStringLiteral("tandem://view/sync"));
        }));
        other->start();
        QTRY_VERIFY(other->isFinished());
        QCOMPARE(claim, SingleInstance::Claim::HandedOver);
        QCOMPARE(links.count(), 1);
        QCOMPARE(links.first().first().toString(), QStringLiteral("tandem://view/sync"));
    }

    void aClientThatHangsIsNamed()
    {
        QTemporaryDir profile;
        SingleInstance hangs(profile.path());
        QCOMPARE(hangs.claim({}), SingleInstance::Claim::Ours);
        // In this very thread, so that the first one cannot answer meanwhile.
        SingleInstance second(profile.path());
        QCOMPARE(second.claim({}), SingleInstance::Claim::NoAnswer);
        QVERIFY(!second.explain(SingleInstance::Claim::NoAnswer).isEmpty());
    }

    void aFolderThatCannotBeWrittenIsNamed()
    {
        QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("missing"));
        SingleInstance instance(profile);
        QCOMPARE(instance.claim({}), SingleInstance::Claim::NotWritable);
        QVERIFY(instance.explain(SingleInstance::Claim::NotWritable).contains(QLatin1String("missing")));
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
