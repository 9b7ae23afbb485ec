// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QHash>

#include <vector>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace tandem::client {

/// The narrow column of workspaces at the left edge: icon, word, badge. It scrolls where the window is low.
class NavigationRail : public QFrame
{
    Q_OBJECT

public:
    struct Item
    {
        QString id;
        QString iconName;
        QString text;
        bool atBottom = false;
    };

    explicit NavigationRail(QWidget *parent = nullptr);

    void setItems(const std::vector<Item> &items);
    void setCurrent(const QString &id);
    QString current() const;
    void setBadge(const QString &id, int count); ///< stays when the items are set anew

signals:
    void activated(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(const Item &item);
    void retranslate();

    QVBoxLayout *m_layout;
    QButtonGroup *m_group;
    std::vector<QToolButton *> m_buttons;
    QHash<QString, int> m_counts;
};

}
