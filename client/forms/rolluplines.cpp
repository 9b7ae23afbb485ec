// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/rolluplines.h"

#include "client/fields/quietcombobox.h"
#include "client/fields/recordscontext.h"
#include "client/forms/definitionrow.h"
#include "client/forms/expressionline.h"
#include "client/records/records.h"
#include "shared/expressions/check.h"
#include "shared/expressions/fieldcheck.h"

#include <QLineEdit>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char *functions[] = {"count", "sum", "min", "max"};

/// What is in no navigation is not counted by people, except pairs: how many contacts an account has.
bool isCountable(const EntityDef &entity)
{
    return entity.traits.testFlag(Trait::Junction) || !entity.traits.testFlag(Trait::Internal);
}

}

RollUpLines::RollUpLines(const FieldContext &context, const QString &entity, QFormLayout &form, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_entity(entity)
    , m_records(new QuietComboBox)
    , m_function(new QuietComboBox)
    , m_field(new QuietComboBox)
    , m_recordsRow(new DefinitionRow(m_records, form))
    , m_functionRow(new DefinitionRow(m_function, form))
    , m_fieldRow(new DefinitionRow(m_field, form))
    , m_filter(new ExpressionLine(context, form, this))
{
    for (const char *function : functions)
        m_function->addItem(QString(), QString::fromLatin1(function)); // {} would be an icon
    fillRecords();
    m_filter->setCheck([this](const QString &expression) { return checkFilter(expression); });
    const auto refill = [this] {
        fillFields();
        showParameters();
        m_filter->setEntity(countedEntity());
        m_filter->recheck();
        emit changed();
    };
    connect(m_records, &QComboBox::currentIndexChanged, this, refill);
    connect(m_function, &QComboBox::currentIndexChanged, this, refill);
    m_filter->setEntity(countedEntity());
    fillFields();
    retranslate();
    showParameters();
}

void RollUpLines::setRollUp(const RollUpDef &rollUp)
{
    m_further = rollUp.further;
    m_records->setCurrentIndex(m_records->findData(rollUp.entity + u'.' + rollUp.link));
    m_function->setCurrentIndex(m_function->findData(rollUp.function));
    m_field->setCurrentIndex(m_field->findData(rollUp.field));
    m_filter->line()->setText(rollUp.filter);
}

RollUpDef RollUpLines::rollUp() const
{
    RollUpDef rollUp;
    rollUp.entity = countedEntity();
    rollUp.link = m_records->currentData().toString().section(u'.', 1);
    rollUp.function = m_function->currentData().toString();
    if (rollUp.function != "count"_L1)
        rollUp.field = m_field->currentData().toString();
    rollUp.filter = m_filter->text();
    rollUp.further = m_further;
    return rollUp;
}

void RollUpLines::setShown(bool shown)
{
    m_shown = shown;
    showParameters();
}

void RollUpLines::retranslate()
{
    m_recordsRow->setLabel(tr("Counted records"));
    m_recordsRow->setHint(m_records->count() > 0 ? tr("Records with a link to this kind of record.")
                                                 : tr("No kind of record has a link to this one yet. Add one first."));
    m_functionRow->setLabel(tr("Calculation"));
    m_fieldRow->setLabel(tr("Of the field"));
    m_filter->setLabel(tr("Only those with"), tr("Example: %1").arg(u"amount > 1000"_s));
    const QString texts[] = {tr("How many"), tr("Sum"), tr("Smallest"), tr("Largest")};
    for (int i = 0; i < m_function->count(); ++i)
        m_function->setItemText(i, texts[i]);
}

DefinitionRow *RollUpLines::row(const QString &key) const
{
    if (key == "rollUp.function"_L1)
        return m_functionRow;
    if (key == "rollUp.field"_L1)
        return m_fieldRow;
    if (key == "rollUp.filter"_L1)
        return m_filter->row();
    return key.startsWith("rollUp"_L1) ? m_recordsRow : nullptr;
}

QList<DefinitionRow *> RollUpLines::rows() const
{
    return {m_recordsRow, m_functionRow, m_fieldRow, m_filter->row()};
}

QLineEdit *RollUpLines::filter() const
{
    return m_filter->line();
}

void RollUpLines::fillRecords()
{
    const Labels *labels = labelsOf(m_context);
    for (const auto &[counted, link] : m_context.registry->linksTo(m_entity)) {
        // Every record is made and changed by somebody: of no interest in numbers, and without an index.
        const bool isHistory = link->number == systemfield::createdBy || link->number == systemfield::modifiedBy;
        if (isHistory || link->type == FieldType::Links || !isCountable(*counted))
            continue;
        const QString text = labels ? labels->plural(*counted) + u" · "_s + labels->field(*counted, *link)
                                    : counted->name + u'.' + link->name;
        m_records->addItem(text, counted->name + u'.' + link->name);
    }
}

void RollUpLines::fillFields()
{
    const QSignalBlocker blocker(m_field);
    const QString chosen = m_field->currentData().toString();
    m_field->clear();
    const EntityDef *counted = m_context.registry->entity(countedEntity());
    if (!counted)
        return;
    const Labels *labels = labelsOf(m_context);
    for (const FieldDef &field : counted->fields) {
        if (canRollUp(field, m_function->currentData().toString()))
            m_field->addItem(labels ? labels->field(*counted, field) : field.name, field.name);
    }
    m_field->setCurrentIndex(std::max(0, m_field->findData(chosen)));
}

void RollUpLines::showParameters()
{
    for (DefinitionRow *row : rows())
        row->setShown(m_shown);
    m_fieldRow->setShown(m_shown && m_function->currentData().toString() != "count"_L1);
}

Result<void> RollUpLines::checkFilter(const QString &expression) const
{
    const EntityDef *counted = m_context.registry->entity(countedEntity());
    if (!counted)
        return {};
    const auto condition = compileCondition(expression, *m_context.registry, *counted);
    return condition ? Result<void>() : Result<void>(condition.error());
}

QString RollUpLines::countedEntity() const
{
    return m_records->currentData().toString().section(u'.', 0, 0);
}

}
