// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QKeySequence>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::client {

class KeyBox;
class MessageStrip;
class SearchBox;
class Shortcuts;

/// All commands with their keys. The user changes keys here; who has them already is named beside the box.
class ShortcutSheet : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutSheet(Shortcuts &shortcuts, QWidget *parent = nullptr);

private:
    void buildEditing();
    void fill();
    void addFixed();
    void refreshKeys();
    void find(const QString &words);
    void followCurrent();
    QString currentCommand() const; ///< empty: none, or keys that cannot be changed
    void wish(const QKeySequence &keys);
    void assign(const QKeySequence &keys);

    Shortcuts &m_shortcuts;
    SearchBox *m_search;
    QTreeWidget *m_list;
    MessageStrip *m_strip;
    KeyBox *m_box;
    QPushButton *m_change;
    QPushButton *m_none;
    QPushButton *m_delivered;
    QPushButton *m_resetAll;
    QKeySequence m_wish; ///< keys that another command has and the user may take from it
};

}
