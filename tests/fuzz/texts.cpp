// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/base/mentions.h"
#include "shared/replication/richtext.h"
#include "shared/replication/textmerge.h"

#include <QStringList>

using namespace tandem;

namespace {

void checkMentions(const QString &text)
{
    QString joined;
    for (const TextPart &part : textParts(text)) {
        fuzz::require(!part.text.isEmpty(), "no part of a text is empty");
        joined += part.isMention() ? QStringLiteral("@[%1](user:%2)").arg(part.text, toText(part.user)) : part.text;
    }
    fuzz::require(joined.compare(text, Qt::CaseInsensitive) == 0, "the parts put together are the text");
    const RecordId user = namedRecordId(text);
    const auto mention = textParts(mentionOf(text, user));
    fuzz::require(mention.size() == 1 && mention.front().user == user, "any name can be mentioned");
}

void checkRichText(const QString &html)
{
    const auto tokens = richTextTokens(html);
    if (!tokens)
        return;
    const QString written = richTextHtml(*tokens);
    const auto again = richTextTokens(written);
    fuzz::require(again.has_value(), "written rich text can be read");
    fuzz::require(richTextHtml(*again) == written, "rich text stays the same");
}

void checkMerge(TextForm form, const QString &current, const QString &from, const QString &to)
{
    if (const auto merged = mergeTexts(form, current, from, to); merged && form == TextForm::Rich)
        fuzz::require(richTextTokens(*merged).has_value(), "merged rich text is rich text");
    if (form == TextForm::Plain && current != from)
        fuzz::require(mergeTexts(form, current, from, from).value_or(current) == current, "no change changes nothing");
}

}

/// Texts of people: with mentions, as rich text, and three versions between zero bytes to be merged.
void fuzz::fuzzOne(QByteArrayView input)
{
    const QString text = QString::fromUtf8(input);
    checkMentions(text);
    checkRichText(text);
    const QStringList versions = text.split(QChar(u'\0'));
    for (const TextForm form : {TextForm::Plain, TextForm::Rich})
        checkMerge(form, versions.value(0), versions.value(1), versions.value(2));
}
