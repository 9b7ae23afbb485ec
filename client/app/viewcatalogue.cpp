// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/viewcatalogue.h"

#include "client/models/entityorder.h"
#include "client/records/records.h"
#include "client/shell/helppage.h"
#include "client/shell/listpage.h"
#include "client/shell/recordpage.h"
#include "client/shell/settingspage.h"
#include "client/shell/syncpage.h"
#include "client/views/crm/crmviews.h"
#include "client/views/joint/jointviews.h"
#include "client/views/oa/oaviews.h"

#include <QCoreApplication>

namespace tandem::client {

namespace {

constexpr int firstList = 100; ///< lists come after the pages of a workspace
constexpr int firstCompanyList = 200; ///< and what the company added after those

NavigationEntry listEntry(Records &records, const QString &workspace, int order, const EntityDef &entity)
{
    NavigationEntry entry{workspace, order, Location::list(entity.name), entity.icon, {}, {}};
    entry.title = [&records, name = entity.name] {
        const EntityDef *current = records.entity(name);
        return current ? records.labels().plural(*current) : name;
    };
    return entry;
}

void addLists(ViewRegistry &registry, Records &records, const QString &workspace, const QStringList &entities)
{
    int order = firstList;
    for (const QString &name : entities) {
        if (const EntityDef *entity = records.entity(name))
            registry.addNavigation(listEntry(records, workspace, order++, *entity));
    }
}

/// Entities that the company made itself are there as soon as an administrator has made them.
void addCompanyLists(ViewRegistry &registry, Records &records, const QString &workspace)
{
    registry.addNavigation([&records, workspace] {
        std::vector<NavigationEntry> entries;
        const RegistryPointer metadata = records.registry();
        int order = firstCompanyList;
        for (const EntityDef &entity : metadata->entities()) {
            if (entity.layer == Layer::Company && !entity.deleted)
                entries.push_back(listEntry(records, workspace, order++, entity));
        }
        return entries;
    });
}

}

void registerViews(ViewRegistry &registry, Records &records, const SettingsPage::Parts &parts)
{
    registry.addList({}, [parts](const ViewContext &context, const Location &location) -> View * {
        return new ListPage(context, location, parts.settings);
    });
    registry.addRecord({}, [](const ViewContext &context, const Location &location) -> View * {
        return new RecordPage(context, location);
    });
    registry.setNewRecordTitle([&records](const QString &entity) { return RecordPage::titleOfNew(records, entity); });
    registry.addView(
        QStringLiteral("help"),
        [](const ViewContext &context, const Location &location) -> View * { return new HelpPage(context, location); },
        [] { return HelpPage::tr("Help"); });
    registry.addView(
        QStringLiteral("sync"),
        [](const ViewContext &context, const Location &) -> View * { return new SyncPage(context); },
        [] { return SyncPage::tr("Sync"); });
    registry.addView(QStringLiteral("settings"),
        [parts](const ViewContext &context, const Location &) -> View * { return new SettingsPage(context, parts); });
    registry.addNavigation(
        {QStringLiteral("settings"), 0, Location::view(QStringLiteral("settings")), QStringLiteral("settings"), [] {
             return SettingsPage::tr("Settings");
         }});

    crm::registerViews(registry, records);
    oa::registerViews(registry, records);
    joint::registerViews(registry, records);
    for (const NavigationLists &lists : navigationLists())
        addLists(registry, records, lists.workspace, lists.entities);
    addLists(registry, records, QStringLiteral("new"),
        {QStringLiteral("account"), QStringLiteral("contact"), QStringLiteral("opportunity"),
            QStringLiteral("activity"), QStringLiteral("order"), QStringLiteral("contract"),
            QStringLiteral("leaveRequest")});
    for (const QString &workspace : {companyWorkspace(), QStringLiteral("new")})
        addCompanyLists(registry, records, workspace);
}

}
