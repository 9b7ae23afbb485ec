// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

#include <QJsonObject>

namespace tandem::server {

/// Something about the server itself that its administrators should know, or others too, as a notification to each of
/// them. Clients
/// turn `key` and `arguments` into a sentence in their language (client/shell/noticetext).
struct AdministratorNotice
{
    QString key;
    QJsonObject arguments;
    QString text; ///< in English, for whoever does not know the key
    QString name; ///< of the occasion: each hears of it once
};

/// Blocks until it is durable. Error: what kept the first of them from being told.
Result<void> notifyAdministrators(
    Pipeline &pipeline, const Store &store, const Clock &clock, const AdministratorNotice &notice);
/// The same to these users, as far as they are active.
Result<void> notifyUsers(Pipeline &pipeline, const Store &store, const Clock &clock, const AdministratorNotice &notice,
    const std::vector<RecordId> &users);

}
