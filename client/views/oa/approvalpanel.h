// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/replica/replicatypes.h"
#include "client/shell/viewregistry.h"

#include <QFrame>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace tandem::client {

class ElidedLabel;
class MessageStrip;

}

namespace tandem::client::oa {

/// One case of approval: what it is about, who has decided what and when, and the decision if it is mine to make. A
/// decision made offline waits in the outbox and is judged when it arrives.
class ApprovalPanel : public QFrame
{
    Q_OBJECT

public:
    explicit ApprovalPanel(const ViewContext &context, QWidget *parent = nullptr);

    /// A task or an instance; null: empty.
    void setRecord(const RecordKey &key);
    bool canPrint() const { return !m_key.isNull(); }
    void print();
    void exportPdf();

protected:
    void changeEvent(QEvent *event) override;

private:
    void reload();
    void loadInstance(const RecordId &instance);
    void showInstance(const Record &instance);
    void showSubject(const QString &anyLink);
    void loadSteps(const RecordId &instance);
    void showSteps(const std::vector<Record> &tasks);
    QString stepText(const Record &task) const;
    void showButtons();
    void decide(const QString &action);
    void retranslate();

    ViewContext m_context;
    RecordKey m_key;
    Record m_task; ///< null key: an instance is shown
    Record m_instance;
    ElidedLabel *m_title;
    QLabel *m_status;
    MessageStrip *m_strip;
    QFormLayout *m_facts;
    QPushButton *m_openSubject;
    QString m_subject;
    QLabel *m_stepsTitle;
    QVBoxLayout *m_steps;
    QPlainTextEdit *m_comment;
    QPushButton *m_approve;
    QPushButton *m_reject;
    QPushButton *m_return;
    QPushButton *m_withdraw;
};

}
