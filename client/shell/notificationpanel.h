// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/noticemodel.h"
#include "client/shell/viewregistry.h"

#include <QFrame>
#include <QSet>

class QLabel;
class QListView;
class QPushButton;

namespace tandem::client {

class EmptyState;

/// Notices for me, newest first: unread ones stand out, a click leads to the record and marks the notice as read, on
/// every device.
class NotificationPanel : public QFrame
{
    Q_OBJECT

public:
    explicit NotificationPanel(const ViewContext &context, QWidget *parent = nullptr);

signals:
    void unreadChanged(int unread);
    /// An unread notice that was not there when the panel was made.
    void arrived(const QString &text, const tandem::client::RecordKey &target);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void refresh();
    void countUnread();
    void readUnread();
    void tellOfNew(const std::vector<Record> &unread);
    void tell(const Record &notification);
    void openNotice(const QModelIndex &index);
    void markRead(const std::vector<RecordId> &ids);
    void markAllRead();
    void retranslate();

    ViewContext m_context;
    NoticeModel m_model;
    QLabel *m_title;
    QPushButton *m_readAll;
    QListView *m_list;
    EmptyState *m_empty;
    std::optional<QSet<RecordId>> m_told; ///< unread ones that need no telling; none before the first look
};

}
