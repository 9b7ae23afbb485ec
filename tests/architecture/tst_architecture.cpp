// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

struct SourceFile
{
    QString path; ///< from the repository root
    QStringList lines;
};

/// Where a pattern may stand; everywhere else it breaks a rule of the house.
struct Rule
{
    const char *name;
    const char *pattern;
    QStringList allowedIn;
};

}

/// Rules of the house that the compiler does not check. Layers and their arrows are enforced by the include paths.
class TestArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (const QString &root : {QStringLiteral("shared"), QStringLiteral("server"), QStringLiteral("client")}) {
            QDirIterator it(QStringLiteral(TANDEM_SOURCE_DIR "/") + root,
                {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString path = QDir(QStringLiteral(TANDEM_SOURCE_DIR)).relativeFilePath(file.fileName());
                m_files.push_back({path, QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))});
            }
        }
        QVERIFY(m_files.size() > 100);
    }

    void patternsStayWhereTheyBelong_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("allowedIn");
        const Rule rules[] = {
            {"no Qt SQL", "#include <QSql", {}},
            {"SQLite's API in the database layer only", "#include <sqlite3", {QStringLiteral("shared/database/")}},
            {"libpq behind the connection to PostgreSQL only", "#include <libpq",
                {QStringLiteral("shared/database/postgresql/")}},
            {"Boost in the transport only", "#include <boost/", {QStringLiteral("server/api/transport/")}},
            {"widgets above the models only", "#include <Q(Widget|Dialog|MainWindow|PushButton|Label)>",
                {QStringLiteral("client/widgets/"), QStringLiteral("client/fields/"),
                    QStringLiteral("client/printing/"), QStringLiteral("client/forms/"),
                    QStringLiteral("client/lists/"), QStringLiteral("client/shell/"), QStringLiteral("client/views/"),
                    QStringLiteral("client/app/")}},
            {"sockets in the client's connection and towards a virus scanner only",
                "#include <Q(WebSocket|SslSocket|TcpSocket|LocalSocket)",
                {QStringLiteral("client/connection/"), QStringLiteral("server/jobs/clamd.cpp"),
                    QStringLiteral("client/app/singleinstance")}},
            {"no nested event loop", "QEventLoop|processEvents\\(", {}},
            {"no sleep", "sleep_for|QThread::m?sleep|qSleep", {}},
            {"nothing left open", "TODO|FIXME|XXX|HACK", {}},
            {"operating system calls in the platform files only", "#include <(unistd|sys/|windows|fcntl|signal)",
                {QStringLiteral("shared/base/platform")}},
            // Qt D-Bus has no other way to hear of a signal.
            {"connections by pointer to member", "\\bSIGNAL\\(|\\bSLOT\\(",
                {QStringLiteral("client/widgets/portalscheme.cpp"),
                    QStringLiteral("client/desktop/freedesktopnotices.cpp")}},
        };
        for (const Rule &rule : rules)
            QTest::newRow(rule.name) << QString::fromLatin1(rule.pattern) << rule.allowedIn;
    }

    void patternsStayWhereTheyBelong()
    {
        QFETCH(QString, pattern);
        QFETCH(QStringList, allowedIn);
        const QRegularExpression expression(pattern);
        QStringList found;
        for (const SourceFile &file : m_files) {
            const bool allowed = std::any_of(allowedIn.begin(), allowedIn.end(),
                [&file](const QString &place) { return file.path.startsWith(place); });
            for (qsizetype i = 0; !allowed && i < file.lines.size(); ++i) {
                if (expression.match(file.lines.at(i)).hasMatch())
                    found.append(QStringLiteral("%1:%2").arg(file.path).arg(i + 1));
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void everyFileSaysItsLicence()
    {
        QStringList found;
        for (const SourceFile &file : m_files) {
            if (!file.lines.value(1).contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
                found.append(file.path);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void filesStaySmall()
    {
        QStringList found;
        for (const SourceFile &file : m_files) {
            const qsizetype limit = file.path.endsWith(QLatin1String(".h")) ? 400 : 800;
            if (file.lines.size() > limit)
                found.append(QStringLiteral("%1: %2 lines").arg(file.path).arg(file.lines.size()));
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void includesAreWrittenFromTheRoot()
    {
        const QRegularExpression include(QStringLiteral("^#include \"([^\"]+)\""));
        QStringList found;
        for (const SourceFile &file : m_files) {
            for (const QString &line : file.lines) {
                const auto match = include.match(line);
                if (match.hasMatch() && !QFile::exists(QStringLiteral(TANDEM_SOURCE_DIR "/") + match.captured(1))
                    && !match.captured(1).endsWith(QLatin1String("entitynames.h"))
                    && !match.captured(1).endsWith(QLatin1String(".moc")))
                    found.append(file.path + QStringLiteral(": ") + match.captured(1));
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

private:
    std::vector<SourceFile> m_files;
};

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
