// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/passworddialog.h"

#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/base/errortext.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int formWidth = 380;

}

PasswordDialog::PasswordDialog(Records &records, QWidget *parent)
    : QDialog(parent)
    , m_records(records)
    , m_strip(new MessageStrip(this))
{
    setHelpContext(*this, QStringLiteral("dialog/password"));
    setWindowTitle(tr("Change password"));
    setMinimumWidth(formWidth);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(tokens::spaceSmall);
    column->addWidget(m_strip);
    m_old = addRow(*column, tr("&Present password"));
    m_new = addRow(*column, tr("&New password"));
    m_again = addRow(*column, tr("New password &again"));
    auto *hint = new QLabel(tr("Your other devices are signed out. What was written there is kept."), this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(hint);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_change = buttons->button(QDialogButtonBox::Ok);
    m_change->setText(tr("Change password"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &PasswordDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_old.edit->setFocus();
}

PasswordDialog::Row PasswordDialog::addRow(QVBoxLayout &column, const QString &label)
{
    auto *name = new QLabel(label, this);
    const Row row{new QLineEdit(this), new QLabel(this)};
    row.edit->setEchoMode(QLineEdit::Password);
    name->setBuddy(row.edit);
    row.error->setWordWrap(true);
    row.error->hide();
    QPalette own = row.error->palette();
    own.setColor(QPalette::WindowText, toneColours(Tone::Danger, palette()).text);
    row.error->setPalette(own);
    column.addWidget(name);
    column.addWidget(row.edit);
    column.addWidget(row.error);
    return row;
}

void PasswordDialog::submit()
{
    clearErrors();
    if (m_old.edit->text().isEmpty())
        return showError(m_old, tr("Enter your present password."));
    if (m_new.edit->text().isEmpty())
        return showError(m_new, tr("Enter a new password."));
    if (m_again.edit->text() != m_new.edit->text())
        return showError(m_again, tr("This is not the same as the new password."));
    m_change->setEnabled(false);
    m_records.changePassword(
        m_old.edit->text(), m_new.edit->text(), this, [this](const Result<void> &done) { answered(done); });
}

void PasswordDialog::answered(const Result<void> &done)
{
    m_change->setEnabled(true);
    if (done.ok()) {
        emit changed();
        return accept();
    }
    const Error &error = done.error();
    if (error.code == ErrorCode::Unauthenticated && error.reason != QLatin1String("sessionEnded"))
        showError(m_old, tr("This is not your present password."));
    else if (error.field == QLatin1String("password"))
        showError(m_new, errorText(error));
    else
        m_strip->showError(error);
}

void PasswordDialog::showError(const Row &row, const QString &sentence)
{
    row.error->setText(sentence);
    row.error->show();
    row.edit->setAccessibleDescription(sentence);
    row.edit->setProperty("tandemInvalid", true);
    row.edit->setFocus();
    row.edit->selectAll();
}

void PasswordDialog::clearErrors()
{
    m_strip->clear();
    for (const Row &row : {m_old, m_new, m_again}) {
        row.error->hide();
        row.edit->setAccessibleDescription({});
        row.edit->setProperty("tandemInvalid", false);
    }
}

}
