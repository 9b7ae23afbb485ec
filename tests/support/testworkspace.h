// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/workspace.h"
#include "tests/support/clientdata.h"
#include "tests/support/patience.h"

#include <QTest>

namespace tandem::test {

/// A replica with these deals, as after a first sync.
inline void fillDeals(const QString &folder, const std::vector<std::pair<RecordId, FieldValues>> &records)
{
    const auto replica = client::Replica::open({folder, clientRegistry()});
    QVERIFY(replica.ok());
    QVERIFY((*replica)->applySnapshotPage(wholePage(incomingDeals(records, 1), 1)).ok());
}

inline std::unique_ptr<client::Workspace> openWorkspace(const QString &folder, client::SyncFactory sync = {})
{
    client::Workspace::Config config;
    config.folder = folder;
    config.shipped = clientRegistry();
    config.sync = std::move(sync);
    auto opened = client::Workspace::open(config);
    if (!opened.ok()) {
        qWarning("%s", qPrintable(opened.error().toLog()));
        return nullptr;
    }
    return *std::move(opened);
}

/// Waits for the one answer of an asynchronous call:
///     const auto record = answerOf<Record>([&](auto done) { records.read(key, this, done); });
template <typename T, typename Ask>
Result<T> answerOf(Ask ask)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    ask(client::Callback<T>([answer](Result<T> result) { answer->emplace(std::move(result)); }));
    if (!QTest::qWaitFor([&answer] { return answer->has_value(); }, patience))
        return Error::internal(QStringLiteral("no answer came"));
    return std::move(**answer);
}

}
