// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fielddefeditor.h"

#include "client/fields/fielderror.h"
#include "client/fields/fieldformat.h"
#include "client/fields/quietcombobox.h"
#include "client/fields/recordscontext.h"
#include "client/forms/definitionname.h"
#include "client/forms/definitionrow.h"
#include "client/forms/fieldruleseditor.h"
#include "client/forms/fieldtypebox.h"
#include "client/forms/junctiondef.h"
#include "client/forms/optionseditor.h"
#include "client/forms/rolluplines.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/definitionnames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Which lines a type needs besides names and labels.
bool uses(FieldType type, const QString &key)
{
    const bool number = type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money
        || type == FieldType::Percent;
    if (key == "maxLength"_L1)
        return type == FieldType::Text || type == FieldType::LongText;
    if (key == "scale"_L1)
        return type == FieldType::Decimal || type == FieldType::Percent;
    if (key == "minimum"_L1 || key == "maximum"_L1)
        return number;
    if (key == "options"_L1)
        return type == FieldType::Choice || type == FieldType::MultiChoice;
    if (key == "target"_L1)
        return type == FieldType::Link || type == FieldType::Links;
    if (key == "via"_L1)
        return type == FieldType::Links;
    if (key == "numberFormat"_L1)
        return type == FieldType::NumberSeries;
    if (key == "formula"_L1)
        return type == FieldType::Formula;
    return true;
}

FieldDef ofType(FieldType type)
{
    FieldDef field;
    field.type = type;
    return field;
}

/// People write it: it is neither calculated nor numbered.
bool isEntered(FieldType type)
{
    return type != FieldType::NumberSeries && ofType(type).isStored();
}

}

FieldDefEditor::FieldDefEditor(FieldContext context, const QString &entity, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_entity(entity)
    , m_layout(new QFormLayout(this))
    , m_type(new FieldTypeBox)
    , m_target(new QuietComboBox)
    , m_via(new QuietComboBox)
    , m_options(new OptionsEditor)
    , m_required(new QCheckBox)
    , m_indexed(new QCheckBox)
    , m_searchable(new QCheckBox)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(tokens::space);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    addLine(u"labelEn"_s);
    addLine(u"labelZh"_s);
    addLine(u"name"_s);
    addRow(u"type"_s, m_type);
    addRow(u"target"_s, m_target);
    addRow(u"via"_s, m_via);
    addRow(u"options"_s, m_options);
    for (const QString &key : {u"maxLength"_s, u"scale"_s, u"minimum"_s, u"maximum"_s, u"numberFormat"_s})
        addLine(key);
    m_formula = new ExpressionLine(m_context, *m_layout, this);
    m_rollUp = new RollUpLines(m_context, m_entity, *m_layout, this);
    for (QCheckBox *box : {m_required, m_indexed, m_searchable})
        m_layout->addRow(box);
    m_rules = new FieldRulesEditor(m_context, m_entity);
    m_layout->addRow(m_rules);
    fillTargets();
    fillVia();
    connectParts();
    retranslate();
    showParameters();
}

void FieldDefEditor::connectParts()
{
    m_lines.insert(u"formula"_s, m_formula->line());
    m_rows.insert(u"formula"_s, m_formula->row());
    m_formula->setEntity(m_entity);
    m_formula->setCheck([this](const QString &text) { return check(text, compileExpression); });
    m_rules->setCheck([this](const QString &text) { return check(text, compileCondition); });
    QLineEdit *name = m_lines[u"name"_s];
    connect(name, &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(m_lines[u"labelEn"_s], &QLineEdit::textEdited, this, [this, name](const QString &label) {
        if (!m_nameTouched && name->isEnabled())
            name->setText(definitionName(label));
    });
    connect(m_type, &QComboBox::currentIndexChanged, this, &FieldDefEditor::showParameters);
    connect(m_target, &QComboBox::currentIndexChanged, this, &FieldDefEditor::fillVia);
    // The rules may speak of the roll-up itself.
    connect(m_rollUp, &RollUpLines::changed, m_rules, &FieldRulesEditor::recheck);
}

void FieldDefEditor::setDefinition(const FieldDef &field)
{
    m_existing = field;
    m_lines[u"labelEn"_s]->setText(field.labels.value(u"en"_s));
    m_lines[u"labelZh"_s]->setText(field.labels.value(u"zh_CN"_s));
    m_lines[u"name"_s]->setText(field.name);
    m_lines[u"name"_s]->setEnabled(false);
    m_type->setType(field.type);
    m_type->setEnabled(false);
    m_target->setCurrentIndex(m_target->findData(field.target));
    m_target->setEnabled(false);
    m_via->setCurrentIndex(m_via->findData(field.via));
    m_via->setEnabled(false);
    m_options->setOptions(field);
    m_required->setChecked(field.required);
    m_indexed->setChecked(field.indexed);
    m_searchable->setChecked(field.searchable);
    m_lines[u"formula"_s]->setText(field.formula);
    m_lines[u"numberFormat"_s]->setText(field.numberFormat);
    if (field.rollUp)
        m_rollUp->setRollUp(*field.rollUp);
    m_rules->setRules(field);
    if (field.maxLength > 0)
        m_lines[u"maxLength"_s]->setText(QString::number(field.maxLength));
    m_lines[u"scale"_s]->setText(QString::number(field.scale));
    const FieldFormat format(m_context);
    if (field.minimum)
        m_lines[u"minimum"_s]->setText(format.scaled(*field.minimum, field.scale));
    if (field.maximum)
        m_lines[u"maximum"_s]->setText(format.scaled(*field.maximum, field.scale));
    showParameters();
}

FieldDef FieldDefEditor::draft() const
{
    FieldDef field = m_existing;
    field.layer = Layer::Company;
    field.type = m_type->type();
    field.name = text("name");
    for (const auto &[language, key] : {std::pair("en", "labelEn"), std::pair("zh_CN", "labelZh")})
        setLabel(field.labels, QString::fromLatin1(language), text(key));
    field.required = isEntered(field.type) && m_required->isChecked();
    field.indexed = field.isStored() && m_indexed->isChecked();
    field.searchable = field.isStored() && m_searchable->isChecked();
    field.options.clear();
    field.optionLabels.clear();
    if (uses(field.type, u"options"_s))
        m_options->writeTo(field);
    field.target = uses(field.type, u"target"_s) ? m_target->currentData().toString() : fixedTarget(field.type);
    if (uses(field.type, u"via"_s))
        field.via = m_via->currentData().toString();
    if (uses(field.type, u"numberFormat"_s))
        field.numberFormat = text("numberFormat");
    if (uses(field.type, u"formula"_s))
        field.formula = text("formula");
    if (field.type == FieldType::RollUp)
        field.rollUp = m_rollUp->rollUp();
    m_rules->writeTo(field);
    return field;
}

Result<WrittenField> FieldDefEditor::definition() const
{
    FieldDef field = draft();
    if (text("labelEn").isEmpty() && text("labelZh").isEmpty())
        return Error::invalid(u"labelEn"_s, u"required"_s);
    if (!isDefinitionName(field.name))
        return Error::invalid(u"name"_s, field.name.isEmpty() ? u"required"_s : u"badName"_s);
    if (uses(field.type, u"options"_s) && field.options.empty())
        return Error::invalid(u"options"_s, u"required"_s);
    for (const char *key : {"formula", "numberFormat"}) {
        if (uses(field.type, QString::fromLatin1(key)) && text(key).isEmpty())
            return Error::invalid(QString::fromLatin1(key), u"required"_s);
    }
    if (field.rollUp && field.rollUp->entity.isEmpty())
        return Error::invalid(u"rollUp.entity"_s, u"required"_s);
    if (!field.validTexts.isEmpty() && field.validWhen.isEmpty())
        return Error::invalid(u"validWhen"_s, u"required"_s);
    TANDEM_TRY(readNumbers(field));
    TANDEM_TRY(readLimits(field));
    return withPairs(std::move(field));
}

void FieldDefEditor::showError(const Error &error)
{
    const QString key = error.field.section(u'[', 0, 0);
    if (m_rules->row(key))
        m_rules->unfold();
    row(key)->showError(expressionErrorText(error));
}

void FieldDefEditor::clearErrors()
{
    for (DefinitionRow *row : std::as_const(m_rows))
        row->clearError();
    for (DefinitionRow *row : m_rollUp->rows())
        row->clearError();
    m_rules->clearErrors();
}

void FieldDefEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QLineEdit *FieldDefEditor::addLine(const QString &key)
{
    auto *line = new QLineEdit;
    m_lines.insert(key, line);
    addRow(key, line);
    return line;
}

void FieldDefEditor::addRow(const QString &key, QWidget *control)
{
    m_rows.insert(key, new DefinitionRow(control, *m_layout));
}

void FieldDefEditor::fillTargets()
{
    const Labels *labels = labelsOf(m_context);
    for (const EntityDef &entity : m_context.registry->entities()) {
        if (!entity.deleted && !entity.traits.testFlag(Trait::Internal) && !entity.traits.testFlag(Trait::Junction))
            m_target->addItem(labels ? labels->entity(entity) : entity.name, entity.name);
    }
}

void FieldDefEditor::fillVia()
{
    const QSignalBlocker blocker(m_via);
    m_via->clear();
    m_via->addItem(tr("Pairs for this field alone"), QString());
    const Labels *labels = labelsOf(m_context);
    for (const QString &name : junctionsBetween(*m_context.registry, m_entity, m_target->currentData().toString()))
        m_via->addItem(labels ? labels->plural(*m_context.registry->entity(name)) : name, name);
}

void FieldDefEditor::showParameters()
{
    const FieldType type = m_type->type();
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        it.value()->setShown(uses(type, it.key()));
    m_rollUp->setShown(type == FieldType::RollUp);
    m_required->setVisible(isEntered(type));
    m_indexed->setVisible(ofType(type).isStored());
    m_searchable->setVisible(ofType(type).isStored());
    m_rules->setEntered(isEntered(type));
    m_rules->recheck();
}

void FieldDefEditor::retranslate()
{
    const QHash<QString, QString> texts{{u"labelEn"_s, tr("Label in English")}, {u"labelZh"_s, tr("Label in Chinese")},
        {u"name"_s, tr("Name for interfaces")}, {u"type"_s, tr("Type")}, {u"target"_s, tr("Points to")},
        {u"via"_s, tr("Kept as")}, {u"options"_s, tr("Options")}, {u"maxLength"_s, tr("Longest text")},
        {u"scale"_s, tr("Digits after the point")}, {u"minimum"_s, tr("Smallest value")},
        {u"maximum"_s, tr("Largest value")}, {u"numberFormat"_s, tr("Form of the numbers")}};
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        m_rows[it.key()]->setLabel(it.value());
    m_formula->setLabel(tr("Formula"), tr("Example: %1").arg(u"amount * probability / 100"_s));
    m_rows[u"numberFormat"_s]->setHint(
        tr("Example: %1. Braces hold parts of the date, and once the number.").arg(u"HT-{yyyy}-{0000}"_s));
    m_rollUp->retranslate();
    m_via->setItemText(0, tr("Pairs for this field alone"));
    m_required->setText(tr("Required"));
    m_indexed->setText(tr("Lists can be sorted and filtered by it quickly"));
    m_searchable->setText(tr("Found by search"));
}

DefinitionRow *FieldDefEditor::row(const QString &key) const
{
    for (DefinitionRow *found : {m_rows.value(key), m_rollUp->row(key), m_rules->row(key)}) {
        if (found)
            return found;
    }
    return m_rows.value(u"name"_s);
}

QString FieldDefEditor::text(const char *key) const
{
    return m_lines.value(QString::fromLatin1(key))->text().trimmed();
}

/// Links need a place for their pairs; without one that is chosen, it is made with the field.
WrittenField FieldDefEditor::withPairs(FieldDef field) const
{
    const EntityDef *entity = m_context.registry->entity(m_entity);
    if (field.type != FieldType::Links || !field.via.isEmpty() || !entity)
        return {std::move(field), std::nullopt};
    EntityDef junction = junctionFor(*m_context.registry, *entity, field);
    field.via = junction.name;
    return {std::move(field), std::move(junction)};
}

/// What is being written, in a world where the field is already there.
Result<void> FieldDefEditor::check(const QString &expression, Compiler compile) const
{
    if (expression.trimmed().isEmpty())
        return {}; // most lines are, and a world is a copy of all definitions
    const RegistryPointer registry = registryWith(*m_context.registry, m_entity, {draft(), std::nullopt});
    const EntityDef *entity = registry ? registry->entity(m_entity) : nullptr;
    if (!entity)
        return {};
    const auto compiled = compile(expression, *registry, *entity);
    return compiled ? Result<void>() : Result<void>(compiled.error());
}

Result<void> FieldDefEditor::readNumbers(FieldDef &field) const
{
    for (const auto &[key, target, most] :
        {std::tuple(u"maxLength"_s, &field.maxLength, 1'000'000), std::tuple(u"scale"_s, &field.scale, 9)}) {
        const QString text = m_lines.value(key)->text().trimmed();
        if (!uses(field.type, key) || text.isEmpty())
            continue;
        bool ok = false;
        *target = text.toInt(&ok);
        if (!ok || *target < 0)
            return Error::invalid(key, u"notAnInteger"_s);
        if (*target > most)
            return Error::invalid(key, u"outOfRange"_s);
    }
    return {};
}

Result<void> FieldDefEditor::readLimits(FieldDef &field) const
{
    field.minimum.reset();
    field.maximum.reset();
    std::optional<qint64> limits[2];
    const QString keys[2] = {u"minimum"_s, u"maximum"_s};
    for (int i = 0; i < 2; ++i) {
        const QString text = m_lines.value(keys[i])->text();
        if (!uses(field.type, keys[i]) || text.trimmed().isEmpty())
            continue;
        FieldTypeInfo::ImportContext typed;
        typed.currency = m_context.currency;
        const Result<Value> value = fieldTypeInfo(field.type).fromImport(field, text, typed);
        if (!value)
            return Error::invalid(keys[i], value.error().reason, value.error().arguments);
        limits[i] = value->kind() == Value::Kind::Money ? value->toMoney().minor : value->toInteger();
    }
    if (limits[0] && limits[1] && *limits[0] > *limits[1])
        return Error::invalid(u"maximum"_s, u"outOfRange"_s);
    field.minimum = limits[0];
    field.maximum = limits[1];
    return {};
}

}
