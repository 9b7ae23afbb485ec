// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/filewatch.h"
#include "shared/base/platformfile.h"
#include "shared/base/savefileerror.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace tandem;

namespace {

/// Notes what it hears of.
class Notes final : public FileWatch
{
public:
    bool allows(Deed deed, const QString &) override { return deed != refused; }
    void written(const QString &path, qint64 sizeBefore) override
    {
        lines.append(QStringLiteral("%1 written behind %2").arg(nameOf(path)).arg(sizeBefore));
    }
    void flushed(const QString &path) override { lines.append(nameOf(path) + QStringLiteral(" flushed")); }
    void renamed(const QString &from, const QString &to) override
    {
        lines.append(nameOf(from) + QStringLiteral(" is ") + nameOf(to));
    }

    std::optional<Deed> refused;
    QStringList lines;

private:
    static QString nameOf(const QString &path) { return path.section(QLatin1Char('/'), -1); }
};

}

class TestPlatformFile : public QObject
{
    Q_OBJECT

private slots:
    void filesAndFoldersAreSyncedWhatIsNotThereIsNot()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("file"));
        QVERIFY(!syncPathToDisk(path).ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
        QVERIFY(syncToDisk(file).ok());
        file.close();
        QVERIFY(syncPathToDisk(path).ok());
        QVERIFY(syncPathToDisk(folder.path()).ok());
    }

    void whoWatchesHearsWhatIsNotOnTheDiskYet()
    {
        const QTemporaryDir folder;
        Notes notes;
        watchFiles(&notes);
        const auto end = qScopeGuard([] { watchFiles(nullptr); });
        QFile file(folder.filePath(QStringLiteral("a")));
        QVERIFY(file.open(QIODevice::WriteOnly) && writeAll(file, "12") && file.flush() && writeAll(file, "3"));
        QVERIFY(syncToDisk(file).ok());
        file.close();
        QVERIFY(renameFile(file.fileName(), folder.filePath(QStringLiteral("b"))));
        QVERIFY(saveFile(folder.filePath(QStringLiteral("c")), "4").ok());
        QCOMPARE(notes.lines,
            QStringList({QStringLiteral("a written behind 0"), QStringLiteral("a written behind 2"),
                QStringLiteral("a flushed"), QStringLiteral("a is b"), QStringLiteral(" is c")}));
    }

    void whatAWatchForbidsFails()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a"));
        QVERIFY(saveFile(path, "1").ok());
        Notes notes;
        watchFiles(&notes);
        const auto end = qScopeGuard([] { watchFiles(nullptr); });
        notes.refused = FileWatch::Deed::Write;
        QVERIFY(!saveFile(path, "2").ok());
        notes.refused = FileWatch::Deed::Flush;
        QVERIFY(!syncPathToDisk(path).ok());
        notes.refused = FileWatch::Deed::Rename;
        QVERIFY(!saveFile(path, "3").ok());
        QVERIFY(!renameFile(path, folder.filePath(QStringLiteral("b"))));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("1"));
    }
};

QTEST_APPLESS_MAIN(TestPlatformFile)
#include "tst_platformfile.moc"
