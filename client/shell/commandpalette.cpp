// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/commandpalette.h"

#include "client/records/records.h"
#include "client/shell/commands.h"
#include "client/shell/paletterows.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QEvent>
#include <QHeaderView>
#include <QHideEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int entityRole = Qt::UserRole + 2; ///< of hits: the number
constexpr int hitsPerEntity = 5;

}

CommandPalette::CommandPalette(Records &records, Commands &commands, Pages pages, Navigator &navigator, QWidget *window)
    : QFrame(window, Qt::Popup)
    , m_records(records)
    , m_commands(commands)
    , m_pages(std::move(pages))
    , m_navigator(navigator)
    , m_box(new SearchBox(this))
    , m_results(new QTreeWidget(this))
    , m_server(records)
{
    setHelpContext(*this, QStringLiteral("dialog/search"));
    setFrameShape(QFrame::StyledPanel);
    m_box->setDelay(std::chrono::milliseconds(60));
    m_box->setMinimumHeight(tokens::controlHeight + tokens::space);
    m_box->installEventFilter(this);
    m_box->setSyntaxHelp([] { return paletteSyntaxHelp(); });
    m_results->setHeaderHidden(true);
    m_results->setColumnCount(2);
    m_results->setRootIsDecorated(false);
    m_results->setIndentation(0);
    m_results->setFrameShape(QFrame::NoFrame);
    m_results->setFocusPolicy(Qt::NoFocus);
    m_results->setUniformRowHeights(true);
    m_results->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_results->header()->setStretchLastSection(false);
    m_results->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_results->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_box);
    layout->addWidget(m_results, 1);
    connect(m_box, &SearchBox::searchRequested, this, &CommandPalette::search);
    connect(&m_server, &ServerSearch::stateChanged, this, &CommandPalette::followServer);
    connect(m_results, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) { activate(item, false); });
    retranslate();
}

void CommandPalette::open(const QString &text)
{
    const QWidget *window = parentWidget();
    const int width = std::min(640, window->width() - 2 * tokens::spaceHuge);
    const int height = std::min(460, window->height() - 2 * tokens::spaceHuge);
    resize(width, height);
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, tokens::spaceHuge)));
    show();
    m_openWhenFound.reset();
    m_box->searchFor(text);
    m_box->setFocus();
}

void CommandPalette::search(const QString &text)
{
    if (m_openWhenFound && text == m_asked)
        return;
    m_asked = text;
    m_found.reset();
    m_openWhenFound.reset();
    m_server.stop();
    const quint64 request = ++m_request;
    if (text.startsWith(QLatin1Char('>'))) {
        showCommands(text.mid(1).trimmed());
        return;
    }
    const QString words = text.trimmed();
    if (words.isEmpty()) {
        clearResults();
        addHint(tr("Type a name, a phone number or pinyin initials. Type > for commands."));
        return;
    }
    m_records.search(words, hitsPerEntity, this, [this, request, words](Result<std::vector<SearchGroup>> groups) {
        if (request != m_request)
            return;
        const std::optional<bool> inNewTab = std::exchange(m_openWhenFound, std::nullopt);
        if (!groups.ok()) {
            clearResults();
            addHint(errorText(groups.error()));
            return;
        }
        showHits(words, *std::move(groups));
        m_found = m_asked;
        if (!isVisible())
            return; // nobody wants to know any more
        m_server.search(words, hitsPerEntity);
        if (inNewTab && m_box->text() == m_asked)
            openCurrent(*inNewTab);
    });
}

/// What Enter opens is what was typed, not what is still listed for the words of before.
void CommandPalette::openCurrent(bool newTab)
{
    const QString text = m_box->text();
    const bool isCommand = text.startsWith(QLatin1Char('>'));
    if (text != m_asked)
        search(text);
    const bool mayCome = !m_results->currentItem() && m_server.state() == ServerSearch::State::Looking;
    if (isCommand || (m_found == text && !mayCome))
        activate(m_results->currentItem(), newTab);
    else
        m_openWhenFound = newTab;
}

/// The second line of a hit; the search knows the key of a choice, not its label.
QString CommandPalette::subtitleOf(const EntityDef &entity, const SearchHit &hit) const
{
    const FieldDef *field = entity.field(entity.subtitleField);
    const bool isChoice = field && field->type == FieldType::Choice && !hit.subtitle.isEmpty();
    return isChoice ? m_records.labels().option(entity, *field, hit.subtitle) : hit.subtitle;
}

/// Customers and papers are looked for more often than departments and roles.
std::vector<SearchGroup> CommandPalette::inUsualOrder(std::vector<SearchGroup> groups) const
{
    std::stable_partition(groups.begin(), groups.end(), [this](const SearchGroup &group) {
        const EntityDef *entity = m_records.entity(group.entity);
        return entity && entity->area != QLatin1String("core");
    });
    return groups;
}

QTreeWidgetItem *CommandPalette::newHit(const EntityDef &entity, const SearchHit &hit) const
{
    const QString title = m_records.labels().translated(entity.name, hit.title);
    auto *item = new QTreeWidgetItem(QStringList{title, subtitleOf(entity, hit)});
    item->setIcon(0, icons::icon(entity.icon));
    item->setData(0, locationRole, Location::record(entity.name, hit.key.id).toText());
    item->setData(0, entityRole, int(entity.number));
    item->setToolTip(0, title);
    return item;
}

void CommandPalette::showHits(const QString &text, std::vector<SearchGroup> groups)
{
    clearResults();
    for (const SearchGroup &group : inUsualOrder(std::move(groups))) {
        const EntityDef *entity = m_records.entity(group.entity);
        if (!entity || group.hits.empty())
            continue;
        addHeading(m_records.labels().plural(*entity));
        for (const SearchHit &hit : group.hits)
            m_results->addTopLevelItem(newHit(*entity, hit));
    }
    if (m_results->topLevelItemCount() == 0)
        m_nothing = addHint(QString());
    offerCommands(text);
    sayNothing(tr("Nothing on this computer matches “%1”."), tr("No record on this computer matches “%1”."));
    selectFirst();
}

void CommandPalette::followServer()
{
    delete std::exchange(m_serverLine, nullptr);
    switch (m_server.state()) {
    case ServerSearch::State::Idle:
        return;
    case ServerSearch::State::Looking:
        m_serverLine = addHint(tr("Looking on the server…"));
        return;
    case ServerSearch::State::Done:
        showServerHits();
        if (const auto inNewTab = std::exchange(m_openWhenFound, std::nullopt); inNewTab && m_found == m_box->text())
            activate(m_results->currentItem(), *inNewTab);
        return;
    case ServerSearch::State::Unreachable:
        m_openWhenFound.reset();
        m_serverLine = addHint(tr("There may be more on the server, which cannot be reached now."));
        return;
    case ServerSearch::State::Failed:
        m_openWhenFound.reset();
        m_serverLine = addHint(tr("The server could not be searched. %1").arg(errorText(m_server.error())));
        return;
    }
}

void CommandPalette::showServerHits()
{
    const QTreeWidgetItem *chosen = m_results->currentItem();
    const int top = chosen ? m_results->visualItemRect(chosen).top() : 0;
    for (const SearchGroup &group : inUsualOrder(m_server.found().groups)) {
        const EntityDef *entity = m_records.entity(group.entity);
        if (entity && !group.hits.empty())
            joinSection(*entity, group.hits);
    }
    if (m_server.found().unfinished)
        m_serverLine =
            addHint(tr("There is more on the server than could be looked through. Type more to narrow it down."));
    if (!m_server.found().groups.empty())
        delete std::exchange(m_nothing, nullptr);
    else
        sayNothing(tr("Nothing matches “%1”, neither here nor on the server."),
            tr("No record matches “%1”, neither here nor on the server."));
    if (!chosen)
        return selectFirst();
    // What is chosen stays where the eyes are.
    QScrollBar *bar = m_results->verticalScrollBar();
    bar->setValue(bar->value() + m_results->visualItemRect(chosen).top() - top);
}

/// Behind what is here of the same kind; what is not here at all comes last, before the commands.
void CommandPalette::joinSection(const EntityDef &entity, const std::vector<SearchHit> &hits)
{
    int end = -1;
    for (int row = 0; row < m_results->topLevelItemCount(); ++row) {
        if (m_results->topLevelItem(row)->data(0, entityRole).toInt() == int(entity.number))
            end = row + 1;
    }
    if (end < 0) {
        end = m_offered ? m_results->indexOfTopLevelItem(m_offered) : m_results->topLevelItemCount();
        insertHeading(end++, m_records.labels().plural(entity));
    }
    const QString mark = tr("On the server");
    for (const SearchHit &hit : hits) {
        QTreeWidgetItem *item = newHit(entity, hit);
        const QString subtitle = item->text(1);
        item->setText(1, subtitle.isEmpty() ? mark : tr("%1 · %2").arg(subtitle, mark));
        item->setIcon(1, icons::icon(QStringLiteral("cloud")));
        item->setToolTip(1, tr("On the server, not kept on this computer"));
        m_results->insertTopLevelItem(end++, item);
    }
}

void CommandPalette::showCommands(const QString &words)
{
    clearResults();
    const int commands = addCommandRows(*m_results, m_commands, words);
    if (commands + addPageRows(*m_results, m_pages(), words) == 0)
        addHint(tr("No command is called “%1”.").arg(words));
    selectFirst();
}

/// Behind what was found: a newcomer types what he wants and no sign before it. None is chosen by itself, for who types
/// a customer's name and Enter wants no command.
void CommandPalette::offerCommands(const QString &words)
{
    m_offered = addHeading(tr("Pages and commands"));
    if (addOfferedRows(*m_results, m_pages(), m_commands, words) == 0)
        delete std::exchange(m_offered, nullptr);
}

/// If nothing was found. Where pages or commands fit all the same, only records are meant.
void CommandPalette::sayNothing(const QString &ofAll, const QString &ofRecords)
{
    if (m_nothing)
        m_nothing->setText(0, (m_offered ? ofRecords : ofAll).arg(m_asked.trimmed()));
}

QTreeWidgetItem *CommandPalette::addHeading(const QString &text)
{
    return insertHeading(m_results->topLevelItemCount(), text);
}

QTreeWidgetItem *CommandPalette::insertHeading(int row, const QString &text)
{
    auto *item = new QTreeWidgetItem(QStringList(text));
    m_results->insertTopLevelItem(row, item);
    QFont bold = item->font(0);
    bold.setBold(true);
    item->setFont(0, bold);
    item->setFlags(Qt::NoItemFlags);
    return item;
}

QTreeWidgetItem *CommandPalette::addHint(const QString &text)
{
    auto *item = new QTreeWidgetItem(m_results, {text});
    item->setFlags(Qt::NoItemFlags);
    item->setFirstColumnSpanned(true);
    return item;
}

void CommandPalette::clearResults()
{
    m_nothing = m_serverLine = m_offered = nullptr;
    m_results->clear();
}

/// Of what was found, and nothing of what is only offered.
void CommandPalette::selectFirst()
{
    QTreeWidgetItem *first = nullptr;
    for (int row = 0; !first && row < m_results->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_results->topLevelItem(row);
        if (item == m_offered)
            break;
        if (item->flags() & Qt::ItemIsSelectable)
            first = item;
    }
    m_results->setCurrentItem(first);
}

void CommandPalette::moveSelection(int step)
{
    const int count = m_results->topLevelItemCount();
    int row = m_results->indexOfTopLevelItem(m_results->currentItem());
    if (row < 0 && step < 0)
        row = 0; // up from nowhere is the last one
    for (int tried = 0; tried < count; ++tried) {
        row = (row + step + count) % count;
        if (m_results->topLevelItem(row)->flags() & Qt::ItemIsSelectable) {
            m_results->setCurrentItem(m_results->topLevelItem(row));
            return;
        }
    }
}

void CommandPalette::activate(QTreeWidgetItem *item, bool newTab)
{
    if (!item || !(item->flags() & Qt::ItemIsSelectable))
        return;
    const auto location = Location::fromText(item->data(0, locationRole).toString());
    const QString command = item->data(0, commandRole).toString();
    m_commands.refresh();
    close();
    if (location) {
        const bool isOwnTab = newTab || location->kind() == Location::Kind::NewRecord;
        m_navigator.open(*location, isOwnTab ? Navigator::Target::NewTab : Navigator::Target::CurrentTab);
    } else if (QAction *action = m_commands.action(command))
        action->trigger();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_box && event->type() == QEvent::KeyPress && !m_box->isComposing()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Down:
            m_openWhenFound.reset(); // who looks for himself opens himself
            moveSelection(1);
            return true;
        case Qt::Key_Up:
            m_openWhenFound.reset();
            moveSelection(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            openCurrent(key->modifiers() & Qt::ControlModifier);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void CommandPalette::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_server.stop();
}

void CommandPalette::retranslate()
{
    setAccessibleName(tr("Search and commands"));
    m_box->setPlaceholderText(tr("Search or run a command…"));
    m_box->setAccessibleName(tr("Search or run a command"));
    m_results->setAccessibleName(tr("Results"));
}

}
