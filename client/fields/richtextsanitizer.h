// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace tandem::client {

/// What is left of HTML from anywhere: paragraphs, headings, lists, links to the web, bold, italic, underline, strike
/// and code. No style, script, image, or anything else that loads, runs or looks foreign.
QString sanitizedHtml(const QString &html);

}
