// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/entityorder.h"

#include <algorithm>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isPart(const EntityDef &entity)
{
    return entity.traits.testFlag(Trait::Internal) || entity.traits.testFlag(Trait::Junction);
}

}

const std::vector<NavigationLists> &navigationLists()
{
    static const std::vector<NavigationLists> lists{
        {u"crm"_s,
            {u"account"_s, u"contact"_s, u"opportunity"_s, u"activity"_s, u"contract"_s, u"order"_s, u"product"_s}},
        {u"oa"_s, {u"leaveRequest"_s, u"approvalInstance"_s, u"approvalFlow"_s}},
        {u"people"_s, {u"user"_s, u"department"_s, u"team"_s, u"role"_s}},
    };
    return lists;
}

QString companyWorkspace()
{
    return u"crm"_s;
}

EntityOrder entityOrder(const Registry &registry)
{
    EntityOrder order;
    for (const NavigationLists &lists : navigationLists()) {
        for (const QString &name : lists.entities) {
            if (registry.entity(name))
                order.listed.append(name);
        }
        if (lists.workspace != companyWorkspace())
            continue;
        for (const EntityDef &entity : registry.entities()) {
            if (entity.layer == Layer::Company && !entity.deleted)
                order.listed.append(entity.name);
        }
    }
    for (const bool parts : {false, true}) {
        for (const EntityDef &entity : registry.entities()) {
            if (!entity.deleted && isPart(entity) == parts && !order.listed.contains(entity.name))
                order.others.append(entity.name);
        }
    }
    return order;
}

}
