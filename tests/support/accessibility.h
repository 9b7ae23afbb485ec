// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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

inline void collectUnnamed(QAccessibleInterface *node, QStringList &found)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    if (needsName(node->role()) && node->text(QAccessible::Name).trimmed().isEmpty()) {
        const QObject *object = node->object();
        QString where;
        for (const QObject *at = object; at; at = at->parent())
            where += QLatin1String(at->metaObject()->className()) + QLatin1Char('(') + at->objectName()
                + QLatin1String(") < ");
        found.append(where);
    }
    // A list's rows are data, and there may be a million; a combo box speaks for its parts.
    if (node->tableInterface() || node->role() == QAccessible::ComboBox || node->role() == QAccessible::SpinBox
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
