// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/screen.h"

#include "client/fields/fieldeditor.h"
#include "tests/support/accessibility.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QJsonObject>

namespace tandem::test {

using namespace client;
using namespace Qt::Literals::StringLiterals;

namespace {

QModelIndex indexWithText(const QAbstractItemView &view, const QString &text)
{
    const QAbstractItemModel &model = *view.model();
    const QModelIndex root = view.rootIndex();
    for (int row = 0; row < model.rowCount(root); ++row) {
        for (int column = 0; column < model.columnCount(root); ++column) {
            const QModelIndex index = model.index(row, column, root);
            // What is painted by a delegate is known by what a screen reader says of it.
            const QString shown = index.data().toString() + u'\n' + index.data(Qt::AccessibleTextRole).toString();
            if (shown.contains(text))
                return index;
        }
    }
    return {};
}

}

QString plain(QString text)
{
    return text.remove(u'&');
}

QWidget *Screen::front() const
{
    if (QWidget *popup = QApplication::activePopupWidget())
        return popup;
    QWidget *modal = QApplication::activeModalWidget();
    return modal ? modal : m_window;
}

Result<QAbstractButton *> Screen::button(const QString &name) const
{
    return wait<QAbstractButton>(name, [&] {
        return visible<QAbstractButton>(front(), [&name](const QAbstractButton &candidate) {
            return candidate.isEnabled() && (plain(candidate.text()) == name || candidate.accessibleName() == name);
        });
    });
}

Result<FieldEditor *> Screen::writable(const QString &name) const
{
    return wait<FieldEditor>(name, [&] {
        return visible<FieldEditor>(front(), [&name](const FieldEditor &candidate) {
            return candidate.field().name == name && !candidate.isReadOnly();
        });
    });
}

Result<QWidget *> Screen::control(const QString &accessibleName) const
{
    // A screen reader's name is the control's own, or that of the label beside it.
    const auto isNamed = [&accessibleName](QWidget &candidate) {
        if (candidate.focusPolicy() == Qt::NoFocus || !candidate.isEnabled())
            return false;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&candidate);
        return accessible && nameOf(*accessible) == accessibleName;
    };
    return wait<QWidget>(accessibleName, [&] { return visible<QWidget>(front(), isNamed); });
}

Result<QWidget *> Screen::controlOf(const QJsonObject &order) const
{
    if (!order.contains("field"_L1))
        return control(order.value("control"_L1).toString());
    // A form whose record is on its way takes nothing yet.
    TANDEM_ASSIGN(FieldEditor * editor, writable(order.value("field"_L1).toString()));
    QWidget *inner = editor->control()->focusProxy();
    return inner ? inner : editor->control();
}

QAbstractItemView *Screen::listWith(const QString &text) const
{
    return visible<QAbstractItemView>(
        front(), [&text](const QAbstractItemView &candidate) { return indexWithText(candidate, text).isValid(); });
}

bool Screen::showsRow(const QString &text) const
{
    return listWith(text) != nullptr;
}

Result<Screen::Row> Screen::row(const QString &text) const
{
    TANDEM_ASSIGN(QAbstractItemView * view, wait<QAbstractItemView>(text, [&] { return listWith(text); }));
    return Row{view, indexWithText(*view, text)};
}

QString Screen::whatIsThere() const
{
    QStringList names;
    for (const QAbstractButton *button : front()->findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            names.append(plain(button->text()) + (button->isEnabled() ? QString() : u" (disabled)"_s));
    }
    for (const FieldEditor *editor : front()->findChildren<FieldEditor *>()) {
        if (editor->isVisible())
            names.append(u"field "_s + editor->field().name);
    }
    for (const QAbstractItemView *view : front()->findChildren<QAbstractItemView *>()) {
        if (view->isVisible())
            names.append(u"%1 with %2 row(s)"_s.arg(view->accessibleName())
                             .arg(view->model() ? view->model()->rowCount(view->rootIndex()) : 0));
    }
    return front()->windowTitle() + u": "_s + names.join(u", "_s);
}

}
