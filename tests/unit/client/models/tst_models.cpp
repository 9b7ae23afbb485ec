// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/boardmodel.h"
#include "client/models/recordlistmodel.h"
#include "client/models/relatedlistmodel.h"
#include "tests/support/testworkspace.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestModels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        std::vector<std::pair<RecordId, FieldValues>> deals;
        deals.reserve(rows);
        static const QStringList stages{QStringLiteral("open"), QStringLiteral("won"), QStringLiteral("lost")};
        for (int i = 1; i <= rows; ++i) {
            deals.emplace_back(idOf(i),
                FieldValues{{deal::name, QStringLiteral("deal %1").arg(i, 7, 10, QLatin1Char('0'))},
                    {deal::stage, stages.at(i % 3)}, {deal::amount, Money{100, QStringLiteral("CNY")}}});
        }
        fillDeals(m_folder.path(), deals);
        m_workspace = openWorkspace(m_folder.path());
        QVERIFY(m_workspace);
    }

    void opensQuicklyWithManyRows()
    {
        m_workspace.reset();
        QElapsedTimer timer;
        timer.start();
        m_workspace = openWorkspace(m_folder.path());
        RecordListModel model(records());
        model.setQuery(allDeals());
        QTRY_COMPARE(model.rowCount(), rows);
        QTRY_VERIFY(model.recordAt(0));
        qInfo("opened, %d ids and the first page: %lld ms", rows, timer.elapsed());
        QVERIFY2(timer.elapsed() < 3000, "far from the aim of 300 ms, even on a loaded machine");
    }

    void readsOnlyPagesThatAreLookedAt()
    {
        RecordListModel model(records());
        model.setQuery(allDeals());
        QTRY_COMPARE(model.rowCount(), rows);
        QCOMPARE(
            model.columns(), (QStringList{QStringLiteral("name"), QStringLiteral("stage"), QStringLiteral("amount")}));
        const int middle = rows / 2;
        QVERIFY(!model.recordAt(middle));
        QCOMPARE(model.stateAt(middle), RecordListModel::RowState::Loading);
        QCOMPARE(model.stateAt(rows - 1), RecordListModel::RowState::Unknown);
        QTRY_COMPARE(model.stateAt(middle), RecordListModel::RowState::Ready);
        QCOMPARE(model.index(middle, 0).data().toString(),
            QStringLiteral("deal %1").arg(middle + 1, 7, 10, QLatin1Char('0')));
        QCOMPARE(model.index(middle, 2).data(RecordListModel::ValueRole).value<Value>().toMoney().minor, 100);
        for (int page = 0; page < 2 * RecordListModel::mostPages; ++page) {
            const int row = page * RecordListModel::pageSize;
            QTRY_VERIFY(model.recordAt(row));
        }
        QCOMPARE(model.stateAt(0), RecordListModel::RowState::Unknown);
    }

    void sortsAndFilters()
    {
        RecordListModel model(records());
        model.setQuery(allDeals());
        QTRY_COMPARE(model.rowCount(), rows);
        model.sort(0, Qt::DescendingOrder);
        QTRY_COMPARE(model.idAt(0), idOf(rows));
        model.setFilter(QStringLiteral("name < 'deal 0000011'"));
        QTRY_COMPARE(model.rowCount(), 10);
        QSignalSpy failed(&model, &RecordListModel::failed);
        model.setFilter(QStringLiteral("name <"));
        QVERIFY(failed.wait(patience));
        QCOMPARE(model.rowCount(), 10);
        QVERIFY(model.error());
    }

    void showsTheFirstRowsOfALongListBeforeTheRest()
    {
        RecordListModel model(records());
        const QAbstractItemModelTester tester(&model);
        std::vector<int> counts;
        connect(&model, &RecordListModel::idsChanged, this, [&] {
            counts.push_back(model.rowCount());
            QCOMPARE(model.hasAllRows(), model.rowCount() == rows);
        });
        model.setQuery(allDeals());
        QTRY_VERIFY(!model.isLoading());
        QCOMPARE(counts, (std::vector<int>{2 * RecordListModel::pageSize, rows}));

        // What a view holds on to is never out of the list, though its place comes only with the rest.
        const QPersistentModelIndex held(model.index(10, 0));
        const RecordId id = model.idAt(10);
        model.sort(0, Qt::DescendingOrder);
        QTRY_COMPARE(model.idAt(0), idOf(rows));
        QVERIFY(held.isValid());
        QCOMPARE(model.idAt(held.row()), id);
        QTRY_VERIFY(!model.isLoading());
        QCOMPARE(held.row(), rows - 11);
        QCOMPARE(model.idAt(held.row()), id);
        QCOMPARE(counts.size(), size_t(4));
    }

    void followsChanges()
    {
        RecordListModel model(records());
        const QAbstractItemModelTester tester(&model);
        ListQuery query = allDeals();
        query.filter = QStringLiteral("name < 'deal 0000021'");
        model.setQuery(query);
        QTRY_COMPARE(model.rowCount(), 20);
        QTRY_VERIFY(model.recordAt(0));

        QSignalSpy ids(&model, &RecordListModel::idsChanged);
        QVERIFY(update(5, {{deal::note, QStringLiteral("x")}}).ok());
        QTRY_COMPARE(model.recordAt(4)->value(deal::note).toText(), QStringLiteral("x"));
        QVERIFY(model.index(4, 0).data(RecordListModel::PendingRole).toBool());
        QCOMPARE(ids.size(), 0);

        const QPersistentModelIndex kept(model.index(9, 0));
        QVERIFY(update(5, named(QStringLiteral("deal 9"))).ok());
        QTRY_COMPARE(model.rowCount(), 19);
        QCOMPARE(model.rowOf(idOf(5)), -1);
        QCOMPARE(model.idAt(kept.row()), idOf(10));
        QVERIFY(update(5, named(QStringLiteral("deal 0000005"))).ok());
        QTRY_COMPARE(model.rowCount(), 20);
        QCOMPARE(model.rowOf(idOf(5)), 4);
    }

    void listsWhatIsRelated()
    {
        RelatedListModel model(records());
        QVERIFY(model.setRelated(dealKey(3), QStringLiteral("people")));
        QVERIFY(!model.setRelated(dealKey(3), QStringLiteral("nothing")));
        FieldValues values = model.initialValues();
        QCOMPARE(values.at(person::deal).toId(), idOf(3));
        values[person::name] = QStringLiteral("Anna");
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().create(person::number, values, this, done);
        }).ok());
        QTRY_COMPARE(model.rowCount(), 1);
        values[person::deal] = idOf(4);
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().create(person::number, values, this, done);
        }).ok());
        RelatedListModel other(records());
        QVERIFY(other.setRelated(dealKey(4), QStringLiteral("people")));
        QTRY_COMPARE(other.rowCount(), 1);
        QCOMPARE(model.rowCount(), 1);
    }

    void showsABoard()
    {
        BoardModel board(records());
        board.setBoard(allDeals(), deal::stage, deal::amount,
            {{QStringLiteral("open"), QStringLiteral("Open"), {}}, {QStringLiteral("won"), QStringLiteral("Won"), {}}});
        const QModelIndex open = board.columnIndex(QStringLiteral("open"));
        const QModelIndex won = board.columnIndex(QStringLiteral("won"));
        QTRY_COMPARE(board.rowCount(open), BoardModel::cardsPerFetch);
        QTRY_VERIFY(open.data(BoardModel::CountRole).toLongLong() > 1000);
        const qint64 before = won.data(BoardModel::CountRole).toLongLong();
        QTRY_VERIFY(board.canFetchMore(open));
        board.fetchMore(open);
        QTRY_COMPARE(board.rowCount(open), 2 * BoardModel::cardsPerFetch);

        const RecordId id = board.index(0, 0, open).data(BoardModel::IdRole).value<RecordId>();
        QVERIFY(board.moveCard(board.index(0, 0, open), QStringLiteral("won")));
        QCOMPARE(board.indexOf(id).parent().row(), won.row());
        QCOMPARE(won.data(BoardModel::CountRole).toLongLong(), before + 1);
        QTRY_COMPARE(answerOf<Record>([&](auto done) {
            records().read({deal::number, id}, this, done);
        })
                         ->value(deal::stage)
                         .toText(),
            QStringLiteral("won"));
        QTRY_COMPARE(won.data(BoardModel::SumsRole).toList().constFirst().value<Money>().minor, (before + 1) * 100);
        QVERIFY(!board.moveCard(board.index(0, 0, open), QStringLiteral("unknown")));
    }

    void keepsTheRulesOfModelsOnABoard()
    {
        BoardModel board(records());
        const QAbstractItemModelTester tester(&board);
        ListQuery query = allDeals();
        query.filter = QStringLiteral("name < 'deal 0000031'");
        board.setBoard(query, deal::stage, 0,
            {{QStringLiteral("open"), QStringLiteral("Open"), {}}, {QStringLiteral("lost"), QStringLiteral("Lost"), {}},
                {Value(), QStringLiteral("None"), {}}});
        const QModelIndex open = board.columnIndex(QStringLiteral("open"));
        const QModelIndex lost = board.columnIndex(QStringLiteral("lost"));
        QTRY_VERIFY(board.rowCount(open) > 5 && board.rowCount(lost) > 5);
        const RecordId id = board.index(1, 0, open).data(BoardModel::IdRole).value<RecordId>();
        const int before = board.rowCount(lost);
        QVERIFY(board.moveCard(board.index(1, 0, open), QStringLiteral("lost")));
        QCOMPARE(board.rowCount(lost), before + 1);
        // Somebody else moves it on.
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            records().update({deal::number, id}, {{deal::stage, Value()}}, this, done);
        }).ok());
        QTRY_COMPARE(board.indexOf(id).parent().row(), 2);
        QTRY_COMPARE(board.rowCount(lost), before);
    }

private:
    static constexpr int rows = 100'000;

    Records &records() { return m_workspace->records(); }
    static ListQuery allDeals()
    {
        ListQuery query;
        query.entity = deal::number;
        return query;
    }
    Result<std::vector<MutationId>> update(int number, const FieldValues &to)
    {
        return answerOf<std::vector<MutationId>>([&](auto done) { records().update(dealKey(number), to, this, done); });
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
