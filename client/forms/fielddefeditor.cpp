// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fielddefeditor.h"

#include "client/fields/fieldformat.h"
#include "client/fields/quietcombobox.h"
#include "client/forms/definitionname.h"
#include "client/forms/definitionrow.h"
#include "client/forms/optionseditor.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr FieldType offered[] = {FieldType::Text, FieldType::LongText, FieldType::RichText, FieldType::Integer,
    FieldType::Decimal, FieldType::Money, FieldType::Percent, FieldType::Boolean, FieldType::Date, FieldType::DateTime,
    FieldType::Duration, FieldType::Choice, FieldType::MultiChoice, FieldType::Link, FieldType::User, FieldType::File,
    FieldType::Image, FieldType::Email, FieldType::Phone, FieldType::Url, FieldType::Address, FieldType::Tags,
    FieldType::Formula};

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
        return type == FieldType::Link;
    if (key == "formula"_L1)
        return type == FieldType::Formula;
    return true;
}

}

FieldDefEditor::FieldDefEditor(FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_layout(new QFormLayout(this))
    , m_type(new QuietComboBox)
    , m_target(new QuietComboBox)
    , m_options(new OptionsEditor)
    , m_required(new QCheckBox)
    , m_indexed(new QCheckBox)
    , m_searchable(new QCheckBox)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(tokens::space);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    QLineEdit *english = addLine(u"labelEn"_s);
    addLine(u"labelZh"_s);
    QLineEdit *name = addLine(u"name"_s);
    addRow(u"type"_s, m_type);
    addRow(u"target"_s, m_target);
    addRow(u"options"_s, m_options);
    for (const QString &key : {u"maxLength"_s, u"scale"_s, u"minimum"_s, u"maximum"_s, u"formula"_s})
        addLine(key);
    for (QCheckBox *box : {m_required, m_indexed, m_searchable})
        m_layout->addRow(box);
    fillTypes();
    fillTargets();
    connect(name, &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(english, &QLineEdit::textEdited, this, [this, name](const QString &label) {
        if (!m_nameTouched && name->isEnabled())
            name->setText(definitionName(label));
    });
    connect(m_type, &QComboBox::currentIndexChanged, this, &FieldDefEditor::showParameters);
    retranslate();
    showParameters();
}

void FieldDefEditor::setDefinition(const FieldDef &field)
{
    m_existing = field;
    m_lines[u"labelEn"_s]->setText(field.labels.value(u"en"_s));
    m_lines[u"labelZh"_s]->setText(field.labels.value(u"zh_CN"_s));
    m_lines[u"name"_s]->setText(field.name);
    m_lines[u"name"_s]->setEnabled(false);
    m_type->setCurrentIndex(m_type->findData(int(field.type)));
    m_type->setEnabled(false);
    m_target->setCurrentIndex(m_target->findData(field.target));
    m_target->setEnabled(false);
    m_options->setOptions(field);
    m_required->setChecked(field.required);
    m_indexed->setChecked(field.indexed);
    m_searchable->setChecked(field.searchable);
    m_lines[u"formula"_s]->setText(field.formula);
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

Result<FieldDef> FieldDefEditor::definition() const
{
    const auto text = [this](const char *key) {
        return m_lines.value(QString::fromLatin1(key))->text().trimmed();
    };
    FieldDef field = m_existing;
    field.layer = Layer::Company;
    field.type = type();
    field.name = text("name");
    field.labels.clear();
    for (const auto &[language, key] : {std::pair("en", "labelEn"), std::pair("zh_CN", "labelZh")}) {
        if (!text(key).isEmpty())
            field.labels.insert(QString::fromLatin1(language), text(key));
    }
    if (field.labels.isEmpty())
        return Error::invalid(u"labelEn"_s, u"required"_s);
    if (!isDefinitionName(field.name))
        return Error::invalid(u"name"_s, field.name.isEmpty() ? u"required"_s : u"badName"_s);
    field.required = m_required->isChecked();
    field.indexed = m_indexed->isChecked();
    field.searchable = m_searchable->isChecked();
    field.options.clear();
    field.optionLabels.clear();
    if (uses(field.type, u"options"_s)) {
        m_options->writeTo(field);
        if (field.options.empty())
            return Error::invalid(u"options"_s, u"required"_s);
    }
    if (uses(field.type, u"target"_s))
        field.target = m_target->currentData().toString();
    if (field.type == FieldType::Formula) {
        field.formula = text("formula");
        if (field.formula.isEmpty())
            return Error::invalid(u"formula"_s, u"required"_s);
    }
    TANDEM_TRY(readNumbers(field));
    TANDEM_TRY(readLimits(field));
    return field;
}

void FieldDefEditor::showError(const QString &key, const QString &text)
{
    m_rows.value(m_rows.contains(key) ? key : u"name"_s)->showError(text);
}

void FieldDefEditor::clearErrors()
{
    for (DefinitionRow *row : std::as_const(m_rows))
        row->clearError();
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

void FieldDefEditor::fillTypes()
{
    for (FieldType type : offered)
        m_type->addItem(QString(), int(type));
}

void FieldDefEditor::fillTargets()
{
    const Labels *labels = m_context.records ? &m_context.records->labels() : m_context.labels.get();
    for (const EntityDef &entity : m_context.registry->entities()) {
        if (!entity.deleted && !entity.traits.testFlag(Trait::Internal) && !entity.traits.testFlag(Trait::Junction))
            m_target->addItem(labels ? labels->entity(entity) : entity.name, entity.name);
    }
}

void FieldDefEditor::showParameters()
{
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        it.value()->setShown(uses(type(), it.key()));
    const bool computed = type() == FieldType::Formula;
    m_required->setVisible(!computed);
    m_indexed->setVisible(!computed);
    m_searchable->setVisible(!computed);
}

void FieldDefEditor::retranslate()
{
    const QHash<QString, QString> texts{{u"labelEn"_s, tr("Label in English")}, {u"labelZh"_s, tr("Label in Chinese")},
        {u"name"_s, tr("Name for interfaces")}, {u"type"_s, tr("Type")}, {u"target"_s, tr("Points to")},
        {u"options"_s, tr("Options")}, {u"maxLength"_s, tr("Longest text")}, {u"scale"_s, tr("Digits after the point")},
        {u"minimum"_s, tr("Smallest value")}, {u"maximum"_s, tr("Largest value")}, {u"formula"_s, tr("Formula")}};
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        it.value()->setLabel(texts.value(it.key()));
    m_required->setText(tr("Required"));
    m_indexed->setText(tr("Lists can be sorted and filtered by it quickly"));
    m_searchable->setText(tr("Found by search"));
    m_lines[u"formula"_s]->setPlaceholderText(u"amount * probability / 100"_s);
    for (int i = 0; i < m_type->count(); ++i)
        m_type->setItemText(i, typeLabel(FieldType(m_type->itemData(i).toInt())));
}

FieldType FieldDefEditor::type() const
{
    return FieldType(m_type->currentData().toInt());
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

QString FieldDefEditor::typeLabel(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return tr("Text");
    case FieldType::LongText:
        return tr("Long text");
    case FieldType::RichText:
        return tr("Formatted text");
    case FieldType::Integer:
        return tr("Whole number");
    case FieldType::Decimal:
        return tr("Decimal number");
    case FieldType::Money:
        return tr("Amount of money");
    case FieldType::Percent:
        return tr("Percentage");
    case FieldType::Boolean:
        return tr("Yes or no");
    case FieldType::Date:
        return tr("Date");
    case FieldType::DateTime:
        return tr("Date and time");
    case FieldType::Duration:
        return tr("Duration");
    case FieldType::Choice:
        return tr("Choice");
    case FieldType::MultiChoice:
        return tr("Several choices");
    case FieldType::Link:
        return tr("Link to a record");
    case FieldType::Links:
        return tr("Links to records");
    case FieldType::AnyLink:
        return tr("Link to any record");
    case FieldType::User:
        return tr("Person");
    case FieldType::File:
        return tr("File");
    case FieldType::Image:
        return tr("Picture");
    case FieldType::Email:
        return tr("E-mail address");
    case FieldType::Phone:
        return tr("Phone number");
    case FieldType::Url:
        return tr("Web address");
    case FieldType::Address:
        return tr("Postal address");
    case FieldType::Tags:
        return tr("Tags");
    case FieldType::NumberSeries:
        return tr("Running number");
    case FieldType::Formula:
        return tr("Formula");
    case FieldType::RollUp:
        return tr("Roll-up");
    case FieldType::Json:
        return tr("JSON");
    }
    return {};
}

}
