// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/records/records.h"

#include <QSet>

#include <optional>

namespace tandem::client {

/// Reads all rows of a list, as the list shows them, page by page, so that a million rows need little memory and the
/// window stays alive. What becomes of them is the subclass's. Deletes itself when done.
class ListJob : public QObject
{
    Q_OBJECT

public:
    /// Exactly one of finished(), failed() and cancelled() follows, not before the event loop is back.
    void start();
    /// Nothing is left on the disk. Once all is written and only the disk is waited for, it is too late.
    void cancel();
    /// Why rows that only the server has are not among those written; nothing if all of the list is.
    const std::optional<Error> &missing() const { return m_missing; }

signals:
    void progressed(int written, int total); ///< `total` 0: nobody knows, there are rows at the server
    void completing(); ///< all is written; cancel() does nothing any more
    void finished(int rows);
    void failed(const tandem::Error &error);
    void cancelled();

protected:
    ListJob(FieldContext context, ListQuery query, const QStringList &columns, QObject *parent);

    /// Before anything is read.
    virtual Result<void> open() { return {}; }
    virtual Result<void> begin(int total) = 0;
    virtual Result<void> write(const std::vector<QStringList> &rows) = 0;
    /// All rows were written. Ends with completed(), at once or later.
    virtual void complete() = 0;
    virtual void discard() { } ///< what was written so far
    /// Whether the rows that the offline policy does not keep here are fetched too, behind the others.
    virtual bool takesRest() const { return false; }

    void completed(const Result<void> &result);

    bool isTotalKnown() const { return !m_fetches; } ///< from begin() on; else its total is of this computer alone

    const FieldContext &context() const { return m_context; }
    const FieldFormat &format() const { return m_format; }
    const std::vector<const FieldDef *> &fields() const { return m_fields; } ///< of the columns
    QStringList titles() const; ///< of the columns, in the language of the start

private:
    enum class Rest {
        Nothing, ///< all of the list is read, or will be from here
        AtServer,
        CameHere, ///< what was at the server when it was asked for here, and here when the server was asked
    };

    void run();
    void readNext();
    void readHere();
    void readAtServer();
    void readNewcomers();
    bool isNew(const RecordId &id);
    void askTitles(std::vector<Record> rows);
    void writeRows(const std::vector<Record> &rows);
    void fail(const Error &error);
    bool end(); ///< false if it has ended before

    FieldContext m_context;
    FieldFormat m_format;
    ListQuery m_query;
    std::vector<const FieldDef *> m_fields; ///< of the context's registry
    std::vector<RecordId> m_ids;
    size_t m_next = 0;
    Rest m_rest = Rest::Nothing;
    std::optional<Record> m_last; ///< behind which the server's next page begins
    std::optional<Error> m_missing;
    QSet<RecordId> m_seen; ///< kept where a record can come twice, from here and from the server
    bool m_fetches = false; ///< decided at the start
    int m_written = 0;
    bool m_completing = false;
    bool m_ended = false;
    QHash<RecordKey, QString> m_titles; ///< of the page that is being written
};

}
