// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/entityruleseditor.h"

#include "client/fields/offlinerulerow.h"
#include "client/fields/permissionsrow.h"
#include "client/fields/recordscontext.h"
#include "client/models/entityorder.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"
#include "shared/base/compactjson.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/jsoncontent.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

EntityRulesEditor::EntityRulesEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_table(new QWidget)
    , m_grid(new QGridLayout)
    , m_more(new QToolButton)
    , m_legend(new QLabel)
{
    m_grid->setHorizontalSpacing(tokens::spaceLarge);
    m_grid->setVerticalSpacing(tokens::spaceSmall);
    m_grid->setColumnStretch(1, 1);
    auto *layout = new QVBoxLayout(m_table);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::space);
    layout->addLayout(m_grid);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addWidget(m_legend);
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_legend->setWordWrap(true);
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setForegroundRole(QPalette::PlaceholderText);
    const EntityOrder order = entityOrder(*this->context().registry);
    m_order = order.listed + order.others;
    m_listed = order.listed.isEmpty() ? m_order : order.listed;
    m_more->setVisible(m_order.size() > m_listed.size());
    connect(m_more, &QToolButton::toggled, this, &EntityRulesEditor::fill);
    fill();
    setControl(m_table, m_listed.isEmpty() ? m_more : m_lines.value(m_listed.front()).row->tabStops().front());
    retranslate();
}

EntityRuleRow *EntityRulesEditor::row(const QString &entity) const
{
    return m_lines.value(entity).row;
}

EntityRuleRow *EntityRulesEditor::makeRow(const QString &entity)
{
    if (field().content == JsonContent::Permissions)
        return new PermissionsRow(context(), entity, m_table);
    return new OfflineRuleRow(context(), entity, m_table);
}

void EntityRulesEditor::addLine(const QString &entity)
{
    const Line line{new QLabel(m_table), makeRow(entity)};
    line.label->setBuddy(line.row->tabStops().front());
    line.label->setText(line.row->name());
    line.label->setTextFormat(Qt::PlainText);
    line.row->setRoleKey(m_roleKey);
    line.row->retranslate(label());
    line.row->setReadOnly(isReadOnly());
    connect(line.row, &EntityRuleRow::entered, this, [this, entity](const QJsonValue &entry) { enter(entity, entry); });
    const int at = int(m_order.indexOf(entity));
    m_grid->addWidget(line.label, at, 0);
    m_grid->addWidget(line.row, at, 1);
    m_lines.insert(entity, line);
}

/// Brings the rows to what is to be shown now. Those that are there stay, with the focus that they may have.
void EntityRulesEditor::fill()
{
    for (const QString &entity : std::as_const(m_order)) {
        const bool isShown = m_more->isChecked() || m_listed.contains(entity) || m_entries.contains(entity)
            || m_shownEntries.contains(entity);
        if (isShown && !m_lines.contains(entity))
            addLine(entity);
        if (const Line line = m_lines.value(entity); line.row) {
            line.label->setVisible(isShown);
            line.row->setVisible(isShown);
            line.row->showEntry(m_entries.value(entity), m_shownEntries.value(entity));
        }
    }
    orderTabStops();
    renderMore();
}

/// Rows that were made later stand between earlier ones.
void EntityRulesEditor::orderTabStops()
{
    QWidget *before = nullptr;
    for (const QString &entity : std::as_const(m_order)) {
        if (!m_lines.contains(entity))
            continue;
        for (QWidget *stop : m_lines.value(entity).row->tabStops()) {
            if (before)
                setTabOrder(before, stop);
            before = stop;
        }
    }
    if (before)
        setTabOrder(before, m_more);
}

void EntityRulesEditor::enter(const QString &entity, const QJsonValue &entry)
{
    if (entry.isUndefined())
        m_entries.remove(entity);
    else
        m_entries.insert(entity, entry);
    notifyEdited();
    setError(inputError());
}

Value EntityRulesEditor::value() const
{
    if (m_entries == m_shownEntries)
        return m_shownValue;
    return m_entries.isEmpty() ? Value() : Value(compactJson(m_entries));
}

QString EntityRulesEditor::inputError() const
{
    const Result<void> checked = checkJsonContent(*context().registry, field(), originalValue(), value());
    if (checked.ok())
        return {};
    Error error = checked.error();
    const QString place = error.arguments.value(u"place"_s).toString();
    const QString within = place.section(u'.', 1);
    const QString name = EntityRuleWords(*context().registry, labelsOf(context())).name(place.section(u'.', 0, 0));
    error.arguments.insert(u"place"_s, within.isEmpty() ? name : tr("%1, %2").arg(name, within));
    const QString text = errorText(error);
    return error.reason == "unknownKey"_L1 ? tr("%1 Choose the default first: that takes it out.").arg(text) : text;
}

void EntityRulesEditor::setRecord(const RecordKey &key, bool isNew)
{
    const bool isRole = key.entity == entities::role::number && field().content == JsonContent::Permissions;
    if (!isRole || isNew || !context().records)
        return;
    // What a role may do with an entity that its permissions do not name is a matter of its key.
    context().records->read(key, this, [this](const Result<Record> &role) {
        if (!role)
            return;
        m_roleKey = role->value(entities::role::field::key).toText();
        for (const Line &line : std::as_const(m_lines))
            line.row->setRoleKey(m_roleKey);
    });
}

void EntityRulesEditor::handOver(FieldEditor &successor)
{
    auto *editor = qobject_cast<EntityRulesEditor *>(&successor);
    if (!editor)
        return;
    editor->m_more->setChecked(m_more->isChecked());
    for (auto it = m_lines.cbegin(); it != m_lines.cend(); ++it) {
        // Parts of records get their rows with the value, which comes later.
        if (editor->m_order.contains(it.key()) && !editor->m_lines.contains(it.key()))
            editor->addLine(it.key());
        if (EntityRuleRow *row = editor->row(it.key()))
            it.value().row->handOver(*row);
    }
}

void EntityRulesEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_shownEntries = jsonEntries(value);
    m_entries = m_shownEntries;
    for (const QString &entity : m_entries.keys()) {
        if (!m_order.contains(entity))
            m_order.append(entity);
    }
    fill();
}

void EntityRulesEditor::applyReadOnly(bool readOnly)
{
    for (const Line &line : std::as_const(m_lines))
        line.row->setReadOnly(readOnly);
}

void EntityRulesEditor::retranslate()
{
    for (const Line &line : std::as_const(m_lines)) {
        line.label->setText(line.row->name());
        line.row->retranslate(label());
    }
    m_legend->setText(legendText());
    renderMore();
}

void EntityRulesEditor::renderMore()
{
    m_more->setText(m_more->isChecked() ? tr("Hide the parts of records that nothing is said of")
                                        : tr("Show the parts of records too: lines, stages, files…"));
    m_more->setAccessibleName(tr("%1 – %2").arg(label(), m_more->text()));
}

QString EntityRulesEditor::legendText() const
{
    return field().content == JsonContent::Permissions ? PermissionsRow::legend() : OfflineRuleRow::legend();
}

}
