// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/mergedialog.h"

#include "client/fields/fielderror.h"
#include "client/lists/masschangepanel.h"
#include "client/lists/mergegrid.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/jsoncontent.h"

#include <QDialogButtonBox>
#include <QJsonObject>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tandem::client {

namespace massChange = entities::massChange;

namespace {

constexpr int newestNotes = 20; ///< of merges, among which this one is looked for

}

MergeDialog::MergeDialog(
    const EntityDef &entity, MergeChoice::Candidates both, const FieldContext &context, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_choice(entity, m_context.records->access(entity.number), std::move(both))
    , m_strip(new MessageStrip(this))
    , m_intro(new QLabel(this))
    , m_grid(new MergeGrid(m_context, m_choice, this))
    , m_choosing(new QWidget(this))
    , m_moves(new QLabel(this))
    , m_state(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_panel(new MassChangePanel(m_context, this))
{
    setHelpContext(*this, QStringLiteral("dialog/merge"));
    setWindowTitle(tr("Merge two records"));
    build();
    new DiscardGuard(*this, *m_strip, [this] { return m_phase == Phase::Choosing && m_choice.isTouched(); });
    connect(m_grid, &MergeGrid::stayingChanged, this, &MergeDialog::showHanging);
    connect(m_context.records, &Records::syncStateChanged, this, &MergeDialog::showState);
    connect(m_context.records, &Records::outboxChanged, this, &MergeDialog::look);
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (m_phase == Phase::Done && !m_hasNote && changes.touches(massChange::number))
            findNote();
    });
    countHanging();
    showHanging();
    setPhase(Phase::Choosing);
    m_grid->stayButton(m_choice.staying())->setFocus();
    resizeWithinScreen(*this, QSize(760, 560));
}

void MergeDialog::build()
{
    m_intro->setText(m_choice.fields().empty()
            ? tr("Choose which of the two stays. There are no values to choose. The other record goes to the recycle "
                 "bin.")
            : tr("Choose which of the two stays, and which values it has then. Where only one has a value, that one is "
                 "taken. The other record goes to the recycle bin."));
    for (QLabel *text : {m_intro, m_moves, m_state})
        text->setWordWrap(true);
    m_progress->setRange(0, 0);
    m_progress->setAccessibleName(tr("They are being merged."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_merge = buttons->button(QDialogButtonBox::Ok);
    m_merge->setText(tr("Merge"));
    m_merge->setDefault(true);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    auto *choosing = new QVBoxLayout(m_choosing);
    choosing->setContentsMargins(0, 0, 0, 0);
    choosing->setSpacing(tokens::spaceMedium);
    choosing->addWidget(m_intro);
    choosing->addWidget(scrolledGrid(), 1);
    choosing->addWidget(m_moves);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(tokens::spaceMedium);
    layout->addWidget(m_strip);
    layout->addWidget(m_choosing, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_progress);
    layout->addWidget(m_panel, 1);
    layout->addWidget(buttons);
    connect(m_merge, &QPushButton::clicked, this, &MergeDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget *MergeDialog::scrolledGrid()
{
    auto *scroll = new QScrollArea(m_choosing);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_grid);
    return scroll;
}

void MergeDialog::setPhase(Phase phase)
{
    m_phase = phase;
    m_merge->setVisible(phase == Phase::Choosing);
    m_merge->setEnabled(true);
    m_cancel->setText(phase == Phase::Choosing ? tr("Cancel") : tr("Close"));
    m_choosing->setVisible(phase != Phase::Done);
    m_grid->setEnabled(phase == Phase::Choosing);
    m_progress->setVisible(phase == Phase::Waiting);
    m_panel->setVisible(phase == Phase::Done);
    if (phase != Phase::Choosing)
        m_cancel->setFocus();
    showState();
}

void MergeDialog::showState()
{
    m_state->setText(stateText());
    m_state->setVisible(!m_state->text().isEmpty());
}

QString MergeDialog::stateText() const
{
    const bool isOnline = m_context.records->isOnline();
    switch (m_phase) {
    case Phase::Choosing:
        return isOnline ? QString()
                        : tr("There is no connection. They are merged as soon as the server can be reached.");
    case Phase::Waiting:
        return isOnline ? tr("They are being merged.")
                        : tr("They are merged as soon as the server can be reached. You can close this window and go "
                             "on working.");
    case Phase::Done:
        break;
    }
    return m_hasNote ? QString() : tr("The two records are one now.");
}

// ── what hangs on them ─────────────────────────────────────────────────────────────────────────────────────────────

void MergeDialog::countHanging()
{
    for (const RelatedDef &related : m_choice.entity().related) {
        const EntityDef *listed = m_context.registry->entity(related.entity);
        const FieldDef *link = listed ? listed->field(related.link) : nullptr;
        if (!link)
            continue;
        const size_t place = m_hanging.size();
        m_hanging.push_back({m_context.labels->related(m_choice.entity(), related.name), {}});
        for (const MergeChoice::Side side : {MergeChoice::First, MergeChoice::Second}) {
            ListQuery query;
            query.entity = listed->number;
            query.link = link->number;
            query.linkTarget = m_choice.candidate(side).record.key;
            m_context.records->count(query, this, [this, place, side](const Result<qint64> &count) {
                m_hanging[place].counts.at(size_t(side)) = count.valueOr(0);
                showHanging();
            });
        }
    }
}

void MergeDialog::showHanging()
{
    const auto goes = size_t(MergeChoice::other(m_choice.staying()));
    QStringList parts;
    for (const Hanging &kind : m_hanging) {
        if (const qint64 count = kind.counts.at(goes); count > 0)
            parts.append(tr("%1: %2", "kind of records, how many").arg(kind.name, m_context.locale.toString(count)));
    }
    m_moves->setText(parts.isEmpty()
            ? tr("What hangs on the record that goes, such as files and activities, moves to the one that stays.")
            : tr("This moves to the record that stays: %1. So does what of it only the server has.")
                  .arg(parts.join(QStringLiteral(" · "))));
}

// ── the way to the server ──────────────────────────────────────────────────────────────────────────────────────────

void MergeDialog::accept()
{
    if (m_phase != Phase::Choosing || !m_merge->isEnabled())
        return;
    m_strip->clear();
    const FieldValues given = m_choice.given();
    if (given.empty())
        return send();
    const MergeCandidate &stays = m_choice.candidate(m_choice.staying());
    RecordChoice asked{stays.record.key.entity, {}, {}};
    if (stays.isElsewhere)
        asked.atServer.append(stays.record);
    else
        asked.here.push_back(stays.record.key.id);
    m_merge->setEnabled(false);
    m_context.records->objections(asked, given, this, [this](const Result<std::vector<WriteObjection>> &found) {
        m_merge->setEnabled(true);
        if (!found.ok())
            return m_strip->showError(found.error());
        if (found->empty())
            return send();
        const Error &error = found->front().errors.front();
        m_strip->showError(namedErrorText(error, &m_choice.entity(), m_context), error.toLog());
        m_grid->focusField(error.field);
    });
}

void MergeDialog::send()
{
    forgetRefused();
    const MergeCandidate &stays = m_choice.candidate(m_choice.staying());
    const MergeCandidate &goes = m_choice.candidate(MergeChoice::other(m_choice.staying()));
    WriteRequest request;
    request.key = stays.record.key;
    request.kind = MutationKind::Action;
    request.action = QStringLiteral("merge");
    request.arguments = m_choice.arguments();
    // Lists of what only the server has learn of it in this way, whichever of the two is there.
    request.isElsewhere = stays.isElsewhere || goes.isElsewhere;
    if (stays.isElsewhere)
        request.from = stays.record.values;
    m_stays = request.key;
    m_merge->setEnabled(false);
    m_context.records->submit({request}, this, [this](const Result<std::vector<MutationId>> &sent) {
        if (sent.ok() && !sent->empty()) {
            m_sent = sent->front();
            setPhase(Phase::Waiting);
            look();
            return;
        }
        m_merge->setEnabled(true);
        if (!sent.ok())
            m_strip->showError(sent.error());
    });
}

/// Whether the server has judged it.
void MergeDialog::look()
{
    if (m_phase != Phase::Waiting)
        return;
    m_context.records->waitingOf(m_stays, this, [this](const Result<std::vector<Mutation>> &waiting) {
        const auto isThis = [this](const Mutation &mutation) {
            return mutation.id == m_sent;
        };
        if (waiting.ok() && std::none_of(waiting->begin(), waiting->end(), isThis))
            lookForProblem();
    });
}

void MergeDialog::lookForProblem()
{
    m_context.records->problems(this, [this](const Result<std::vector<ProblemItem>> &problems) {
        if (!problems.ok() || m_phase != Phase::Waiting)
            return;
        const auto refused = std::find_if(problems->begin(), problems->end(),
            [this](const ProblemItem &item) { return item.problem.mutation.id == m_sent; });
        if (refused != problems->end())
            return showRefused(refused->problem);
        setPhase(Phase::Done);
        findNote();
    });
}

/// It can be tried again from here; until then it stands among the problems, too.
void MergeDialog::showRefused(const Problem &problem)
{
    m_refused = problem.id;
    setPhase(Phase::Choosing);
    m_strip->showError(namedErrorText(problem.error, &m_choice.entity(), m_context), problem.error.toLog());
    m_grid->focusField(problem.error.field);
}

void MergeDialog::forgetRefused()
{
    if (const auto refused = std::exchange(m_refused, std::nullopt))
        m_context.records->discardProblem(*refused, m_context.records, {});
}

void MergeDialog::done(int result)
{
    forgetRefused(); // who closes it has read why
    QDialog::done(result);
}

// ── the way back ───────────────────────────────────────────────────────────────────────────────────────────────────

/// It may arrive after the answer, or never: a role of the company's own may not see such records.
void MergeDialog::findNote()
{
    ListQuery query;
    query.entity = massChange::number;
    query.filter = QStringLiteral("kind = 'merge'");
    query.sort = {{QStringLiteral("createdAt"), true}};
    query.limit = newestNotes;
    m_context.records->queryIds(query, this, [this](const Result<std::vector<RecordId>> &ids) {
        if (!ids.ok())
            return;
        m_context.records->readMany(
            massChange::number, *ids, {}, this, [this](const Result<std::vector<Record>> &runs) {
                if (!runs.ok() || m_hasNote)
                    return;
                const auto found =
                    std::find_if(runs->begin(), runs->end(), [this](const Record &run) { return isNoteOfThis(run); });
                if (found == runs->end())
                    return;
                m_hasNote = true;
                m_panel->showRun(found->key.id);
                showState();
            });
    });
}

/// The same two may have been merged and parted before.
bool MergeDialog::isNoteOfThis(const Record &run) const
{
    const QJsonObject pair = jsonEntries(run.value(massChange::field::merged));
    const auto names = [&pair](const QString &key, const RecordId &id) {
        return pair.value(key).toString() == toText(id);
    };
    const MergeChoice::Side staying = m_choice.staying();
    return MassChangePanel::stateOf(run) == QLatin1String("done")
        && names(QStringLiteral("staying"), m_choice.candidate(staying).record.key.id)
        && names(QStringLiteral("other"), m_choice.candidate(MergeChoice::other(staying)).record.key.id);
}

}
