// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/helplibrary.h"

#include <QDir>
#include <QLocale>
#include <QRegularExpression>

namespace tandem::client {

namespace {

constexpr int excerptLength = 70;

/// "for: a b" or "words: …" at the beginning of a page; the rest is its text.
HelpLibrary::Page parsePage(const QString &name, const QString &content)
{
    HelpLibrary::Page page;
    page.name = name;
    QString rest = content;
    static const QRegularExpression head(QStringLiteral("^(for|words): ([^\\n]*)\\n"));
    for (auto match = head.match(rest); match.hasMatch(); match = head.match(rest)) {
        if (match.captured(1) == QLatin1String("for"))
            page.contexts = match.captured(2).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        else
            page.words = match.captured(2);
        rest = rest.mid(match.capturedLength());
    }
    page.text = rest;
    page.title = rest.section(QLatin1Char('\n'), 0, 0).remove(QLatin1Char('#')).trimmed();
    return page;
}

/// Without the signs of Markdown and the targets of links.
QString plain(QString text)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression signs(QStringLiteral("[*`#|]|-{3,}"));
    return text.replace(link, QStringLiteral("\\1")).remove(signs).simplified();
}

bool containsAll(const QString &text, const QStringList &words)
{
    return std::all_of(
        words.begin(), words.end(), [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

QString excerpt(const QString &text, const QString &word)
{
    const qsizetype found = text.indexOf(word, 0, Qt::CaseInsensitive);
    const qsizetype from = std::max<qsizetype>(0, found - excerptLength / 3);
    QString cut = text.mid(from, excerptLength).trimmed();
    if (from > 0)
        cut.prepend(QStringLiteral("…"));
    if (from + excerptLength < text.size())
        cut.append(QStringLiteral("…"));
    return cut;
}

}

const QString HelpLibrary::startPage = QStringLiteral("index");

HelpLibrary::HelpLibrary(const QString &language)
{
    const QDir folder(QStringLiteral(":/help/") + language);
    const QStringList files = folder.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        QFile content(folder.filePath(file));
        if (content.open(QIODevice::ReadOnly))
            m_pages.push_back(parsePage(file.chopped(3), QString::fromUtf8(content.readAll())));
    }
    sortLikeStartPage();
}

HelpLibrary HelpLibrary::ofInterface()
{
    const bool chinese = QLocale().language() == QLocale::Chinese;
    return HelpLibrary(chinese ? QStringLiteral("zh_CN") : QStringLiteral("en"));
}

void HelpLibrary::sortLikeStartPage()
{
    const Page *start = page(startPage);
    const QString text = start ? start->text : QString();
    const auto place = [&text](const Page &page) {
        const qsizetype found = text.lastIndexOf(QStringLiteral("](%1)").arg(page.name));
        return page.name == startPage ? -1 : found < 0 ? text.size() : found;
    };
    std::stable_sort(
        m_pages.begin(), m_pages.end(), [&place](const Page &a, const Page &b) { return place(a) < place(b); });
}

const HelpLibrary::Page *HelpLibrary::page(const QString &name) const
{
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&name](const Page &page) { return page.name == name; });
    return found == m_pages.end() ? nullptr : &*found;
}

QString HelpLibrary::pageFor(const QString &context) const
{
    const QString kind = context.section(QLatin1Char('/'), 0, 0) + QStringLiteral("/*");
    for (const QString &wanted : {context, kind}) {
        for (const Page &page : m_pages) {
            if (page.contexts.contains(wanted))
                return page.name;
        }
    }
    return startPage;
}

std::vector<HelpLibrary::Hit> HelpLibrary::search(const QString &typed) const
{
    const QStringList words = typed.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<Hit> inTitle;
    std::vector<Hit> inText;
    for (const Page &page : m_pages) {
        const QString text = plain(page.text);
        if (words.isEmpty() || !containsAll(text + QLatin1Char(' ') + page.words, words))
            continue;
        auto &hits = containsAll(page.title, words) ? inTitle : inText;
        hits.push_back({page.name, page.title, excerpt(text.mid(page.title.size()).trimmed(), words.constFirst())});
    }
    inTitle.insert(inTitle.end(), inText.begin(), inText.end());
    return inTitle;
}

}
