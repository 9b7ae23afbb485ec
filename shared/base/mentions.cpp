// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/mentions.h"

#include <algorithm>
#include <optional>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestName = 100; ///< also bounds how far a stray "@[" is looked at
constexpr qsizetype idLength = 36;

constexpr QStringView opening = u"@[";
constexpr QStringView middle = u"](user:";

struct Found
{
    TextPart part;
    qsizetype end = 0; ///< behind its last character
};

bool endsName(QChar character)
{
    return character == u'[' || character == u']' || character < u' ';
}

/// The mention that begins at `start`, if one does.
std::optional<Found> mentionAt(QStringView text, qsizetype start)
{
    const qsizetype nameStart = start + opening.size();
    qsizetype nameEnd = nameStart;
    const qsizetype last = std::min(text.size(), nameStart + longestName);
    while (nameEnd < last && !endsName(text.at(nameEnd)))
        ++nameEnd;
    const qsizetype idStart = nameEnd + middle.size();
    const qsizetype idEnd = idStart + idLength;
    if (nameEnd == nameStart || idEnd >= text.size() || text.sliced(nameEnd, middle.size()) != middle
        || text.at(idEnd) != u')')
        return {};
    const RecordId user = recordIdFromText(text.sliced(idStart, idLength));
    if (user.isNull())
        return {};
    return Found{{text.sliced(nameStart, nameEnd - nameStart).toString(), user}, idEnd + 1};
}

}

std::vector<TextPart> textParts(const QString &text)
{
    std::vector<TextPart> parts;
    qsizetype plainStart = 0;
    const auto addPlain = [&](qsizetype end) {
        if (end > plainStart)
            parts.push_back({text.sliced(plainStart, end - plainStart), {}});
    };
    for (qsizetype at = text.indexOf(opening); at >= 0;) {
        std::optional<Found> found = mentionAt(text, at);
        if (found) {
            addPlain(at);
            plainStart = found->end;
            parts.push_back(std::move(found->part));
        }
        at = text.indexOf(opening, found ? plainStart : at + 1);
    }
    addPlain(text.size());
    return parts;
}

QString mentionOf(const QString &name, const RecordId &user)
{
    QString safe = name.simplified().left(longestName);
    // A character outside of the first plane has two halves, which stay together.
    if (!safe.isEmpty() && safe.back().isHighSurrogate())
        safe.chop(1);
    for (QChar &character : safe) {
        if (endsName(character))
            character = u' ';
    }
    if (safe.trimmed().isEmpty())
        safe = u"?"_s;
    return u"@[%1](user:%2)"_s.arg(safe, toText(user));
}

QString readableText(const QString &text)
{
    if (!text.contains(opening))
        return text;
    QString readable;
    for (const TextPart &part : textParts(text))
        readable += part.isMention() ? u'@' + part.text : part.text;
    return readable;
}

std::vector<RecordId> mentionedUsers(const QString &text)
{
    std::vector<RecordId> users;
    if (!text.contains(opening))
        return users;
    for (const TextPart &part : textParts(text)) {
        if (part.isMention() && std::find(users.begin(), users.end(), part.user) == users.end())
            users.push_back(part.user);
    }
    return users;
}

}
