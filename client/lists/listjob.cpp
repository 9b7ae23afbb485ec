// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listjob.h"

#include "client/models/valuetext.h"

namespace tandem::client {

namespace {

constexpr size_t rowsPerStep = 200; ///< formatted in some milliseconds, between which the window lives

}

ListJob::ListJob(FieldContext context, ListQuery query, const QStringList &columns, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_format(m_context,
          [this](const QString &entity, const RecordId &id) {
              const EntityDef *definition = m_context.registry->entity(entity);
              return definition ? m_context.labels->translated(entity, m_titles.value({definition->number, id}))
                                : QString();
          })
    , m_query(std::move(query))
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    for (const QString &name : columns) {
        if (const FieldDef *field = entity ? entity->field(name) : nullptr)
            m_fields.push_back(field);
    }
}

QStringList ListJob::titles() const
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    QStringList titles;
    for (const FieldDef *field : m_fields)
        titles.append(m_context.labels->field(*entity, *field));
    return titles;
}

void ListJob::start()
{
    QMetaObject::invokeMethod(this, &ListJob::run, Qt::QueuedConnection);
}

void ListJob::run()
{
    if (m_ended)
        return;
    if (const auto opened = open(); !opened.ok())
        return fail(opened.error());
    // The server is asked for what a list shows of it, which has no recycle bin and no links.
    m_fetches = takesRest() && m_context.records->access(m_query.entity).partial && !m_query.deleted
        && m_query.linkTarget.isNull();
    m_rest = m_fetches ? Rest::AtServer : Rest::Nothing;
    m_context.records->queryIds(m_query, this, [this](Result<std::vector<RecordId>> ids) {
        if (m_ended)
            return;
        if (!ids.ok())
            return fail(ids.error());
        m_ids = *std::move(ids);
        if (const auto begun = begin(int(m_ids.size())); !begun.ok())
            return fail(begun.error());
        readNext();
    });
}

void ListJob::readNext()
{
    if (m_ended)
        return;
    if (m_next < m_ids.size())
        return readHere();
    switch (m_rest) {
    case Rest::AtServer:
        return readAtServer();
    case Rest::CameHere:
        return readNewcomers();
    case Rest::Nothing:
        break;
    }
    m_completing = true;
    emit completing();
    complete();
}

void ListJob::readHere()
{
    const size_t last = std::min(m_ids.size(), m_next + rowsPerStep);
    const std::vector<RecordId> ids(m_ids.begin() + qsizetype(m_next), m_ids.begin() + qsizetype(last));
    m_next = last;
    std::vector<FieldNumber> numbers;
    for (const FieldDef *field : m_fields)
        numbers.push_back(field->number);
    m_context.records->readMany(m_query.entity, ids, numbers, this, [this](Result<std::vector<Record>> rows) {
        if (!rows.ok())
            return fail(rows.error());
        askTitles(*std::move(rows));
    });
}

/// Without the server the rows of this computer stand for themselves, and missing() says that they are not all.
void ListJob::readAtServer()
{
    m_context.records->queryServer(m_query, m_last, int(rowsPerStep), this, [this](Result<ServerPage> page) {
        if (m_ended)
            return;
        if (!page.ok()) {
            m_missing = page.error();
            m_rest = Rest::CameHere;
            return readNext();
        }
        if (page->last)
            m_last = page->last;
        if (!page->more || !page->last)
            m_rest = Rest::CameHere;
        askTitles(std::move(page->records));
    });
}

void ListJob::readNewcomers()
{
    m_rest = Rest::Nothing;
    m_context.records->queryIds(m_query, this, [this](Result<std::vector<RecordId>> ids) {
        if (m_ended)
            return;
        if (!ids.ok())
            return fail(ids.error());
        std::erase_if(*ids, [this](const RecordId &id) { return m_seen.contains(id); });
        m_ids = *std::move(ids);
        m_next = 0;
        readNext();
    });
}

bool ListJob::isNew(const RecordId &id)
{
    const qsizetype before = m_seen.size();
    m_seen.insert(id);
    return m_seen.size() > before;
}

void ListJob::askTitles(std::vector<Record> rows)
{
    std::vector<RecordKey> links;
    for (const Record &row : rows) {
        for (const FieldDef *field : m_fields) {
            const RecordKey key = linkedRecord(*m_context.registry, *field, row.value(field->number));
            if (!key.isNull())
                links.push_back(key);
        }
    }
    if (links.empty())
        return writeRows(rows);
    m_context.records->titles(links, this, [this, rows = std::move(rows)](Result<QHash<RecordKey, QString>> titles) {
        if (!titles.ok())
            return fail(titles.error());
        m_titles = *std::move(titles);
        writeRows(rows);
    });
}

void ListJob::writeRows(const std::vector<Record> &rows)
{
    if (m_ended)
        return;
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    std::vector<QStringList> lines;
    for (const Record &row : rows) {
        if (m_fetches && !isNew(row.key.id))
            continue;
        QStringList cells;
        for (const FieldDef *field : m_fields)
            cells.append(m_format.text(*entity, *field, row.value(field->number)));
        lines.push_back(std::move(cells));
    }
    if (const auto done = write(lines); !done.ok())
        return fail(done.error());
    m_written += int(lines.size());
    emit progressed(m_written, m_fetches ? 0 : int(m_ids.size()));
    readNext();
}

void ListJob::completed(const Result<void> &result)
{
    if (!result.ok())
        return fail(result.error());
    if (end())
        emit finished(m_written);
}

void ListJob::cancel()
{
    if (m_completing || !end())
        return;
    discard();
    emit cancelled();
}

void ListJob::fail(const Error &error)
{
    if (!end())
        return;
    discard();
    emit failed(error);
}

bool ListJob::end()
{
    if (std::exchange(m_ended, true))
        return false;
    deleteLater();
    return true;
}

}
