// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/pdfpage.h"

#include "shared/base/bytesize.h"

#include <QFileInfo>
#include <QPdfDocument>

namespace tandem::client::pdfpage {

namespace {

/// What is larger is a book or a scan, whose first page is not worth the time that somebody waits who attaches it.
constexpr qint64 largest = 100 * MiB;

}

QImage first(const QString &path, int pixels)
{
    QPdfDocument document;
    if (QFileInfo(path).size() > largest || document.load(path) != QPdfDocument::Error::None
        || document.pageCount() < 1)
        return {};
    const QSizeF page = document.pagePointSize(0);
    if (page.isEmpty())
        return {};
    // Whatever size the page says it has.
    const QSizeF scaled = page.scaled(pixels, pixels, Qt::KeepAspectRatio);
    return document.render(0, scaled.toSize().expandedTo({1, 1}));
}

}
