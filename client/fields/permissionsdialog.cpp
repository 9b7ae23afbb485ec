// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/permissionsdialog.h"

#include "client/fields/quietcombobox.h"
#include "client/fields/recordscontext.h"
#include "client/models/entityrulewords.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"
#include "shared/metadata/accessparser.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>
#include <vector>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int asForChanging = -1; ///< in the place of a scope: the action is not named

enum Column { FieldColumn, AccessColumn, ColumnCount };

/// Words of the middle of a sentence, alone in a box.
QString alone(QString words)
{
    if (!words.isEmpty())
        words[0] = words.at(0).toUpper();
    return words;
}

/// Two forms above each other look like one.
void alignLabels(QFormLayout &upper, QFormLayout &lower)
{
    std::vector<QWidget *> labels;
    for (const QFormLayout *form : {&upper, &lower}) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole); item && item->widget())
                labels.push_back(item->widget());
        }
    }
    int width = 0;
    for (const QWidget *label : labels)
        width = std::max(width, label->sizeHint().width());
    for (QWidget *label : labels)
        label->setMinimumWidth(width);
    // A layout in a layout takes its spacing from there.
    lower.setHorizontalSpacing(upper.horizontalSpacing());
}

}

PermissionsDialog::PermissionsDialog(
    FieldContext context, const EntityDef &entity, const QString &roleKey, const QJsonValue &entry, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_entity(entity)
    , m_entry(entry)
    , m_start(entity.defaultPermissions(roleKey))
    , m_strip(new MessageStrip)
    , m_rights(new QWidget)
    , m_create(new QCheckBox(tr("Create new ones")))
    , m_export(new QCheckBox(tr("Export")))
    , m_import(new QCheckBox(tr("Import")))
    , m_fields(new QTableWidget(0, ColumnCount))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setHelpContext(*this, u"dialog/permissions"_s);
    const EntityRuleWords words(*m_context.registry, labelsOf(m_context));
    setWindowTitle(tr("What the role may do: %1").arg(words.name(m_entity.name)));
    auto *layout = new QVBoxLayout(this);
    auto *top = new QFormLayout;
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_strip);
    layout->addLayout(top);
    layout->addWidget(m_rights, 1);
    layout->addWidget(m_buttons);
    addKinds(*top, words.permissions(m_entity, m_start));
    if (!m_entry.isUndefined())
        begin();
    buildRights();
    alignLabels(*top, *qobject_cast<QFormLayout *>(m_rights->layout()));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PermissionsDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &PermissionsDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip);
    refresh();
    resizeWithinScreen(*this, QSize(560, 620));
}

/// From what the role says itself, instead of from the default.
void PermissionsDialog::begin()
{
    const auto read = readPermissions(m_entry.toObject(), {});
    m_start = read.valueOr(EntityPermissions());
    if (read.ok())
        return;
    m_start.deny = m_kind->currentData().toInt() == Denied;
    const EntityRuleWords words(*m_context.registry, labelsOf(m_context));
    m_strip->showMessage(Tone::Warning,
        tr("What is stored here is not understood, so it gives nothing: %1")
            .arg(words.entry(JsonContent::Permissions, m_entity.name, m_entry)));
}

void PermissionsDialog::buildRights()
{
    auto *form = new QFormLayout(m_rights);
    form->setContentsMargins(0, 0, 0, 0);
    m_read = addScope(*form, tr("See"), m_start.read);
    m_edit = addScope(*form, tr("Change"), m_start.edit);
    m_remove = addScope(*form, tr("Delete"), m_start.remove);
    addActions(*form);
    auto *further = new QHBoxLayout;
    for (const auto &[box, given] : {std::pair(m_create, m_start.create), std::pair(m_export, m_start.exportRows),
             std::pair(m_import, m_start.import)}) {
        box->setChecked(given);
        further->addWidget(box);
    }
    further->addStretch(1);
    form->addRow(tr("Also"), further);
    form->addRow(m_fields);
    fillFields();
}

void PermissionsDialog::addKinds(QFormLayout &form, const QString &defaultWords)
{
    m_kind = new QuietComboBox;
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->addItem(tr("Default: %1").arg(defaultWords), int(Default));
    m_kind->setItemData(0, defaultWords, Qt::ToolTipRole);
    m_kind->addItem(tr("Set for this role"), int(Own));
    m_kind->addItem(tr("No access, whatever other roles give"), int(Denied));
    const bool denied = m_entry.toObject().value("deny"_L1).toBool();
    m_kind->setCurrentIndex(m_entry.isUndefined() ? Default : denied ? Denied : Own);
    m_kind->setAccessibleName(tr("Rights"));
    form.addRow(tr("Rights"), m_kind);
}

QuietComboBox *PermissionsDialog::addScope(QFormLayout &form, const QString &label, Scope scope)
{
    auto *box = new QuietComboBox;
    for (int each = int(Scope::None); each <= int(Scope::All); ++each)
        box->addItem(alone(EntityRuleWords::scope(Scope(each))), each);
    box->setCurrentIndex(box->findData(int(scope)));
    box->setAccessibleName(label);
    form.addRow(label, box);
    return box;
}

void PermissionsDialog::addActions(QFormLayout &form)
{
    const Labels *labels = labelsOf(m_context);
    QStringList names = m_entity.detail.actions;
    for (auto it = m_start.actions.begin(); it != m_start.actions.end(); ++it) {
        if (!names.contains(it.key()))
            names.append(it.key());
    }
    for (const QString &name : std::as_const(names)) {
        const QString label = labels ? labels->action(m_entity, name) : name;
        const auto scope = m_start.actions.constFind(name);
        QuietComboBox *box = addScope(form, label, scope == m_start.actions.cend() ? Scope::None : *scope);
        box->insertItem(0, tr("As for changing"), asForChanging);
        if (scope == m_start.actions.cend())
            box->setCurrentIndex(0);
        m_actions.insert(name, box);
    }
}

void PermissionsDialog::fillFields()
{
    m_fields->setHorizontalHeaderLabels({tr("Field"), tr("Access")});
    m_fields->setAccessibleName(tr("Fields"));
    m_fields->verticalHeader()->setVisible(false);
    m_fields->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_fields->setTabKeyNavigation(false);
    m_fields->setMinimumHeight(120);
    for (const FieldDef &field : m_entity.fields) {
        if (!field.deleted && !field.isSystem())
            addField(field);
    }
}

void PermissionsDialog::addField(const FieldDef &field)
{
    const Labels *labels = labelsOf(m_context);
    const QString name = labels ? labels->field(m_entity, field) : field.name;
    const FieldAccess now = m_start.fields.value(field.name, FieldAccess::Write);
    const int row = m_fields->rowCount();
    m_fields->insertRow(row);
    auto *item = new QTableWidgetItem(name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setData(Qt::UserRole, field.name);
    m_fields->setItem(row, FieldColumn, item);
    auto *box = new QuietComboBox;
    for (const FieldAccess access : {FieldAccess::Write, FieldAccess::Read, FieldAccess::Masked, FieldAccess::Hidden}) {
        if (access != FieldAccess::Masked || now == access || !field.mask.isEmpty())
            box->addItem(alone(EntityRuleWords::fieldAccess(access)), int(access));
    }
    box->setCurrentIndex(box->findData(int(now)));
    box->setAccessibleName(tr("%1, access").arg(name));
    m_fields->setCellWidget(row, AccessColumn, box);
}

void PermissionsDialog::refresh()
{
    m_rights->setEnabled(m_kind->currentData().toInt() == Own);
}

Scope PermissionsDialog::scopeIn(const QuietComboBox &box) const
{
    return Scope(box.currentData().toInt());
}

/// Over what stood there: fields that are not shown here stay.
EntityPermissions PermissionsDialog::permissions() const
{
    EntityPermissions permissions = m_start;
    permissions.deny = m_kind->currentData().toInt() == Denied;
    permissions.read = scopeIn(*m_read);
    permissions.edit = scopeIn(*m_edit);
    permissions.remove = scopeIn(*m_remove);
    permissions.create = m_create->isChecked();
    permissions.exportRows = m_export->isChecked();
    permissions.import = m_import->isChecked();
    for (auto it = m_actions.begin(); it != m_actions.end(); ++it) {
        if (it.value()->currentData().toInt() == asForChanging)
            permissions.actions.remove(it.key());
        else
            permissions.actions.insert(it.key(), scopeIn(*it.value()));
    }
    for (int row = 0; row < m_fields->rowCount(); ++row) {
        const QString field = m_fields->item(row, FieldColumn)->data(Qt::UserRole).toString();
        const auto *box = qobject_cast<QComboBox *>(m_fields->cellWidget(row, AccessColumn));
        const auto access = FieldAccess(box->currentData().toInt());
        if (access == m_start.fields.value(field, FieldAccess::Write))
            continue;
        if (access == FieldAccess::Write)
            permissions.fields.remove(field);
        else
            permissions.fields.insert(field, access);
    }
    return permissions;
}

QJsonValue PermissionsDialog::entry() const
{
    if (m_kind->currentData().toInt() == Default)
        return QJsonValue(QJsonValue::Undefined);
    if (!m_entry.isUndefined() && permissions() == m_start)
        return m_entry;
    QJsonObject entry = m_entry.toObject();
    for (const auto key : {"actions"_L1, "fields"_L1, "deny"_L1}) // which are left out where they say nothing
        entry.remove(key);
    const QJsonObject known = permissionsToJson(permissions());
    for (auto it = known.begin(); it != known.end(); ++it)
        entry.insert(it.key(), it.value());
    return entry;
}

void PermissionsDialog::setReadOnly(bool readOnly)
{
    if (readOnly == m_readOnly)
        return;
    m_readOnly = readOnly;
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!readOnly);
    if (readOnly)
        m_strip->showMessage(Tone::Warning, tr("The role can no longer be changed."));
    else
        m_strip->clear();
}

void PermissionsDialog::accept()
{
    if (m_readOnly)
        return;
    const EntityPermissions chosen = permissions();
    const bool isWider = chosen.edit > chosen.read || chosen.remove > chosen.read;
    if (m_kind->currentData().toInt() == Own && isWider) {
        m_strip->showMessage(Tone::Danger, errorText(Error::invalid(u"read"_s, u"widerThanRead"_s)));
        m_read->setFocus();
        return;
    }
    QDialog::accept();
}

}
