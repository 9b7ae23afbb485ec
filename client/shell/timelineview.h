// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/models/timelinemodel.h"

#include <QPersistentModelIndex>
#include <QWidget>

class QComboBox;
class QLabel;
class QListView;

namespace tandem::client {

class ChangeUndo;
class EmptyState;
class FileHandover;
class MessageStrip;
class NoteComposer;
class TimelineDelegate;

/// The stream of a record: what changed from what to what, calls, meetings, notes, approvals and files, newest first
/// below what is pinned, with a line for adding a note, a call or a task.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    TimelineView(FieldContext context, QWidget *parent = nullptr);

    void setRecord(const RecordKey &key);
    void attach(const QStringList &paths);
    /// Pins an entry, or takes it from the pinned ones; an entry that cannot be pinned stays as it is.
    void togglePinned(const QModelIndex &index);

signals:
    void openRequested(const QString &entity, const tandem::RecordId &record);
    void failed(const tandem::Error &error); ///< not what the user has stopped
    void attached(const QString &fileName);
    void told(const QString &text); ///< how something goes on that the user asked for

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Pinning
    {
        RecordKey key;
        bool pinned = false; ///< what was asked for last
        int writes = 0; ///< of them are on their way
    };

    void buildList();
    void connectParts();
    void renewContext();
    bool mayPin(const TimelineModel::Item &item) const;
    RecordId fileAt(const QModelIndex &index) const; ///< null: the entry is no file
    void openEntry(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void showMenuOfChange(const QPoint &position, const HistoryEntry &change);
    void showMassChange(const RecordId &massChange);
    void pinningWritten(const RecordKey &key, const Result<std::vector<MutationId>> &done);
    void holdPlace();
    void keepPlace();
    void stayWithPinned();
    void goOn();
    void updateHint();
    void showTrouble();
    void retranslate();

    FieldContext m_context;
    RecordKey m_key;
    TimelineModel m_model;
    NoteComposer *m_composer;
    QComboBox *m_filter;
    QListView *m_list;
    QLabel *m_missing; ///< that there is more than can be shown now
    QLabel *m_older; ///< the same of what is older than the last entry
    MessageStrip *m_strip; ///< why something cannot be shown
    std::optional<Error> m_trouble; ///< that it tells
    TimelineDelegate *m_delegate;
    FileHandover *m_handover;
    ChangeUndo *m_undo;
    EmptyState *m_empty;
    QPersistentModelIndex m_place; ///< an entry in sight while what is shown changes
    int m_placeTop = 0; ///< where it stood, in pixels of the list
    std::optional<Pinning> m_pinning; ///< the entry that was last on its way to being pinned or not, until it is seen
};

}
