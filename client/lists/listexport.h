// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/records.h"

#include <QSaveFile>

#include <memory>

namespace tandem {
class CsvWriter;
}

namespace tandem::client {

/// Writes the rows of a list to a CSV file, page by page, so that a million rows need little memory and the window
/// stays alive. Until all of it is written, the file that was there before is untouched. Deletes itself when done.
class ListExport : public QObject
{
    Q_OBJECT

public:
    ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent);
    ~ListExport() override;

    /// Exactly one of finished(), failed() and cancelled() follows, not before the event loop is back.
    void start();
    void cancel(); ///< nothing is left on the disk

signals:
    void progressed(int written, int total);
    void finished(int rows);
    /// Unavailable ("notWritable", "diskFull", "fileInUse", "cannotWrite"), or what reading failed with.
    void failed(const tandem::Error &error);
    void cancelled();

private:
    void open();
    void writeHeader();
    void readNext();
    void askTitles(std::vector<Record> rows);
    void writeRows(const std::vector<Record> &rows);
    void finish();
    void fail(const Error &error);
    Error cannotWrite() const;
    bool end(); ///< false if it has ended before

    FieldContext m_context;
    FieldFormat m_format;
    ListQuery m_query;
    std::vector<const FieldDef *> m_fields; ///< of the context's registry
    QSaveFile m_file;
    std::unique_ptr<CsvWriter> m_writer;
    std::vector<RecordId> m_ids;
    size_t m_next = 0;
    int m_written = 0;
    bool m_ended = false;
    QHash<RecordKey, QString> m_titles; ///< of the page that is being written
};

}
