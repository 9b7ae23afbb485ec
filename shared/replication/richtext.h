// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/replication/texttoken.h"

namespace tandem {

/// The HTML that rich text is stored as (client/fields/richtextsanitizer.h), as a flat row of tokens: each piece of
/// text carries its own bold, italic or link, and each paragraph, heading or list item ends with a mark that says what
/// it is. So any row of tokens is well-formed, however it came about.
///
/// None if the HTML is anything but that: nested lists, foreign tags, tags that do not close.
std::optional<TextTokens> richTextTokens(QStringView html);

/// The HTML of such a row; a last paragraph without a mark gets one.
QString richTextHtml(const TextTokens &tokens);

}
