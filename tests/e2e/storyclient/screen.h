// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QModelIndex>
#include <QTest>
#include <QWidget>

class QAbstractButton;
class QAbstractItemView;

namespace tandem::client {
class FieldEditor;
}

namespace tandem::test {

/// What a person sees of this client: the window in front, and its controls by the names that they carry on the screen
/// or for a screen reader. Whatever is asked for is waited for.
class Screen
{
public:
    static constexpr int patience = 20'000; ///< milliseconds that an order waits for what it needs

    void setWindow(QWidget *window) { m_window = window; }
    QWidget *window() const { return m_window; }
    QWidget *front() const; ///< the open menu or list, else the dialog in front, else the window

    /// Error: NotFound with what was looked for.
    Result<QAbstractButton *> button(const QString &name) const;
    Result<client::FieldEditor *> writable(const QString &name) const; ///< a field that takes what is typed
    Result<QWidget *> control(const QString &accessibleName) const;
    /// The control of an order's "field", else that of its "control".
    Result<QWidget *> controlOf(const QJsonObject &order) const;
    /// A row of any list or table in front that shows the text.
    struct Row
    {
        QAbstractItemView *view = nullptr;
        QModelIndex index;
    };
    Result<Row> row(const QString &text) const;
    bool showsRow(const QString &text) const; ///< now
    QString whatIsThere() const; ///< for the message of a test that looked in vain

    /// The first that `fits` among the visible widgets of a kind at or below `parent`.
    template <typename Widget, typename Fits>
    static Widget *visible(QWidget *parent, Fits fits)
    {
        if (auto *own = qobject_cast<Widget *>(parent); own && own->isVisible() && fits(*own))
            return own;
        for (Widget *widget : parent->findChildren<Widget *>()) {
            if (widget->isVisible() && fits(*widget))
                return widget;
        }
        return nullptr;
    }

    /// Waits until `find` gives something.
    template <typename Found, typename Find>
    Result<Found *> wait(const QString &wanted, Find find) const
    {
        Found *found = nullptr;
        if (QTest::qWaitFor([&] { return (found = find()) != nullptr; }, patience))
            return found;
        return Error{ErrorCode::NotFound, QStringLiteral("notOnTheScreen"), wanted, {}, whatIsThere()};
    }

private:
    QAbstractItemView *listWith(const QString &text) const;

    QWidget *m_window = nullptr;
};

/// A text as it is read: without the mark of its key.
QString plain(QString text);

}
