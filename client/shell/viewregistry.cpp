// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/viewregistry.h"

namespace tandem::client {

void ViewRegistry::addView(const QString &name, Factory factory, Title title)
{
    m_views[name] = std::move(factory);
    if (title)
        m_viewTitles[name] = std::move(title);
}

void ViewRegistry::addList(const QString &entity, Factory factory)
{
    m_lists[entity] = std::move(factory);
}

void ViewRegistry::addBoard(const QString &entity, Factory factory)
{
    m_boards[entity] = std::move(factory);
}

void ViewRegistry::addRecord(const QString &entity, Factory factory)
{
    m_records[entity] = std::move(factory);
}

void ViewRegistry::setNewRecordTitle(std::function<QString(const QString &entity)> title)
{
    m_newRecordTitle = std::move(title);
}

void ViewRegistry::addNavigation(NavigationEntry entry)
{
    m_navigation.push_back(std::move(entry));
}

void ViewRegistry::addNavigation(NavigationSource source)
{
    m_navigationSources.push_back(std::move(source));
}

const ViewRegistry::Factory *ViewRegistry::find(const Factories &factories, const QString &name)
{
    auto it = factories.find(name);
    if (it == factories.end())
        it = factories.find(QString());
    return it == factories.end() ? nullptr : &it->second;
}

const ViewRegistry::Factories &ViewRegistry::factoriesOf(Location::Kind kind) const
{
    switch (kind) {
    case Location::Kind::List:
        return m_lists;
    case Location::Kind::Board:
        return m_boards;
    case Location::Kind::Record:
    case Location::Kind::NewRecord:
        return m_records;
    case Location::Kind::View:
        break;
    }
    return m_views;
}

View *ViewRegistry::create(const ViewContext &context, const Location &location) const
{
    const Factory *factory = find(factoriesOf(location.kind()), location.name());
    return factory ? (*factory)(context, location) : nullptr;
}

bool ViewRegistry::hasBoard(const QString &entity) const
{
    return find(m_boards, entity) != nullptr;
}

QStringList ViewRegistry::viewNames() const
{
    QStringList names;
    for (const auto &[name, factory] : m_views)
        names.append(name);
    return names;
}

std::vector<NavigationEntry> ViewRegistry::allNavigation() const
{
    std::vector<NavigationEntry> entries = m_navigation;
    for (const NavigationSource &source : m_navigationSources) {
        std::vector<NavigationEntry> more = source();
        std::move(more.begin(), more.end(), std::back_inserter(entries));
    }
    return entries;
}

QString ViewRegistry::titleOf(const Location &location) const
{
    if (location.kind() == Location::Kind::NewRecord)
        return m_newRecordTitle ? m_newRecordTitle(location.entity()) : QString();
    const std::vector<NavigationEntry> entries = allNavigation();
    const auto entry = std::find_if(entries.begin(), entries.end(),
        [&location](const NavigationEntry &candidate) { return candidate.location == location; });
    if (entry != entries.end())
        return entry->title();
    const auto own = location.kind() == Location::Kind::View ? m_viewTitles.find(location.name()) : m_viewTitles.end();
    return own == m_viewTitles.end() ? QString() : own->second();
}

std::vector<NavigationEntry> ViewRegistry::navigation(const QString &workspace) const
{
    std::vector<NavigationEntry> entries = allNavigation();
    std::erase_if(entries, [&workspace](const NavigationEntry &entry) { return entry.workspace != workspace; });
    std::stable_sort(entries.begin(), entries.end(),
        [](const NavigationEntry &a, const NavigationEntry &b) { return a.order < b.order; });
    return entries;
}

}
