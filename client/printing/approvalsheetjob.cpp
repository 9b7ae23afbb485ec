// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/approvalsheetjob.h"

#include "client/models/approvaldecision.h"
#include "client/records/anylink.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace task = entities::approvalTask;
namespace instance = entities::approvalInstance;

ApprovalSheetJob::ApprovalSheetJob(FieldContext context, const RecordKey &key, QObject *parent)
    : SheetJob(std::move(context), parent)
    , m_key(key)
{
}

void ApprovalSheetJob::read()
{
    if (m_key.entity == instance::number)
        return readInstance(m_key.id);
    readRecord(m_key, [this](const Record &record) { readInstance(record.value(task::field::instance).toId()); });
}

void ApprovalSheetJob::readInstance(const RecordId &id)
{
    readRecord({instance::number, id}, [this](const Record &record) {
        m_instance = record;
        readSubject();
    });
}

void ApprovalSheetJob::readSubject()
{
    const RecordKey subject = recordOfAnyLink(*context().registry, m_instance.value(instance::field::record));
    if (subject.isNull())
        return readSteps();
    // Who decides may see the approval without having its subject on this computer.
    context().records->read(subject, this, [this](Result<Record> record) {
        if (!record.ok())
            return readSteps();
        readRecord(record->key, [this](const Record &found) {
            m_subject = found;
            readSteps();
        });
    });
}

void ApprovalSheetJob::readSteps()
{
    readList(tasksOfCase(m_instance.key.id), task::number, [this](const std::vector<Record> &rows, size_t) {
        m_steps = rows;
        finish();
    });
}

PrintedSheet ApprovalSheetJob::sheet() const
{
    PrintedSheet sheet;
    sheet.head = words().head(words().text(m_instance, instance::field::title));
    sheet.subtitle = context().labels->entity(*context().registry->entity(instance::number));
    sheet.sections.push_back(facts());
    if (!m_subject.key.isNull()) {
        for (PrintedSection &section : words().sections(m_subject))
            sheet.sections.push_back(std::move(section));
    }
    sheet.tables.push_back(steps());
    return sheet;
}

PrintedSection ApprovalSheetJob::facts() const
{
    const EntityDef *entity = context().registry->entity(instance::number);
    PrintedSection section;
    for (const FieldNumber number : {instance::field::status, instance::field::initiator, instance::field::startedAt,
             instance::field::finishedAt}) {
        const QString value = words().text(m_instance, number);
        if (!value.isEmpty())
            section.facts.push_back({context().labels->field(*entity, *entity->field(number)), value});
    }
    return section;
}

PrintedTable ApprovalSheetJob::steps() const
{
    PrintedTable table;
    table.title = tr("Steps");
    table.columns = {{tr("Step"), Qt::AlignLeft, 3}, {tr("Who"), Qt::AlignLeft, 2}, {tr("Decision"), Qt::AlignLeft, 2},
        {tr("When"), Qt::AlignLeft, 3}, {tr("Comment"), Qt::AlignLeft, 5}};
    for (const Record &step : m_steps) {
        const QString decision = words().text(step, task::field::decision);
        const QString taker = words().text(step, task::field::sentTo);
        table.rows.push_back({words().text(step, task::field::nodeName), words().text(step, systemfield::owner),
            decision.isEmpty()    ? words().text(step, task::field::state)
                : taker.isEmpty() ? decision
                                  : tr("%1: %2").arg(decision, taker),
            words().text(step, task::field::closedAt), words().text(step, task::field::comment)});
    }
    return table;
}

}
