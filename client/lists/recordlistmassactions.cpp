// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the list does with the selected records, those that only the server has included.

#include "client/fields/fielderror.h"
#include "client/lists/bulkeditdialog.h"
#include "client/lists/mergedialog.h"
#include "client/lists/recordlistview.h"
#include "client/lists/recordtable.h"
#include "client/lists/serverrows.h"
#include "client/records/offlineerror.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"

#include <QSet>

#include <algorithm>

namespace tandem::client {

namespace {

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

}

int RecordListView::selectedCount() const
{
    return m_table->selectedCount() + m_server->selectedCount();
}

/// Of one record it is known; of several, whether there may be some among them.
bool RecordListView::maySelected(WriteRight right) const
{
    const EntityAccess access = m_context.records->access(definition()->number);
    if ((right == WriteRight::Edit ? access.edit : access.remove) == Scope::None)
        return false;
    if (selectedCount() != 1)
        return true;
    const QList<Record> atServer = m_server->selectedRecords();
    const Record *record = atServer.isEmpty() ? m_model.recordAt(m_table->currentIndex().row()) : &atServer.front();
    if (!record)
        return true;
    return right == WriteRight::Edit ? m_context.records->mayEdit(*record) : m_context.records->mayRemove(*record);
}

QString RecordListView::textOfOthers()
{
    return tr("More of this list are on the server. They stay as they are.");
}

/// Who works on all rows of this computer must know that they are not all of the list; empty where they are.
QString RecordListView::textOfRest() const
{
    const bool isAllOfHere = m_table->selectedCount() == m_model.rowCount() && !m_server->isAllSelected();
    return isAllOfHere && m_server->mayHaveRows() ? textOfOthers() : QString();
}

QString RecordListView::textOfUnreached() const
{
    if (m_server->isAllSelected() && m_server->hasMore())
        return tr("More of this list are on the server. They need a connection, and stay as they are.");
    return tr("%n record(s) are on the server only. They need a connection, and stay as they are.", nullptr,
        m_server->selectedCount());
}

/// What of all is not in the list yet is fetched first; without a connection it is left out, and the remark says so.
void RecordListView::withChosen(const Chosen &goOn)
{
    const RecordChoice here{definition()->number, m_table->selectedIds(), {}};
    const bool wantsMore = m_server->isAllSelected() && m_server->hasMore();
    if (m_isFetching)
        return;
    if (m_server->selectedCount() == 0 && !wantsMore)
        return goOn(here, textOfRest());
    if (!m_context.records->isOnline())
        return goOn(here, textOfUnreached());
    if (!wantsMore)
        return goOn({here.entity, here.here, m_server->selectedRecords()}, {});
    m_isFetching = true;
    m_strip->showMessage(Tone::Info, tr("Fetching what only the server has of this list…"));
    const ListQuery query = m_model.query();
    m_context.records->queryWholeServer(query, this, [this, query, here, goOn](const Result<std::vector<Record>> &all) {
        m_isFetching = false;
        m_strip->clear();
        if (query != m_model.query() || !m_server->isAllSelected())
            tellOtherChosen();
        else if (all.ok())
            goOn({here.entity, here.here, QList<Record>(all->begin(), all->end())}, {});
        else
            goOnWithout(all.error(), here, goOn);
    });
}

void RecordListView::tellOtherChosen()
{
    m_strip->showMessage(Tone::Info, tr("Something else is selected by now. Nothing was done."));
}

/// Those of this computer, unless it was stopped or is too much.
void RecordListView::goOnWithout(const Error &error, const RecordChoice &here, const Chosen &goOn)
{
    if (error.code == ErrorCode::Cancelled || error.code == ErrorCode::TooLarge)
        return showError(error);
    goOn(here, isOffline(error) ? textOfUnreached() : joined({textOfOthers(), errorText(error)}));
}

/// Goes on with those of the selected records for which the right is there, and says of how many it is not.
void RecordListView::withPermitted(WriteRight right, const Chosen &goOn)
{
    if (!m_isFetching)
        m_strip->clear(); // what was said of an earlier attempt
    withChosen([this, right, goOn](const RecordChoice &choice, const QString &unreached) {
        const auto tell = [this, unreached](const QString &more) {
            const QString text = joined({more, unreached});
            if (!text.isEmpty())
                m_strip->showMessage(Tone::Warning, text);
            return text;
        };
        if (choice.isEmpty()) {
            if (selectedCount() > 0)
                tell({});
            return;
        }
        m_context.records->permitted(choice, right, this,
            [this, right, goOn, tell, all = int(choice.size())](const Result<RecordChoice> &permitted) {
                if (!permitted.ok())
                    return showError(permitted.error());
                const int others = all - int(permitted->size());
                const QString remark = tell(others == 0 ? QString()
                        : right == WriteRight::Edit
                        ? tr("%n record(s) stay as they are: you may not change them.", nullptr, others)
                        : tr("%n record(s) stay where they are: you may not delete them.", nullptr, others));
                if (!permitted->isEmpty())
                    goOn(*permitted, remark);
            });
    });
}

void RecordListView::restoreSelected()
{
    withPermitted(WriteRight::Remove, [this](const RecordChoice &choice, const QString &) {
        m_context.records->restore(
            keysOf(choice.entity, choice.here), this, [this](const Result<std::vector<MutationId>> &done) {
                if (!done.ok())
                    return showError(done.error());
                emit doneInOneStep(tr("%n record(s) restored", nullptr, int(done->size())));
            });
    });
}

void RecordListView::removeSelected()
{
    if (isRecycleBin())
        return;
    withPermitted(WriteRight::Remove, [this](const RecordChoice &choice, const QString &remark) {
        if (m_server->isAllSelected() && !choice.atServer.isEmpty())
            confirmRemoval(choice, remark);
        else
            remove(choice);
    });
}

/// Nobody sees all of what goes, so its number is named before.
void RecordListView::confirmRemoval(const RecordChoice &choice, const QString &remark)
{
    m_strip->showMessage(Tone::Warning,
        joined({remark, tr("Move %n record(s) to the recycle bin?", nullptr, int(choice.size())),
            tr("%n of them are on the server only.", nullptr, int(choice.atServer.size()))}));
    m_strip->addAction(QStringLiteral("remove"), tr("Move to the recycle bin"));
    m_strip->focusFirstAction();
    // The question stays while somebody works on, and the button means what is selected then.
    m_confirmed = [this, choice] {
        m_server->isAllSelected() ? remove(choice) : tellOtherChosen();
    };
}

void RecordListView::remove(const RecordChoice &choice)
{
    m_context.records->remove(choice, this, [this](const Result<std::vector<MutationId>> &done) {
        if (!done.ok())
            return showError(done.error());
        emit doneInOneStep(tr("%n record(s) moved to the recycle bin", nullptr, int(done->size())));
    });
}

void RecordListView::editSelected()
{
    if (isRecycleBin())
        return;
    withPermitted(WriteRight::Edit, [this](const RecordChoice &choice, const QString &remark) {
        auto *dialog = new BulkEditDialog(m_entity, int(choice.size()), m_context, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        const int atServer = int(choice.atServer.size());
        dialog->setNote(
            joined({atServer > 0 ? tr("%n of them are on the server only.", nullptr, atServer) : QString(), remark}));
        connect(dialog, &QDialog::accepted, this, [this, dialog, choice] { setFields(choice, dialog->values()); });
        dialog->open();
    });
}

/// As the server demands it.
bool RecordListView::mayMerge(const Record &staying, const Record &other) const
{
    return m_context.records->mayAct(staying, QStringLiteral("merge")) && m_context.records->mayRemove(other);
}

bool RecordListView::canMerge() const
{
    const EntityDef *entity = definition();
    const bool isMore = m_server->isAllSelected() && m_server->hasMore();
    if (!entity || entity->traits.testAnyFlags(Trait::Internal | Trait::ByProgram) || isRecycleBin() || isMore
        || selectedCount() != 2)
        return false;
    QList<Record> both = m_server->selectedRecords();
    for (const RecordId &id : m_table->selectedIds()) {
        const Record *record = m_model.recordAt(m_model.rowOf(id));
        if (!record)
            return true; // what may be done with it is seen when it is read
        both.append(*record);
    }
    return mayMerge(both.constFirst(), both.constLast()) || mayMerge(both.constLast(), both.constFirst());
}

void RecordListView::mergeSelected()
{
    if (!canMerge())
        return;
    m_strip->clear();
    m_context.records->readMany(definition()->number, m_table->selectedIds(), {}, this,
        [this, atServer = m_server->selectedRecords()](const Result<std::vector<Record>> &here) {
            if (!here.ok())
                return showError(here.error());
            askForMerge(*here, atServer);
        });
}

void RecordListView::askForMerge(const std::vector<Record> &here, const QList<Record> &atServer)
{
    std::vector<MergeCandidate> found;
    for (const Record &record : here)
        found.push_back({record, false, true});
    for (const Record &record : atServer)
        found.push_back({record, true, true});
    MergeChoice::Candidates both;
    if (found.size() != both.size())
        return tellOtherChosen(); // somebody else deleted one of them meanwhile
    std::copy(found.begin(), found.end(), both.begin());
    both.front().mayStay = mayMerge(both.front().record, both.back().record);
    both.back().mayStay = mayMerge(both.back().record, both.front().record);
    if (!both.front().mayStay && !both.back().mayStay)
        return m_strip->showMessage(Tone::Warning, tr("You may not merge these two."));
    auto *dialog = new MergeDialog(*definition(), both, m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// Records whose rules forbid it stay as they are, instead of coming back from the server as problems one by one.
void RecordListView::setFields(const RecordChoice &choice, const FieldValues &to)
{
    m_context.records->objections(
        choice, to, this, [this, choice, to](const Result<std::vector<WriteObjection>> &found) {
            if (!found.ok())
                return showError(found.error());
            QSet<RecordId> refused;
            for (const WriteObjection &each : *found)
                refused.insert(each.key.id);
            RecordChoice fitting = choice;
            std::erase_if(fitting.here, [&refused](const RecordId &id) { return refused.contains(id); });
            fitting.atServer.removeIf([&refused](const Record &record) { return refused.contains(record.key.id); });
            if (!found->empty()) {
                m_strip->showMessage(Tone::Warning,
                    tr("%n record(s) stay as they are. %1", nullptr, int(found->size()))
                        .arg(namedErrorText(found->front().errors.front(), definition(), m_context)));
            }
            if (!fitting.isEmpty())
                writeFields(fitting, to);
        });
}

void RecordListView::writeFields(const RecordChoice &choice, const FieldValues &to)
{
    m_context.records->bulkUpdate(choice, to, this, [this](const Result<std::vector<MutationId>> &done) {
        if (!done.ok())
            return showError(done.error());
        emit doneInOneStep(tr("%n record(s) changed", nullptr, int(done->size())));
    });
}

}
