// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/conflictdialog.h"

#include "client/forms/conflictrow.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

ConflictDialog::ConflictDialog(FieldContext context, std::vector<ConflictItem> conflicts, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_intro(new QLabel)
    , m_strip(new MessageStrip)
    , m_list(new QVBoxLayout)
    , m_allMine(new QPushButton)
    , m_allTheirs(new QPushButton)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setHelpContext(*this, QStringLiteral("dialog/conflict"));
    build(std::move(conflicts));
    connect(m_allMine, &QPushButton::clicked, this, &ConflictDialog::chooseAllMine);
    connect(m_allTheirs, &QPushButton::clicked, this, &ConflictDialog::chooseAllTheirs);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ConflictDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip, [this] {
        return std::any_of(
            m_rows.cbegin(), m_rows.cend(), [](const ConflictRow *row) { return row->choice() != ConflictRow::Open; });
    });
    resizeWithinScreen(*this, QSize(680, 520));
    retranslate();
}

std::vector<ConflictDialog::Decision> ConflictDialog::decisions() const
{
    std::vector<Decision> decisions;
    for (const ConflictRow *row : m_rows) {
        if (const std::optional<Value> value = row->chosen())
            decisions.push_back({row->conflict(), *value, row->takesDisplaced()});
    }
    return decisions;
}

void ConflictDialog::chooseAllMine()
{
    for (ConflictRow *row : m_rows)
        row->choose(ConflictRow::Mine);
}

void ConflictDialog::chooseAllTheirs()
{
    for (ConflictRow *row : m_rows)
        row->choose(ConflictRow::Theirs);
}

/// Both values of a conflict have a choice of their own; any third one is an ordinary change on top.
void ConflictDialog::accept()
{
    // What cannot be taken as it was typed is not left out in silence.
    if (std::any_of(m_rows.begin(), m_rows.end(), [](ConflictRow *row) { return row->showError(); }))
        return;
    const std::vector<Decision> decided = decisions();
    if (!m_context.records || decided.empty()) {
        QDialog::accept();
        return;
    }
    std::vector<std::pair<ConflictItem, ConflictChoice>> choices;
    std::vector<WriteRequest> writes;
    for (const Decision &decision : decided) {
        choices.emplace_back(
            decision.conflict, decision.displaced ? ConflictChoice::Displaced : ConflictChoice::Standing);
        if (decision.conflict.ofRecord || decision.displaced || decision.value == decision.conflict.standing)
            continue;
        WriteRequest write;
        write.key = decision.conflict.record;
        write.to[decision.conflict.field] = decision.value;
        write.from[decision.conflict.field] = decision.conflict.standing;
        writes.push_back(std::move(write));
    }
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    const auto settle = [this, choices] {
        m_context.records->resolveConflicts(choices, this, [this](const Result<void> &result) { finish(result); });
    };
    if (writes.empty()) {
        settle();
        return;
    }
    m_context.records->submit(writes, this, [this, settle](const Result<std::vector<MutationId>> &result) {
        if (result)
            settle();
        else
            finish(result.error());
    });
}

void ConflictDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ConflictDialog::build(std::vector<ConflictItem> conflicts)
{
    m_intro->setWordWrap(true);
    auto *all = new QHBoxLayout;
    all->addWidget(m_allMine);
    all->addWidget(m_allTheirs);
    all->addStretch(1);
    auto *inner = new QWidget;
    inner->setLayout(m_list);
    m_list->setSpacing(tokens::space);
    m_list->setContentsMargins(0, 0, tokens::space, 0);
    for (ConflictItem &conflict : conflicts) {
        auto *row = new ConflictRow(m_context, std::move(conflict), inner);
        connect(row, &ConflictRow::choiceChanged, this, &ConflictDialog::refresh);
        m_list->addWidget(row);
        m_rows.push_back(row);
    }
    m_list->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inner);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_intro);
    layout->addWidget(m_strip);
    layout->addLayout(all);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_buttons);
}

void ConflictDialog::refresh()
{
    const auto count = decisions().size();
    const bool anyChosen = std::any_of(
        m_rows.begin(), m_rows.end(), [](const ConflictRow *row) { return row->choice() != ConflictRow::Open; });
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(anyChosen);
    m_buttons->button(QDialogButtonBox::Ok)->setText(count == 0 ? tr("Settle") : tr("Settle %n", nullptr, int(count)));
}

void ConflictDialog::retranslate()
{
    setWindowTitle(tr("Conflicts"));
    m_intro->setText(
        tr("You and somebody else changed the same fields, or one of you deleted what the other edited. Choose what "
           "shall stand. What you leave open can be settled later, and nothing is lost."));
    m_allMine->setText(tr("All &mine"));
    m_allTheirs->setText(tr("All &theirs"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Later"));
    refresh();
}

void ConflictDialog::finish(const Result<void> &result)
{
    if (result) {
        QDialog::accept();
        return;
    }
    m_strip->showError(result.error());
    refresh();
}

}
