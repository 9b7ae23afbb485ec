// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/serversearch.h"
#include "client/shell/location.h"
#include "client/shell/navigator.h"
#include "client/shell/viewregistry.h"
#include "shared/metadata/entitydef.h"

#include <QFrame>

#include <functional>
#include <vector>

class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::client {

class Commands;
class Records;
class SearchBox;

/// Ctrl+K: one box for finding records and running commands, answered from this machine, so offline too. What only the
/// server has joins later and moves nothing that is chosen. Pages and commands that fit stand behind. ">" lists every
/// command with its shortcut, and says why one can't be run now.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    using Pages = std::function<std::vector<NavigationEntry>()>;

    /// `pages`: all that its user can go to, asked for anew with each search.
    CommandPalette(Records &records, Commands &commands, Pages pages, Navigator &navigator, QWidget *window);

    void open(const QString &text = {});

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void search(const QString &text);
    void showCommands(const QString &words);
    void offerCommands(const QString &words);
    void sayNothing(const QString &ofAll, const QString &ofRecords);
    void showHits(const QString &text, std::vector<SearchGroup> groups);
    void followServer();
    void showServerHits();
    void joinSection(const EntityDef &entity, const std::vector<SearchHit> &hits);
    std::vector<SearchGroup> inUsualOrder(std::vector<SearchGroup> groups) const;
    QString subtitleOf(const EntityDef &entity, const SearchHit &hit) const;
    QTreeWidgetItem *newHit(const EntityDef &entity, const SearchHit &hit) const;
    void clearResults();
    QTreeWidgetItem *addHeading(const QString &text);
    QTreeWidgetItem *insertHeading(int row, const QString &text);
    QTreeWidgetItem *addHint(const QString &text);
    void selectFirst();
    void moveSelection(int step);
    void openCurrent(bool newTab);
    void activate(QTreeWidgetItem *item, bool newTab);
    void retranslate();

    Records &m_records;
    Commands &m_commands;
    Pages m_pages;
    Navigator &m_navigator;
    SearchBox *m_box;
    QTreeWidget *m_results;
    ServerSearch m_server;
    QTreeWidgetItem *m_nothing = nullptr; ///< the line that nothing was found
    QTreeWidgetItem *m_offered = nullptr; ///< the heading of commands behind what was found
    QTreeWidgetItem *m_serverLine = nullptr; ///< what there is to say about the server
    quint64 m_request = 0; ///< answers to older questions are dropped
    QString m_asked; ///< the text of the newest question
    std::optional<QString> m_found; ///< the text whose hits are listed
    std::optional<bool> m_openWhenFound; ///< Enter came before the answer; whether in a new tab
};

}
