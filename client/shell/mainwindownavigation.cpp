// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window offers to go to: workspaces, their entries, saved views, new records, and how many wait in each.

#include "client/records/records.h"
#include "client/shell/mainwindow.h"
#include "client/shell/navigationpanel.h"
#include "client/shell/navigationrail.h"
#include "client/shell/recordpage.h"
#include "client/shell/tabarea.h"

namespace tandem::client {

namespace {

constexpr const char *workspaces[] = {"home", "crm", "oa", "people", "settings"};

}

void MainWindow::fillRail()
{
    m_rail->setItems({
        {QStringLiteral("home"), QStringLiteral("house"), tr("Home")},
        {QStringLiteral("crm"), QStringLiteral("handshake"), tr("Customers")},
        {QStringLiteral("oa"), QStringLiteral("stamp"), tr("Office")},
        {QStringLiteral("people"), QStringLiteral("users"), tr("People")},
        {QStringLiteral("settings"), QStringLiteral("settings"), tr("Settings"), true},
    });
    m_rail->setCurrent(m_workspace);
}

void MainWindow::showWorkspace(const QString &workspace)
{
    const auto entries = m_parts.registry.navigation(workspace);
    m_workspace = workspace;
    m_rail->setCurrent(workspace);
    fillNavigation();
    if (entries.size() == 1) {
        open(entries.front().location, Target::NewTab);
        arrangeForWidth();
    } else {
        m_navigation->setVisible(true);
    }
}

/// The rail shows where the current tab belongs; until another tab comes, the user may look around elsewhere.
void MainWindow::followWorkspace()
{
    const auto location = m_tabs->currentLocation();
    if (!location || location == m_followed)
        return;
    m_followed = location;
    const auto holds = [this, &location](const QString &workspace) {
        const auto entries = m_parts.registry.navigation(workspace);
        return std::any_of(entries.begin(), entries.end(),
            [&location](const NavigationEntry &entry) { return entry.location.name() == location->name(); });
    };
    if (holds(m_workspace))
        return;
    for (const char *name : workspaces) {
        const QString workspace = QLatin1String(name);
        if (!holds(workspace))
            continue;
        m_workspace = workspace;
        m_rail->setCurrent(workspace);
        fillNavigation();
        arrangeForWidth();
        return;
    }
}

/// Without those of records that the user may not read.
std::vector<NavigationEntry> MainWindow::entriesOf(const QString &workspace) const
{
    std::vector<NavigationEntry> entries = m_parts.registry.navigation(workspace);
    std::erase_if(entries, [this](const NavigationEntry &entry) {
        const EntityDef *entity = m_parts.records.entity(entry.location.entity());
        return entry.location.kind() != Location::Kind::View
            && (!entity || m_parts.records.access(entity->number).read == Scope::None);
    });
    return entries;
}

std::vector<TopBar::Creatable> MainWindow::creatable() const
{
    std::vector<TopBar::Creatable> creatable;
    for (const NavigationEntry &entry : m_parts.registry.navigation(QStringLiteral("new"))) {
        const EntityDef *entity = m_parts.records.entity(entry.location.entity());
        if (entity && m_parts.records.offersNew(entity->number))
            creatable.push_back({entity->name, entity->icon, m_parts.records.labels().entity(*entity)});
    }
    return creatable;
}

/// Of all workspaces, and the forms of new records.
std::vector<NavigationEntry> MainWindow::pages() const
{
    std::vector<NavigationEntry> pages;
    for (const char *workspace : workspaces) {
        for (NavigationEntry &entry : entriesOf(QLatin1String(workspace)))
            pages.push_back(std::move(entry));
    }
    for (const TopBar::Creatable &each : creatable()) {
        pages.push_back({QStringLiteral("new"), 0, Location::newRecord(each.entity, newRecordId()), each.iconName,
            [this, entity = each.entity] {
                return RecordPage::titleOfNew(m_parts.records, entity);
            }});
    }
    return pages;
}

void MainWindow::fillNavigation()
{
    const std::vector<NavigationEntry> entries = entriesOf(m_workspace);
    m_navigation->setEntries(entries, savedEntries(entries));
    m_navigation->setCurrent(m_tabs->currentLocation());
    m_top->setCreatable(creatable());
}

/// The saved views of what the workspace lists, each with the number of its records.
std::vector<NavigationEntry> MainWindow::savedEntries(const std::vector<NavigationEntry> &listed) const
{
    std::vector<NavigationEntry> saved;
    for (const SavedView &view : m_savedViews) {
        const EntityDef *entity = m_parts.records.entity(view.entity);
        const bool fits = entity && std::any_of(listed.begin(), listed.end(), [entity](const NavigationEntry &entry) {
            return entry.location.entity() == entity->name;
        });
        if (!fits)
            continue;
        NavigationEntry entry{m_workspace, 0, Location::list(entity->name, toText(view.id)), QStringLiteral("bookmark"),
            [name = view.name] { return name; }, {}};
        entry.count = [records = &m_parts.records, number = view.entity, filter = view.filter](
                          const std::function<void(int)> &done) {
            ListQuery query;
            query.entity = number;
            query.filter = filter;
            records->count(query, records, [done](Result<qint64> count) {
                if (count.ok())
                    done(int(*count));
            });
        };
        saved.push_back(std::move(entry));
    }
    return saved;
}

void MainWindow::loadSavedViews()
{
    m_parts.records.savedViews(0, this, [this](Result<std::vector<SavedView>> views) {
        if (!views.ok())
            return;
        m_savedViews = *std::move(views);
        fillNavigation();
    });
}

void MainWindow::recount()
{
    for (const NavigationEntry &entry : m_parts.registry.navigation(QStringLiteral("oa"))) {
        if (entry.count)
            entry.count([this](int count) { m_rail->setBadge(QStringLiteral("oa"), count); });
    }
    m_navigation->refreshCounts();
}

}
