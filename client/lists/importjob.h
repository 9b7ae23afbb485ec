// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"
#include "shared/importing/csvsource.h"
#include "shared/importing/rowconverter.h"

#include <QFile>

#include <deque>

namespace tandem::client {

/// How an import went.
struct ImportSummary
{
    int created = 0;
    int updated = 0;
    int skipped = 0; ///< were there already
    std::vector<std::pair<CsvRow, std::vector<RowError>>> failed;
    RecordId run; ///< the record by which it can be reverted; null if nothing was written, or there is no right to it
    bool cancelled = false;
    qint64 stoppedAtLine = 0; ///< not 0: an error ended it there; what is before is written, what is behind is not
};

/// Brings the rows of a file into the replica as a person's own changes, in steps that leave the window alive: reads
/// some rows, looks up what they link to, converts them, looks for records that are the same, writes. Works offline;
/// the server judges each change when it arrives. All of it is part of one record of entity "importRun", by which the
/// server can take it back.
class ImportJob : public QObject
{
    Q_OBJECT

public:
    ImportJob(
        Records &records, const QString &path, CsvFormat format, ImportMapping mapping, QObject *parent = nullptr);
    ~ImportJob() override;

    void start();
    void cancel() { m_cancelled = true; } ///< after the current step; what is written stays
    const QStringList &header() const { return m_header; }
    const ImportSummary &summary() const { return m_summary; } ///< of what is written so far

signals:
    void progressed(qint64 bytesRead, qint64 bytesInAll);
    void finished(const tandem::client::ImportSummary &summary);
    void failed(const tandem::Error &error);

private:
    /// A question about a link, kept apart from the row that asks it.
    struct LookUp
    {
        EntityNumber entity = 0;
        FieldNumber field = 0;
        QString text;
        FieldValues within;

        static LookUp of(const LinkQuestion &question);
        bool operator==(const LookUp &) const = default;
        QString key() const; ///< equal for equal questions
    };
    using Found = Result<RecordId>;

    void readStep();
    void findLinks();
    void lookUpNext();
    void convertStep();
    void matchNext();
    void takeRow(const ConvertedRow &row, const std::vector<RecordId> &same);
    void writeStep();
    bool hasRun() const; ///< whether what is written can be part of a record
    void beginRun();
    void endRun();
    void endStep();
    void fail(const Error &error);
    Result<RowConverter> makeConverter(LinkLookUp lookUp) const;
    QString keyFilter(const FieldValues &keys) const;

    Records &m_records;
    RegistryPointer m_registry;
    Labels m_english{QStringLiteral("en")};
    Labels m_chinese{QStringLiteral("zh_CN")};
    QFile m_file;
    CsvFormat m_format;
    ImportMapping m_mapping;
    std::unique_ptr<CsvSource> m_source;
    QStringList m_header;
    std::vector<CsvRow> m_rows; ///< of this step
    std::vector<ConvertedRow> m_converted;
    size_t m_matching = 0;
    std::deque<LookUp> m_missing;
    std::map<QString, Found> m_found;
    std::vector<WriteRequest> m_requests;
    std::map<QString, RecordId> m_made; ///< new in this step and not yet to be found, by the text of their keys
    ImportSummary m_step; ///< counts of this step, which count once it is written
    ImportSummary m_summary;
    bool m_cancelled = false;
};

}

Q_DECLARE_METATYPE(tandem::client::ImportSummary)
