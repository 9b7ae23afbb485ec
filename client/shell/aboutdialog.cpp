// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/aboutdialog.h"

#include "client/records/records.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int pictureSize = 48;
constexpr int textWidth = 420;

QLabel *selectable(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}

AboutDialog::AboutDialog(const Records &records, const QString &dataFolder, QWidget *parent)
    : QDialog(parent)
{
    setHelpContext(*this, QStringLiteral("dialog/about"));
    setWindowTitle(tr("About Tandem"));
    setMinimumWidth(textWidth);
    auto *picture = new QLabel(this);
    picture->setPixmap(icons::pixmap(
        QStringLiteral("tandem"), pictureSize, palette().color(QPalette::Highlight), devicePixelRatioF()));
    auto *name = new QLabel(tr("Tandem"), this);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    name->setFont(large);
    auto *purpose = new QLabel(tr("Customers and office as one system"), this);
    auto *names = new QVBoxLayout;
    names->addWidget(name);
    names->addWidget(purpose);
    auto *head = new QHBoxLayout;
    head->setSpacing(tokens::spaceMedium);
    head->addWidget(picture);
    head->addLayout(names, 1);

    auto *rows = new QFormLayout;
    rows->setSpacing(tokens::space);
    addRow(*rows, tr("Version"), QCoreApplication::applicationVersion());
    if (!records.company().isEmpty())
        addRow(*rows, tr("Company"), records.company());
    addRow(*rows, tr("Data folder"), QDir::toNativeSeparators(dataFolder));
    addRow(
        *rows, tr("System"), QSysInfo::prettyProductName() + QLatin1String(", ") + QSysInfo::currentCpuArchitecture());
    addRow(*rows, QStringLiteral("Qt"), QString::fromLatin1(qVersion()));

    auto *licence = selectable(tr("Free software under the GNU General Public License, version 3 or later. It comes "
                                  "without any warranty, as far as the law permits."),
        this);
    licence->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto *copy = buttons->addButton(tr("&Copy details"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false); // Enter closes, wherever the keyboard is
    copy->setIcon(icons::icon(QStringLiteral("copy")));
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(details()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(tokens::spaceLarge);
    column->addLayout(head);
    column->addLayout(rows);
    column->addWidget(licence);
    column->addWidget(buttons);
}

QString AboutDialog::details() const
{
    return m_details.join(QLatin1Char('\n'));
}

void AboutDialog::addRow(QFormLayout &rows, const QString &label, const QString &text)
{
    QLabel *value = selectable(text, this);
    value->setAccessibleName(label);
    rows.addRow(label, value);
    m_details.append(label + QLatin1String(": ") + text);
}

}
