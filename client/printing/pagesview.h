// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"

#include <QAbstractScrollArea>
#include <QBuffer>
#include <QCache>
#include <QPixmap>

#include <memory>

class QPdfWriter;

namespace tandem::client {

class TablePages;

/// The pages of a long list below each other, as they will be on paper. A page is drawn when it comes into view, so
/// that thousands of rows are there at once and scrolling costs the same on each page.
class PagesView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit PagesView(std::shared_ptr<const PrintedList> list, QWidget *parent = nullptr);
    ~PagesView() override;

    int pageCount() const;
    int currentPage() const; ///< the one that most of the view shows; counts from 1
    void showPage(int page);
    double zoom() const { return m_zoom; }
    /// 1: as large as on paper. Before the first call, a page is as wide as the view, if that is less.
    void setZoom(double zoom);

signals:
    void currentPageChanged(int page);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    QSizeF sizeOnPaper() const; ///< of a page at zoom 1, in dots of the screen
    QSize pageSize() const; ///< on the screen
    int pageStep() const; ///< from the top of a page to that of the next
    int pageTop(int page) const; ///< below the beginning of the first
    QPixmap drawn(int page);
    void useZoom(double zoom);
    double zoomOfWidth() const;
    void updateBars();

    std::shared_ptr<const PrintedList> m_list;
    QBuffer m_nowhere;
    std::unique_ptr<QPdfWriter> m_paper; ///< measured with, never written to
    std::unique_ptr<TablePages> m_pages;
    QCache<int, QPixmap> m_drawn;
    double m_zoom = 1;
    bool m_fitsWidth = true;
    int m_shown = 1; ///< the page that was told last
};

}
