// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/printedsheet.h"
#include "shared/base/result.h"

#include <functional>

class QPagedPaintDevice;
class QWidget;

namespace tandem::client {

struct FieldContext;
struct RecordKey;

/// Asks for a file, called after `title` at first; nothing happens if the user has thought better of it.
void askForPdf(const QString &title, QWidget *parent, std::function<void(const QString &path)> chosen);
/// Margins, paper and resolution of everything that is printed.
void setUpPages(QPagedPaintDevice &device);
/// Error: Unavailable as of saving any file. What was there before stays until all is written.
Result<void> writeSheetPdf(const PrintedSheet &sheet, const QString &path);

/// Reads the record and shows its pages. `failed` hears why nothing is shown.
void previewRecord(
    const FieldContext &context, const RecordKey &key, QWidget *parent, std::function<void(const Error &)> failed);
/// Asks where to, reads the record, writes the file; `done` hears how it ended, and the file's path.
void exportRecord(const FieldContext &context, const RecordKey &key, const QString &title, QWidget *parent,
    std::function<void(const Result<void> &, const QString &path)> done);

}
