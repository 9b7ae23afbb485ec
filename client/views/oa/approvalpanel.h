// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "client/fields/fieldformat.h"
#include "client/shell/viewregistry.h"

#include <QFrame>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tandem::client {

class ElidedLabel;
class FlowLayout;
class MessageStrip;

}

namespace tandem::client::oa {

class ApprovalChain;
class PersonChoice;

/// One case of approval: what it is about, who has decided what and when, and the decision if it is mine to make, by
/// myself or by others whom I draw in. What is done offline waits in the outbox and is judged when it arrives.
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
    /// What can be done with the case, with its keys: the page that holds the panel takes them, so that they work from
    /// its list as well.
    QList<QAction *> commands() const;

signals:
    /// The user has seen that what was shown is not to be decided any more.
    void dismissed();
    /// What was shown is decided from here, as far as this machine is concerned.
    void decided();

protected:
    void changeEvent(QEvent *event) override;

private:
    void listen();
    void reload();
    void loadInstance(const RecordId &instance);
    void showInstance(const Record &instance);
    void showSubject(const RecordKey &subject);
    void loadSteps(const RecordId &instance);
    void showButtons();
    void showNotice(bool mayDecide);
    void clearNotice();
    void keepComment();
    void restoreComment();
    void retranslate();

    // approvalpanelcommands.cpp
    void addCommands(FlowLayout &buttons);
    void retranslateCommands();
    bool isOffered(const QString &action) const;
    bool stepAllows(const char *setting) const;
    void run(const QString &action);
    void decide(const QString &action);
    void askToWithdraw();
    void remind();
    void send(const QString &action, const QCborMap &arguments);
    void sent(const QString &action, const RecordKey &key);
    QString comment() const;

    enum class Notice { None, Waiting, Gone, Question };
    struct Command
    {
        QString action; ///< of the task or of the instance
        QAction *trigger;
        QPushButton *button;
    };

    ViewContext m_context;
    RecordKey m_key;
    Notice m_notice = Notice::None; ///< what the strip says by itself about the state of the task, or asks
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
    RecordKey m_subject; ///< what is to be decided about
    QLabel *m_stepsTitle;
    ApprovalChain *m_chain;
    PersonChoice *m_person;
    QPlainTextEdit *m_comment;
    std::vector<Command> m_commands;
};

}
