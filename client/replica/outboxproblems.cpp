// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Outbox that keeps what the server refused.

#include "client/replica/blobs.h"
#include "client/replica/outbox.h"
#include "shared/database/transaction.h"

#include <algorithm>

namespace tandem::client {

namespace {

Result<Problem> readProblem(const Statement &row)
{
    Problem problem;
    problem.id = row.integer(0);
    problem.at = row.integer(1);
    TANDEM_ASSIGN(problem.mutation, mutationFromBlob(row.bytes(2)));
    problem.error = errorFromBlob(row.bytes(3));
    return problem;
}

}

Result<std::vector<Problem>> Outbox::problems() const
{
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(QStringLiteral("SELECT id, at, mutation, error FROM problem ORDER BY id")));
    std::vector<Problem> problems;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return problems;
        TANDEM_ASSIGN(Problem problem, readProblem(rows));
        problems.push_back(std::move(problem));
    }
}

Result<std::optional<Problem>> Outbox::problem(qint64 id) const
{
    TANDEM_ASSIGN(Statement row,
        m_connection->prepare(QStringLiteral("SELECT id, at, mutation, error FROM problem WHERE id = ?1")));
    row.bind(1, id);
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<Problem>();
    TANDEM_ASSIGN(Problem problem, readProblem(row));
    return std::optional<Problem>(std::move(problem));
}

Result<void> Outbox::resend(qint64 problemId, Mutation &mutation)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    const qint64 number = m_lastNumber + 1;
    mutation.id = {m_device, number};
    TANDEM_TRY(insert(mutation));
    TANDEM_TRY(setMeta(QStringLiteral("lastNumber"), number));
    TANDEM_ASSIGN(Statement remove, m_connection->prepare(QStringLiteral("DELETE FROM problem WHERE id = ?1")));
    TANDEM_TRY(remove.bind(1, problemId).run());
    TANDEM_TRY(transaction.commit());
    m_lastNumber = number;
    --m_problems;
    remember({mutation, 0});
    return {};
}

Result<void> Outbox::editProblem(qint64 id, const Mutation &mutation)
{
    TANDEM_ASSIGN(
        Statement update, m_connection->prepare(QStringLiteral("UPDATE problem SET mutation = ?2 WHERE id = ?1")));
    return update.bind(1, id).bind(2, toBlob(mutation)).run();
}

Result<void> Outbox::discardProblem(qint64 id)
{
    TANDEM_ASSIGN(Statement remove, m_connection->prepare(QStringLiteral("DELETE FROM problem WHERE id = ?1")));
    TANDEM_TRY(remove.bind(1, id).run());
    m_problems -= m_connection->changedRows();
    return {};
}

Result<void> Outbox::refuse(
    const Mutation &mutation, const Error &error, Timestamp now, const std::function<Result<void>()> &along)
{
    TANDEM_ASSIGN(const std::vector<Problem> known, problems());
    const bool isKnown = std::any_of(known.begin(), known.end(), [&](const Problem &problem) {
        const Mutation &other = problem.mutation;
        return problem.error.reason == error.reason && other.entity == mutation.entity
            && other.record == mutation.record && other.kind == mutation.kind && other.changes == mutation.changes;
    });
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    if (!isKnown)
        TANDEM_TRY(addProblem(mutation, error, now));
    TANDEM_TRY(along());
    TANDEM_TRY(transaction.commit());
    m_problems += isKnown ? 0 : 1;
    return {};
}

}
