// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/shipped.h"

#include "shared/metadata/loader.h"

// A macro that must stand outside every namespace.
static void initializeResources()
{
    Q_INIT_RESOURCE(entities);
}

namespace tandem {

QString shippedFolder()
{
    static const QString folder = [] {
        initializeResources();
        return QStringLiteral(":/entities");
    }();
    return folder;
}

Result<RegistryPointer> loadShipped()
{
    static const Result<RegistryPointer> shipped = loadFromFolder(shippedFolder());
    return shipped;
}

Result<std::vector<RuleDef>> loadShippedRules()
{
    static const Result<std::vector<RuleDef>> rules = loadRules(shippedFolder());
    return rules;
}

}
