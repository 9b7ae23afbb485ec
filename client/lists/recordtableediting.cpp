// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielddelegate.h"
#include "client/fields/fieldeditor.h"
#include "client/fields/fielderror.h"
#include "client/fields/recordscontext.h"
#include "client/lists/recordtable.h"
#include "client/records/records.h"

#include <QHideEvent>
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
    if (!field || !record || field->readOnly || field->byProgram || !field->isStored() || field->isSystem())
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
    const auto refuse = [records, cell, value, table = QPointer<RecordTable>(this)](const Error &error) {
        if (!table)
            records->addToDraft(cell.record, cell.field, value, cell.seen);
        else if (!table->showRefused(cell, value, error))
            table->keepInDraft(cell, value,
                namedErrorText(error, table->m_context.registry->entity(cell.record.entity), table->m_context),
                error.toLog());
    };
    // With the records as context: a table that goes meanwhile takes nothing along that was typed.
    records->objections(cell.record.entity, {cell.record.id}, {{cell.field, value}}, records,
        [records, refuse, cell, value](const Result<std::vector<WriteObjection>> &found) {
            if (found.ok() && !found->empty())
                return refuse(found->front().errors.front());
            records->update(cell.record, {{cell.field, value}}, records,
                [refuse](const Result<std::vector<MutationId>> &done) {
                    if (!done.ok())
                        refuse(done.error());
                },
                {{cell.field, cell.seen}});
        });
}

/// In its cell, to be put right, unless the user has turned to something else.
bool RecordTable::showRefused(const Cell &cell, const Value &value, const Error &error)
{
    const QModelIndex index = indexOf(cell);
    FieldEditor *editor = m_delegate->openEditor();
    if (editor && m_delegate->openIndex() != index) {
        if (editor->isDirty())
            return false;
        closeEditor(editor, QAbstractItemDelegate::NoHint);
        editor = nullptr;
    }
    if (!isAtWork() || !index.isValid() || !isEditable(index))
        return false;
    if (!editor) {
        setCurrentIndex(index);
        edit(index);
        editor = m_delegate->openEditor();
        if (!editor)
            return false;
    }
    // The cell may be open again with the value of before; what was typed there since is the later word.
    if (!editor->isDirty())
        editor->enterValue(value);
    const EntityDef &entity = editor->entity();
    const FieldDef &field = editor->field();
    editor->setError(error.field == field.name ? fieldErrorText(error, entity, field, FieldFormat(m_context))
                                               : namedErrorText(error, &entity, m_context));
    updateEditorGeometries();
    return true;
}

/// Whether the keys that are typed go to the table, or would if the window were in front.
bool RecordTable::isAtWork() const
{
    const QWidget *focused = window()->focusWidget();
    return isVisible() && focused && (focused == this || isAncestorOf(focused));
}

void RecordTable::keepInDraft(const Cell &cell, const Value &typed, const QString &reason, const QString &details)
{
    m_context.records->addToDraft(cell.record, cell.field, typed, cell.seen);
    emit writeFailed(tr("%1 Open the record to go on with what you typed.").arg(reason), details);
}

/// What is no value yet.
void RecordTable::keepInDraft(const Cell &cell, const FieldEditor &editor)
{
    keepInDraft(cell, editor.typed(), tr("%1: %2").arg(editor.label(), editor.inputError()), {});
}

/// Before the row or the table goes: a value is written, what is none is left to the record's draft.
void RecordTable::letGoOfEditor()
{
    FieldEditor *editor = m_delegate->openEditor();
    const std::optional<Cell> cell = editor ? cellAt(m_delegate->openIndex()) : std::nullopt;
    if (!cell)
        return m_delegate->commitOpenEditor();
    if (!editor->isDirty() || editor->inputError().isEmpty())
        m_delegate->commitOpenEditor();
    else
        keepInDraft(*cell, *editor);
    if (m_delegate->openEditor() == editor)
        closeEditor(editor, QAbstractItemDelegate::RevertModelCache);
}

std::optional<RecordTable::Cell> RecordTable::cellAt(const QModelIndex &index) const
{
    const FieldDef *field = m_model.fieldAt(index.column());
    const Record *record = m_model.recordAt(index.row());
    return field && record ? std::optional(Cell{record->key, field->number, record->value(field->number)})
                           : std::nullopt;
}

QModelIndex RecordTable::indexOf(const Cell &cell) const
{
    const EntityDef *entity = m_context.registry->entity(cell.record.entity);
    const FieldDef *field = entity ? entity->field(cell.field) : nullptr;
    const int row = m_model.rowOf(cell.record.id);
    const int column = field ? int(m_model.columns().indexOf(field->name)) : -1;
    return row < 0 || column < 0 ? QModelIndex() : m_model.index(row, column);
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
    if (!cell || !editor || m_delegate->openIndex().isValid() || !editor->isDirty())
        return;
    if (editor->inputError().isEmpty())
        commitCell(*cell, editor->value());
    else
        keepInDraft(*cell, *editor);
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
        letGoOfEditor();
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

void RecordTable::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous()) // a minimised window comes back as it was
        letGoOfEditor();
    QTableView::hideEvent(event);
}

}
