// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/lists/mergechoice.h"
#include "client/records/recordtypes.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem::client {

class MassChangePanel;
class MergeGrid;
class MessageStrip;

/// Makes one record of two: which of them stays, whose values it has, and what moves to it. The server does it; the
/// dialog follows it there, offers to undo it, and comes back with all that was chosen if it is refused.
class MergeDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Both of this entity, with all their values.
    MergeDialog(
        const EntityDef &entity, MergeChoice::Candidates both, const FieldContext &context, QWidget *parent = nullptr);

    MergeChoice &choice() { return m_choice; }
    MergeGrid &grid() { return *m_grid; }

    void accept() override; ///< asks the server, unless a rule that is known here is against it
    void done(int result) override;

private:
    enum class Phase { Choosing, Waiting, Done };
    /// A kind of records that hang on the two.
    struct Hanging
    {
        QString name;
        std::array<qint64, 2> counts{}; ///< of this computer
    };

    void build();
    QWidget *scrolledGrid();
    void setPhase(Phase phase);
    void showState();
    QString stateText() const;
    void countHanging();
    void showHanging();
    void send();
    void look();
    void lookForProblem();
    void showRefused(const Problem &problem);
    void forgetRefused();
    void findNote();
    bool isNoteOfThis(const Record &run) const;

    FieldContext m_context; ///< keeps the definitions
    MergeChoice m_choice;
    Phase m_phase = Phase::Choosing;
    MutationId m_sent; ///< while it waits
    RecordKey m_stays; ///< as it was sent
    std::optional<qint64> m_refused; ///< the problem that is shown here
    std::vector<Hanging> m_hanging;
    bool m_hasNote = false; ///< of what was done, by which it can be undone
    MessageStrip *m_strip;
    QLabel *m_intro;
    MergeGrid *m_grid;
    QWidget *m_choosing; ///< what is there until it is done
    QLabel *m_moves;
    QLabel *m_state;
    QProgressBar *m_progress;
    MassChangePanel *m_panel;
    QPushButton *m_merge = nullptr;
    QPushButton *m_cancel = nullptr;
};

}
