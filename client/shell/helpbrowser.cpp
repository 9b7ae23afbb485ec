// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/helpbrowser.h"

#include "client/widgets/icons.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/tokens.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QTextDocument>
#include <QToolButton>

namespace tandem::client {

namespace {

constexpr int nameRole = Qt::UserRole;
/// Longer lines are hard to read.
constexpr int widestText = 760;
constexpr int listWidth = 220;
/// Below this width the list of pages gets its share and no more: the text is what is read.
constexpr int roomForBoth = 760;
constexpr int leastListWidth = 130;

}

HelpBrowser::HelpBrowser(QWidget *parent)
    : QWidget(parent)
    , m_library(HelpLibrary::ofInterface())
    , m_back(new QToolButton(this))
    , m_search(new SearchBox(this))
    , m_side(new QWidget(this))
    , m_list(new QListWidget(this))
    , m_text(new QTextBrowser(this))
{
    m_back->setIcon(icons::icon(QStringLiteral("arrow-left")));
    m_back->setAutoRaise(true);
    m_back->setEnabled(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_search->setMinimumWidth(leastListWidth / 2);
    m_list->setMinimumWidth(leastListWidth / 2);
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setMaximumWidth(widestText);
    auto *head = new QHBoxLayout;
    head->addWidget(m_back);
    head->addWidget(m_search, 1);
    auto *column = new QVBoxLayout(m_side);
    column->setContentsMargins(tokens::space, tokens::space, 0, 0);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_side);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({listWidth, widestText});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_back, &QToolButton::clicked, this, &HelpBrowser::goBack);
    connect(m_search, &SearchBox::searchRequested, this, &HelpBrowser::search);
    connect(m_search, &SearchBox::movedDown, m_list, [this] { m_list->setFocus(); });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item && !item->data(nameRole).toString().isEmpty())
            showPage(item->data(nameRole).toString());
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, &HelpBrowser::follow);
    retranslate();
    showPage(HelpLibrary::startPage);
}

void HelpBrowser::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int share = std::max(leastListWidth, width() * 28 / 100);
    m_side->setMaximumWidth(width() < roomForBoth ? share : QWIDGETSIZE_MAX);
}

void HelpBrowser::showPage(const QString &name)
{
    const QString wanted = m_library.page(name) ? name : HelpLibrary::startPage;
    if (wanted == m_page)
        return;
    if (!m_page.isEmpty())
        m_before.append(m_page);
    m_page = wanted;
    render();
}

void HelpBrowser::showContext(const QString &context)
{
    m_search->searchFor({});
    showPage(m_library.pageFor(context));
}

void HelpBrowser::render()
{
    const HelpLibrary::Page *page = m_library.page(m_page);
    QTextDocument *document = m_text->document();
    document->setDocumentMargin(tokens::spaceLarge);
    document->setMarkdown(page ? page->text : QString(), QTextDocument::MarkdownDialectGitHub);
    m_text->moveCursor(QTextCursor::Start);
    m_back->setEnabled(!m_before.isEmpty());
    selectCurrent();
    emit pageChanged();
}

QString HelpBrowser::title() const
{
    const HelpLibrary::Page *page = m_library.page(m_page);
    return page ? page->title : QString();
}

void HelpBrowser::goBack()
{
    if (m_before.isEmpty())
        return;
    m_page = m_before.takeLast();
    render();
}

void HelpBrowser::listPages()
{
    for (const HelpLibrary::Page &page : m_library.pages())
        addEntry(page.name, page.title);
}

void HelpBrowser::search(const QString &words)
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    if (words.trimmed().isEmpty()) {
        listPages();
    } else {
        for (const HelpLibrary::Hit &hit : m_library.search(words))
            addEntry(hit.name, hit.title, hit.excerpt);
        if (m_list->count() == 0)
            addEntry({}, tr("No page of the help has “%1”.").arg(words.trimmed()));
    }
    selectCurrent();
}

void HelpBrowser::addEntry(const QString &name, const QString &title, const QString &excerpt)
{
    auto *item = new QListWidgetItem(excerpt.isEmpty() ? title : title + QLatin1Char('\n') + excerpt, m_list);
    item->setData(nameRole, name);
    if (name.isEmpty())
        item->setFlags(Qt::NoItemFlags);
}

void HelpBrowser::selectCurrent()
{
    const QSignalBlocker blocker(m_list);
    m_list->setCurrentItem(nullptr);
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->data(nameRole).toString() == m_page)
            m_list->setCurrentRow(i);
    }
}

void HelpBrowser::follow(const QUrl &link)
{
    if (const auto location = Location::fromText(link.toString()))
        emit locationRequested(*location);
    else if (link.isRelative())
        showPage(link.path());
    else
        QDesktopServices::openUrl(link);
}

void HelpBrowser::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void HelpBrowser::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    // The colour of links is written into the document.
    else if (event->type() == QEvent::PaletteChange && !m_page.isEmpty())
        render();
}

void HelpBrowser::retranslate()
{
    m_library = HelpLibrary::ofInterface();
    m_back->setAccessibleName(tr("Page before"));
    m_back->setToolTip(tr("Page before"));
    m_search->setPlaceholderText(tr("Search the help"));
    m_search->setAccessibleName(tr("Search the help"));
    m_list->setAccessibleName(tr("Pages of the help"));
    m_text->setAccessibleName(tr("Page of the help"));
    search(m_search->text());
    if (!m_page.isEmpty())
        render();
}

}
