// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/shell/noticemodel.h"
#include "client/shell/viewregistry.h"

#include <QFrame>

class QLabel;
class QListView;
class QPushButton;

namespace tandem::client {

class EmptyState;
class UnreadNotices;

/// Notices for me, newest first: unread ones stand out, a click leads to the record and marks the notice as read, on
/// every device.
class NotificationPanel : public QFrame
{
    Q_OBJECT

public:
    NotificationPanel(const ViewContext &context, UnreadNotices &unread, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void refresh();
    void showUnread();
    void openNotice(const QModelIndex &index);
    void retranslate();

    ViewContext m_context;
    UnreadNotices &m_unread;
    NoticeModel m_model;
    QLabel *m_title;
    QPushButton *m_readAll;
    QListView *m_list;
    EmptyState *m_empty;
};

}
