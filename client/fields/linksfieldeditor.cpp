// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linksfieldeditor.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/linkfieldeditor.h"
#include "client/records/records.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace tandem::client {

namespace {

constexpr std::size_t mostOwnFields = 3;

/// A link field's definition for the line that adds rows.
FieldDef pickerOf(const FieldDef &field)
{
    FieldDef picker;
    picker.number = field.number;
    picker.name = field.name;
    picker.type = FieldType::Link;
    picker.target = field.target;
    picker.labels = field.labels;
    return picker;
}

}

LinksFieldEditor::LinksFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_pickerDef(pickerOf(field))
    , m_table(new QWidget)
    , m_grid(new QGridLayout(m_table))
    , m_picker(new LinkFieldEditor(entity, m_pickerDef, this->context()))
{
    m_junction = this->context().registry ? this->context().registry->entity(field.via) : nullptr;
    if (m_junction) {
        for (const FieldDef &own : m_junction->fields) {
            if (own.isSystem() || own.deleted)
                continue;
            if (own.type == FieldType::Link && own.target == entity.name && !m_here)
                m_here = &own;
            else if (own.type == FieldType::Link && own.target == field.target && !m_there)
                m_there = &own;
            else if (!own.hidden && own.isStored() && m_own.size() < mostOwnFields)
                m_own.push_back(&own);
        }
    }
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_table);
    layout->addWidget(m_picker);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(tokens::spaceSmall);
    setControl(box, m_picker->control());
    connect(m_picker, &FieldEditor::openRequested, this, &FieldEditor::openRequested);
    connect(m_picker, &FieldEditor::createRequested, this, &FieldEditor::createRequested);
    connect(m_picker, &FieldEditor::edited, this, [this] {
        const RecordId other = m_picker->value().toId();
        if (other.isNull() || !m_picker->inputError().isEmpty())
            return;
        m_picker->setValue({});
        addRow({}, other, {});
        render();
        notifyEdited();
    });
    if (Records *records = this->context().records)
        connect(records, &Records::titlesChanged, this, &LinksFieldEditor::render);
    render();
}

Value LinksFieldEditor::value() const
{
    QStringList ids;
    for (const Row &row : m_rows) {
        ids.append(toText(row.other));
        const bool touched = std::any_of(
            row.editors.begin(), row.editors.end(), [](const FieldEditor *editor) { return editor->isDirty(); });
        if (touched)
            ids.append(toText(row.other) + QLatin1Char('*'));
    }
    return ids.isEmpty() ? Value() : Value(ids);
}

bool LinksFieldEditor::isComposing() const
{
    return m_picker->isComposing();
}

void LinksFieldEditor::setRecord(const RecordKey &key, bool isNew)
{
    m_record = key;
    m_rows.clear();
    m_removedPairs.clear();
    setOriginalValue(value());
    render();
    if (!isNew)
        load();
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

/// The rows come from the junction (see setRecord); a given set adds what is not there, as "create new" does.
void LinksFieldEditor::showValue(const Value &value)
{
    if (value.kind() == Value::Kind::Id)
        addRow({}, value.toId(), {});
    render();
}

void LinksFieldEditor::applyReadOnly(bool readOnly)
{
    m_picker->setVisible(!readOnly);
    render();
}

void LinksFieldEditor::retranslate()
{
    render();
}

void LinksFieldEditor::load()
{
    if (!context().records || !m_junction || !m_here || !m_there)
        return;
    ListQuery query;
    query.entity = m_junction->number;
    query.linkTarget = m_record;
    query.link = m_here->number;
    context().records->queryIds(query, this, [this, record = m_record](const Result<std::vector<RecordId>> &ids) {
        if (!ids || ids->empty() || record != m_record)
            return;
        context().records->readMany(
            m_junction->number, *ids, {}, this, [this, record](const Result<std::vector<Record>> &pairs) {
                if (!pairs || record != m_record)
                    return;
                for (const Record &pair : *pairs)
                    addRow(pair.key.id, pair.value(m_there->number).toId(), pair.values);
                setOriginalValue(value());
                render();
            });
    });
}

void LinksFieldEditor::addRow(const RecordId &pair, const RecordId &other, const FieldValues &values)
{
    const auto same = [&](const Row &row) {
        return row.other == other;
    };
    if (other.isNull() || std::any_of(m_rows.begin(), m_rows.end(), same))
        return;
    Row row{pair, other, values, {}};
    for (const FieldDef *own : m_own) {
        FieldEditor *editor = createFieldEditor(*m_junction, *own, context(), m_table);
        const auto found = values.find(own->number);
        editor->setValue(found == values.end() ? (pair.isNull() ? own->defaultValue : Value()) : found->second);
        connect(editor, &FieldEditor::edited, this, &LinksFieldEditor::notifyEdited);
        row.editors.push_back(editor);
    }
    m_rows.push_back(std::move(row));
}

void LinksFieldEditor::removeRow(const RecordId &other)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.other == other; });
    if (found == m_rows.end())
        return;
    if (!found->pair.isNull())
        m_removedPairs.push_back(found->pair);
    for (FieldEditor *editor : found->editors)
        editor->deleteLater();
    m_rows.erase(found);
    render();
    m_picker->setFocus();
    notifyEdited();
}

void LinksFieldEditor::clearGrid()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget(); widget && !qobject_cast<FieldEditor *>(widget))
            widget->deleteLater();
        delete item;
    }
}

void LinksFieldEditor::render()
{
    clearGrid();
    m_table->setVisible(!m_rows.empty());
    if (m_rows.empty())
        return;
    for (std::size_t i = 0; i < m_own.size(); ++i) {
        FieldEditor *first = m_rows.front().editors.at(i);
        auto *head = new QLabel(first->label(), m_table);
        head->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(head, 0, int(i) + 1);
    }
    int line = 1;
    for (const Row &row : m_rows) {
        auto *title = new ElidedLabel(titleOf(row.other), m_table);
        m_grid->addWidget(title, line, 0);
        for (std::size_t i = 0; i < row.editors.size(); ++i) {
            row.editors[i]->setReadOnly(isReadOnly());
            m_grid->addWidget(row.editors[i], line, int(i) + 1);
        }
        auto *remove = new QToolButton(m_table);
        remove->setAutoRaise(true);
        remove->setIcon(icons::icon(QStringLiteral("x")));
        remove->setFocusPolicy(Qt::TabFocus);
        remove->setToolTip(tr("Remove"));
        remove->setAccessibleName(tr("Remove %1").arg(titleOf(row.other)));
        remove->setVisible(!isReadOnly());
        connect(remove, &QToolButton::clicked, this, [this, other = row.other] { removeRow(other); });
        m_grid->addWidget(remove, line, int(m_own.size()) + 1);
        ++line;
    }
    m_grid->setColumnStretch(0, 2);
}

QString LinksFieldEditor::titleOf(const RecordId &other) const
{
    const EntityDef *target = context().registry ? context().registry->entity(field().target) : nullptr;
    const QString title = target && context().records ? context().records->titleOf({target->number, other}) : QString();
    return title.isEmpty() ? QStringLiteral("…") : title;
}

}
