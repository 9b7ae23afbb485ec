// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linkfieldeditor.h"
#include "client/shell/commandpalette.h"
#include "client/shell/commands.h"
#include "tests/support/windowatwork.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// What the laptop does not keep, in the search over everything and in fields that link to it.
class TestServerSearch : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatOnlyTheServerHasJoinsItsSectionAndMovesNothing()
    {
        addAccounts(2);
        m_test->add(entities::activity::number,
            {{entities::activity::field::kind, Value(QStringLiteral("visit"))},
                {entities::activity::field::subject, Value(QStringLiteral("Account talk"))}});
        const RecordKey far = restartWithOneFarAway(QStringLiteral("Account far away"));
        QVERIFY(type(QStringLiteral("account"), 3));
        // Up to the last row, which is behind the section that grows.
        QTest::keyClick(box(), Qt::Key_Up);
        const QString chosen = results()->currentItem()->text(0);
        QTRY_VERIFY(atServer());
        QCOMPARE(results()->currentItem()->text(0), chosen);
        QCOMPARE(atServer()->text(0), QStringLiteral("Account far away"));
        const QTreeWidgetItem *above = results()->topLevelItem(results()->indexOfTopLevelItem(atServer()) - 1);
        QVERIFY(above->text(0) == QLatin1String("Account 1") || above->text(0) == QLatin1String("Account 2"));

        while (results()->currentItem() != atServer())
            QTest::keyClick(box(), Qt::Key_Down);
        QTest::keyClick(box(), Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->kind(), Location::Kind::Record);
        QCOMPARE(m_test->tabs().currentLocation()->record(), far.id);
        QTRY_COMPARE(m_test->tabs().currentView()->title(), QStringLiteral("Account far away"));
    }

    void whatIsNowhereHereIsChosenWhenItComes()
    {
        const RecordKey far = restartWithOneFarAway(QStringLiteral("Far away"));
        QVERIFY(type(QStringLiteral("far"), 0));
        QTRY_VERIFY(atServer());
        QCOMPARE(results()->currentItem(), atServer());
        QVERIFY(!says(QStringLiteral("Nothing")));
        QTest::keyClick(box(), Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->record(), far.id);
    }

    void enterOpensWhatTheServerIsStillToFind()
    {
        const RecordKey far = restartWithOneFarAway(QStringLiteral("Far away"));
        QVERIFY(type(QStringLiteral("far"), 0));
        QTest::keyClick(box(), Qt::Key_Return);
        QTRY_COMPARE(m_test->tabs().currentLocation()->record(), far.id);
    }

    void whoHasClosedItAsksTheServerNothing()
    {
        restartWithOneFarAway(QStringLiteral("Far away"));
        m_test->window().commands().action(QStringLiteral("search.open"))->trigger();
        box()->setText(QStringLiteral("far"));
        QTest::keyClick(box(), Qt::Key_Return);
        QTest::keyClick(box(), Qt::Key_Escape);
        QVERIFY(!palette()->isVisible());
        QVERIFY(m_test->waitForHits(QStringLiteral("far"), 0)); // answered behind the question of the palette
        QVERIFY(says(QStringLiteral("Nothing on this computer")));
        QVERIFY(!says(QStringLiteral("Looking on the server")));
    }

    void nothingAnywhereIsSaidOfBoth()
    {
        restartWithOneFarAway(QStringLiteral("Far away"));
        QVERIFY(type(QStringLiteral("zzz"), 0));
        QTRY_VERIFY(says(QStringLiteral("Nothing matches “zzz”, neither here nor on the server.")));
    }

    void withoutTheServerAQuietLineSaysThatThereMayBeMore()
    {
        addAccounts(1);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        QVERIFY(type(QStringLiteral("account"), 1));
        QTRY_VERIFY(says(QStringLiteral("There may be more on the server, which cannot be reached now.")));
        QCOMPARE(results()->currentItem()->text(0), QStringLiteral("Account 1"));
    }

    void aLinkIsSetToWhatOnlyTheServerHas()
    {
        const RecordKey far = restartWithOneFarAway(QStringLiteral("Far away"));
        const EntityDef &entity = *m_test->records().entity(QStringLiteral("opportunity"));
        LinkFieldEditor editor(entity, *entity.field(QStringLiteral("account")), fieldContext());
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor, patience));
        auto *line = editor.findChild<QLineEdit *>();
        line->setFocus();
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("far"));
        QTRY_VERIFY(qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget()));
        auto *offers = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
        QTRY_COMPARE(offers->model()->index(0, 0).data().toString(), QStringLiteral("Far away · On the server"));
        QTest::keyClick(offers, Qt::Key_Down);
        QTest::keyClick(offers, Qt::Key_Return);
        QTRY_COMPARE(line->text(), QStringLiteral("Far away"));
        QCOMPARE(editor.value().toId(), far.id);
        // It is here from now on, and keeps its name.
        QTRY_VERIFY(isHere(far));
        QCOMPARE(line->text(), QStringLiteral("Far away"));
    }

    void aLinkThatWasLeftAsksTheServerNothingMore()
    {
        addAccounts(1);
        m_test->restart(partly());
        QVERIFY(m_test->isReady());
        const EntityDef &entity = *m_test->records().entity(QStringLiteral("opportunity"));
        QWidget form;
        auto *layout = new QVBoxLayout(&form);
        auto *editor = new LinkFieldEditor(entity, *entity.field(QStringLiteral("account")), fieldContext());
        auto *next = new QLineEdit;
        layout->addWidget(editor);
        layout->addWidget(next);
        form.show();
        form.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&form, patience));
        auto *line = editor->findChild<QLineEdit *>();
        line->setFocus();
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("a"));
        QTRY_COMPARE(m_test->searchesAtServer(), 1);
        QTRY_VERIFY(qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget()));
        const auto *offers = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget())->model();
        const auto lastOffer = [offers] {
            return offers->index(offers->rowCount() - 1, 0).data().toString();
        };
        QTRY_VERIFY(lastOffer().startsWith(QStringLiteral("There may be more")));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        next->setFocus();
        QTRY_VERIFY(next->hasFocus());
        QTRY_COMPARE(m_test->searchesAtServer(), 2); // for one that is called just that

        SyncState back;
        back.phase = SyncState::Phase::Synced;
        emit m_test->records().syncStateChanged(back);
        // What another field asks, answered behind all that was asked before.
        (void)answerOf<ServerHits>([&](auto done) {
            m_test->records().searchServer(QStringLiteral("bell"), {account::number}, 1, &form, done);
        });
        QCOMPARE(m_test->searchesAtServer(), 3);
    }

    void aLinkToWhatIsNotHereShowsItsName()
    {
        const RecordKey far = restartWithOneFarAway(QStringLiteral("Far away"));
        QTRY_COMPARE(linkedTitle(m_test->records(), far), QStringLiteral("Far away"));
        QVERIFY(!isHere(far));
        const RecordKey nobodys{account::number, newRecordId()};
        QTRY_COMPARE(linkedTitle(m_test->records(), nobodys), QStringLiteral("Not visible here"));
    }

private:
    RecordKey restartWithOneFarAway(const QString &name)
    {
        const Record far = farAway(name);
        m_test->restart(partly(), {far});
        return m_test->isReady() ? far.key : RecordKey();
    }

    CommandPalette *palette() { return m_test->window().findChild<CommandPalette *>(); }
    QLineEdit *box() { return palette()->findChild<QLineEdit *>(); }
    QTreeWidget *results() { return palette()->findChild<QTreeWidget *>(); }

    QTreeWidgetItem *atServer()
    {
        for (int row = 0; row < results()->topLevelItemCount(); ++row) {
            if (results()->topLevelItem(row)->text(1).contains(QStringLiteral("On the server")))
                return results()->topLevelItem(row);
        }
        return nullptr;
    }

    bool says(const QString &text) { return !results()->findItems(text, Qt::MatchStartsWith).isEmpty(); }

    /// Types the words, and waits until so many of what is here are listed.
    bool type(const QString &words, int hits)
    {
        if (!m_test->waitForHits(words, hits))
            return false;
        m_test->window().commands().action(QStringLiteral("search.open"))->trigger();
        const auto found = [this, hits] {
            int here = 0;
            for (int row = 0; row < results()->topLevelItemCount(); ++row) {
                const QTreeWidgetItem *item = results()->topLevelItem(row);
                if (item->text(0) == QLatin1String("Pages and commands"))
                    break;
                here += (item->flags() & Qt::ItemIsSelectable) && item != atServer() ? 1 : 0;
            }
            return here == hits;
        };
        box()->setText(words);
        return QTest::qWaitFor(found, patience);
    }

    bool isHere(const RecordKey &key)
    {
        const auto titles = answerOf<QHash<RecordKey, QString>>(
            [&](auto done) { m_test->records().titles({key}, &m_test->window(), done); });
        return titles.ok() && titles->contains(key);
    }
};

QTEST_MAIN(TestServerSearch)
#include "tst_serversearch.moc"
