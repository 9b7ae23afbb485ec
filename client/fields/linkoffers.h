// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/serversearch.h"

class QCompleter;
class QModelIndex;
class QStandardItemModel;
class QWidget;

namespace tandem::client {

/// The list below the line of a link: what fits on this computer, then what only the server has, then a new record of
/// that name. What joins it later moves nothing that is chosen.
class LinkOffers : public QObject
{
    Q_OBJECT

public:
    static constexpr int most = 12; ///< of this computer, and of the server

    /// The line must outlive it.
    LinkOffers(Records &records, QWidget &line, QObject *parent);

    /// Shows them; with `isCreatable` a new record as well.
    void offer(const QString &typed, std::vector<SearchHit> hits, bool isCreatable);
    /// Looks for more of what was offered at the server, if not all of it is here.
    void lookFurther(EntityNumber entity);
    void stop(); ///< looking, as something else is typed or the line was left
    bool isVisible() const;
    void retranslate();

signals:
    void chosen(const QUuid &id, const QString &title, bool isAtServer);
    void newChosen(const QString &name);

private:
    enum Role { IdRole = Qt::UserRole + 1, NewRole, TitleRole, ServerRole };

    void fill();
    void addHit(const SearchHit &hit, bool isAtServer);
    void addLine(const QString &text);
    QString serverText() const;
    void choose(const QModelIndex &index);

    QCompleter *m_completer;
    QStandardItemModel *m_model;
    ServerSearch m_server;
    QString m_typed;
    std::vector<SearchHit> m_hits;
    bool m_isCreatable = false;
};

}
