// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"

namespace tandem::client {

/// What a workspace of the navigation lists of its own accord, in its order.
struct NavigationLists
{
    QString workspace;
    QStringList entities;
};

const std::vector<NavigationLists> &navigationLists();
QString companyWorkspace(); ///< where the lists of the company's own entities stand, behind the others

/// All entities, as people know them from the navigation.
struct EntityOrder
{
    QStringList listed; ///< what the navigation lists, in its order
    QStringList others; ///< lines, stages, files… in the order of the definitions; parts of other records last
};

EntityOrder entityOrder(const Registry &registry);

}
