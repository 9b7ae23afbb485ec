// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/tabarea.h"

#include "client/records/records.h"
#include "client/shell/nowherepage.h"
#include "client/shell/opentabsbar.h"
#include "client/widgets/icons.h"

#include <QJsonArray>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr size_t historyLimit = 50;
constexpr size_t closedLimit = 20;

}

TabArea::TabArea(const ViewRegistry &registry, const ViewContext &context, QWidget *parent)
    : QWidget(parent)
    , m_registry(registry)
    , m_context(context)
    , m_bar(new OpenTabsBar(this))
    , m_stack(new QStackedWidget(this))
{
    m_bar->setObjectName(QStringLiteral("tabs"));
    m_bar->setTabsClosable(true);
    m_bar->setMovable(true);
    m_bar->setExpanding(false);
    m_bar->setDocumentMode(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);

    connect(m_bar, &QTabBar::currentChanged, this, &TabArea::show);
    connect(m_bar, &QTabBar::tabCloseRequested, this, &TabArea::closeTab);
    connect(m_bar, &QTabBar::tabMoved, this, [this](int from, int to) {
        Tab tab = std::move(m_tabs[size_t(from)]);
        m_tabs.erase(m_tabs.begin() + from);
        m_tabs.insert(m_tabs.begin() + to, std::move(tab));
    });
    retranslate();
}

int TabArea::currentIndex() const
{
    return m_bar->currentIndex();
}

int TabArea::indexOf(const Location &location) const
{
    for (size_t i = 0; i < m_tabs.size(); ++i) {
        if (m_tabs[i].stop().location == location)
            return int(i);
    }
    return -1;
}

void TabArea::open(const Location &location, Navigator::Target target)
{
    if (const int existing = indexOf(location); existing >= 0) {
        if (target != Navigator::Target::BackgroundTab)
            m_bar->setCurrentIndex(existing);
        return;
    }
    if (target == Navigator::Target::CurrentTab && currentIndex() >= 0) {
        Tab &tab = m_tabs[size_t(currentIndex())];
        rememberState(tab);
        tab.history.resize(tab.position + 1, tab.stop());
        tab.history.push_back({location, {}});
        if (tab.history.size() > historyLimit)
            tab.history.erase(tab.history.begin());
        tab.position = tab.history.size() - 1;
        dropView(tab);
        show(currentIndex());
        return;
    }
    const bool inBackground = target == Navigator::Target::BackgroundTab;
    const int index = addTab({{{location, {}}}, 0, {}, {}, nullptr}, !inBackground);
    if (inBackground) {
        build(index); // only it knows what the tab is called
        updateLabel(index);
    }
}

int TabArea::addTab(Tab tab, bool activate)
{
    m_tabs.push_back(std::move(tab));
    const int index = m_bar->addTab(m_tabs.back().title);
    updateLabel(index);
    if (activate)
        m_bar->setCurrentIndex(index);
    return index;
}

View *TabArea::build(int index)
{
    Tab &tab = m_tabs[size_t(index)];
    if (tab.view)
        return tab.view;
    const Location &location = tab.stop().location;
    const bool isKnown = location.kind() == Location::Kind::View || m_context.records.entity(location.entity());
    View *view = isKnown ? m_registry.create(m_context, location) : nullptr;
    if (!view)
        view = new NowherePage;
    tab.view = view;
    m_stack->addWidget(view);
    if (!tab.stop().state.isEmpty())
        view->restoreState(tab.stop().state);
    connect(view, &View::titleChanged, this, [this, view] {
        updateLabel(indexOfView(view));
        // What was typed decides whether there is something to save.
        if (view == currentView())
            emit statusTextChanged();
    });
    connect(view, &View::statusTextChanged, this, &TabArea::statusTextChanged);
    connect(view, &View::closeRequested, this, [this, view] { closeTab(indexOfView(view)); });
    return view;
}

void TabArea::show(int index)
{
    if (index >= 0) {
        View *view = build(index);
        m_stack->setCurrentWidget(view);
        updateLabel(index);
        view->setFocus();
    }
    emit currentChanged();
}

void TabArea::updateLabel(int index)
{
    if (index < 0)
        return;
    Tab &tab = m_tabs[size_t(index)];
    if (tab.view) {
        tab.title = tab.view->title();
        tab.iconName = tab.view->iconName();
    } else if (const QString title = m_registry.titleOf(tab.stop().location); !title.isEmpty()) {
        tab.title = title; // the last one may be in another language
    }
    if (!tab.iconName.isEmpty())
        m_bar->setTabIcon(index, icons::icon(tab.iconName));
    // An ampersand in a customer's name is no shortcut.
    m_bar->setTabText(index, QString(tab.title).replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_bar->setTabToolTip(index, tab.title);
}

int TabArea::indexOfView(const View *view) const
{
    const auto it = std::find_if(m_tabs.begin(), m_tabs.end(), [view](const Tab &tab) { return tab.view == view; });
    return it == m_tabs.end() ? -1 : int(it - m_tabs.begin());
}

void TabArea::rememberState(Tab &tab)
{
    if (tab.view)
        tab.history[tab.position].state = tab.view->saveState();
}

void TabArea::dropView(Tab &tab)
{
    if (!tab.view)
        return;
    m_stack->removeWidget(tab.view);
    tab.view->deleteLater();
    tab.view = nullptr;
}

View *TabArea::currentView() const
{
    return currentIndex() < 0 ? nullptr : m_tabs[size_t(currentIndex())].view.data();
}

std::optional<Location> TabArea::currentLocation() const
{
    if (currentIndex() < 0)
        return std::nullopt;
    return m_tabs[size_t(currentIndex())].stop().location;
}

bool TabArea::canGoBack() const
{
    return currentIndex() >= 0 && m_tabs[size_t(currentIndex())].position > 0;
}

bool TabArea::canGoForward() const
{
    if (currentIndex() < 0)
        return false;
    const Tab &tab = m_tabs[size_t(currentIndex())];
    return tab.position + 1 < tab.history.size();
}

void TabArea::moveInHistory(int step)
{
    Tab &tab = m_tabs[size_t(currentIndex())];
    rememberState(tab);
    dropView(tab);
    tab.position = size_t(int(tab.position) + step);
    show(currentIndex());
}

void TabArea::goBack()
{
    if (canGoBack())
        moveInHistory(-1);
}

void TabArea::goForward()
{
    if (canGoForward())
        moveInHistory(1);
}

void TabArea::closeTab(int index)
{
    if (index < 0 || index >= count())
        return;
    Tab &tab = m_tabs[size_t(index)];
    if (tab.view && !tab.view->prepareToClose())
        return;
    const bool canReopen = !tab.view || tab.view->canReopen();
    rememberState(tab);
    dropView(tab);
    if (canReopen)
        m_closed.push_back(std::move(tab));
    if (m_closed.size() > closedLimit)
        m_closed.erase(m_closed.begin());
    m_tabs.erase(m_tabs.begin() + index);
    m_bar->removeTab(index);
    emit currentChanged();
}

void TabArea::closeOthers()
{
    for (int i = count() - 1; i >= 0; --i) {
        if (i != currentIndex())
            closeTab(i);
    }
}

void TabArea::reopenClosed()
{
    if (m_closed.empty())
        return;
    Tab tab = std::move(m_closed.back());
    m_closed.pop_back();
    addTab(std::move(tab), true);
}

void TabArea::nextTab(int step)
{
    if (count() > 1)
        m_bar->setCurrentIndex((currentIndex() + step + count()) % count());
}

bool TabArea::prepareToClose()
{
    return std::all_of(
        m_tabs.begin(), m_tabs.end(), [](const Tab &tab) { return !tab.view || tab.view->prepareToClose(); });
}

QJsonObject TabArea::toJson(const Tab &tab)
{
    const QByteArray state = tab.view ? tab.view->saveState() : tab.stop().state;
    return {{QStringLiteral("location"), tab.stop().location.toText()}, {QStringLiteral("title"), tab.title},
        {QStringLiteral("icon"), tab.iconName}, {QStringLiteral("state"), QString::fromLatin1(state.toBase64())}};
}

std::optional<TabArea::Tab> TabArea::tabFromJson(const QJsonObject &json)
{
    const auto location = Location::fromText(json.value(QLatin1String("location")).toString());
    if (!location)
        return std::nullopt;
    const QByteArray state = QByteArray::fromBase64(json.value(QLatin1String("state")).toString().toLatin1());
    return Tab{{{*location, state}}, 0, json.value(QLatin1String("title")).toString(),
        json.value(QLatin1String("icon")).toString(), nullptr};
}

QJsonObject TabArea::save() const
{
    QJsonArray tabs;
    for (const Tab &tab : m_tabs)
        tabs.append(toJson(tab));
    return {{QStringLiteral("tabs"), tabs}, {QStringLiteral("current"), currentIndex()}};
}

void TabArea::restore(const QJsonObject &saved)
{
    const QSignalBlocker blocker(m_bar);
    const QJsonArray tabs = saved.value(QLatin1String("tabs")).toArray();
    for (const QJsonValue &value : tabs) {
        if (auto tab = tabFromJson(value.toObject()))
            addTab(std::move(*tab), false);
    }
    m_bar->setCurrentIndex(qBound(0, saved.value(QLatin1String("current")).toInt(), std::max(0, count() - 1)));
    show(currentIndex());
}

void TabArea::retranslate()
{
    m_bar->setAccessibleName(tr("Open tabs"));
    for (int i = 0; i < count(); ++i)
        updateLabel(i);
}

}
