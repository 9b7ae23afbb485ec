// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/recordscontext.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

namespace tandem::client {

/// A window with its lists and menus, as hands and eyes use them.
class WindowAtWork : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_test = std::make_unique<test::TestWindow>();
        QVERIFY(m_test->isReady());
    }
    void tearDown() { m_test.reset(); }

    static void writeFile(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    static bool wouldTake(QWidget &target, const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        // Without asking the parents, as delivery to the widget itself.
        static_cast<QObject &>(target).event(&enter);
        return enter.isAccepted();
    }

    static bool dropFile(QWidget &target, const QString &path)
    {
        if (!wouldTake(target, path))
            return false;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        static_cast<QObject &>(target).event(&drop);
        return drop.isAccepted();
    }

    RecordListView *list() { return m_test->tabs().currentView()->findChild<RecordListView *>(); }

    RecordTable *table() { return list()->findChild<RecordTable *>(); }

    FieldContext fieldContext() { return fieldContextOf(m_test->records()); }

    std::vector<RecordId> addAccounts(int count)
    {
        std::vector<RecordId> ids;
        for (int i = 1; i <= count; ++i)
            ids.push_back(m_test->add(
                entities::account::number, {{entities::account::field::name, QStringLiteral("Account %1").arg(i)}}));
        return ids;
    }

    void openAccounts(int count)
    {
        m_test->window().open(Location::list(QStringLiteral("account")));
        choose(*viewMenu(), QStringLiteral("All"));
        QTRY_COMPARE(list()->model().rowCount(), count);
    }

    /// What waits to be sent.
    std::vector<OutboxItem> outbox()
    {
        return test::answerOf<std::vector<OutboxItem>>([this](auto done) {
            m_test->records().outbox(&m_test->window(), done);
        }).valueOr({});
    }

    /// Everything may be done with accounts, and some are at the server only.
    static EntityAccess partly()
    {
        return {entities::account::number, Scope::All, Scope::All, Scope::All, true, true, true, {}, {}, true};
    }

    /// An account for the server only.
    static Record farAway(const QString &name = QStringLiteral("Far away"))
    {
        return {{entities::account::number, newRecordId()}, {{entities::account::field::name, Value(name)}}, false};
    }

    /// Whether the text of a label that is visible has these words.
    static bool says(const QWidget &parent, const QString &words)
    {
        const QList<QLabel *> labels = parent.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }

    template <typename Button>
    static Button *buttonNamed(const QWidget &parent, const QString &name)
    {
        for (Button *button : parent.findChildren<Button *>()) {
            const QString text = QString(button->text()).remove(QLatin1Char('&')); // which names its key
            if (button->isVisible() && (button->accessibleName() == name || text == name))
                return button;
        }
        return nullptr;
    }

    static void clickButton(const QWidget &parent, const QString &text)
    {
        auto *button = buttonNamed<QPushButton>(parent, text);
        QVERIFY2(button, qPrintable(text));
        QVERIFY2(button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    QMenu *viewMenu()
    {
        QMenu *menu = buttonNamed<QToolButton>(*list(), QStringLiteral("View"))->menu();
        menu->popup({});
        return menu;
    }

    QMenu *moreMenu() { return moreMenuOf(*list()); }

    static QMenu *moreMenuOf(const RecordListView &list)
    {
        QTest::mouseClick(buttonNamed<QToolButton>(list, QStringLiteral("More")), Qt::LeftButton);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }

    static QAction *actionNamed(const QMenu &menu, const QString &text)
    {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

    static bool menuHas(QMenu &menu, const QString &text)
    {
        const bool found = actionNamed(menu, text) != nullptr;
        menu.close();
        return found;
    }

    static void choose(QMenu &menu, const QString &text)
    {
        QAction *action = actionNamed(menu, text);
        menu.close();
        QVERIFY2(action, qPrintable(text));
        QVERIFY2(action->isEnabled(), qPrintable(text));
        action->trigger();
    }

    std::unique_ptr<test::TestWindow> m_test;
};

}
