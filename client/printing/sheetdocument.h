// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"

#include <memory>

class QPagedPaintDevice;
class QTextDocument;

namespace tandem::client {

/// The sheet as text with headings and tables; how it breaks into pages is decided by the device that it is painted on.
std::unique_ptr<QTextDocument> sheetDocument(const PrintedSheet &sheet);

/// Paints all pages, each with head and foot; gives how many there were.
int paintSheet(const PrintedSheet &sheet, QPagedPaintDevice &device);

}
