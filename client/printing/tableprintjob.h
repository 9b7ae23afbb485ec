// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"
#include "shared/base/result.h"

#include <QObject>

#include <memory>

class QPainter;
class QPrinter;

namespace tandem::client {

class TablePages;

/// Prints a long list page by page, between which the window lives. A file that is printed to is removed unless all
/// pages are in it. Deletes itself when done.
class TablePrintJob final : public QObject
{
    Q_OBJECT

public:
    TablePrintJob(
        std::shared_ptr<const PrintedList> list, std::shared_ptr<QPrinter> printer, QObject *parent = nullptr);
    ~TablePrintJob() override;

    /// Exactly one of finished(), failed() and cancelled() follows, not before the event loop is back.
    void start();
    /// No further page is printed. A printer may put out what it has already.
    void cancel();

signals:
    void progressed(int printed, int pages);
    void finished(int pages);
    void failed(const tandem::Error &error); ///< Unavailable ("cannotPrint")
    void cancelled();

private:
    void begin();
    void paintNext();
    void fail();
    void removeFile();
    bool end(); ///< false if it has ended before

    std::shared_ptr<const PrintedList> m_list;
    std::shared_ptr<QPrinter> m_printer;
    std::unique_ptr<TablePages> m_pages;
    std::unique_ptr<QPainter> m_painter; ///< null until printing has begun
    int m_first = 1; ///< of the pages that the user wants
    int m_last = 1;
    int m_next = 1;
    bool m_ended = false;
};

}
