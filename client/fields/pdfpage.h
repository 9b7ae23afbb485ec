// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QString>

/// What a build with QtPdf knows of PDF files, and one without does not; CMake chooses the file.
namespace tandem::client::pdfpage {

/// The first page, at most so many pixels wide and high, transparent where nothing is printed. Null: this build cannot
/// read it, or the file is damaged, locked by a password or very large. Blocks: for another thread than the
/// interface's.
QImage first(const QString &path, int pixels);

}
