// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/joint/jointviews.h"

#include "client/views/joint/homepage.h"

namespace tandem::client::joint {

void registerViews(ViewRegistry &registry, Records &)
{
    registry.addView(QStringLiteral("home"),
        [](const ViewContext &context, const Location &) -> View * { return new HomePage(context); });
    registry.addNavigation({QStringLiteral("home"), 0, Location::view(QStringLiteral("home")), QStringLiteral("house"),
        [] { return HomePage::tr("Home"); }, {}});
}

}
