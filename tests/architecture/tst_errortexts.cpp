// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

/// A call that makes an error, and which of its arguments is the reason.
struct Maker
{
    const char *pattern;
    qsizetype reason;
};

constexpr Maker makers[] = {
    {"\\bforbidden\\(", 0},
    {"\\bunavailable\\(", 0},
    {"\\bconflict\\(", 0},
    {"\\bexpressionError\\(", 0},
    {"\\binvalid\\(", 1},
    {"\\bproblem\\(", 1},
    {"\\bfail\\(", 1},
    {"\\bError\\s*\\{\\s*(?=ErrorCode::)", 1},
    {"\\brefuse\\(\\s*\\{\\s*(?=ErrorCode::)", 1},
    {"\\bfieldError\\(", 2},
};

/// The arguments of a call from behind its opening bracket on.
QStringList argumentsFrom(const QString &text, qsizetype position)
{
    QStringList arguments{QString()};
    int depth = 1;
    bool quoted = false;
    for (; position < text.size() && depth > 0; ++position) {
        const QChar c = text.at(position);
        if (c == QLatin1Char('"'))
            quoted = !quoted;
        if (!quoted && QStringLiteral("({[").contains(c))
            ++depth;
        if (!quoted && QStringLiteral(")}]").contains(c))
            --depth;
        if (!quoted && depth == 1 && c == QLatin1Char(','))
            arguments.append(QString());
        else if (depth > 0)
            arguments.last().append(c);
    }
    return arguments;
}

/// The literals of an argument that is one, or chooses between two; other arguments are names made elsewhere.
QStringList reasonsIn(const QString &argument)
{
    static const QString literal =
        QStringLiteral("(?:QStringLiteral\\(|QLatin1String\\(|u)?\"([a-z][A-Za-z0-9]*)\"(?:_s|_qs|_L1|\\))?");
    static const QRegularExpression one(
        QStringLiteral("^\\s*(?:[^\"{}]*\\?\\s*)?%1(?:\\s*:\\s*%1)?\\s*$").arg(literal));
    const QRegularExpressionMatch match = one.match(argument);
    QStringList reasons = match.capturedTexts().mid(1);
    reasons.removeAll(QString());
    return reasons;
}

}

/// Whoever makes an error anywhere gives its reason a sentence that a person can read.
class TestErrorTexts : public QObject
{
    Q_OBJECT

private slots:
    void everyReasonHasASentence()
    {
        QStringList missing;
        int found = 0;
        for (const QString &root : {QStringLiteral("shared"), QStringLiteral("server"), QStringLiteral("client")}) {
            QDirIterator files(QStringLiteral(TANDEM_SOURCE_DIR "/") + root,
                {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QStringList reasons = reasonsOf(QString::fromUtf8(file.readAll()));
                found += int(reasons.size());
                for (const QString &reason : reasons) {
                    if (!tandem::hasErrorText(reason))
                        missing.append(reason + QStringLiteral(" in ") + file.fileName());
                }
            }
        }
        QVERIFY2(found > 150, "the patterns above find too little");
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void theScanKnowsTheForms_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("reasons");
        QTest::newRow("invalid") << QStringLiteral("Error::invalid(field(1, 2), QStringLiteral(\"required\"))")
                                 << QStringList{QStringLiteral("required")};
        QTest::newRow("braces") << QStringLiteral("Error{ErrorCode::Conflict,\n u\"taskClosed\"_s, {}}")
                                << QStringList{QStringLiteral("taskClosed")};
        QTest::newRow("choice") << QStringLiteral("forbidden(old ? QStringLiteral(\"one\") : QStringLiteral(\"two\"))")
                                << QStringList{QStringLiteral("one"), QStringLiteral("two")};
        QTest::newRow("a name") << QStringLiteral("forbidden(reason)") << QStringList();
    }

    void theScanKnowsTheForms()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, reasons);
        QCOMPARE(reasonsOf(source), reasons);
    }

private:
    static QStringList reasonsOf(const QString &text)
    {
        QStringList reasons;
        for (const Maker &maker : makers) {
            auto calls = QRegularExpression(QString::fromLatin1(maker.pattern)).globalMatch(text);
            while (calls.hasNext()) {
                const QStringList arguments = argumentsFrom(text, calls.next().capturedEnd());
                if (maker.reason < arguments.size())
                    reasons += reasonsIn(arguments.at(maker.reason));
            }
        }
        return reasons;
    }
};

QTEST_APPLESS_MAIN(TestErrorTexts)
#include "tst_errortexts.moc"
