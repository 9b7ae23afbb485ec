// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/pagesview.h"

#include "client/printing/printing.h"
#include "client/printing/tablepages.h"
#include "client/widgets/tokens.h"

#include <QImage>
#include <QPaintEvent>
#include <QPainter>
#include <QPdfWriter>
#include <QScrollBar>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int dotsPerInch = 1200; ///< as printers have them, so that as many rows fit on a page as on theirs
constexpr qsizetype mostDrawn = 100'000'000; ///< bytes of pages that are kept
constexpr double leastOfWidth = 0.25; ///< zoom below which letters are dots
constexpr int gap = tokens::spaceLarge; ///< around pages

}

PagesView::PagesView(std::shared_ptr<const PrintedList> list, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_list(std::move(list))
    , m_paper(std::make_unique<QPdfWriter>(&m_nowhere))
    , m_drawn(mostDrawn)
{
    m_paper->setResolution(dotsPerInch);
    setUpPages(*m_paper);
    TablePages::turn(*m_paper, m_list->columns.size());
    m_pages = std::make_unique<TablePages>(*m_paper, m_list->head, m_list->columns);
    setFocusPolicy(Qt::StrongFocus);
    verticalScrollBar()->setSingleStep(tokens::rowHeight);
    updateBars();
}

PagesView::~PagesView() = default;

int PagesView::pageCount() const
{
    return m_pages->pageCount(int(m_list->rows.size()));
}

QSizeF PagesView::sizeOnPaper() const
{
    return QSizeF(m_paper->pageLayout().fullRectPixels(dotsPerInch).size()) * logicalDpiX() / dotsPerInch;
}

QSize PagesView::pageSize() const
{
    return (sizeOnPaper() * m_zoom).toSize();
}

int PagesView::pageStep() const
{
    return pageSize().height() + gap;
}

int PagesView::pageTop(int page) const
{
    return gap + (page - 1) * pageStep();
}

int PagesView::currentPage() const
{
    const int middle = verticalScrollBar()->value() + viewport()->height() / 2;
    return std::clamp(middle / pageStep() + 1, 1, pageCount());
}

void PagesView::showPage(int page)
{
    verticalScrollBar()->setValue(pageTop(page) - gap);
}

void PagesView::setZoom(double zoom)
{
    const int page = currentPage();
    m_fitsWidth = false;
    useZoom(zoom);
    showPage(page);
    viewport()->update();
}

void PagesView::useZoom(double zoom)
{
    if (zoom != m_zoom)
        m_drawn.clear();
    m_zoom = zoom;
    updateBars();
}

/// The whole width of a page, but never larger than on paper.
double PagesView::zoomOfWidth() const
{
    return std::clamp((viewport()->width() - 2 * gap) / sizeOnPaper().width(), leastOfWidth, 1.0);
}

void PagesView::updateBars()
{
    const QSize room = viewport()->size();
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setRange(0, std::max(0, pageTop(pageCount() + 1) - room.height()));
    horizontalScrollBar()->setPageStep(room.width());
    horizontalScrollBar()->setRange(0, std::max(0, pageSize().width() + 2 * gap - room.width()));
}

QPixmap PagesView::drawn(int page)
{
    if (const QPixmap *known = m_drawn.object(page))
        return *known;
    const double ratio = devicePixelRatioF();
    const QPageLayout layout = m_paper->pageLayout();
    QImage image((QSizeF(pageSize()) * ratio).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    // What is painted is measured in dots of the paper, letters included.
    image.setDotsPerMeterX(qRound(dotsPerInch / 0.0254));
    image.setDotsPerMeterY(qRound(dotsPerInch / 0.0254));
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double scale = double(image.width()) / layout.fullRectPixels(dotsPerInch).width();
    painter.scale(scale, scale);
    painter.translate(layout.paintRectPixels(dotsPerInch).topLeft());
    m_pages->paint(painter, m_pages->rowsOf(page, m_list->rows), page, pageCount());
    painter.end();
    auto *pixmap = new QPixmap(QPixmap::fromImage(image));
    pixmap->setDevicePixelRatio(ratio);
    const QPixmap result = *pixmap; // one that is too large to be kept goes at once
    m_drawn.insert(page, pixmap, image.sizeInBytes());
    return result;
}

void PagesView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().mid());
    const QSize size = pageSize();
    const int scrolled = verticalScrollBar()->value();
    const int left = std::max(gap, (viewport()->width() - size.width()) / 2) - horizontalScrollBar()->value();
    const int first = std::clamp((event->rect().top() + scrolled) / pageStep(), 1, pageCount());
    for (int page = first; page <= pageCount(); ++page) {
        const QRect place(QPoint(left, pageTop(page) - scrolled), size);
        if (place.top() > event->rect().bottom())
            break;
        if (place.intersects(event->rect()))
            painter.drawPixmap(place.topLeft(), drawn(page));
    }
}

void PagesView::resizeEvent(QResizeEvent *)
{
    // Pages of another size lie elsewhere; what is at the top stays there.
    const double atTop = double(verticalScrollBar()->value()) / pageStep();
    useZoom(m_fitsWidth ? zoomOfWidth() : m_zoom);
    verticalScrollBar()->setValue(qRound(atTop * pageStep()));
}

void PagesView::scrollContentsBy(int, int)
{
    viewport()->update();
    if (const int page = currentPage(); page != m_shown) {
        m_shown = page;
        emit currentPageChanged(page);
    }
}

}
