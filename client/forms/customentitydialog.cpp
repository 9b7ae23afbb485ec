// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/customentitydialog.h"

#include "client/fields/quietcombobox.h"
#include "client/forms/definitionname.h"
#include "client/forms/definitionrow.h"
#include "client/forms/definitionwrites.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Icons that stand for things rather than for actions.
const char *const offeredIcons[] = {"box", "briefcase", "building-2", "users", "package", "file-text", "clipboard-list",
    "folder", "calendar", "ticket", "receipt", "landmark", "globe", "map-pin", "flag", "star", "layers", "target",
    "key-round", "graduation-cap"};

FieldDef titleField()
{
    FieldDef field;
    field.number = FieldDef::firstCompanyFieldNumber;
    field.name = u"name"_s;
    field.column = u"c%1"_s.arg(field.number);
    field.layer = Layer::Company;
    field.required = true;
    field.indexed = true;
    field.searchable = true;
    field.maxLength = 200;
    field.labels = {{u"en"_s, u"Name"_s}, {u"zh_CN"_s, u"名称"_s}};
    return field;
}

EntityPermissions permissions(Scope scope)
{
    EntityPermissions all;
    all.read = scope;
    all.edit = scope;
    all.remove = scope;
    all.create = scope != Scope::None;
    all.exportRows = all.create;
    all.import = all.create;
    return all;
}

AccessDef accessFor(bool everybody)
{
    AccessDef access;
    access.byRole.insert(u"administrator"_s, permissions(Scope::All));
    for (const QString &role : {u"manager"_s, u"sales"_s, u"service"_s, u"employee"_s})
        access.byRole.insert(role, permissions(everybody ? Scope::All : Scope::None));
    return access;
}

}

CustomEntityDialog::CustomEntityDialog(FieldContext context, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_strip(new MessageStrip)
    , m_layout(new QFormLayout)
    , m_icon(new QuietComboBox)
    , m_access(new QuietComboBox)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setHelpContext(*this, u"dialog/customEntity"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_strip);
    layout->addLayout(m_layout);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    for (const QString &key : {u"labelEn"_s, u"pluralEn"_s, u"labelZh"_s, u"name"_s}) {
        auto *line = new QLineEdit;
        m_lines.insert(key, line);
        addRow(key, line);
    }
    addRow(u"icon"_s, m_icon);
    addRow(u"access"_s, m_access);
    fillIcons();
    m_access->addItem({}, true);
    m_access->addItem({}, false);
    connect(m_lines[u"name"_s], &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(m_lines[u"labelEn"_s], &QLineEdit::textEdited, this, [this](const QString &label) {
        if (!m_nameTouched)
            m_lines[u"name"_s]->setText(definitionName(label));
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CustomEntityDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip);
    resize(520, 380);
    retranslate();
}

Result<EntityDef> CustomEntityDialog::definition() const
{
    const auto text = [this](const char *key) {
        return m_lines.value(QString::fromLatin1(key))->text().trimmed();
    };
    EntityDef entity;
    entity.number = EntityDef::firstCompanyEntityNumber;
    entity.name = text("name");
    entity.table = u"e%1"_s.arg(entity.number);
    entity.area = u"crm"_s;
    entity.layer = Layer::Company;
    entity.icon = m_icon->currentData().toString();
    entity.titleField = u"name"_s;
    entity.traits = Trait::Timeline | Trait::Activities | Trait::Attachments;
    if (text("labelEn").isEmpty())
        return Error::invalid(u"labelEn"_s, u"required"_s);
    if (!isDefinitionName(entity.name))
        return Error::invalid(u"name"_s, entity.name.isEmpty() ? u"required"_s : u"badName"_s);
    if (m_context.registry->entity(entity.name))
        return Error::invalid(u"name"_s, u"nameTaken"_s);
    entity.labels.insert(u"en"_s, text("labelEn"));
    entity.pluralLabels.insert(u"en"_s, text("pluralEn").isEmpty() ? text("labelEn") : text("pluralEn"));
    if (!text("labelZh").isEmpty()) {
        entity.labels.insert(u"zh_CN"_s, text("labelZh"));
        entity.pluralLabels.insert(u"zh_CN"_s, text("labelZh"));
    }
    entity.fields.push_back(titleField());
    entity.list.columns = QStringList{u"name"_s, u"owner"_s, u"modifiedAt"_s};
    entity.list.sort = {u"name"_s, false};
    entity.detail.sections.push_back({u"basics"_s, {u"name"_s, u"owner"_s}, {}, false});
    entity.filters.push_back({u"all"_s, {}, true});
    entity.access = accessFor(m_access->currentData().toBool());
    return entity;
}

void CustomEntityDialog::accept()
{
    for (DefinitionRow *row : std::as_const(m_rows))
        row->clearError();
    m_strip->clear();
    const Result<EntityDef> entity = definition();
    if (!entity)
        m_rows.value(entity.error().field, m_rows.value(u"name"_s))->showError(errorText(entity.error()));
    else if (m_context.records)
        submit(*entity);
}

void CustomEntityDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void CustomEntityDialog::addRow(const QString &key, QWidget *control)
{
    m_rows.insert(key, new DefinitionRow(control, *m_layout));
}

void CustomEntityDialog::fillIcons()
{
    for (const char *name : offeredIcons) {
        const QString text = QString::fromLatin1(name);
        m_icon->addItem(icons::icon(text), text, text);
    }
}

void CustomEntityDialog::submit(const EntityDef &entity)
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    m_context.records->submit({entityWrite(entity, m_context.records->language())}, this,
        [this, name = entity.name](const Result<std::vector<MutationId>> &result) {
            m_buttons->button(QDialogButtonBox::Save)->setEnabled(true);
            if (!result) {
                m_strip->showError(result.error());
                return;
            }
            emit saved(name);
            QDialog::accept();
        });
}

void CustomEntityDialog::retranslate()
{
    const QHash<QString, QString> texts{{u"labelEn"_s, tr("Called in English")},
        {u"pluralEn"_s, tr("Several, in English")}, {u"labelZh"_s, tr("Called in Chinese")},
        {u"name"_s, tr("Name for interfaces")}, {u"icon"_s, tr("Icon")}, {u"access"_s, tr("Used by")}};
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        it.value()->setLabel(texts.value(it.key()));
    m_access->setItemText(0, tr("Everybody"));
    m_access->setItemText(1, tr("Administrators"));
    setWindowTitle(tr("New kind of record"));
    m_buttons->button(QDialogButtonBox::Save)->setText(tr("Save"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
}

}
