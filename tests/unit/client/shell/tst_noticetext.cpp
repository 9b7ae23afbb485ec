// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticetext.h"
#include "client/widgets/translator.h"
#include "shared/entities/entitynames.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;

namespace notice = entities::notification;

/// What people read of things that the server names by keys.
class TestNoticeText : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_translator.setLanguage(QStringLiteral("en")); }
    void cleanup() { m_translator.setLanguage(QStringLiteral("en")); }

    void everyKeyIsTranslated_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"approvalRequested", "approvalApproved", "approvalRejected", "approvalReturned",
                 "approvalCopied", "approvalWithdrawn", "approvalTransferred", "approvalAdded", "approvalReminded",
                 "mentioned", "stageReminder"})
            QTest::addRow("%s", key) << QString::fromLatin1(key);
    }

    void everyKeyIsTranslated()
    {
        QFETCH(QString, key);
        const Record record = notification(key, QStringLiteral("written in English"));
        const QString english = noticeText(record, QStringLiteral("Acme"));
        m_translator.setLanguage(QStringLiteral("zh_CN"));
        const QString chinese = noticeText(record, QStringLiteral("Acme"));
        QVERIFY2(english.contains(QStringLiteral("Acme")), qPrintable(english));
        QVERIFY2(chinese.contains(QStringLiteral("Acme")), qPrintable(chinese));
        QVERIFY(english != chinese);
        QVERIFY2(!english.contains(QLatin1Char('{')) && !chinese.contains(QLatin1Char('{')), qPrintable(chinese));
    }

    void theTitleOfThenStandsInForOneThatIsNotHere()
    {
        const Record record = notification(QStringLiteral("approvalApproved"), QStringLiteral("x"));
        QVERIFY(noticeText(record, QString()).contains(QStringLiteral("Then {stage}")));
        QVERIFY(noticeText(record, QStringLiteral("Now")).contains(QStringLiteral("Now")));
    }

    void argumentsAreFilledIn()
    {
        const QString text =
            noticeText(notification(QStringLiteral("stageReminder"), QStringLiteral("x")), QStringLiteral("Deal"));
        QVERIFY2(text.contains(QStringLiteral("Proposal")) && text.contains(QStringLiteral("12")), qPrintable(text));
    }

    void noticesAboutTheServerGiveTheReasonInWords_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"backupFailed", "backupGivenUp", "backupWorksAgain"})
            QTest::addRow("%s", key) << QString::fromLatin1(key);
    }

    void noticesAboutTheServerGiveTheReasonInWords()
    {
        QFETCH(QString, key);
        Record record = notification(key, QStringLiteral("written in English"));
        record.values[notice::field::arguments] =
            QStringLiteral("{\"folder\":\"/mnt/backup\",\"attempts\":8,\"reason\":\"diskFull\"}");
        const QString english = noticeText(record, QString());
        m_translator.setLanguage(QStringLiteral("zh_CN"));
        const QString chinese = noticeText(record, QString());
        const bool failed = key != QLatin1String("backupWorksAgain");
        QCOMPARE(english.contains(QStringLiteral("The disk is full.")), failed);
        QCOMPARE(chinese.contains(QStringLiteral("磁盘")), failed);
        for (const QString &text : {english, chinese})
            QVERIFY2(
                text.contains(QStringLiteral("/mnt/backup")) && !text.contains(QLatin1Char('{')), qPrintable(text));
        QVERIFY(english != chinese);
    }

    void anUnknownKeyShowsWhatWasWritten()
    {
        QCOMPARE(noticeText(notification(QStringLiteral("newerThanThis"), QStringLiteral("written")), QString()),
            QStringLiteral("written"));
    }

private:
    static Record notification(const QString &key, const QString &text)
    {
        Record record;
        record.values[notice::field::textKey] = key;
        record.values[notice::field::text] = text;
        record.values[notice::field::arguments] =
            QStringLiteral("{\"title\":\"Then {stage}\",\"stage\":\"Proposal\",\"author\":\"Li\",\"days\":12,"
                           "\"by\":\"Li Wei\"}");
        return record;
    }

    Translator m_translator;
};

QTEST_MAIN(TestNoticeText)
#include "tst_noticetext.moc"
