// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/fields/fieldcontext.h"

#include <QFrame>
#include <QSet>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace tandem::client {

class ElidedLabel;
class FlowLayout;
class LinkCache;

/// Top of a record page: what it is, its key facts, and what can be done with it.
class RecordHeader : public QFrame
{
    Q_OBJECT

public:
    explicit RecordHeader(FieldContext context, QWidget *parent = nullptr);

    void setContext(FieldContext context) { m_context = std::move(context); }
    void showRecord(const Record &record);
    void showNew(const EntityDef &entity);
    /// Those actions that were asked for and that the server has not judged: they are not offered again meanwhile.
    void setWaiting(const QSet<QString> &actions);
    bool hasWaiting() const { return !m_waiting.isEmpty(); }

signals:
    void actionRequested(const QString &action);
    void copyLinkRequested();
    void deleteRequested();
    void restoreRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void renderIcon();
    void showFacts(const EntityDef &entity, const Record &record);
    void showActions(const EntityDef &entity, const Record &record);
    bool allows(const EntityDef &entity, const QString &action) const;
    void showMenu();

    FieldContext m_context;
    Record m_record;
    QSet<QString> m_waiting;
    LinkCache *m_links; ///< what the conditions of actions look at
    QString m_iconName;
    QLabel *m_icon;
    QLabel *m_kind;
    ElidedLabel *m_title;
    QWidget *m_facts;
    FlowLayout *m_factLayout;
    QWidget *m_actions;
    QHBoxLayout *m_actionLayout;
    QToolButton *m_more;
};

}
