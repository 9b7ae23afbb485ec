// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/oaviews.h"

#include "client/models/todomodel.h"
#include "client/records/records.h"
#include "client/views/oa/approvalspage.h"

namespace tandem::client::oa {

void registerViews(ViewRegistry &registry, Records &records)
{
    registry.addView(QStringLiteral("approvals"),
        [](const ViewContext &context, const Location &) -> View * { return new ApprovalsPage(context); });
    NavigationEntry inbox{QStringLiteral("oa"), 0, Location::view(QStringLiteral("approvals")), QStringLiteral("inbox"),
        [] { return ApprovalsPage::tr("Approvals"); }, {}};
    inbox.count = [&records](std::function<void(int)> done) {
        records.count(TodoModel::queryOf(records, TodoModel::Box::Open), &records, [done](Result<qint64> count) {
            if (count.ok())
                done(int(*count));
        });
    };
    registry.addNavigation(std::move(inbox));
}

}
