// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/recordfinder.h"

#include "client/records/offlineerror.h"
#include "shared/expressions/filterbuilder.h"

#include <algorithm>
#include <utility>

namespace tandem::client {

namespace {

constexpr size_t questionsAtOnce = 50; ///< to the server
constexpr qsizetype longestFilter = 8'000; ///< characters from which on a question to the server takes no more
constexpr int rowsPerPage = 200; ///< as many as the server gives at once

}

QString Sought::key() const
{
    QStringList parts{QString::number(entity)};
    for (const auto &[field, value] : values)
        parts.append(QString::number(field) + QLatin1Char('=') + value.toDebug());
    return parts.join(QChar(0x1f));
}

RecordFinder::RecordFinder(Records &records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
}

void RecordFinder::find(std::vector<Sought> questions, int enough, Callback<Answers> done)
{
    m_questions = std::move(questions);
    m_answers = Answers(m_questions.size());
    m_enough = enough;
    m_next = 0;
    m_done = std::move(done);
    askHere();
}

void RecordFinder::askHere()
{
    if (m_next == m_questions.size()) {
        m_next = 0;
        return askServer();
    }
    const Sought &question = m_questions[m_next];
    ListQuery query;
    query.entity = question.entity;
    query.filter = filterFor(question).toText();
    query.limit = m_enough;
    m_records.queryIds(query, this, [this](Result<std::vector<RecordId>> found) {
        // Taken for new, what is there already would be there twice.
        if (!found.ok())
            return finish(found.error());
        m_answers[m_next].here = *std::move(found);
        ++m_next;
        askHere();
    });
}

/// The next questions about one kind of records, as many as go into one filter.
void RecordFinder::askServer()
{
    ListQuery query;
    FilterPart any;
    any.kind = FilterPart::Kind::Any;
    std::vector<size_t> asked;
    for (; m_next < m_questions.size(); ++m_next) {
        if (!isOpen(m_next))
            continue;
        const Sought &question = m_questions[m_next];
        const bool isFull = asked.size() == questionsAtOnce || query.filter.size() > longestFilter;
        if (!asked.empty() && (isFull || question.entity != query.entity))
            break;
        any.parts.push_back(filterParts(filterFor(question)));
        query.entity = question.entity;
        query.filter = filterOf(any).toText();
        asked.push_back(m_next);
    }
    if (asked.empty())
        return finish(std::move(m_answers));
    fetchPage(query, asked, std::nullopt);
}

void RecordFinder::fetchPage(
    const ListQuery &query, const std::vector<size_t> &asked, const std::optional<Record> &after)
{
    m_records.queryServer(query, after, rowsPerPage, this, [this, query, asked](const Result<ServerPage> &page) {
        if (!page.ok())
            return finish(needsServer(page.error(), query.entity));
        take(page->records, asked);
        if (page->more && page->last)
            fetchPage(query, asked, page->last);
        else
            askServer();
    });
}

/// Each to the questions that it answers.
void RecordFinder::take(const std::vector<Record> &records, const std::vector<size_t> &asked)
{
    for (const Record &record : records) {
        for (const size_t index : asked) {
            const Sought &question = m_questions[index];
            std::vector<Record> &found = m_answers[index].atServer;
            const bool fits = record.key.entity == question.entity
                && std::all_of(question.values.begin(), question.values.end(),
                    [&](const auto &entry) { return record.value(entry.first) == entry.second; });
            // A row that is changed meanwhile may come twice.
            const bool isThere =
                std::any_of(found.begin(), found.end(), [&](const Record &other) { return other.key == record.key; });
            if (fits && !isThere)
                found.push_back(record);
        }
    }
}

bool RecordFinder::isOpen(size_t question) const
{
    return int(m_answers[question].here.size()) < m_enough && m_records.access(m_questions[question].entity).partial;
}

Expression RecordFinder::filterFor(const Sought &question) const
{
    const EntityDef *entity = m_records.entity(question.entity);
    std::vector<FilterCondition> conditions;
    for (const auto &[number, value] : question.values) {
        if (const FieldDef *field = entity ? entity->field(number) : nullptr)
            conditions.push_back(fieldEquals(*field, value));
    }
    return buildFilter(conditions);
}

Error RecordFinder::needsServer(const Error &error, EntityNumber entity) const
{
    const EntityDef *definition = m_records.entity(entity);
    if (!definition || !isOffline(error))
        return error;
    return {ErrorCode::Unavailable, QStringLiteral("importNeedsServer"), {},
        {{QStringLiteral("entity"), m_records.labels().plural(*definition)}}, error.detail};
}

void RecordFinder::finish(Result<Answers> answers)
{
    const Callback<Answers> done = std::exchange(m_done, {});
    done(std::move(answers));
}

}
