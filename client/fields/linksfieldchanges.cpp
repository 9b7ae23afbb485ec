// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linksfieldeditor.h"
#include "shared/base/compactjson.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// What differs from the pairs that are written: kept in drafts, and written with the record.

namespace tandem::client {

namespace {

// Names in the text of typed().
constexpr QLatin1String rowsKey("rows");
constexpr QLatin1String removedKey("removed");
constexpr QLatin1String otherKey("other");
constexpr QLatin1String valuesKey("values");
constexpr QLatin1String pairKey("pair");

}

bool LinksFieldEditor::Row::isChanged() const
{
    const auto isDirty = [](const FieldEditor *editor) {
        return editor->isDirty();
    };
    return pair.isNull() || std::any_of(editors.begin(), editors.end(), isDirty);
}

void LinksFieldEditor::Row::deleteEditors()
{
    for (FieldEditor *editor : editors) {
        editor->hide();
        editor->deleteLater();
    }
    editors.clear();
}

bool LinksFieldEditor::isDirty() const
{
    return !m_toEnter.isNull() || !m_removedPairs.empty()
        || std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.isChanged(); });
}

Value LinksFieldEditor::typed() const
{
    if (!m_toEnter.isNull())
        return m_toEnter;
    QJsonArray rows;
    for (const Row &row : m_rows) {
        if (!row.isChanged())
            continue;
        QJsonObject values;
        for (const FieldEditor *editor : row.editors) {
            const FieldDef &own = editor->field();
            if (row.pair.isNull() || editor->isDirty())
                values.insert(own.name, fieldTypeInfo(own.type).toJson(own, editor->value()));
        }
        QJsonObject changed{{otherKey, toText(row.other)}, {valuesKey, values}};
        if (!row.pair.isNull())
            changed.insert(pairKey, toText(row.pair));
        rows.append(changed);
    }
    QJsonArray removed;
    for (const RecordId &pair : m_removedPairs)
        removed.append(toText(pair));
    const QJsonObject pending{{rowsKey, rows}, {removedKey, removed}};
    return Value(compactJson(pending));
}

void LinksFieldEditor::enterTyped(const Value &typed)
{
    if (typed.kind() != Value::Kind::Text)
        return enterValue(typed);
    if (m_loaded) {
        const QJsonObject pending = QJsonDocument::fromJson(typed.toText().toUtf8()).object();
        for (const QJsonValue &id : pending.value(removedKey).toArray()) {
            const RecordId pair = recordIdFromText(id.toString());
            const auto row = std::find_if(
                m_rows.begin(), m_rows.end(), [&](const Row &one) { return !pair.isNull() && one.pair == pair; });
            if (row == m_rows.end())
                continue; // somebody else removed it
            m_removedPairs.push_back(pair);
            row->deleteEditors();
            m_rows.erase(row);
        }
        for (const QJsonValue &row : pending.value(rowsKey).toArray())
            enterRow(row.toObject());
        render();
    } else {
        m_toEnter = typed;
    }
    notifyEdited();
}

void LinksFieldEditor::enterRow(const QJsonObject &entered)
{
    const RecordId other = recordIdFromText(entered.value(otherKey).toString());
    if (!entered.contains(pairKey))
        addRow({}, other, {});
    const Row *row = rowOf(other);
    if (!row)
        return; // somebody else removed it
    const QJsonObject values = entered.value(valuesKey).toObject();
    for (FieldEditor *editor : row->editors) {
        const FieldDef &own = editor->field();
        const Result<Value> value = fieldTypeInfo(own.type).fromJson(own, values.value(own.name));
        if (value && values.contains(own.name))
            editor->enterValue(*value);
    }
}

std::vector<WriteRequest> LinksFieldEditor::linkedWrites() const
{
    std::vector<WriteRequest> writes;
    if (!m_junction || !m_here || !m_there)
        return writes;
    for (const RecordId &pair : m_removedPairs)
        writes.push_back({{m_junction->number, pair}, MutationKind::Delete, {}, {}, {}, {}});
    for (const Row &row : m_rows) {
        FieldValues to;
        for (const FieldEditor *editor : row.editors) {
            if (editor->isDirty() || row.pair.isNull())
                to[editor->field().number] = editor->value();
        }
        if (row.pair.isNull()) {
            to[m_here->number] = Value(m_record.id);
            to[m_there->number] = Value(row.other);
            writes.push_back({{m_junction->number, newRecordId()}, MutationKind::Create, to, {}, {}, {}});
        } else if (!to.empty()) {
            writes.push_back({{m_junction->number, row.pair}, MutationKind::Update, to, {}, {}, {}});
        }
    }
    return writes;
}

void LinksFieldEditor::takeWritten(const std::vector<WriteRequest> &writes)
{
    for (const WriteRequest &write : writes) {
        if (!m_junction || !m_there || write.key.entity != m_junction->number)
            continue;
        std::erase(m_removedPairs, write.key.id);
        if (write.kind == MutationKind::Delete)
            continue;
        const auto other = write.to.find(m_there->number);
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) {
            return write.kind == MutationKind::Create ? other != write.to.end() && row.other == other->second.toId()
                                                      : row.pair == write.key.id;
        });
        if (found == m_rows.end()) {
            // Taken away again while it was written.
            if (write.kind == MutationKind::Create)
                m_removedPairs.push_back(write.key.id);
            continue;
        }
        found->pair = write.key.id;
        for (FieldEditor *editor : found->editors) {
            if (const auto value = write.to.find(editor->field().number); value != write.to.end())
                editor->setOriginalValue(value->second);
        }
    }
}

}
