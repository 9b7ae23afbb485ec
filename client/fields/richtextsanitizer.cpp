// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/richtextsanitizer.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextFragment>
#include <QTextList>
#include <QUrl>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWebLink(const QString &href)
{
    static const QStringList schemes{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s, u"tandem"_s};
    return schemes.contains(QUrl(href, QUrl::StrictMode).scheme());
}

QString fragmentHtml(const QTextFragment &fragment, bool heading)
{
    const QTextCharFormat format = fragment.charFormat();
    if (format.isImageFormat())
        return {};
    QString text = fragment.text().toHtmlEscaped();
    text.replace(QChar::LineSeparator, u"<br>"_s);
    text.remove(QChar::ObjectReplacementCharacter);
    const auto wrap = [&text](const QString &tag) {
        text = u'<' + tag + u'>' + text + u"</"_s + tag + u'>';
    };
    if (format.fontFixedPitch() || format.fontFamilies().toStringList().contains(u"monospace"_s))
        wrap(u"code"_s);
    if (format.fontStrikeOut())
        wrap(u"s"_s);
    if (format.fontUnderline() && !format.isAnchor())
        wrap(u"u"_s);
    if (format.fontItalic())
        wrap(u"i"_s);
    if (format.fontWeight() > QFont::Medium && !heading)
        wrap(u"b"_s);
    if (format.isAnchor() && isWebLink(format.anchorHref()))
        text = u"<a href=\"%1\">%2</a>"_s.arg(format.anchorHref().toHtmlEscaped(), text);
    return text;
}

QString blockHtml(const QTextBlock &block)
{
    const int level = block.blockFormat().headingLevel();
    QString text;
    for (auto it = block.begin(); !it.atEnd(); ++it)
        text += fragmentHtml(it.fragment(), level > 0);
    return text;
}

QString listTag(const QTextList &list)
{
    switch (list.format().style()) {
    case QTextListFormat::ListDecimal:
    case QTextListFormat::ListLowerAlpha:
    case QTextListFormat::ListUpperAlpha:
    case QTextListFormat::ListLowerRoman:
    case QTextListFormat::ListUpperRoman:
        return u"ol"_s;
    default:
        return u"ul"_s;
    }
}

}

QString sanitizedHtml(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    QString result;
    QString open; // the list that stands open, by its tag
    const auto close = [&] {
        if (!open.isEmpty())
            result += u"</"_s + open + u'>';
        open.clear();
    };
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QString text = blockHtml(block);
        if (const QTextList *list = block.textList()) {
            const QString tag = listTag(*list);
            if (open != tag) {
                close();
                result += u'<' + tag + u'>';
                open = tag;
            }
            result += u"<li>"_s + text + u"</li>"_s;
            continue;
        }
        close();
        const int level = std::min(block.blockFormat().headingLevel(), 3);
        const QString tag = level > 0 ? u"h%1"_s.arg(level) : u"p"_s;
        result += u'<' + tag + u'>' + text + u"</"_s + tag + u'>';
    }
    close();
    return result == "<p></p>"_L1 ? QString() : result;
}

}
