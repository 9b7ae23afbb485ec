// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/richtext.h"

#include <QStringList>

#include <array>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

// What may stand around a piece of text, outermost first.
constexpr std::array inlineTags{"b"_L1, "i"_L1, "u"_L1, "s"_L1, "code"_L1};
constexpr std::array blockTags{"p"_L1, "h1"_L1, "h2"_L1, "h3"_L1};
constexpr std::array listTags{"ul"_L1, "ol"_L1};
constexpr auto itemTag = "li"_L1;
constexpr auto lineBreak = "<br>"_L1;
constexpr qsizetype longestEntity = 10;

class RichTextReader
{
public:
    explicit RichTextReader(QStringView html)
        : m_rest(html)
    {
    }

    std::optional<TextTokens> read();

private:
    bool skip(QLatin1String what);
    bool skipTag(QLatin1String tag, bool closing);
    template <size_t Count>
    std::optional<QLatin1String> opened(const std::array<QLatin1String, Count> &tags);
    bool readBlock(QLatin1String tag, const QString &list);
    bool readBlocks();
    bool readList();
    bool readInline();
    bool readTag();
    bool openLink();
    bool setInline(size_t place, bool on);
    bool readText();
    void formatChanged();

    QStringView m_rest;
    TextTokens m_tokens;
    std::array<bool, inlineTags.size()> m_on{};
    QStringView m_href; ///< as it stands in the attribute
    bool m_inLink = false;
    QString m_format;
};

std::optional<TextTokens> RichTextReader::read()
{
    if (!readBlocks())
        return std::nullopt;
    return std::move(m_tokens);
}

bool RichTextReader::skip(QLatin1String what)
{
    if (!m_rest.startsWith(what))
        return false;
    m_rest = m_rest.sliced(what.size());
    return true;
}

bool RichTextReader::skipTag(QLatin1String tag, bool closing)
{
    const QLatin1String begin = closing ? "</"_L1 : "<"_L1;
    const qsizetype size = begin.size() + tag.size() + 1;
    if (m_rest.size() < size || !m_rest.startsWith(begin) || m_rest.at(size - 1) != u'>'
        || m_rest.sliced(begin.size(), tag.size()) != tag)
        return false;
    m_rest = m_rest.sliced(size);
    return true;
}

template <size_t Count>
std::optional<QLatin1String> RichTextReader::opened(const std::array<QLatin1String, Count> &tags)
{
    const auto found =
        std::find_if(tags.begin(), tags.end(), [this](QLatin1String tag) { return skipTag(tag, false); });
    return found == tags.end() ? std::nullopt : std::optional(*found);
}

bool RichTextReader::readBlocks()
{
    while (!m_rest.isEmpty()) {
        const auto tag = opened(blockTags);
        if (tag ? !readBlock(*tag, {}) : !readList())
            return false;
    }
    return true;
}

bool RichTextReader::readList()
{
    const auto list = opened(listTags);
    if (!list)
        return false;
    while (!skipTag(*list, true)) {
        if (!skipTag(itemTag, false) || !readBlock(itemTag, *list))
            return false;
    }
    return true;
}

/// After the opening tag: everything up to and with the closing one.
bool RichTextReader::readBlock(QLatin1String tag, const QString &list)
{
    QStringView before = m_rest;
    for (; !skipTag(tag, true); before = m_rest) {
        if (!readInline())
            return false;
    }
    m_tokens.push_back({before.sliced(2, tag.size()), list, true});
    return m_format.isEmpty();
}

bool RichTextReader::readInline()
{
    if (m_rest.isEmpty())
        return false;
    return m_rest.front() == u'<' ? readTag() : readText();
}

bool RichTextReader::readTag()
{
    const QStringView at = m_rest;
    if (skip(lineBreak)) {
        m_tokens.push_back({at.left(lineBreak.size()), m_format, true});
        return true;
    }
    if (m_rest.startsWith("<a "_L1))
        return openLink();
    if (skip("</a>"_L1)) {
        const bool wasOpen = std::exchange(m_inLink, false);
        formatChanged();
        return wasOpen;
    }
    for (size_t place = 0; place < inlineTags.size(); ++place) {
        if (skipTag(inlineTags[place], false))
            return setInline(place, true);
        if (skipTag(inlineTags[place], true))
            return setInline(place, false);
    }
    return false;
}

bool RichTextReader::openLink()
{
    if (m_inLink || !skip("<a href=\""_L1))
        return false;
    const qsizetype end = m_rest.indexOf("\">"_L1);
    if (end < 0)
        return false;
    m_href = m_rest.left(end);
    if (m_href.contains(u'"') || m_href.contains(u'<'))
        return false;
    m_rest = m_rest.sliced(end + 2);
    m_inLink = true;
    formatChanged();
    return true;
}

bool RichTextReader::setInline(size_t place, bool on)
{
    if (m_on[place] == on)
        return false;
    m_on[place] = on;
    formatChanged();
    return true;
}

/// The format of a token is the row of opening tags around it, always in one order.
void RichTextReader::formatChanged()
{
    m_format.clear();
    if (m_inLink)
        m_format = u"<a href=\"%1\">"_s.arg(m_href);
    for (size_t place = 0; place < inlineTags.size(); ++place) {
        if (m_on[place])
            m_format += u'<' + QString(inlineTags[place]) + u'>';
    }
}

bool RichTextReader::readText()
{
    if (m_rest.front() == u'&') {
        const qsizetype end = m_rest.left(longestEntity).indexOf(u';');
        if (end < 2)
            return false;
        m_tokens.push_back({m_rest.left(end + 1), m_format, false});
        m_rest = m_rest.sliced(end + 1);
        return true;
    }
    qsizetype end = 0;
    while (end < m_rest.size() && m_rest.at(end) != u'<' && m_rest.at(end) != u'&')
        ++end;
    const size_t before = m_tokens.size();
    appendTokens(m_tokens, m_rest.left(end), m_format);
    // In HTML a line break is a blank, and must not pass for the end of a block.
    for (size_t i = before; i < m_tokens.size(); ++i)
        m_tokens[i].endsLine = false;
    m_rest = m_rest.sliced(end);
    return true;
}

QString closingTags(const QString &format)
{
    QString closing;
    for (const QString &tag : format.split(u'<', Qt::SkipEmptyParts)) {
        const qsizetype end = tag.indexOf(QLatin1Char(tag.startsWith("a "_L1) ? ' ' : '>'));
        closing.prepend("</"_L1 + tag.left(end) + u'>');
    }
    return closing;
}

class RichTextPrinter
{
public:
    void add(const TextToken &token);
    QString finish();

private:
    static bool isMark(const TextToken &token) { return token.endsLine && token.text != lineBreak; }
    void setFormat(const QString &format);
    void setList(const QString &list);
    void endBlock(QStringView tag, const QString &list);

    QString m_html;
    QString m_block; ///< what the next mark will end
    QString m_format;
    QString m_list;
    bool m_open = false; ///< there is something behind the last mark
};

void RichTextPrinter::add(const TextToken &token)
{
    if (isMark(token))
        return endBlock(token.text, token.format);
    setFormat(token.format);
    m_block += token.text;
    m_open = true;
}

void RichTextPrinter::setFormat(const QString &format)
{
    if (format == m_format)
        return;
    m_block += closingTags(m_format) + format;
    m_format = format;
}

void RichTextPrinter::setList(const QString &list)
{
    if (list == m_list)
        return;
    if (!m_list.isEmpty())
        m_html += "</"_L1 + m_list + u'>';
    if (!list.isEmpty())
        m_html += u'<' + list + u'>';
    m_list = list;
}

void RichTextPrinter::endBlock(QStringView tag, const QString &list)
{
    setFormat({});
    setList(list);
    m_html += u"<%1>"_s.arg(tag) + m_block + u"</%1>"_s.arg(tag);
    m_block.clear();
    m_open = false;
}

QString RichTextPrinter::finish()
{
    if (m_open)
        endBlock(u"p", {});
    setList({});
    return m_html == "<p></p>"_L1 ? QString() : std::move(m_html);
}

}

std::optional<TextTokens> richTextTokens(QStringView html)
{
    return RichTextReader(html).read();
}

QString richTextHtml(const TextTokens &tokens)
{
    RichTextPrinter printer;
    for (const TextToken &token : tokens)
        printer.add(token);
    return printer.finish();
}

}
