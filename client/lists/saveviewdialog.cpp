// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/saveviewdialog.h"

#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace tandem::client {

namespace {

constexpr int lastPlace = 999;

}

SaveViewDialog::SaveViewDialog(SavedView view, QWidget *parent)
    : QDialog(parent)
    , m_view(std::move(view))
    , m_name(new QLineEdit(this))
    , m_shared(new QCheckBox(tr("&Everybody can use it"), this))
    , m_default(new QCheckBox(tr("&Open the list with it"), this))
    , m_order(new QSpinBox(this))
{
    setHelpContext(*this, QStringLiteral("dialog/saveView"));
    setWindowTitle(tr("Save view"));
    auto *layout = new QFormLayout(this);
    auto *strip = new MessageStrip(this);
    layout->addRow(strip);
    m_name->setMaxLength(100);
    m_name->setText(m_view.name);
    m_shared->setChecked(m_view.shared);
    m_default->setChecked(m_view.isDefault);
    m_order->setRange(0, lastPlace);
    m_order->setValue(m_view.order);
    layout->addRow(tr("&Name"), m_name);
    layout->addRow(QString(), m_shared);
    layout->addRow(QString(), m_default);
    layout->addRow(tr("&Place in the menu"), m_order);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setText(tr("Save"));
    m_save->setEnabled(!m_view.name.isEmpty());
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    layout->addRow(buttons);
    connect(m_name, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_save->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *strip);
    m_name->setFocus();
}

SavedView SaveViewDialog::view() const
{
    SavedView view = m_view;
    view.name = m_name->text().trimmed();
    view.shared = m_shared->isChecked();
    view.isDefault = m_default->isChecked();
    view.order = m_order->value();
    return view;
}

}
