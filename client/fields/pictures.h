// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QObject>

#include <functional>

/// Pictures are read and written beside the interface, which goes on meanwhile. The callback comes in the interface's
/// thread, unless its context object died before.
namespace tandem::client::pictures {

/// At most so many pixels wide and high; a null image if it cannot be read, as a PDF file, whatever it is called.
void load(const QString &path, int pixels, QObject *context, std::function<void(const QImage &picture)> done);

/// As PNG, which loses nothing of a screenshot; empty if it cannot be written so.
void encode(const QImage &picture, QObject *context, std::function<void(const QByteArray &png)> done);

/// A small JPEG of a picture, or of the first page of a PDF file where this build reads such (pdfpage.h), for lists and
/// timelines; empty if the file is neither, or one so large that looking at it would cost too much memory. Of files
/// that this user attaches: PDF files of others are not looked into unasked. Blocks: for another thread than the
/// interface's.
QByteArray preview(const QString &path);
inline constexpr int previewPixels = 192; ///< wide and high at most

/// Whether the file is named as a picture that this program reads, but is none: damaged, or something else.
bool isDamaged(const QString &path);

}
