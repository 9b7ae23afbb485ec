// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listexport.h"

#include "client/fields/recordscontext.h"
#include "shared/importing/csvwriter.h"

namespace tandem::client {

namespace {

constexpr size_t rowsPerStep = 500;

}

ListExport::ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_format(m_context,
          [this](const QString &entity, const RecordId &id) {
              const EntityDef *definition = m_context.registry->entity(entity);
              return definition ? m_titles.value({definition->number, id}) : QString();
          })
    , m_query(std::move(query))
    , m_file(path)
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    for (const QString &name : columns) {
        if (const FieldDef *field = entity->field(name))
            m_fields.push_back(field);
    }
}

ListExport::~ListExport() = default;

void ListExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(
            {ErrorCode::Unavailable, QStringLiteral("cannotWrite"), m_file.fileName(), {}, m_file.errorString()});
    m_writer = std::make_unique<CsvWriter>(m_file);
    m_context.records->queryIds(m_query, this, [this](Result<std::vector<RecordId>> ids) {
        if (!ids.ok())
            return fail(ids.error());
        m_ids = *std::move(ids);
        writeHeader();
    });
}

void ListExport::writeHeader()
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    QStringList header;
    for (const FieldDef *field : m_fields)
        header.append(m_context.labels->field(*entity, *field));
    if (const auto written = m_writer->writeRow(header); !written.ok())
        return fail(written.error());
    writeNext();
}

void ListExport::writeNext()
{
    if (m_next >= m_ids.size())
        return finish();
    const size_t end = std::min(m_ids.size(), m_next + rowsPerStep);
    const std::vector<RecordId> ids(m_ids.begin() + qsizetype(m_next), m_ids.begin() + qsizetype(end));
    m_next = end;
    std::vector<FieldNumber> numbers;
    for (const FieldDef *field : m_fields)
        numbers.push_back(field->number);
    m_context.records->readMany(m_query.entity, ids, numbers, this, [this](Result<std::vector<Record>> rows) {
        if (!rows.ok())
            return fail(rows.error());
        std::vector<RecordKey> links;
        for (const Record &row : *rows) {
            for (const FieldDef *field : m_fields) {
                const QString target = field->type == FieldType::User ? QStringLiteral("user") : field->target;
                const EntityDef *entity = field->isLinkLike() ? m_context.registry->entity(target) : nullptr;
                const RecordId id = row.value(field->number).toId();
                if (entity && !id.isNull())
                    links.push_back({entity->number, id});
            }
        }
        m_context.records->titles(links, this, [this, rows](Result<QHash<RecordKey, QString>> titles) {
            if (titles.ok())
                m_titles = *titles;
            writeRows(*rows);
        });
    });
}

void ListExport::writeRows(const std::vector<Record> &records)
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    for (const Record &record : records) {
        QStringList cells;
        for (const FieldDef *field : m_fields)
            cells.append(m_format.text(*entity, *field, record.value(field->number)));
        if (const auto written = m_writer->writeRow(cells); !written.ok())
            return fail(written.error());
    }
    writeNext();
}

void ListExport::finish()
{
    if (!m_file.commit())
        return fail(
            {ErrorCode::Unavailable, QStringLiteral("cannotWrite"), m_file.fileName(), {}, m_file.errorString()});
    emit finished(int(m_ids.size()));
    deleteLater();
}

void ListExport::fail(Error error)
{
    m_file.cancelWriting();
    emit failed(error);
    deleteLater();
}

}
