// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielddelegate.h"
#include "client/fields/fieldeditor.h"
#include "client/fields/recordscontext.h"
#include "client/lists/recordtable.h"
#include "client/records/records.h"

#include <QPointer>

/// Editing in place: what may be edited, how it is written, and that nothing typed goes with its row or table.

namespace tandem::client {

void RecordTable::installDelegate()
{
    FieldDelegate::Access access;
    access.entity = [this](const QModelIndex &index) {
        return m_context.registry->entity(m_model.keyAt(index.row()).entity);
    };
    access.field = [this](const QModelIndex &index) {
        return m_model.fieldAt(index.column());
    };
    access.value = [this](const QModelIndex &index) {
        return m_model.data(index, RecordListModel::ValueRole).value<Value>();
    };
    access.editable = [this](const QModelIndex &index) {
        return isEditable(index);
    };
    access.commit = [this](const QModelIndex &index, const Value &value) {
        commitCell(index, value);
    };
    auto *old = m_delegate;
    m_delegate = new FieldDelegate(formatOf(m_context), std::move(access), this);
    setItemDelegate(m_delegate);
    delete old;
    connect(m_context.records, &Records::titlesChanged, m_delegate, [this] { viewport()->update(); });
}

bool RecordTable::isEditable(const QModelIndex &index) const
{
    const FieldDef *field = m_model.fieldAt(index.column());
    const Record *record = m_model.recordAt(index.row());
    if (!field || !record || field->readOnly || !field->isStored() || field->isSystem())
        return false;
    const Records &records = *m_context.records;
    return !record->isDeleted() && records.mayEdit(*record)
        && records.fieldAccess(record->key.entity, field->number) == FieldAccess::Write;
}

void RecordTable::commitCell(const QModelIndex &index, const Value &value)
{
    if (const std::optional<Cell> cell = cellAt(index))
        commitCell(*cell, value);
}

void RecordTable::commitCell(const Cell &cell, const Value &value)
{
    if (cell.seen == value)
        return;
    Records *records = m_context.records;
    const auto fail = [table = QPointer<RecordTable>(this)](const Error &error) {
        if (table)
            emit table->writeFailed(error);
    };
    // With the records as context: a table that goes meanwhile takes nothing along that was typed.
    records->objections(cell.record.entity, {cell.record.id}, {{cell.field, value}}, records,
        [records, fail, cell, value](const Result<std::vector<WriteObjection>> &found) {
            if (found.ok() && !found->empty())
                return fail(found->front().errors.front());
            records->update(cell.record, {{cell.field, value}}, records,
                [fail](const Result<std::vector<MutationId>> &done) {
                    if (!done.ok())
                        fail(done.error());
                },
                {{cell.field, cell.seen}});
        });
}

std::optional<RecordTable::Cell> RecordTable::cellAt(const QModelIndex &index) const
{
    const FieldDef *field = m_model.fieldAt(index.column());
    const Record *record = m_model.recordAt(index.row());
    return field && record ? std::optional(Cell{record->key, field->number, record->value(field->number)})
                           : std::nullopt;
}

/// Rows change places, and some go: only afterwards it is known which.
void RecordTable::rememberEdited()
{
    const bool edits = m_delegate->openEditor() && m_delegate->openIndex().isValid();
    m_edited = edits ? cellAt(m_delegate->openIndex()) : std::nullopt;
}

void RecordTable::commitIfRowIsGone()
{
    const std::optional<Cell> cell = std::exchange(m_edited, std::nullopt);
    const FieldEditor *editor = m_delegate->openEditor();
    const bool isGone = cell && editor && !m_delegate->openIndex().isValid();
    if (isGone && editor->isDirty() && editor->inputError().isEmpty())
        commitCell(*cell, editor->value());
}

/// What is no value stays to be put right, unless it is given up with Esc.
void RecordTable::closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint)
{
    auto *own = qobject_cast<FieldEditor *>(editor);
    const QString error = own && own->isDirty() ? own->inputError() : QString();
    if (hint == QAbstractItemDelegate::RevertModelCache || error.isEmpty()) {
        QTableView::closeEditor(editor, hint);
        return;
    }
    own->setError(error);
    updateEditorGeometries();
    if (hasFocus())
        own->setFocus();
}

/// A row that no longer fits the list takes its editor along, not what was typed into it.
void RecordTable::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const int row = m_delegate->openIndex().row();
    if (row >= start && row <= end)
        m_delegate->commitOpenEditor();
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void RecordTable::hideEvent(QHideEvent *event)
{
    m_delegate->commitOpenEditor();
    QTableView::hideEvent(event);
}

}
