// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/recordfinder.h"
#include "client/records/records.h"
#include "shared/importing/importfile.h"
#include "shared/importing/rowconverter.h"

#include <QFile>

#include <map>
#include <optional>

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
/// some rows, looks up what they link to, converts them, looks for records that are the same, judges what would come of
/// them by the rules of forms, writes. Works offline where this computer has all records that it asks for; the server
/// judges each change when it arrives. All of it is part of one record of entity "importRun", by which the server can
/// take it back.
class ImportJob : public QObject
{
    Q_OBJECT

public:
    ImportJob(
        Records &records, const QString &path, ImportFormat format, ImportMapping mapping, QObject *parent = nullptr);
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

    /// A record that has the keys of a row.
    struct Known
    {
        RecordId id;
        std::optional<Record> atServer; ///< as the server told it, of one that is not kept on this computer
    };

    /// What a row would do.
    struct Planned
    {
        size_t row = 0;
        QString key; ///< of the row; empty: it has none
        WriteRequest request;
    };

    void readStep();
    void convertStep();
    Found linkOf(const LinkQuestion &question);
    void lookUpLinks();
    void matchStep();
    std::vector<Sought> questionsOf(const ConvertedRow &row) const;
    void takeMatch(const Sought &question, const FoundRecords &found);
    void beginRound();
    void planRow(size_t row, const QString &key);
    void judgeRound();
    std::vector<Error> takenAtServer(const WriteRequest &request) const;
    void refuse(const std::vector<WriteObjection> &objections);
    void writeRound();
    void endRound();
    std::vector<WriteRequest> requests() const;
    QString keyOf(const ConvertedRow &row) const;
    QString columnOf(const QString &field) const;
    bool hasRun() const; ///< whether what is written can be part of a record
    void beginRun();
    void endRun();
    void fail(const Error &error);

    Records &m_records;
    RegistryPointer m_registry;
    Labels m_english{QStringLiteral("en")};
    Labels m_chinese{QStringLiteral("zh_CN")};
    QFile m_file;
    ImportFormat m_format;
    ImportMapping m_mapping;
    std::unique_ptr<RowSource> m_source;
    QStringList m_header;
    RecordFinder m_finder;
    std::vector<CsvRow> m_rows; ///< of this step
    std::vector<ConvertedRow> m_converted;
    std::vector<LookUp> m_missing;
    std::map<QString, Found> m_found;
    std::map<QString, Known> m_known; ///< in this step, by the keys of rows
    std::map<QString, RecordId> m_taken; ///< unique values that the server knows of, as questions
    std::vector<size_t> m_todo; ///< rows of this step that wait for a round; of equal keys one goes at a time
    std::vector<Planned> m_planned; ///< of this round
    ImportSummary m_summary;
    bool m_cancelled = false;
};

}

Q_DECLARE_METATYPE(tandem::client::ImportSummary)
