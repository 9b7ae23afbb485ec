// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tandem::client {

/// The pages of the help in one language. They are Markdown files in resources/help, compiled into the program; each
/// begins with a line "for:" that names the contexts it explains ("list/account", "dialog/import", "record/*").
class HelpLibrary
{
public:
    struct Page
    {
        QString name; ///< of the file, and how links between pages name it
        QString title;
        QString text; ///< Markdown, with the title as its first line
        QStringList contexts;
        QString words; ///< found by search although they do not stand in the text
    };
    struct Hit
    {
        QString name;
        QString title;
        QString excerpt; ///< around the first word found, plain
    };

    explicit HelpLibrary(const QString &language);
    /// In the language of the interface.
    static HelpLibrary ofInterface();
    static const QString startPage;

    const std::vector<Page> &pages() const { return m_pages; } ///< in the order in which the start page names them
    const Page *page(const QString &name) const; ///< null if there is none
    /// The page for a context, else the one for its kind ("list/*"), else the start page.
    QString pageFor(const QString &context) const;
    /// Pages with all the words, those that have them in their title first.
    std::vector<Hit> search(const QString &words) const;

private:
    void sortLikeStartPage();

    std::vector<Page> m_pages;
};

}
