// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QString>

#include <vector>

namespace tandem {

/// A stretch of a text that may name colleagues.
struct TextPart
{
    QString text; ///< of a mention the name alone, without "@"
    RecordId user; ///< null: plain text

    bool isMention() const { return !user.isNull(); }
    bool operator==(const TextPart &) const = default;
};

/// Splits a text at its mentions, each stored as "@[Li Wei](user:0190…)". What is not exactly that is plain text, so
/// nothing that somebody types can break it. Put together again, the parts are the whole text; none is empty.
std::vector<TextPart> textParts(const QString &text);

/// The stored form of a mention. Characters of the name that would end it early are replaced.
QString mentionOf(const QString &name, const RecordId &user);

/// What people read: "@Li Wei" in place of the stored form.
QString readableText(const QString &text);

/// Each mentioned user once, in the order of the text.
std::vector<RecordId> mentionedUsers(const QString &text);

}
