// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"
#include "client/shell/viewregistry.h"

#include <QTimer>

class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace tandem::client {

class EmptyState;
class MessageStrip;
class OfferBar;
class WaitingPanel;

/// What waits to be sent, what the server refused and why, and which conflicts are open. Every line leads to its
/// record; what waits shows its fields and can be taken back, a problem can be edited and sent again or discarded, a
/// conflict settled. Of very many only the first are listed: the others follow as those are sent or settled.
class SyncPage : public View
{
    Q_OBJECT

public:
    explicit SyncPage(const ViewContext &context, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("refresh-cw"); }

    /// The first list that has something: what was refused, then conflicts, then what waits. As it opens it does so by
    /// itself.
    void showWhatMatters();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Section
    {
        QTreeWidget *list = nullptr;
        EmptyState *empty = nullptr;
        qint64 total = 0;
    };

    Section addSection();
    void reload();
    void reloadSoon();
    template <typename T>
    void take(const Result<std::vector<T>> &items, void (SyncPage::*show)(const std::vector<T> &));
    void chooseTab();
    /// Replaces the rows; where the user was among them stays.
    void fill(Section &section, qint64 total, const std::function<void(size_t index)> &addRow);
    void showWaiting(const std::vector<OutboxItem> &items);
    bool isShown(const Section &section) const;
    void showWhatIsBelow();
    void showChosenChange();
    void showProblems(const std::vector<ProblemItem> &items);
    void showConflicts(const std::vector<ConflictItem> &items);
    void openProblem(const ProblemItem &item);
    void openConflict(const RecordKey &record);
    QString describe(const Mutation &mutation) const;
    QString sideText(const RecordId &user, const QString &name, Timestamp at) const;
    QTreeWidgetItem *addRow(QTreeWidget *list, const QStringList &columns, const RecordKey &key, const QString &id);
    void report(const Result<void> &result);
    void retranslate();

    ViewContext m_context;
    MessageStrip *m_strip;
    QTabWidget *m_tabs;
    Section m_waiting;
    Section m_problems;
    Section m_conflicts;
    WaitingPanel *m_waitingPanel;
    OfferBar *m_problemOffer;
    OfferBar *m_conflictOffer;
    std::vector<OutboxItem> m_waitingItems;
    std::vector<ProblemItem> m_problemItems;
    QTimer m_reloadTimer;
    int m_awaited = 0; ///< answers to the last reload that have not come
    bool m_choosesTab = true; ///< once all answers are there
};

}
