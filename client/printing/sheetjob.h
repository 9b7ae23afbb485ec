// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/sheettext.h"

#include <QObject>

namespace tandem::client {

/// Reads all that a sheet needs and puts it into words, without keeping the window waiting. Deletes itself when done.
class SheetJob : public QObject
{
    Q_OBJECT

public:
    /// Exactly one of finished() and failed() follows, not before the event loop is back.
    void start();

signals:
    void finished(const tandem::client::PrintedSheet &sheet);
    void failed(const tandem::Error &error);

protected:
    SheetJob(FieldContext context, QObject *parent);

    virtual void read() = 0;
    virtual PrintedSheet sheet() const = 0;

    using GotRecord = std::function<void(const Record &)>;
    using GotRecords = std::function<void(const std::vector<Record> &rows, size_t all)>;
    void readRecord(const RecordKey &key, GotRecord done);
    /// At most `mostRows` of them, which are records of `listed`; `all` is how many there are.
    void readList(const ListQuery &query, EntityNumber listed, GotRecords done);
    void finish(); ///< everything is read: now the titles, then the sheet
    void fail(const Error &error);

    const SheetText &words() const { return m_words; }
    const FieldContext &context() const { return m_words.context(); }

    static constexpr size_t mostRows = 500;

private:
    void wantTitlesOf(const Record &record);
    void readLinked(std::vector<RecordKey> links, std::function<void()> done);

    SheetText m_words;
    std::vector<RecordKey> m_links;
};

/// The job for a record of any kind; an approval comes with its steps and with what it is about.
SheetJob *createSheetJob(const FieldContext &context, const RecordKey &key, QObject *parent);

}
