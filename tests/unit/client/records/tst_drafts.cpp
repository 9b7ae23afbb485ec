// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "tests/support/testworkspace.h"

#include <QSignalSpy>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

class TestDrafts : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = openWorkspace(m_folder->path());
        QVERIFY(m_workspace);
    }

    void cleanup() { m_workspace.reset(); }

    void keepsDraftsOverARestart()
    {
        for (const QChar letter : QStringLiteral("typing"))
            records().saveDraft({dealKey(1), false, named(QStringLiteral("half ") + letter), {}, 0});
        auto draft = draftOf(1);
        QCOMPARE((*draft)->values.at(deal::name).toText(), QStringLiteral("half g"));
        records().saveDraft({dealKey(2), false, named(QStringLiteral("just now")), {}, 0});
        m_workspace.reset();
        m_workspace = openWorkspace(m_folder->path());
        const auto drafts = answerOf<std::vector<Draft>>([&](auto done) { records().listDrafts(this, done); });
        QCOMPARE(drafts->size(), size_t(2));
        records().removeDraft(dealKey(1));
        draft = draftOf(1);
        QVERIFY(!draft->has_value());
    }

    void draftsThatCannotBeWrittenAreKeptAndTriedAgain()
    {
        QSignalSpy trouble(&records(), &Records::draftTroubleChanged);
        renameInOutbox(QStringLiteral("draft"), QStringLiteral("away"));
        records().saveDraft({dealKey(1), false, named(QStringLiteral("half")), {}, 0});
        QVERIFY(trouble.wait(patience));
        QVERIFY(records().draftTrouble());
        renameInOutbox(QStringLiteral("away"), QStringLiteral("draft"));
        QVERIFY(trouble.wait(patience));
        QVERIFY(!records().draftTrouble());
        const auto draft = draftOf(1);
        QCOMPARE((*draft)->values.at(deal::name).toText(), QStringLiteral("half"));
    }

    void noTroubleOfDraftsIsLeftWithoutADraft()
    {
        QSignalSpy trouble(&records(), &Records::draftTroubleChanged);
        renameInOutbox(QStringLiteral("draft"), QStringLiteral("away"));
        records().saveDraft({dealKey(1), false, named(QStringLiteral("half")), {}, 0});
        QVERIFY(trouble.wait(patience));
        QVERIFY(records().draftTrouble());
        records().removeDraft(dealKey(1));
        QVERIFY(!records().draftTrouble());
        QCOMPARE(trouble.count(), 2);

        records().saveDraft({dealKey(1), false, named(QStringLiteral("again")), {}, 0});
        QVERIFY(trouble.wait(patience));
        records().listDrafts(this, {}); // which tries to write
        records().removeDraft(dealKey(1));
        QTRY_VERIFY(!records().draftTrouble());
        renameInOutbox(QStringLiteral("away"), QStringLiteral("draft"));
    }

    void aFieldIsAddedToADraft()
    {
        records().saveDraft({dealKey(1), false, named(QStringLiteral("typed")), named(QStringLiteral("seen")), 0});
        records().addToDraft(dealKey(1), deal::visits, Value(7), Value(6));
        records().addToDraft(dealKey(2), deal::visits, Value(8), Value());
        auto draft = draftOf(1);
        QCOMPARE((*draft)->values.at(deal::name).toText(), QStringLiteral("typed"));
        QCOMPARE((*draft)->values.at(deal::visits), Value(7));
        QCOMPARE((*draft)->seen.at(deal::visits), Value(6));
        records().addToDraft(dealKey(1), deal::visits, Value(9), Value(7));
        draft = draftOf(1);
        QCOMPARE((*draft)->values.at(deal::visits), Value(9));
        QCOMPARE((*draft)->seen.at(deal::visits), Value(6));
        draft = draftOf(2);
        QCOMPARE((*draft)->values.at(deal::visits), Value(8));
    }

private:
    Records &records() { return m_workspace->records(); }
    Result<std::optional<Draft>> draftOf(int number)
    {
        return answerOf<std::optional<Draft>>([&](auto done) { records().loadDraft(dealKey(number), this, done); });
    }
    void renameInOutbox(const QString &table, const QString &name)
    {
        const auto outbox = Connection::open({m_folder->filePath(QStringLiteral("outbox.db")),
            DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Normal});
        QVERIFY(outbox.ok());
        QVERIFY((*outbox)->execute(QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(table, name)).ok());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestDrafts)
#include "tst_drafts.moc"
