// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linksfieldeditor.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/linkfieldeditor.h"
#include "client/fields/recordscontext.h"
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
    for (const Row &row : m_rows)
        ids.append(toText(row.other));
    return ids.isEmpty() ? Value() : Value(ids);
}

bool LinksFieldEditor::isComposing() const
{
    return m_picker->isComposing();
}

void LinksFieldEditor::setRecord(const RecordKey &key, bool isNew)
{
    m_record = key;
    for (Row &row : m_rows)
        row.deleteEditors();
    m_rows.clear();
    m_removedPairs.clear();
    m_toEnter = {};
    m_loaded = isNew;
    render();
    if (!isNew)
        load();
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
        return takeLoaded({});
    ListQuery query;
    query.entity = m_junction->number;
    query.linkTarget = m_record;
    query.link = m_here->number;
    context().records->queryIds(query, this, [this, record = m_record](const Result<std::vector<RecordId>> &ids) {
        if (record != m_record)
            return;
        if (!ids || ids->empty())
            return takeLoaded({});
        context().records->readMany(
            m_junction->number, *ids, {}, this, [this, record](const Result<std::vector<Record>> &pairs) {
                if (pairs && record == m_record)
                    takeLoaded(*pairs);
            });
    });
}

void LinksFieldEditor::takeLoaded(const std::vector<Record> &pairs)
{
    // What was added before they were here stays, behind them.
    std::vector<Row> added = std::exchange(m_rows, {});
    for (const Record &pair : pairs)
        addRow(pair.key.id, pair.value(m_there->number).toId(), pair.values);
    for (Row &row : added) {
        if (rowOf(row.other))
            row.deleteEditors();
        else
            m_rows.push_back(std::move(row));
    }
    m_loaded = true;
    render();
    if (!m_toEnter.isNull())
        enterTyped(std::exchange(m_toEnter, {}));
}

LinksFieldEditor::Row *LinksFieldEditor::rowOf(const RecordId &other)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.other == other; });
    return found == m_rows.end() ? nullptr : &*found;
}

void LinksFieldEditor::addRow(const RecordId &pair, const RecordId &other, const FieldValues &values)
{
    if (other.isNull() || rowOf(other))
        return;
    Row row{pair, other, {}};
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
    found->deleteEditors();
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
    const QString title =
        target && context().records ? linkedTitle(*context().records, {target->number, other}) : QString();
    return title.isEmpty() ? QStringLiteral("…") : title;
}

}
