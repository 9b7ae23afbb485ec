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
    /// The user is at work on what is shown: it must not be exchanged for another one unasked.
    bool isHeld() const;
    RecordKey record() const { return m_key; }

signals:
    /// The user has seen that what was shown is not to be decided any more.
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void listen();
    void reload();
    void loadInstance(const RecordId &instance);
    void showInstance(const Record &instance);
    void showSubject(const QString &anyLink);
    void loadSteps(const RecordId &instance);
    void showSteps(const std::vector<Record> &tasks);
    QString stepText(const Record &task) const;
    void showButtons();
    void showNotice(bool mayDecide);
    void clearNotice();
    void keepComment();
    void restoreComment();
    void decide(const QString &action);
    void retranslate();

    enum class Notice { None, Waiting, Gone };

    ViewContext m_context;
    RecordKey m_key;
    Notice m_notice = Notice::None; ///< what the strip says by itself about the state of the task
    bool m_wasOpen = false; ///< since it is shown it could be decided here
    bool m_decided = false; ///< by this user, here
    bool m_deciding = false; ///< the decision is being written
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
