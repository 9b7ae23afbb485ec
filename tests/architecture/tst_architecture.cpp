// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <vector>

namespace {

/// Those below shared/, server/ and client/, as paths from the repository root.
QStringList productFiles(const QStringList &names)
{
    const QDir root(QStringLiteral(TANDEM_SOURCE_DIR));
    QStringList paths;
    for (const QString &tree : {QStringLiteral("shared"), QStringLiteral("server"), QStringLiteral("client")}) {
        QDirIterator it(root.filePath(tree), names, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            paths.append(root.relativeFilePath(it.next()));
    }
    return paths;
}

QString textOf(const QString &path)
{
    QFile file(QDir(QStringLiteral(TANDEM_SOURCE_DIR)).filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString withoutComments(QString cmake)
{
    return cmake.remove(QRegularExpression(QStringLiteral("#[^\n]*")));
}

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

/// Which folder is which layer, and which arrows are allowed, as the build says it.
class Layers
{
public:
    Layers()
    {
        const QRegularExpression line(
            QStringLiteral("^tandem_layer\\(\\s*(\\w+)([^)]*)\\)"), QRegularExpression::MultilineOption);
        auto lines = line.globalMatch(withoutComments(textOf(QStringLiteral("cmake/TandemLayers.cmake"))));
        while (lines.hasNext()) {
            const QRegularExpressionMatch match = lines.next();
            m_allowed.insert(
                match.captured(1), match.captured(2).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts));
        }
        const QRegularExpression library(QStringLiteral("tandem_add_library\\(\\s*(\\w+)"));
        const QStringList lists = productFiles({QStringLiteral("CMakeLists.txt")});
        for (const QString &list : lists) {
            const QRegularExpressionMatch match = library.match(withoutComments(textOf(list)));
            if (match.hasMatch())
                m_folders.insert(list.section(QLatin1Char('/'), 0, -2), match.captured(1));
        }
    }

    bool hasLine(const QString &layer) const { return m_allowed.contains(layer); }

    /// Of the innermost folder that is a target; empty if there is none.
    QString layerOf(QString path) const
    {
        while (path.contains(QLatin1Char('/'))) {
            path.truncate(path.lastIndexOf(QLatin1Char('/')));
            if (m_folders.contains(path))
                return m_folders.value(path);
        }
        return {};
    }

    QStringList forbiddenIncludes(const SourceFile &file) const
    {
        static const QRegularExpression include(
            QStringLiteral("^\\s*#\\s*include\\s*[\"<]((?:shared|server|client)/[^\">]+)"));
        const QString own = layerOf(file.path);
        QStringList found;
        for (qsizetype i = 0; i < file.lines.size(); ++i) {
            const QRegularExpressionMatch match = include.match(file.lines.at(i));
            const QString other = layerOf(match.captured(1));
            if (match.hasMatch() && other != own && !m_allowed.value(own).contains(other))
                found.append(QStringLiteral("%1:%2: %3 may not use %4").arg(file.path).arg(i + 1).arg(own, other));
        }
        return found;
    }

private:
    QHash<QString, QStringList> m_allowed;
    QHash<QString, QString> m_folders;
};

}

/// Rules of the house. That an include against the arrows does not compile is the work of the include paths; here it is
/// also found in files that this system does not compile.
class TestArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QStringList paths = productFiles({QStringLiteral("*.h"), QStringLiteral("*.cpp")});
        for (const QString &path : paths)
            m_files.push_back({path, textOf(path).split(QLatin1Char('\n'))});
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
            {"libzip behind the archive of a workbook only", "#include <zip", {QStringLiteral("shared/importing/")}},
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

    void everyFileIsInALayer()
    {
        QStringList found;
        for (const SourceFile &file : m_files) {
            if (!m_layers.hasLine(m_layers.layerOf(file.path)))
                found.append(file.path);
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void includesFollowTheArrows()
    {
        QStringList found;
        for (const SourceFile &file : m_files)
            found += m_layers.forbiddenIncludes(file);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void anIncludeAgainstTheArrowsIsNamed()
    {
        const SourceFile file{QStringLiteral("client/shell/page.h"),
            {QStringLiteral("#include \"client/shell/view.h\""),
                QStringLiteral("#include \"client/records/records.h\""),
                QStringLiteral("#include \"client/replica/replica.h\"")}};
        QCOMPARE(m_layers.forbiddenIncludes(file),
            QStringList{QStringLiteral("client/shell/page.h:3: client_shell may not use client_replica")});
    }

private:
    const Layers m_layers;
    std::vector<SourceFile> m_files;
};

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
