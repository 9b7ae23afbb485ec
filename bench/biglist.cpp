// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/progress.h"
#include "bench/support/replicaofaccounts.h"
#include "client/fields/recordscontext.h"
#include "client/lists/recordtable.h"
#include "client/records/workspace.h"
#include "tests/support/localsync.h"

#include <QApplication>
#include <QHeaderView>

using namespace tandem;
using namespace tandem::bench;
using namespace tandem::client;
namespace account = tandem::entities::account;

namespace {

constexpr int manyRows = 1'000'000;
constexpr int fewRows = 1'000;
constexpr int runsOfFew = 7;
constexpr int runsOfMany = 3; ///< each orders a million ids twice

struct Times
{
    std::vector<double> firstPaint;
    std::vector<double> jump;
    std::vector<double> sort;
};

/// A folder with a replica, and what the interface does with it.
class Company
{
public:
    explicit Company(int rows)
        : m_rows(rows)
    {
        say(QStringLiteral("making a replica of %1 rows").arg(rows));
        makeReplica(m_folder.path(), rows);
        leaveOutSearchIndex(m_folder.path());
        Workspace::Config config;
        config.folder = m_folder.path();
        config.shipped = *loadShipped();
        config.sync = [](Replica &replica) {
            return std::make_unique<test::LocalSync>(replica, test::idOf(999'999'999));
        };
        m_workspace = *Workspace::open(config);
    }

    /// A list is opened, gone through and closed.
    void use(Times &times)
    {
        Records &records = m_workspace->records();
        RecordListModel model(records);
        RecordTable table(model, fieldContextOf(records));
        table.resize(1200, 800);
        table.show();
        QElapsedTimer timer;
        timer.start();
        ListQuery query;
        query.entity = account::number;
        model.setQuery(query);
        paintWhenReady(table, model, 0);
        times.firstPaint.push_back(millisecondsOf(timer));
        say(QStringLiteral("%1 rows: painted %2")
                .arg(m_rows)
                .arg(model.hasAllRows() ? QStringLiteral("with all ids") : QStringLiteral("while the ids come")));
        runUntil([&] { return !model.isLoading() && model.rowCount() == m_rows; }, "all ids");

        timer.restart();
        table.scrollTo(model.index(m_rows / 2, 0), QAbstractItemView::PositionAtTop);
        paintWhenReady(table, model, m_rows / 2);
        times.jump.push_back(millisecondsOf(timer));

        table.scrollToTop();
        paintWhenReady(table, model, 0);
        const RecordId firstBefore = model.idAt(0);
        timer.restart();
        query.sort = {{QStringLiteral("employees"), true}};
        model.setQuery(query);
        runUntil([&] { return model.idAt(0) != firstBefore; }, "the new order");
        paintWhenReady(table, model, 0);
        times.sort.push_back(millisecondsOf(timer));
        say(QStringLiteral("%1 rows: in another order").arg(m_rows));
        runUntil([&] { return !model.isLoading() && model.rowCount() == m_rows; }, "all ids");
    }

private:
    /// Until the screenful from `row` on has its values, and is painted.
    static void paintWhenReady(RecordTable &table, RecordListModel &model, int row)
    {
        runUntil(
            [&] {
                const int rows = table.viewport()->height() / table.verticalHeader()->defaultSectionSize();
                if (model.rowCount() < row + rows)
                    return false;
                for (int i = row; i < row + rows; ++i) {
                    if (!model.recordAt(i))
                        return false;
                }
                return true;
            },
            "a screenful of rows");
        table.viewport()->repaint();
    }

    const int m_rows;
    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void print(const QString &what, const std::vector<double> &many, const std::vector<double> &few)
{
    const double ratio = median(many) / median(few);
    Figure{QStringLiteral("List of 1,000,000 accounts against 1,000: ") + what, milliseconds(median(many)),
        milliseconds(median(few)), number(ratio, 2), QStringLiteral("≤ 1.5"), ratio <= 1.5}
        .print();
}

}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Company few(fewRows);
    Company many(manyRows);
    Times fewTimes;
    Times manyTimes;
    for (int i = 0; i < runsOfFew; ++i) {
        few.use(fewTimes);
        if (i < runsOfMany)
            many.use(manyTimes);
    }
    print(QStringLiteral("first paint"), manyTimes.firstPaint, fewTimes.firstPaint);
    print(QStringLiteral("jump to the middle"), manyTimes.jump, fewTimes.jump);
    print(QStringLiteral("sort by an indexed column"), manyTimes.sort, fewTimes.sort);
    return 0;
}
