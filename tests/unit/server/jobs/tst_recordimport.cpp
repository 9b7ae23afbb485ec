// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/recordimport.h"
#include "tests/support/company.h"

#include <QBuffer>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace {

/// Of a disk that goes away in the middle.
class BreakingFile final : public QBuffer
{
public:
    BreakingFile(const QByteArray &content, qint64 readable)
        : m_readable(readable)
    {
        setData(content);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        return pos() < m_readable ? QBuffer::readData(data, std::min(most, m_readable - pos())) : -1;
    }

private:
    const qint64 m_readable;
};

}

/// Imports on the server: what they find, and what they do when something is in their way.
class TestRecordImport : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
    }
    void cleanup() { m_company.reset(); }

    void anImportDoesNotFindWhatIsOutOfSight()
    {
        m_company->create(
            entities::account::number, {{entities::account::field::name, Value(QStringLiteral("Secret"))}});
        const RecordId manager = m_company->addUser(QStringLiteral("manager"), QStringLiteral("manager"));
        ImportMapping mapping;
        mapping.entity = QStringLiteral("account");
        mapping.keys = {QStringLiteral("name")};
        FieldMapping name;
        name.field = QStringLiteral("name");
        name.columns = {QStringLiteral("name")};
        mapping.fields = {name};
        const auto report = import(m_company->permissions(manager), mapping, "name\nSecret\n", {});
        QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().toLog()));
        QCOMPARE(report->skipped, qint64(0));
        QCOMPARE(report->created, qint64(1));
    }

    void anImportWaitsForABusyPipeline()
    {
        m_company->pipeline->stop();
        Pipeline::Limits limits;
        limits.waiting = 1;
        m_company->pipeline = std::make_unique<Pipeline>(Pipeline::Parts{*m_company->store, m_company->access,
                                                             m_company->hooks, m_company->actions, m_company->clock},
            limits);
        QVERIFY(m_company->pipeline->start().ok());
        QSemaphore entered;
        QSemaphore goOn;
        QSemaphore drained;
        m_company->pipeline->write(
            [&](Connection &) -> Result<void> {
                entered.release();
                goOn.acquire();
                return {};
            },
            {});
        entered.acquire();
        m_company->pipeline->write(
            [](Connection &) { return Result<void>(); }, [&](const Result<void> &) { drained.release(); });
        int pauses = 0;
        ImportMapping mapping;
        mapping.entity = QStringLiteral("account");
        const auto report = import(nullptr, mapping, "name\nLate\n", [&](int) {
            ++pauses;
            goOn.release();
            drained.acquire();
        });
        QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().toLog()));
        QCOMPARE(report->created, qint64(1));
        QCOMPARE(report->failed, qint64(0));
        QCOMPARE(pauses, 1);
    }

    void anImportThatBreaksOffGoesOnWithTheNext()
    {
        constexpr int rows = 1'000;
        ImportMapping mapping;
        mapping.entity = QStringLiteral("account");
        mapping.keys = {QStringLiteral("name")};
        for (const QString &field : {QStringLiteral("name"), QStringLiteral("preferences")}) {
            FieldMapping column;
            column.field = field;
            column.columns = {field};
            mapping.fields.push_back(column);
        }
        QByteArray csv = "name,preferences\n";
        for (int i = 0; i < rows; ++i)
            csv += "Row " + QByteArray::number(i) + ',' + QByteArray(1'000, 'x') + '\n';
        BreakingFile breaking(csv, csv.size() * 7 / 10);
        const auto broken = import(nullptr, mapping, breaking, {});
        QCOMPARE(broken.error().reason, QStringLiteral("cannotRead"));
        const auto kept = qint64(m_company->all(entities::account::number).size());
        QVERIFY2(kept > 0 && kept < rows, qPrintable(QString::number(kept)));

        const auto whole = import(nullptr, mapping, csv, {});
        QVERIFY2(whole.ok(), qPrintable(whole.ok() ? QString() : whole.error().toLog()));
        QCOMPARE(whole->skipped, kept);
        QCOMPARE(whole->created, rows - kept);
        QCOMPARE(whole->failed, qint64(0));
    }

private:
    Result<ImportReport> import(const PermissionsPointer &permissions, const ImportMapping &mapping, QByteArray csv,
        const std::function<void(int)> &pause)
    {
        QBuffer file(&csv);
        file.open(QIODevice::ReadOnly);
        return import(permissions, mapping, file, pause);
    }
    Result<ImportReport> import(const PermissionsPointer &permissions, const ImportMapping &mapping, QIODevice &file,
        const std::function<void(int)> &pause)
    {
        QBuffer errors;
        errors.open(QIODevice::WriteOnly);
        return RecordImport({*m_company->pipeline, *m_company->reader, permissions, m_company->store->registry(),
                                m_company->clock, [](const Error &error) { return error.toLog(); }, {}, pause})
            .run(mapping, file, errors);
    }

    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestRecordImport)
#include "tst_recordimport.moc"
