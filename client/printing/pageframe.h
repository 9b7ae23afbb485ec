// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"

#include <QRectF>

class QFont;
class QPagedPaintDevice;
class QPainter;

namespace tandem::client {

/// What is the same on each page: the company's name and the title above, date and page n / m below, and between them
/// the room for the rest. Everything is in dots of the device.
class PageFrame
{
public:
    PageFrame(const QPagedPaintDevice &device, PageHead head);

    QRectF body() const { return m_body; }
    double millimetres(double length) const;
    void paint(QPainter &painter, int page, int pages) const; ///< pages count from 1; `pages` 0: nobody knows

    static QFont font(double pointSize, bool bold = false); ///< with Chinese glyphs, as the window has them

private:
    const QPagedPaintDevice &m_device;
    PageHead m_head;
    QRectF m_page;
    QRectF m_body;
};

}
