// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/customisationpanel.h"

#include "client/fields/recordscontext.h"
#include "client/forms/customentitydialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/fieldtypebox.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace tandem::client {

CustomisationPanel::CustomisationPanel(Records &records, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_heading(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_entityLabel(new QLabel(this))
    , m_entities(new QComboBox(this))
    , m_fields(new QTreeWidget(this))
    , m_addField(new QPushButton(this))
    , m_editField(new QPushButton(this))
    , m_addEntity(new QPushButton(this))
{
    QFont font = m_heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_heading->setFont(font);
    m_hint->setWordWrap(true);
    m_entityLabel->setBuddy(m_entities);
    m_fields->setRootIsDecorated(false);
    m_fields->setAlternatingRowColors(true);
    m_fields->setMinimumHeight(260);
    auto *chooser = new QHBoxLayout;
    chooser->addWidget(m_entityLabel);
    chooser->addWidget(m_entities, 1);
    chooser->addWidget(m_addField);
    chooser->addWidget(m_addEntity);
    auto *below = new QHBoxLayout;
    below->addWidget(m_editField);
    below->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, tokens::spaceLarge, 0, 0);
    layout->addWidget(m_heading);
    layout->addWidget(m_hint);
    layout->addLayout(chooser);
    layout->addWidget(m_fields, 1);
    layout->addLayout(below);
    connect(m_entities, &QComboBox::currentIndexChanged, this, &CustomisationPanel::fillFields);
    connect(m_addField, &QPushButton::clicked, this, &CustomisationPanel::addField);
    connect(m_addEntity, &QPushButton::clicked, this, &CustomisationPanel::addEntity);
    connect(m_editField, &QPushButton::clicked, this, &CustomisationPanel::editField);
    connect(m_fields, &QTreeWidget::itemActivated, this, &CustomisationPanel::editField);
    connect(m_fields, &QTreeWidget::currentItemChanged, this, &CustomisationPanel::followChoice);
    connect(&m_records, &Records::registryChanged, this, &CustomisationPanel::fillEntities);
    retranslate();
}

void CustomisationPanel::fillEntities()
{
    const QString chosen = m_entities->currentData().toString();
    const QSignalBlocker blocker(m_entities);
    m_entities->clear();
    for (const EntityDef &entity : m_records.registry()->entities()) {
        if (!entity.deleted && !entity.traits.testFlag(Trait::Internal))
            m_entities->addItem(m_records.labels().entity(entity), entity.name);
    }
    m_entities->setCurrentIndex(
        std::max(0, m_entities->findData(chosen.isEmpty() ? QStringLiteral("account") : chosen)));
    fillFields();
}

const EntityDef *CustomisationPanel::chosenEntity() const
{
    return m_records.entity(m_entities->currentData().toString());
}

/// What was chosen stays so, and what has just been added is chosen.
void CustomisationPanel::fillFields()
{
    const FieldDef *before = chosenField();
    const FieldNumber chosen = before ? before->number : FieldNumber(0);
    QSet<FieldNumber> known;
    for (int row = 0; row < m_fields->topLevelItemCount(); ++row)
        known.insert(FieldNumber(m_fields->topLevelItem(row)->data(0, Qt::UserRole).toUInt()));
    m_fields->clear();
    const EntityDef *entity = chosenEntity();
    if (!entity)
        return followChoice();
    const bool isSame = std::exchange(m_shown, entity->name) == entity->name;
    const Labels &labels = m_records.labels();
    for (const FieldDef &field : entity->fields) {
        if (field.deleted || field.isSystem())
            continue;
        const bool own = field.layer == Layer::Company;
        auto *item = new QTreeWidgetItem(m_fields,
            {labels.field(*entity, field), FieldTypeBox::label(field.type), own ? tr("yours") : tr("built in")});
        item->setData(0, Qt::UserRole, field.number);
        if (!own)
            item->setForeground(2, palette().color(QPalette::PlaceholderText));
        if (isSame && (field.number == chosen || !known.contains(field.number)))
            m_fields->setCurrentItem(item);
    }
    followChoice();
}

/// Null: none. It may have gone since it was listed.
const FieldDef *CustomisationPanel::chosenField() const
{
    const QTreeWidgetItem *item = m_fields->currentItem();
    const EntityDef *entity = item ? m_records.entity(m_shown) : nullptr;
    return entity ? entity->field(FieldNumber(item->data(0, Qt::UserRole).toUInt())) : nullptr;
}

void CustomisationPanel::followChoice()
{
    const FieldDef *field = chosenField();
    m_editField->setEnabled(field && field->layer == Layer::Company);
    m_editField->setToolTip(
        field && field->layer != Layer::Company ? tr("Fields that are built in stay as they are.") : QString());
}

void CustomisationPanel::addField()
{
    const EntityDef *entity = chosenEntity();
    if (!entity)
        return;
    auto *dialog = new CustomFieldDialog(fieldContextOf(m_records), entity->name, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CustomisationPanel::editField()
{
    const EntityDef *entity = chosenEntity();
    const FieldDef *field = chosenField();
    if (!entity || !field || field->layer != Layer::Company)
        return;
    using Operator = FilterCondition::Operator;
    ListQuery query;
    query.entity = entities::customField::number;
    query.filter =
        buildFilter({{QStringLiteral("entity"), Operator::Equal, {Value(entity->name)}, ExpressionType::Text},
                        {QStringLiteral("name"), Operator::Equal, {Value(field->name)}, ExpressionType::Text}})
            .toText();
    query.limit = 1;
    m_records.queryIds(query, this, [this, name = entity->name](Result<std::vector<RecordId>> ids) {
        if (!ids.ok() || ids->empty())
            return;
        m_records.read({entities::customField::number, ids->front()}, this, [this, name](Result<Record> record) {
            if (!record.ok())
                return;
            auto *dialog = new CustomFieldDialog(fieldContextOf(m_records), name, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->edit(*record);
            dialog->open();
        });
    });
}

void CustomisationPanel::addEntity()
{
    auto *dialog = new CustomEntityDialog(fieldContextOf(m_records), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CustomisationPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CustomisationPanel::retranslate()
{
    m_heading->setText(tr("Your company's fields and records"));
    m_hint->setText(
        tr("A new field appears at once in forms, lists, import and the interface for other systems, and on "
           "every colleague's computer at its next contact."));
    m_entityLabel->setText(tr("&Kind of record"));
    m_addField->setText(tr("Add field…"));
    m_editField->setText(tr("Change field…"));
    m_addEntity->setText(tr("Add kind of record…"));
    m_fields->setHeaderLabels({tr("Field"), tr("Type"), tr("From")});
    m_fields->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_fields->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_fields->setAccessibleName(tr("Fields"));
    fillEntities();
}

}
