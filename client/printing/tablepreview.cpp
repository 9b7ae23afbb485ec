// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/tablepreview.h"

#include "client/printing/pagesview.h"
#include "client/printing/printing.h"
#include "client/printing/tablepages.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/screenfit.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr double zoomStep = 1.25;
constexpr double leastZoom = 0.25;
constexpr double mostZoom = 3;

}

TablePreview::TablePreview(std::shared_ptr<const PrintedList> list, QWidget *parent)
    : QDialog(parent)
    , m_list(std::move(list))
    , m_pages(new PagesView(m_list, this))
    , m_place(new QLabel(this))
{
    setWindowTitle(tr("Print: %1").arg(m_list->head.title));
    setHelpContext(*this, QStringLiteral("dialog/print"));
    m_pages->setAccessibleName(tr("Pages"));
    const auto zoomButton = [this](const QString &icon, const QString &text, const QKeySequence &keys, double factor) {
        auto *button = new QToolButton(this);
        button->setIcon(icons::icon(icon));
        button->setToolTip(text);
        button->setAccessibleName(text);
        button->setShortcut(keys);
        connect(button, &QToolButton::clicked, this, [this, factor] { zoomBy(factor); });
        return button;
    };
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *print = buttons->addButton(tr("&Print…"), QDialogButtonBox::ActionRole);
    print->setDefault(true);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    auto *below = new QHBoxLayout;
    below->addWidget(zoomButton(QStringLiteral("minus"), tr("Smaller (-)"), Qt::Key_Minus, 1 / zoomStep));
    below->addWidget(zoomButton(QStringLiteral("plus"), tr("Larger (+)"), Qt::Key_Plus, zoomStep));
    below->addWidget(m_place, 1);
    below->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_pages, 1);
    layout->addLayout(below);
    connect(m_pages, &PagesView::currentPageChanged, this, &TablePreview::showPlace);
    connect(print, &QPushButton::clicked, this, &TablePreview::choosePrinter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showPlace();
    m_pages->setFocus();
    resizeWithinScreen(*this, QSize(900, 760));
}

void TablePreview::showPlace()
{
    m_place->setText(
        tr("Page %1 of %2").arg(locale().toString(m_pages->currentPage()), locale().toString(m_pages->pageCount())));
}

void TablePreview::zoomBy(double factor)
{
    m_pages->setZoom(std::clamp(m_pages->zoom() * factor, leastZoom, mostZoom));
}

void TablePreview::choosePrinter()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(m_list->head.title);
    setUpPages(*printer);
    TablePages::turn(*printer, m_list->columns.size());
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setMinMax(1, m_pages->pageCount());
    // The printer lives as long as the dialog's connections, hence as long as the dialog.
    connect(dialog, qOverload<QPrinter *>(&QPrintDialog::accepted), this, [this, printer] {
        emit printRequested(printer);
        accept();
    });
    dialog->open();
}

}
