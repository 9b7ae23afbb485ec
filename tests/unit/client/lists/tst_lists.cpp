// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"
#include "client/lists/exportstrip.h"
#include "client/lists/filterbar.h"
#include "client/widgets/chip.h"
#include "client/widgets/messagestrip.h"
#include "tests/support/testworkspace.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        fillDeals(
            m_folder.path(), {{idOf(1), named(QStringLiteral("华为"))}, {idOf(2), named(QStringLiteral("part"))}});
        m_workspace = openWorkspace(m_folder.path());
        QVERIFY(m_workspace);
    }

    void chipsFollowTitlesAndAreNotBuiltAnew()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        bar.setFilter(QStringLiteral("account = id('%1') and stage = 'won'").arg(toText(idOf(1))));
        const QList<Chip *> chips = bar.findChildren<Chip *>();
        QCOMPARE(chips.size(), 2);
        QTRY_VERIFY(chips.first()->text().contains(QStringLiteral("华为")));

        QSignalSpy titles(&records(), &Records::titlesChanged);
        records().update(dealKey(1), {{deal::name, QStringLiteral("华为技术")}}, this, {});
        QVERIFY(titles.wait());
        QTRY_VERIFY(chips.first()->text().contains(QStringLiteral("华为技术")));
        QCOMPARE(bar.findChildren<Chip *>(), chips);
    }

    void aChipTakesOnlyItsOwnConditionAway()
    {
        FilterBar bar(QStringLiteral("deal"), fieldContextOf(records()));
        bar.setFilter(QStringLiteral("stage = 'won' and name contains 'a' and visits > 2"));
        emit bar.findChildren<Chip *>().at(1)->removeRequested();
        QCOMPARE(bar.filter(), QStringLiteral("stage = 'won' and visits > 2"));
    }

    void anExportSaysHowItEnds()
    {
        ListQuery query;
        query.entity = deal::number;
        ExportStrip strip;
        auto *message = strip.findChild<MessageStrip *>();
        strip.start(
            fieldContextOf(records()), query, {QStringLiteral("name")}, m_folder.filePath(QStringLiteral("deals.csv")));
        QVERIFY(strip.isRunning());
        QTRY_COMPARE(message->tone(), Tone::Success);
        QTRY_VERIFY(!strip.isRunning());

        strip.start(fieldContextOf(records()), query, {QStringLiteral("name")},
            m_folder.filePath(QStringLiteral("nowhere/deals.csv")));
        QTRY_COMPARE(message->tone(), Tone::Danger);
        QVERIFY2(message->text().contains(QStringLiteral("nowhere")), qPrintable(message->text()));
        QTRY_VERIFY(!strip.isRunning());

        const QString path = m_folder.filePath(QStringLiteral("cancelled.csv"));
        strip.start(fieldContextOf(records()), query, {QStringLiteral("name")}, path);
        const QList<QPushButton *> buttons = message->findChildren<QPushButton *>();
        const auto cancel = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton *button) { return button->text() == ExportStrip::tr("Cancel"); });
        QVERIFY(cancel != buttons.end());
        QTest::mouseClick(*cancel, Qt::LeftButton);
        QTRY_VERIFY(!strip.isRunning());
        QVERIFY(!QFile::exists(path));
        QTRY_VERIFY(message->findChildren<QPushButton *>().isEmpty());
    }

private:
    Records &records() { return m_workspace->records(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_MAIN(TestLists)
#include "tst_lists.moc"
