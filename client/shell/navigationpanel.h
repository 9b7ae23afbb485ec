// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/viewregistry.h"

#include <QTreeWidget>

namespace tandem::client {

/// The entries of the current workspace: entities, saved views and special views, with counts. One row is highlighted:
/// that of the current tab.
class NavigationPanel : public QTreeWidget
{
    Q_OBJECT

public:
    explicit NavigationPanel(QWidget *parent = nullptr);

    void setEntries(const std::vector<NavigationEntry> &entries, const std::vector<NavigationEntry> &savedViews);
    void setCurrent(const std::optional<Location> &location);
    void refreshCounts();

signals:
    void openRequested(const tandem::client::Location &location, bool newTab);

protected:
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void addRow(const NavigationEntry &entry);
    void addHeading(const QString &text);
    void retranslate();

    std::vector<NavigationEntry> m_entries;
};

}
