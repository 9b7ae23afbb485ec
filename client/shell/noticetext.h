// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

namespace tandem::client {

/// What a notification says, in the language of the installed translators. `title` is its record's of now; if it is
/// empty, the one of when the notification was written stands there.
QString noticeText(const Record &notification, const QString &title);
/// The same with the title that `records` knows, or will know: see Records::titlesChanged().
QString noticeText(const Record &notification, Records &records);

/// The record that a notification leads to; null if it leads nowhere.
RecordKey noticeTarget(const Record &notification, const Records &records);

}
