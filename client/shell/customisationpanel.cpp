// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/customisationpanel.h"

#include "client/fields/recordscontext.h"
#include "client/forms/customentitydialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/definitioncheck.h"
#include "client/forms/fieldrecords.h"
#include "client/forms/fieldtypebox.h"
#include "client/widgets/messagestrip.h"
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
#include <QShortcut>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace tandem::client {

namespace {

const QLatin1String removeAnswer("remove");
const QLatin1String keepAnswer("keep");

}

CustomisationPanel::CustomisationPanel(Records &records, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_own(new FieldRecords(records, this))
    , m_heading(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_entityLabel(new QLabel(this))
    , m_entities(new QComboBox(this))
    , m_fields(new QTreeWidget(this))
    , m_strip(new MessageStrip(this))
    , m_addField(new QPushButton(this))
    , m_editField(new QPushButton(this))
    , m_removeField(new QPushButton(this))
    , m_bringBack(new QPushButton(this))
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
    buildLayout();
    connectParts();
    retranslate();
}

void CustomisationPanel::buildLayout()
{
    auto *chooser = new QHBoxLayout;
    chooser->addWidget(m_entityLabel);
    chooser->addWidget(m_entities, 1);
    chooser->addWidget(m_addField);
    chooser->addWidget(m_addEntity);
    auto *below = new QHBoxLayout;
    below->addWidget(m_editField);
    below->addWidget(m_removeField);
    below->addWidget(m_bringBack);
    below->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, tokens::spaceLarge, 0, 0);
    layout->addWidget(m_heading);
    layout->addWidget(m_hint);
    layout->addLayout(chooser);
    layout->addWidget(m_fields, 1);
    layout->addWidget(m_strip);
    layout->addLayout(below);
}

void CustomisationPanel::connectParts()
{
    connect(m_entities, &QComboBox::currentIndexChanged, this, &CustomisationPanel::fillFields);
    connect(m_addField, &QPushButton::clicked, this, &CustomisationPanel::addField);
    connect(m_addEntity, &QPushButton::clicked, this, &CustomisationPanel::addEntity);
    connect(m_editField, &QPushButton::clicked, this, &CustomisationPanel::editField);
    connect(m_removeField, &QPushButton::clicked, this, &CustomisationPanel::askToRemove);
    connect(m_bringBack, &QPushButton::clicked, this, &CustomisationPanel::bringBack);
    connect(m_fields, &QTreeWidget::itemActivated, this, &CustomisationPanel::editField);
    connect(m_fields, &QTreeWidget::currentItemChanged, this, [this] {
        m_strip->clear(); // it spoke of the one before
        followChoice();
    });
    auto *byKey = new QShortcut(QKeySequence(QKeySequence::Delete), m_fields);
    byKey->setContext(Qt::WidgetShortcut);
    connect(byKey, &QShortcut::activated, this, &CustomisationPanel::askToRemove);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &answer) {
        answer == removeAnswer ? removeAsked() : closeQuestion();
        m_fields->setFocus();
    });
    connect(m_strip, &MessageStrip::closed, this, &CustomisationPanel::closeQuestion);
    connect(&m_records, &Records::registryChanged, this, &CustomisationPanel::fillEntities);
    connect(m_own, &FieldRecords::changed, this, &CustomisationPanel::fillFields);
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
    const QSignalBlocker isNoChoice(m_fields); // of somebody who looks at the list
    m_fields->clear();
    const EntityDef *entity = chosenEntity();
    m_own->setEntity(entity ? entity->name : QString());
    if (!entity)
        return followChoice();
    const bool isSame = std::exchange(m_shown, entity->name) == entity->name;
    for (const bool removed : {false, true}) {
        for (const FieldDef &field : entity->fields) {
            const bool isGone = field.deleted && m_own->stateOf(field.number) == FieldRecords::State::None;
            if (field.isSystem() || isGone || isRemoved(field) != removed)
                continue;
            QTreeWidgetItem *item = addRow(*entity, field);
            if (isSame && (field.number == chosen || (!removed && !known.contains(field.number))))
                m_fields->setCurrentItem(item);
        }
    }
    followChoice();
}

QTreeWidgetItem *CustomisationPanel::addRow(const EntityDef &entity, const FieldDef &field)
{
    const bool own = field.layer == Layer::Company;
    const bool removed = isRemoved(field);
    const QString from = own ? tr("yours") : tr("built in");
    auto *item = new QTreeWidgetItem(m_fields,
        {m_records.labels().field(entity, field), FieldTypeBox::label(field.type), removed ? tr("removed") : from});
    item->setData(0, Qt::UserRole, field.number);
    const QColor faint = palette().color(QPalette::PlaceholderText);
    for (int column = removed ? 0 : 2; column < 3 && (removed || !own); ++column)
        item->setForeground(column, faint);
    return item;
}

bool CustomisationPanel::isRemoved(const FieldDef &field) const
{
    return m_own->stateOf(field.number) == FieldRecords::State::Removed;
}

/// By one that is in use.
bool CustomisationPanel::isNameTaken(const FieldDef &field) const
{
    const EntityDef *entity = m_records.entity(m_shown);
    const FieldDef *other = entity ? entity->field(field.name) : nullptr;
    return other && other->number != field.number && !isRemoved(*other);
}

/// Null: none. It may have gone since it was listed.
const FieldDef *CustomisationPanel::chosenField() const
{
    const QTreeWidgetItem *item = m_fields->currentItem();
    const EntityDef *entity = item ? m_records.entity(m_shown) : nullptr;
    return entity ? entity->fieldOrRemoved(FieldNumber(item->data(0, Qt::UserRole).toUInt())) : nullptr;
}

void CustomisationPanel::followChoice()
{
    const FieldDef *field = chosenField();
    const bool isOwn = field && field->layer == Layer::Company;
    const bool removed = field && isRemoved(*field);
    const bool isInUse = isOwn && m_own->stateOf(field->number) == FieldRecords::State::InUse;
    const QString builtIn = field && !isOwn ? tr("Fields that are built in stay as they are.") : QString();
    m_editField->setEnabled(isOwn && !removed);
    m_editField->setToolTip(builtIn);
    m_removeField->setVisible(!removed);
    m_removeField->setEnabled(isInUse);
    m_removeField->setToolTip(builtIn);
    const bool isTaken = removed && isNameTaken(*field);
    m_bringBack->setVisible(removed);
    m_bringBack->setEnabled(!isTaken);
    m_bringBack->setToolTip(isTaken ? tr("Another field has this name now.") : QString());
    if (!isInUse || field->number != m_asked)
        closeQuestion();
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
    if (!entity || !field || field->layer != Layer::Company || isRemoved(*field))
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

void CustomisationPanel::askToRemove()
{
    const RegistryPointer registry = m_records.registry();
    const EntityDef *entity = m_records.entity(m_shown);
    const FieldDef *field = chosenField();
    if (!entity || !field || !m_removeField->isEnabled() || isRemoved(*field))
        return;
    closeQuestion();
    const Labels &labels = m_records.labels();
    const QString name = labels.field(*entity, *field);
    if (const auto use = useOf(*registry, entity->name, *field)) {
        m_strip->showMessage(Tone::Danger,
            tr("“%1” is needed by “%2” of %3. Change or remove that field first.")
                .arg(name, labels.field(*use->entity, *use->field), labels.entity(*use->entity)));
        return;
    }
    m_asked = field->number;
    m_strip->showMessage(Tone::Warning,
        tr("Remove “%1”? It goes from forms, lists, filters, import and the interface for other systems, here and on "
           "every colleague's computer at its next contact. What was entered stays at the server, and is there again "
           "when you bring the field back.")
            .arg(name));
    m_strip->addAction(removeAnswer, tr("Remove field"));
    m_strip->addAction(keepAnswer, tr("Keep it"));
    m_strip->focusFirstAction();
}

/// Its record goes to the recycle bin, which is never emptied of definitions: number, column and values stay.
void CustomisationPanel::removeAsked()
{
    const RecordKey key = m_own->recordOf(m_asked);
    closeQuestion();
    if (key.isNull())
        return;
    m_records.remove({key}, this, [this](const Result<std::vector<MutationId>> &done) {
        if (!done.ok())
            m_strip->showError(done.error());
    });
}

void CustomisationPanel::closeQuestion()
{
    if (std::exchange(m_asked, FieldNumber(0)) != 0)
        m_strip->clear();
}

void CustomisationPanel::bringBack()
{
    const FieldDef *field = chosenField();
    if (!field || !isRemoved(*field) || isNameTaken(*field))
        return;
    m_strip->clear();
    WrittenField back{*field, {}};
    back.field.deleted = false;
    if (const Result<void> checked = checkDefinition(*m_records.registry(), m_shown, back); !checked.ok())
        return m_strip->showError(checked.error());
    m_records.restore({m_own->recordOf(field->number)}, this, [this](const Result<std::vector<MutationId>> &done) {
        if (!done.ok())
            m_strip->showError(done.error());
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
    closeQuestion();
    m_heading->setText(tr("Your company's fields and records"));
    m_hint->setText(
        tr("A new field appears at once in forms, lists, import and the interface for other systems, and on "
           "every colleague's computer at its next contact."));
    m_entityLabel->setText(tr("&Kind of record"));
    m_addField->setText(tr("Add field…"));
    m_editField->setText(tr("Change field…"));
    m_removeField->setText(tr("Remove field…"));
    m_bringBack->setText(tr("Bring back"));
    m_addEntity->setText(tr("Add kind of record…"));
    m_fields->setHeaderLabels({tr("Field"), tr("Type"), tr("From")});
    m_fields->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_fields->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_fields->setAccessibleName(tr("Fields"));
    fillEntities();
}

}
