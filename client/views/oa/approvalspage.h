// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/todomodel.h"
#include "client/shell/viewregistry.h"

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace tandem::client {

class EmptyState;
class MessageStrip;
class RecordTable;

}

namespace tandem::client::oa {

class ApprovalPanel;

/// The approval inbox: to do, done, started by me, copied to me; with the case and the decision beside the list.
class ApprovalsPage : public View
{
    Q_OBJECT

public:
    explicit ApprovalsPage(const ViewContext &context, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("inbox"); }
    QString statusText() const override;
    QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

    bool canPrint() const override;
    void print() override;
    void exportPdf() override;

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void showBox(int index);
    void follow(const RecordKey &key);
    void chooseNone();
    void goOn();
    void showBody();
    void retranslate();

    ViewContext m_context;
    TodoModel m_model;
    QTabBar *m_boxes;
    QSplitter *m_splitter;
    QStackedWidget *m_body;
    RecordTable *m_table = nullptr;
    EmptyState *m_empty;
    ApprovalPanel *m_panel;
    bool m_isListMoving = false; ///< rows are just being taken away
};

}
