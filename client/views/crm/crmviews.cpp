// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/crm/crmviews.h"

#include "client/records/records.h"
#include "client/views/crm/pipelineboard.h"

namespace tandem::client::crm {

void registerViews(ViewRegistry &registry, Records &)
{
    registry.addBoard(QStringLiteral("opportunity"),
        [](const ViewContext &context, const Location &) -> View * { return new PipelineBoard(context); });
    registry.addNavigation(
        {QStringLiteral("crm"), 50, Location::board(QStringLiteral("opportunity")), QStringLiteral("columns-3"), [] {
             return PipelineBoard::tr("Pipeline");
         }});
}

}
