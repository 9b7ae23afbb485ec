// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/viewcatalogue.h"

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

void addLists(ViewRegistry &registry, Records &records, const QString &workspace, const QStringList &entities)
{
    int order = 100;
    for (const QString &name : entities) {
        const EntityDef *entity = records.entity(name);
        if (!entity)
            continue;
        NavigationEntry entry{workspace, order++, Location::list(name), entity->icon, {}, {}};
        entry.title = [&records, name] {
            const EntityDef *current = records.entity(name);
            return current ? records.labels().plural(*current) : name;
        };
        registry.addNavigation(std::move(entry));
    }
}

/// Entities that the company made itself, under their own workspace entry.
QStringList companyEntities(const Records &records)
{
    QStringList names;
    const RegistryPointer metadata = records.registry();
    for (const EntityDef &entity : metadata->entities()) {
        if (entity.layer == Layer::Company && !entity.deleted)
            names.append(entity.name);
    }
    return names;
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
    registry.addView(QStringLiteral("help"),
        [](const ViewContext &context, const Location &location) -> View * { return new HelpPage(context, location); });
    registry.addView(QStringLiteral("sync"),
        [](const ViewContext &context, const Location &) -> View * { return new SyncPage(context); });
    registry.addView(QStringLiteral("settings"),
        [parts](const ViewContext &context, const Location &) -> View * { return new SettingsPage(context, parts); });
    registry.addNavigation(
        {QStringLiteral("settings"), 0, Location::view(QStringLiteral("settings")), QStringLiteral("settings"), [] {
             return SettingsPage::tr("Settings");
         }});

    crm::registerViews(registry, records);
    oa::registerViews(registry, records);
    joint::registerViews(registry, records);
    addLists(registry, records, QStringLiteral("crm"),
        QStringList{QStringLiteral("account"), QStringLiteral("contact"), QStringLiteral("opportunity"),
            QStringLiteral("activity"), QStringLiteral("contract"), QStringLiteral("order"), QStringLiteral("product")}
            + companyEntities(records));
    addLists(registry, records, QStringLiteral("oa"),
        {QStringLiteral("leaveRequest"), QStringLiteral("approvalInstance"), QStringLiteral("approvalFlow")});
    addLists(registry, records, QStringLiteral("people"),
        {QStringLiteral("user"), QStringLiteral("department"), QStringLiteral("team"), QStringLiteral("role")});
    addLists(registry, records, QStringLiteral("new"),
        {QStringLiteral("account"), QStringLiteral("contact"), QStringLiteral("opportunity"),
            QStringLiteral("activity"), QStringLiteral("order"), QStringLiteral("contract"),
            QStringLiteral("leaveRequest")});
}

}
