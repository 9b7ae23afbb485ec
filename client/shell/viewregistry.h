// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/view.h"

#include <functional>
#include <map>
#include <vector>

namespace tandem::client {

class Navigator;
class Records;

/// What a view is made with. Everything outlives the view.
struct ViewContext
{
    Records &records;
    Navigator &navigator;
};

/// An entry of the rail or of a workspace's navigation.
struct NavigationEntry
{
    QString workspace; ///< "home", "crm", "oa", "settings"
    int order = 0;
    Location location;
    QString iconName;
    std::function<QString()> title; ///< in the language of now
    /// Badge; asked again whenever records change. Empty function: none.
    std::function<void(std::function<void(int)>)> count = {};
};

/// Where views meet without knowing each other: CRM, OA and joint views register here, the window looks them up.
class ViewRegistry
{
public:
    using Factory = std::function<View *(const ViewContext &, const Location &)>;
    using NavigationSource = std::function<std::vector<NavigationEntry>()>;

    using Title = std::function<QString()>; ///< in the language of now

    /// A special view by name: `tandem://view/<name>`. One that stands in no navigation brings its title along, for
    /// tabs in which it is not built yet.
    void addView(const QString &name, Factory factory, Title title = {});
    /// The generic views of every entity; a factory for one entity beats the one for all (entity "").
    void addList(const QString &entity, Factory factory);
    void addBoard(const QString &entity, Factory factory);
    void addRecord(const QString &entity, Factory factory);
    /// What the page of a new record is called, as addView() for tabs in which it is not built yet.
    void setNewRecordTitle(std::function<QString(const QString &entity)> title);
    void addNavigation(NavigationEntry entry);
    /// Entries that follow from the definitions of now: asked for again each time navigation() is.
    void addNavigation(NavigationSource source);

    /// Null if nothing is registered for it.
    View *create(const ViewContext &context, const Location &location) const;
    bool hasBoard(const QString &entity) const;
    QStringList viewNames() const; ///< of the special views
    /// In the order of the workspace.
    std::vector<NavigationEntry> navigation(const QString &workspace) const;
    /// What the navigation calls it, else its own title, in the language of now; empty if it has neither.
    QString titleOf(const Location &location) const;

private:
    std::vector<NavigationEntry> allNavigation() const;
    using Factories = std::map<QString, Factory>;
    static const Factory *find(const Factories &factories, const QString &name);
    const Factories &factoriesOf(Location::Kind kind) const;

    Factories m_views;
    std::map<QString, Title> m_viewTitles;
    Factories m_lists;
    Factories m_boards;
    Factories m_records;
    std::function<QString(const QString &entity)> m_newRecordTitle;
    std::vector<NavigationEntry> m_navigation;
    std::vector<NavigationSource> m_navigationSources;
};

}
