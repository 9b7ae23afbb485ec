// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listexport.h"

#include "client/models/valuetext.h"
#include "shared/importing/csvwriter.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace tandem::client {

namespace {

constexpr qint64 littleRoom = 64 * 1024; ///< bytes
/// While the file is still there, as far as it was written.
bool hasRoom(const QString &path)
{
    return QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable() > littleRoom;
}

constexpr size_t rowsPerStep = 200; ///< formatted in some milliseconds, between which the window lives

}

ListExport::ListExport(FieldContext context, ListQuery query, QStringList columns, const QString &path, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_format(m_context,
          [this](const QString &entity, const RecordId &id) {
              const EntityDef *definition = m_context.registry->entity(entity);
              return definition ? m_context.labels->translated(entity, m_titles.value({definition->number, id}))
                                : QString();
          })
    , m_query(std::move(query))
    , m_file(path)
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    for (const QString &name : columns) {
        if (const FieldDef *field = entity ? entity->field(name) : nullptr)
            m_fields.push_back(field);
    }
}

ListExport::~ListExport() = default;

void ListExport::start()
{
    QMetaObject::invokeMethod(this, &ListExport::open, Qt::QueuedConnection);
}

void ListExport::open()
{
    if (m_ended)
        return;
    if (!m_file.open(QIODevice::WriteOnly))
        return fail(cannotWrite());
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
    if (!m_writer->writeRow(header).ok())
        return fail(cannotWrite());
    readNext();
}

void ListExport::readNext()
{
    if (m_ended)
        return;
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
        askTitles(*std::move(rows));
    });
}

void ListExport::askTitles(std::vector<Record> rows)
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

void ListExport::writeRows(const std::vector<Record> &rows)
{
    const EntityDef *entity = m_context.registry->entity(m_query.entity);
    for (const Record &row : rows) {
        QStringList cells;
        for (const FieldDef *field : m_fields)
            cells.append(m_format.text(*entity, *field, row.value(field->number)));
        if (!m_writer->writeRow(cells).ok())
            return fail(cannotWrite());
    }
    m_written += int(rows.size());
    emit progressed(m_written, int(m_ids.size()));
    readNext();
}

void ListExport::finish()
{
    // Only now the file of before is replaced. A full disk may show no sooner than here.
    if (!m_file.commit())
        return fail(cannotWrite());
    if (end())
        emit finished(m_written);
}

void ListExport::cancel()
{
    if (end())
        emit cancelled();
}

void ListExport::fail(const Error &error)
{
    if (end())
        emit failed(error);
}

Error ListExport::cannotWrite() const
{
    const auto reason = [this] {
        switch (m_file.error()) {
        case QFileDevice::ResourceError:
            return QStringLiteral("diskFull");
        case QFileDevice::OpenError:
        case QFileDevice::PermissionsError:
            return QStringLiteral("notWritable");
        case QFileDevice::RenameError:
            return QStringLiteral("fileInUse");
        case QFileDevice::WriteError: // what was buffered may meet the full disk
            return hasRoom(m_file.fileName()) ? QStringLiteral("cannotWrite") : QStringLiteral("diskFull");
        default:
            return QStringLiteral("cannotWrite");
        }
    };
    return Error::unavailable(reason(), m_file.fileName() + QLatin1String(": ") + m_file.errorString());
}

bool ListExport::end()
{
    if (std::exchange(m_ended, true))
        return false;
    m_file.cancelWriting();
    m_writer.reset();
    deleteLater();
    return true;
}

}
