// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/localsync.h"
#include "tests/support/testworkspace.h"

#include <QTemporaryDir>

#include <atomic>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace {

/// Of every entity there is more at its server, which takes its time with titles.
class SlowServer : public LocalSync
{
public:
    SlowServer(Replica &replica, std::atomic<int> &titlesAsked)
        : LocalSync(replica, idOf(77))
        , m_titlesAsked(titlesAsked)
    {
        std::vector<EntityAccess> access = replica.access();
        for (EntityAccess &entity : access)
            entity.partial = true;
        (void)replica.setAccess(access).ok();
    }

    void fetchTitles(
        const std::vector<RecordKey> &keys, std::function<void(Result<QHash<RecordKey, QString>>)>) override
    {
        m_titlesAsked += int(keys.size());
    }

private:
    std::atomic<int> &m_titlesAsked;
};

}

class TestDistantTitles : public QObject
{
    Q_OBJECT

private slots:
    void aTitleOnItsWayIsAskedForOnce()
    {
        const QTemporaryDir folder;
        std::atomic<int> asked = 0;
        const auto workspace = openWorkspace(
            folder.path(), [&asked](Replica &replica) { return std::make_unique<SlowServer>(replica, asked); });
        QVERIFY(workspace);
        Records &records = workspace->records();
        QTRY_VERIFY(records.access(deal::number).partial);
        const RecordKey first{deal::number, idOf(1)};
        QVERIFY(records.titleOf(first).isEmpty());
        QTRY_COMPARE(asked.load(), 1);
        QVERIFY(records.titleOf(first).isEmpty());
        QVERIFY(records.titleOf({deal::number, idOf(2)}).isEmpty());
        QTRY_COMPARE(asked.load(), 2);
    }
};

QTEST_GUILESS_MAIN(TestDistantTitles)
#include "tst_distanttitles.moc"
