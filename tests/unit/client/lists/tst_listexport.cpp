// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"
#include "client/lists/listexport.h"
#include "client/lists/listpreview.h"
#include "shared/importing/csvsource.h"
#include "tests/support/smalldisk.h"
#include "tests/support/testworkspace.h"

#include <QBuffer>
#include <QDir>
#include <QSignalSpy>
#include <QTimer>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// Real files, with what makes writing them hard.
class TestListExport : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("deals.csv"));
    }

    void cleanup() { m_workspace.reset(); }

    void noCellIsAFormula()
    {
        const QStringList names{QStringLiteral("=cmd|' /C calc'!A0"), QStringLiteral("+1+cmd"),
            QStringLiteral("-2+3+cmd"), QStringLiteral("@SUM(1+1)*cmd"), QStringLiteral("\t=1+1"),
            QStringLiteral("\r=1+1"), QStringLiteral("  =1+1"), QStringLiteral("＝1+1"), QStringLiteral("\"=1+1")};
        fill(names);
        QCOMPARE(exported({QStringLiteral("name"), QStringLiteral("note")}), int(names.size()));
        QByteArray bytes = written();
        QVERIFY(bytes.startsWith("\xef\xbb\xbf"));
        // As it stands in the file: reading back takes the guards off.
        for (QString line : QString::fromUtf8(bytes.mid(3)).split(QLatin1Char('\n'))) {
            if (line.startsWith(QLatin1Char('"')))
                line.remove(0, 1);
            const QString start = line.trimmed().left(1);
            QVERIFY2(start.isEmpty() || !QStringView(u"=+-@＝").contains(start.front()), qPrintable(line));
        }
        QCOMPARE(readBack(bytes).size(), names.size());
    }

    void aSpreadsheetReadsWhatTheListShows()
    {
        const QString name = QStringLiteral("华为, \"深圳\" 😀");
        fillDeals(m_folder->filePath(QStringLiteral("profile")),
            {{idOf(1),
                 {{deal::name, name}, {deal::amount, Money{-123456, QStringLiteral("CNY")}},
                     {deal::note, QStringLiteral("first line\nsecond line")}}},
                {idOf(2), {{deal::name, QStringLiteral("part")}, {deal::account, Value(idOf(1))}}}});
        QCOMPARE(exported({QStringLiteral("name"), QStringLiteral("amount"), QStringLiteral("note"),
                     QStringLiteral("account"), QStringLiteral("greeting")}),
            2);
        QVERIFY(QString::fromUtf8(written()).contains(QStringLiteral("'-¥1,234.56")));
        const auto rows = readBack(written());
        QCOMPARE(rows.at(0),
            (QStringList{name, QStringLiteral("-¥1,234.56"), QStringLiteral("first line second line"), QString(),
                QStringLiteral("Hello ") + name}));
        QCOMPARE(rows.at(1).at(3), name); // a link by its title
    }

    void aFolderThatIsNotThereOrNoFolderIsSaid()
    {
        fill({QStringLiteral("one")});
        m_path = m_folder->filePath(QStringLiteral("nowhere/deals.csv"));
        QCOMPARE(failure(), QStringLiteral("notWritable"));
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        m_path = m_folder->filePath(QStringLiteral("file/deals.csv"));
        QCOMPARE(failure(), QStringLiteral("notWritable"));
        m_path = m_folder->filePath(QStringLiteral("profile"));
        QVERIFY(!failure().isEmpty());
    }

    /// A file system of its own, too small for the list.
    void aFullDiskIsSaidAndTheOldFileStays()
    {
        const SmallDisk disk(QStringLiteral("64k"));
        if (!disk.isMounted())
            QSKIP("no right to mount a file system");
        QStringList names;
        for (int i = 0; i < 5'000; ++i)
            names.append(QStringLiteral("a name of some length, number %1").arg(i));
        fill(names);
        m_path = disk.path(QStringLiteral("deals.csv"));
        QFile before(m_path);
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
        before.close();
        QCOMPARE(failure(), QStringLiteral("diskFull"));
        QCOMPARE(written(), QByteArray("before"));
        QCOMPARE(QDir(disk.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void whoHasTheOldFileOpenKeepsIt()
    {
        fill({QStringLiteral("one")});
        QFile other(m_path);
        QVERIFY(other.open(QIODevice::ReadWrite) && other.write("before") == 6 && other.flush());
        QCOMPARE(exported({QStringLiteral("name")}), 1);
        other.seek(0);
        QCOMPARE(other.readAll(), QByteArray("before"));
        QVERIFY(written().contains("one"));
    }

    void aLongListLeavesTheWindowAliveAndCanBeCancelled()
    {
        static constexpr int rows = 100'000;
        std::vector<std::pair<RecordId, FieldValues>> deals;
        for (int i = 1; i <= rows; ++i)
            deals.emplace_back(idOf(i), FieldValues{{deal::name, QStringLiteral("deal %1").arg(i)}});
        fillDeals(m_folder->filePath(QStringLiteral("profile")), deals);

        int turns = 0;
        QTimer alive;
        connect(&alive, &QTimer::timeout, this, [&] { ++turns; });
        alive.start(0);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(exported({QStringLiteral("name"), QStringLiteral("stage")}), rows);
        qInfo("%d rows: %lld ms, %d turns of the event loop", rows, timer.elapsed(), turns);
        QVERIFY2(turns > 100, qPrintable(QString::number(turns)));
        QCOMPARE(written().count('\n'), rows + 1);

        QFile::remove(m_path);
        auto *job = start({QStringLiteral("name")});
        connect(job, &ListExport::progressed, job, [job](int done, int total) {
            QCOMPARE(total, rows);
            if (done > rows / 2)
                job->cancel();
        });
        QSignalSpy cancelled(job, &ListExport::cancelled);
        QSignalSpy finished(job, &ListExport::finished);
        QSignalSpy gone(job, &QObject::destroyed);
        QVERIFY(gone.wait(60'000));
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void aPdfHasAllRowsAndCanBeCancelled()
    {
        fillNumbered(1'000);
        auto *job = pdf();
        QSignalSpy finished(job, &ListPdf::finished);
        QVERIFY(finished.wait(patience));
        QCOMPARE(finished.first().first().toInt(), 1'000);
        QVERIFY(written().startsWith("%PDF"));
        QVERIFY2(written().count("/Type /Page\n") > 10, qPrintable(QString::number(written().count("/Type /Page\n"))));

        QFile::remove(m_path);
        job = pdf();
        connect(job, &ListPdf::progressed, job, &ListPdf::cancel);
        QSignalSpy cancelled(job, &ListPdf::cancelled);
        QVERIFY(cancelled.wait(patience));
        QVERIFY(!QFile::exists(m_path));

        m_path = m_folder->filePath(QStringLiteral("nowhere/deals.pdf"));
        job = pdf();
        QSignalSpy failed(job, &ListPdf::failed);
        QVERIFY(failed.wait(patience));
        QCOMPARE(failed.first().first().value<Error>().reason, QStringLiteral("notWritable"));
    }

    void aListTooLongToTurnOverIsNotPrinted()
    {
        fillNumbered(ListPreview::mostRows + 1);
        auto *job = new ListPreview(context(), allDeals(), look(), nullptr, nullptr);
        job->start();
        QSignalSpy failed(job, &ListPreview::failed);
        QVERIFY(failed.wait(patience));
        const Error error = failed.first().first().value<Error>();
        QCOMPARE(error.reason, QStringLiteral("tooManyToPrint"));
        QCOMPARE(error.arguments.value(QStringLiteral("count")).toInt(), ListPreview::mostRows + 1);
    }

    void aWindowThatClosesLeavesNothing()
    {
        QStringList names;
        for (int i = 0; i < 1'000; ++i)
            names.append(QString::number(i));
        fill(names);
        auto *parent = new QObject;
        auto *job = start({QStringLiteral("name")}, parent);
        connect(job, &ListExport::progressed, parent, &QObject::deleteLater);
        QSignalSpy gone(job, &QObject::destroyed);
        QSignalSpy finished(job, &ListExport::finished);
        QVERIFY(gone.wait(patience));
        QVERIFY(finished.isEmpty());
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

private:
    void fill(const QStringList &names)
    {
        std::vector<std::pair<RecordId, FieldValues>> deals;
        for (int i = 0; i < int(names.size()); ++i)
            deals.emplace_back(idOf(i + 1), FieldValues{{deal::name, names.at(i)}, {deal::note, names.at(i)}});
        fillDeals(m_folder->filePath(QStringLiteral("profile")), deals);
    }

    void fillNumbered(int count)
    {
        QStringList names;
        for (int i = 0; i < count; ++i)
            names.append(QString::number(i));
        fill(names);
    }

    FieldContext context()
    {
        if (!m_workspace)
            m_workspace = openWorkspace(m_folder->filePath(QStringLiteral("profile")));
        return fieldContextOf(m_workspace->records());
    }

    static ListQuery allDeals()
    {
        ListQuery query;
        query.entity = deal::number;
        return query;
    }

    static ListLook look()
    {
        return {QStringLiteral("Deals"), {QStringLiteral("name"), QStringLiteral("note")}, {200, 100}};
    }

    ListPdf *pdf()
    {
        auto *job = new ListPdf(context(), allDeals(), look(), m_path, nullptr);
        job->start();
        return job;
    }

    ListExport *start(const QStringList &columns, QObject *parent = nullptr)
    {
        auto *job = new ListExport(context(), allDeals(), columns, m_path, parent);
        job->start();
        return job;
    }

    /// How many rows were written, -1 if it failed.
    int exported(const QStringList &columns)
    {
        auto *job = start(columns);
        QSignalSpy finished(job, &ListExport::finished);
        QSignalSpy failed(job, &ListExport::failed);
        const bool done = finished.wait(60'000);
        if (!failed.isEmpty())
            qWarning("%s", qPrintable(failed.first().first().value<Error>().toLog()));
        return done ? finished.first().first().toInt() : -1;
    }

    QString failure()
    {
        auto *job = start({QStringLiteral("name")});
        QSignalSpy failed(job, &ListExport::failed);
        return failed.wait(patience) ? failed.first().first().value<Error>().reason : QString();
    }

    QByteArray written() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static QList<QStringList> readBack(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        auto source = CsvSource::open(buffer);
        QList<QStringList> rows;
        if (!source.ok() || source->format() != CsvFormat())
            return rows;
        for (auto row = source->next(); row.ok() && *row; row = source->next())
            rows.append((*row)->cells);
        return rows;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_MAIN(TestListExport)
#include "tst_listexport.moc"
