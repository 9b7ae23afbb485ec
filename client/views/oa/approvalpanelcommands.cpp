// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/approvaldecision.h"
#include "client/records/records.h"
#include "client/shell/navigator.h"
#include "client/views/oa/approvalpanel.h"
#include "client/views/oa/personchoice.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/approvals/flowengine.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"

#include <QAction>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>

namespace tandem::client::oa {

namespace task = entities::approvalTask;
namespace instance = entities::approvalInstance;

namespace {

using namespace Qt::Literals::StringLiterals;

struct Offer
{
    const char *action;
    const char *iconName;
    const char *keys; ///< as Shortcuts::fixed() names them; empty: nothing that is done in passing
    bool isOfTask;
};

constexpr Offer offers[] = {
    {"approve", "check", "Ctrl+Shift+Y", true},
    {"reject", "x", "Ctrl+Shift+N", true},
    {"return", "undo-2", "Ctrl+Shift+B", true},
    {"transfer", "user-round-check", "Ctrl+Shift+M", true},
    {"addApprover", "user-plus", "Ctrl+Shift+I", true},
    {"remind", "bell", "Ctrl+Shift+R", false},
    {"withdraw", "archive-restore", "", false},
};

const Offer &offerOf(const QString &action)
{
    return *std::find_if(std::begin(offers), std::end(offers),
        [&](const Offer &offer) { return action == QLatin1String(offer.action); });
}

}

QList<QAction *> ApprovalPanel::commands() const
{
    QList<QAction *> triggers;
    for (const Command &command : m_commands)
        triggers.append(command.trigger);
    return triggers;
}

void ApprovalPanel::addCommands(FlowLayout &buttons)
{
    for (const Offer &offer : offers) {
        const QString action = QLatin1String(offer.action);
        auto *button = new QPushButton(icons::icon(QLatin1String(offer.iconName)), {}, this);
        button->setMinimumHeight(tokens::controlHeight);
        buttons.addWidget(button);
        auto *trigger = new QAction(this);
        trigger->setShortcut(QKeySequence(QLatin1String(offer.keys)));
        trigger->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(trigger, &QAction::triggered, this, [this, action] { run(action); });
        connect(button, &QPushButton::clicked, trigger, &QAction::trigger);
        m_commands.push_back({action, trigger, button});
    }
    connect(m_person, &PersonChoice::transferChosen, this, [this](const RecordId &to) {
        send(u"transfer"_s, {{u"to"_s, toText(to)}, {u"comment"_s, comment()}});
    });
    connect(m_person, &PersonChoice::approverChosen, this, [this](const RecordId &to, bool isBefore) {
        send(u"addApprover"_s,
            {{u"to"_s, toText(to)}, {u"position"_s, isBefore ? u"before"_s : u"after"_s}, {u"comment"_s, comment()}});
    });
    connect(m_person, &PersonChoice::cancelled, this, [this] {
        showButtons();
        m_comment->setFocus();
    });
}

void ApprovalPanel::retranslateCommands()
{
    const QString texts[] = {
        tr("Approve"), tr("Reject"), tr("Return"), tr("Transfer…"), tr("Add approver…"), tr("Remind"), tr("Withdraw")};
    static_assert(std::size(texts) == std::size(offers));
    for (size_t i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands[i];
        const QString keys = command.trigger->shortcut().toString(QKeySequence::NativeText);
        command.trigger->setText(texts[i]);
        command.button->setText(texts[i]);
        command.button->setToolTip(keys.isEmpty() ? QString() : tr("%1 (%2)").arg(texts[i], keys));
    }
}

/// As far as this machine can tell; the server has the last word.
bool ApprovalPanel::isOffered(const QString &action) const
{
    if (offerOf(action).isOfTask) {
        if (!isMineToDecide(m_task, m_context.records))
            return false;
        return (action != "transfer"_L1 || stepAllows("transferable"))
            && (action != "addApprover"_L1 || stepAllows("extendable"));
    }
    const bool running = m_instance.value(instance::field::status).toText() == "pending"_L1;
    if (!running || m_instance.pending)
        return false;
    // Whoever looks after all approvals reminds as well; roles are the server's to know.
    const bool cares = action == "remind"_L1 && m_context.records.access(instance::number).edit == Scope::All;
    return cares || m_instance.value(instance::field::initiator).toId() == m_context.records.currentUser();
}

/// Of the flow as this case began with it.
bool ApprovalPanel::stepAllows(const char *setting) const
{
    const QByteArray stored = m_instance.value(instance::field::state).toText().toUtf8();
    const QJsonObject definition = QJsonDocument::fromJson(stored).object().value("definition"_L1).toObject();
    for (const QJsonValue &node : definition.value("nodes"_L1).toArray()) {
        if (node.toObject().value("id"_L1).toString() == m_task.value(task::field::node).toText())
            return node.toObject().value(QLatin1String(setting)).toBool(true);
    }
    return true;
}

void ApprovalPanel::showButtons()
{
    const bool mayDecide = isOffered(u"approve"_s);
    if (!mayDecide)
        m_person->hide();
    for (const Command &command : m_commands) {
        const bool offered = isOffered(command.action);
        // The question for a person has buttons of its own, and the room of these.
        command.button->setVisible(offered && m_person->isHidden());
        command.button->setEnabled(!m_deciding);
        command.trigger->setEnabled(offered && !m_deciding);
    }
    // What was written for nothing can still be copied.
    m_comment->setReadOnly(!mayDecide);
    m_comment->setVisible(mayDecide || !m_comment->toPlainText().isEmpty());
    showNotice(mayDecide);
    m_wasOpen = m_wasOpen || mayDecide;
}

void ApprovalPanel::run(const QString &action)
{
    if (action == "transfer"_L1 || action == "addApprover"_L1) {
        m_person->ask(action == "transfer"_L1 ? PersonChoice::Purpose::Transfer : PersonChoice::Purpose::Add);
        showButtons();
    } else if (action == "remind"_L1) {
        remind();
    } else if (action == "withdraw"_L1) {
        askToWithdraw();
    } else {
        decide(action);
    }
}

void ApprovalPanel::decide(const QString &action)
{
    if (comment().isEmpty() && needsComment(action)) {
        m_strip->showMessage(Tone::Danger, tr("Say why, so that the initiator knows what to do."));
        m_comment->setFocus();
        return;
    }
    send(action, {{u"comment"_s, comment()}});
}

void ApprovalPanel::askToWithdraw()
{
    const EntityDef *entity = m_context.records.entity(instance::number);
    m_notice = Notice::Question;
    m_strip->showMessage(Tone::Warning, m_context.records.labels().question(*entity, u"withdraw"_s));
    m_strip->addAction(u"withdraw"_s, tr("Withdraw"));
    m_strip->addAction(u"keep"_s, tr("Leave it"));
    m_strip->focusFirstAction();
}

/// What the server would refuse is said at once.
void ApprovalPanel::remind()
{
    const Timestamp last = m_instance.value(instance::field::remindedAt).toInteger();
    const Timestamp again = last + reminderPause;
    if (last != 0 && SystemClock::instance().now() < again) {
        const Error early = Error::conflict(u"remindedRecently"_s, {{u"again"_s, again}});
        return m_strip->showMessage(Tone::Info, errorText(early));
    }
    send(u"remind"_s, {});
}

QString ApprovalPanel::comment() const
{
    return m_comment->toPlainText().trimmed();
}

void ApprovalPanel::send(const QString &action, const QCborMap &arguments)
{
    m_deciding = true;
    showButtons();
    m_context.records.act(offerOf(action).isOfTask ? m_task.key : m_instance.key, action, arguments, this,
        [this, action, key = m_key](Result<std::vector<MutationId>> done) {
            m_deciding = false;
            showButtons();
            if (!done.ok())
                return m_strip->showError(done.error());
            sent(action, key);
        });
}

void ApprovalPanel::sent(const QString &action, const RecordKey &key)
{
    if (action == "remind"_L1)
        return m_context.navigator.notify(tr("The reminder is on its way."));
    m_context.records.removeDraft(key);
    m_context.navigator.notify(tr("Your decision is on its way."));
    if (key != m_key)
        return;
    m_decided = true;
    m_comment->clear();
    clearNotice();
    showButtons();
    if (offerOf(action).isOfTask)
        emit decided();
}

}
