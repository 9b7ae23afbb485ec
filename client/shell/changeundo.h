// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/records.h"
#include "shared/replication/undo.h"

#include <QObject>

#include <functional>

namespace tandem::client {

/// Takes one change back, however long ago it was: each of its fields that nobody has changed again since. It is an
/// edit like any other, so it works offline, and Ctrl+Z takes it back in turn.
class ChangeUndo : public QObject
{
    Q_OBJECT

public:
    explicit ChangeUndo(FieldContext context, QObject *parent = nullptr);

    void setContext(const FieldContext &context) { m_context = context; }

    struct Offer
    {
        bool change = false; ///< it can be undone
        Record massChange; ///< what it is part of, as its record says; null key: of nothing that the user may see
    };
    /// Calls back, later. The change can be undone if it is an edit of this record which the user may edit, and not
    /// back already. What was changed again since can be asked for too, to learn of it.
    void findOffer(const RecordKey &key, const HistoryEntry &change, std::function<void(const Offer &)> done);
    void undo(const RecordKey &key, const HistoryEntry &change);

signals:
    void told(const QString &text); ///< what was undone and what was not
    void failed(const tandem::Error &error);

private:
    void findMassChange(const HistoryEntry &change, std::function<void(const Record &)> done);
    bool isUndoable(const Record &record, const HistoryEntry &change) const;
    void undoOn(const Record &record, const HistoryEntry &change);
    void write(const RecordKey &key, const FieldValues &to, const UndoDecision &decision);
    UndoDecision decide(const Record &record, const HistoryEntry &change) const;
    QString keptFields(const RecordKey &key, const UndoDecision &decision) const;

    FieldContext m_context;
};

}
