// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/permissionsrow.h"

#include "client/fields/permissionsdialog.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/tokens.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace tandem::client {

PermissionsRow::PermissionsRow(FieldContext context, const QString &entity, QWidget *parent)
    : EntityRuleRow(std::move(context), entity, parent)
    , m_words(new ElidedLabel)
    , m_button(new QToolButton)
{
    m_button->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::space);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_button);
    connect(m_button, &QToolButton::clicked, this, &PermissionsRow::change);
    render();
}

PermissionsRow::~PermissionsRow()
{
    delete m_dialog;
}

void PermissionsRow::showEntry(const QJsonValue &entry, const QJsonValue &stored)
{
    m_entry = entry;
    m_stored = stored;
    render();
}

void PermissionsRow::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_button->setEnabled(!readOnly);
    if (m_dialog)
        m_dialog->setReadOnly(readOnly);
}

void PermissionsRow::setRoleKey(const QString &key)
{
    m_roleKey = key;
    render();
}

void PermissionsRow::retranslate(const QString &prefix)
{
    m_prefix = prefix;
    render();
}

std::vector<QWidget *> PermissionsRow::tabStops() const
{
    return {m_button};
}

void PermissionsRow::change()
{
    const EntityDef *known = definition();
    if (!known)
        return enter(m_entry.isUndefined() ? m_stored : QJsonValue(QJsonValue::Undefined));
    auto *dialog = new PermissionsDialog(context(), *known, m_roleKey, m_entry, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    follow(dialog);
    dialog->open();
}

void PermissionsRow::follow(PermissionsDialog *dialog)
{
    m_dialog = dialog;
    dialog->setReadOnly(m_readOnly);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { enter(dialog->entry()); });
}

void PermissionsRow::handOver(EntityRuleRow &successor)
{
    auto *row = qobject_cast<PermissionsRow *>(&successor);
    if (!row || !m_dialog)
        return;
    m_dialog->disconnect(this);
    row->follow(m_dialog);
    m_dialog.clear();
}

void PermissionsRow::enter(const QJsonValue &entry)
{
    showEntry(entry, m_stored);
    emit entered(m_entry);
}

void PermissionsRow::render()
{
    const EntityDef *known = definition();
    QString text = words().entry(JsonContent::Permissions, entity(), m_entry);
    if (known && m_entry.isUndefined())
        text = tr("Default: %1").arg(words().permissions(*known, known->defaultPermissions(m_roleKey)));
    m_words->setText(text);
    if (known)
        m_button->setText(tr("Change…"));
    else
        m_button->setText(m_entry.isUndefined() ? tr("Put back") : tr("Take out"));
    m_button->setAccessibleName(tr("%1 – %2: %3").arg(m_prefix, name(), m_button->text()));
    m_button->setAccessibleDescription(text);
}

QString PermissionsRow::legend()
{
    return tr("Who has several roles may do what any of them allows.").toHtmlEscaped();
}

}
