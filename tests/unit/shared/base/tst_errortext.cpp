// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/clock.h"
#include "shared/base/daytext.h"
#include "shared/base/errortext.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace tandem;

class ErrorTextTest : public QObject
{
    Q_OBJECT

    /// Reasons in `source`, as errors are made everywhere.
    static QStringList reasonsIn(const QString &source)
    {
        static const QRegularExpression forms[] = {
            QRegularExpression(QStringLiteral("Error::invalid\\(\\s*[^,;]*?,\\s*QStringLiteral\\(\"(\\w+)\"\\)")),
            QRegularExpression(
                QStringLiteral("Error::(?:conflict|forbidden|unavailable)\\(\\s*QStringLiteral\\(\"(\\w+)\"\\)")),
            QRegularExpression(QStringLiteral("ErrorCode::\\w+,\\s*QStringLiteral\\(\"(\\w+)\"\\)")),
        };
        QStringList reasons;
        for (const QRegularExpression &form : forms) {
            auto matches = form.globalMatch(source);
            while (matches.hasNext())
                reasons.append(matches.next().captured(1));
        }
        return reasons;
    }

private slots:
    void everyReasonHasASentence()
    {
        QStringList missing;
        int found = 0;
        for (const char *folder : {"shared", "server", "client"}) {
            QDirIterator files(QStringLiteral(TANDEM_SOURCE_DIR "/") + QLatin1String(folder),
                {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                for (const QString &reason : reasonsIn(QString::fromUtf8(file.readAll()))) {
                    ++found;
                    if (!hasErrorText(reason))
                        missing.append(reason + QLatin1String(" in ") + file.fileName());
                }
            }
        }
        QVERIFY(found > 100);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void sizesAreSaidAsPeopleReadThem()
    {
        const Error error{ErrorCode::TooLarge, QStringLiteral("fileTooLarge"), {},
            {{QStringLiteral("limit"), 2LL * 1024 * 1024 * 1024}}, {}};
        QVERIFY2(errorText(error).contains(QLocale().formattedDataSize(2LL * 1024 * 1024 * 1024)),
            qPrintable(errorText(error)));
    }

    void putsArgumentsIn()
    {
        const Error error{ErrorCode::TooMany, QStringLiteral("slowDown"), {}, {{QStringLiteral("retryAfter"), 30}}, {}};
        QVERIFY(errorText(error).contains(QStringLiteral("30 seconds")));
    }

    void aMomentIsSaidInTheReadersClock()
    {
        const Timestamp again = 1'760'000'000'000;
        const Error error{
            ErrorCode::Conflict, QStringLiteral("remindedRecently"), {}, {{QStringLiteral("again"), again}}, {}};
        const QString moment = momentText(QDateTime::fromMSecsSinceEpoch(again), QLocale());
        QVERIFY2(errorText(error).contains(moment), qPrintable(errorText(error)));
        QVERIFY(!errorText(error).contains(QLatin1Char('{')));
    }

    void aPlaceInsideOfTheValueStandsBefore()
    {
        Error error = Error::invalid(QStringLiteral("definition"), QStringLiteral("required"));
        const QString sentence = errorText(error);
        error.arguments.insert(QStringLiteral("place"), QStringLiteral("nodes[2].who"));
        QCOMPARE(errorText(error), QStringLiteral("nodes[2].who: ") + sentence);
        QCOMPARE(errorText(error, nullptr), QStringLiteral("nodes[2].who: ") + sentence);
    }

    void fallsBackToTheCode()
    {
        const Error error{ErrorCode::NotFound, QStringLiteral("reasonNobodyKnows"), {}, {}, {}};
        QVERIFY(!hasErrorText(error.reason));
        QVERIFY(!errorText(error).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
