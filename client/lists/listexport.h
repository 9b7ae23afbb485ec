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
/// stays alive. Nothing is left on the disk unless all of it was written. Deletes itself when done.
class ListExport : public QObject
{
    Q_OBJECT

public:
    ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent);
    ~ListExport() override;

    void start();

signals:
    void finished(int rows);
    void failed(const tandem::Error &error);

private:
    void writeHeader();
    void writeNext();
    void writeRows(const std::vector<Record> &records);
    void finish();
    void fail(Error error);

    FieldContext m_context;
    FieldFormat m_format;
    ListQuery m_query;
    std::vector<const FieldDef *> m_fields;
    QSaveFile m_file;
    std::unique_ptr<CsvWriter> m_writer;
    std::vector<RecordId> m_ids;
    size_t m_next = 0;
    QHash<RecordKey, QString> m_titles;
};

}
