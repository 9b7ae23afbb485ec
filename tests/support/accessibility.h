// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace tandem::test {

/// Whether somebody who does not see the screen has to know what this is for.
inline bool needsName(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::ButtonMenu:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ComboBox:
    case QAccessible::EditableText:
    case QAccessible::SpinBox:
    case QAccessible::Slider:
    case QAccessible::ProgressBar:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
    case QAccessible::Link:
    case QAccessible::Dialog:
    case QAccessible::PageTab:
        return true;
    default:
        return false;
    }
}

/// What a screen reader calls it. On Unix a combo box gives its value as its name, and is named by the label beside it.
inline QString nameOf(QAccessibleInterface &node)
{
    const auto *widget = qobject_cast<const QWidget *>(node.object());
    if (node.role() != QAccessible::ComboBox || !widget)
        return node.text(QAccessible::Name).trimmed();
    if (!widget->accessibleName().isEmpty())
        return widget->accessibleName();
    const auto labels = node.relations(QAccessible::Label);
    return labels.isEmpty() ? QString() : labels.front().first->text(QAccessible::Name);
}

inline void collectUnnamed(QAccessibleInterface *node, QStringList &found);

/// The controls that stand in a list's cells.
inline void collectUnnamedOnTop(const QAbstractScrollArea *list, QStringList &found)
{
    if (!list)
        return;
    for (QWidget *control : list->viewport()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
        if (control->isVisible())
            collectUnnamed(QAccessible::queryAccessibleInterface(control), found);
    }
}

inline void collectUnnamed(QAccessibleInterface *node, QStringList &found)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    if (needsName(node->role()) && nameOf(*node).isEmpty()) {
        const QObject *object = node->object();
        QString where;
        for (const QObject *at = object; at; at = at->parent())
            where += QLatin1String(at->metaObject()->className()) + QLatin1Char('(') + at->objectName()
                + QLatin1String(") < ");
        found.append(where);
    }
    // A list's rows are data, and there may be a million; what was put on top of them is not. A combo box speaks for
    // its parts.
    if (node->tableInterface())
        return collectUnnamedOnTop(qobject_cast<const QAbstractScrollArea *>(node->object()), found);
    if (node->role() == QAccessible::ComboBox || node->role() == QAccessible::SpinBox
        || node->role() == QAccessible::ScrollBar)
        return;
    for (int i = 0; i < node->childCount(); ++i)
        collectUnnamed(node->child(i), found);
}

/// The visible controls below `root` that have no name; each with the way up to the window.
inline QStringList unnamedControls(QWidget &root)
{
    QStringList found;
    collectUnnamed(QAccessible::queryAccessibleInterface(&root), found);
    return found;
}

}
