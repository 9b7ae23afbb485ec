// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/oaviews.h"

#include "client/models/todomodel.h"
#include "client/records/records.h"
#include "client/views/oa/approvalspage.h"
#include "client/views/oa/approvaltaskpage.h"

namespace tandem::client::oa {

void registerViews(ViewRegistry &registry, Records &records)
{
    registry.addView(QStringLiteral("approvals"),
        [](const ViewContext &context, const Location &) -> View * { return new ApprovalsPage(context); });
    registry.addRecord(
        QStringLiteral("approvalTask"), [](const ViewContext &context, const Location &location) -> View * {
            return new ApprovalTaskPage(context, location);
        });
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
