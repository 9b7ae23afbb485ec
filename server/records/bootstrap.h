// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

namespace tandem::server {

/// Records that every company begins with, under ids that are the same everywhere.
namespace basics {
RecordId role(const QString &key); ///< "administrator", "manager", "sales", "service", "employee"
RecordId company(); ///< the department above all
RecordId administrator(); ///< the first one
RecordId pipeline();
RecordId stage(const QString &key); ///< "new", "qualified", "proposal", "negotiation", "closing", "won", "lost"
RecordId approvalFlow(const QString &key); ///< "contract", "leave"
}

struct FirstStart
{
    bool isFirst = false; ///< the basics were made now
    QString oneTimeCode; ///< of the first administrator while he has no password: a new one at each start
    QString administratorLogin;
};

/// Makes what is missing of the basics, through the pipeline like any change; what somebody deleted stays deleted.
/// `language` ("zh_CN" or "en") is that of the names it writes. Blocks until it is durable; call it at start, from any
/// thread but the writer's.
Result<FirstStart> bootstrap(Pipeline &pipeline, Store &store, const Clock &clock, const QString &language);

}
