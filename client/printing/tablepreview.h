// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPrinter;

namespace tandem::client {

class PagesView;

/// Shows a long list as it will be on paper, and asks for the printer. Keys: Page Up and Page Down turn over, + and -
/// zoom, Enter prints, Esc closes.
class TablePreview final : public QDialog
{
    Q_OBJECT

public:
    explicit TablePreview(std::shared_ptr<const PrintedList> list, QWidget *parent = nullptr);

signals:
    /// The user has chosen the printer and how it prints; the preview closes.
    void printRequested(const std::shared_ptr<QPrinter> &printer);

private:
    void choosePrinter();
    void zoomBy(double factor);
    void showPlace();

    std::shared_ptr<const PrintedList> m_list;
    PagesView *m_pages;
    QLabel *m_place;
};

}
