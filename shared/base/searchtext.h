// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/pinyin.h"

#include <QString>

namespace tandem {

/// The words under which a record is found, and what a typed text looks for. Both cut in the same way:
/// - Chinese, Japanese and Korean in pairs of characters, the last one alone: "华为技术" → 华为 为技 技术 术;
/// - everything else at spaces and punctuation, in lower case, full-width forms as plain ones;
/// - numbers of at least three digits also in threes ("d138 d381 …"), so that any part of a phone number finds it.
namespace searchtext {

QString words(const QString &text); ///< for the index

/// For the index, of a name: initials and full pinyin from each of its characters on: "华为" → "hw w huawei wei".
QString pinyinWords(const QString &name, Pinyin &pinyin);

QString phoneWords(const QString &phone); ///< for the index

/// The FTS5 expression for what somebody typed: all of its words, each as the beginning of one. Empty if there is
/// nothing to look for.
QString matchExpression(const QString &typed);

}

}
