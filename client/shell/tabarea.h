// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/navigator.h"
#include "client/shell/viewregistry.h"

#include <QJsonObject>
#include <QPointer>

#include <deque>

class QStackedWidget;
class QTabBar;

namespace tandem::client {

/// The tabs of open work. A view is built when its tab is first shown; what is kept of a tab is its location, its
/// history and the view's small state, so that tabs survive a restart and cost nothing until looked at.
class TabArea : public QWidget
{
    Q_OBJECT

public:
    TabArea(const ViewRegistry &registry, const ViewContext &context, QWidget *parent = nullptr);

    void open(const Location &location, Navigator::Target target);
    View *currentView() const; ///< null if there is no tab
    std::optional<Location> currentLocation() const;
    int count() const { return int(m_tabs.size()); }

    bool canGoBack() const;
    bool canGoForward() const;
    void goBack();
    void goForward();
    void closeTab(int index);
    void closeCurrent() { closeTab(currentIndex()); }
    void closeOthers();
    void reopenClosed(); ///< the tab closed last
    bool canReopen() const { return !m_closed.empty(); }
    void nextTab(int step);
    /// Every view is asked to keep its typing; false if one refuses.
    bool prepareToClose();

    QJsonObject save() const;
    void restore(const QJsonObject &saved);
    void retranslate();

signals:
    void currentChanged();
    void statusTextChanged();

private:
    struct Stop
    {
        Location location;
        QByteArray state;
    };
    struct Tab
    {
        std::vector<Stop> history;
        size_t position = 0;
        QString title; ///< last known, shown until the view is built
        QString iconName; ///< likewise
        QPointer<View> view;

        const Stop &stop() const { return history[position]; }
    };

    int currentIndex() const;
    int indexOf(const Location &location) const;
    int addTab(Tab tab, bool activate);
    void show(int index);
    View *build(int index);
    void dropView(Tab &tab);
    void rememberState(Tab &tab);
    void moveInHistory(int step);
    void updateLabel(int index);
    int indexOfView(const View *view) const;
    static QJsonObject toJson(const Tab &tab);
    static std::optional<Tab> tabFromJson(const QJsonObject &json);

    const ViewRegistry &m_registry;
    ViewContext m_context;
    QTabBar *m_bar;
    QStackedWidget *m_stack;
    std::deque<Tab> m_tabs; ///< in the order of the bar
    std::vector<Tab> m_closed;
};

}
