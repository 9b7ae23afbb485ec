// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"
#include "shared/expressions/expression.h"

namespace tandem::client {

/// A record to be found by what stands in some of its fields.
struct Sought
{
    EntityNumber entity = 0;
    FieldValues values; ///< as they are stored

    QString key() const; ///< equal for equal questions
};

struct FoundRecords
{
    std::vector<RecordId> here;
    std::vector<Record> atServer; ///< what is not kept on this computer
};

/// Answers many such questions: from this computer and, of kinds of records of which it keeps a part, from the server
/// as well. What the server has must not be taken for something that is not there.
class RecordFinder : public QObject
{
    Q_OBJECT

public:
    using Answers = std::vector<FoundRecords>;

    explicit RecordFinder(Records &records, QObject *parent = nullptr);

    /// The answers in the order of the questions, at most `enough` from here; the server is asked where less was found.
    /// One call after the other. Error: Unavailable ("importNeedsServer" with the "entity").
    void find(std::vector<Sought> questions, int enough, Callback<Answers> done);

private:
    void askHere();
    void askServer();
    void fetchPage(const ListQuery &query, const std::vector<size_t> &asked, const std::optional<Record> &after);
    void take(const std::vector<Record> &records, const std::vector<size_t> &asked);
    bool isOpen(size_t question) const;
    Expression filterFor(const Sought &question) const;
    Error needsServer(const Error &error, EntityNumber entity) const;
    void finish(Result<Answers> answers);

    Records &m_records;
    std::vector<Sought> m_questions;
    Answers m_answers;
    int m_enough = 1;
    size_t m_next = 0; ///< the question that comes next, here or at the server
    Callback<Answers> m_done;
};

}
