// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QAbstractListModel>

#include <functional>
#include <memory>
#include <optional>

namespace tandem::client {

/// What happened to a record: changes from its history and those that wait to be sent, and the activities, notes,
/// approvals and files that hang on it.
/// Newest first, below the entries that somebody has pinned. What is older comes page by page, by fetchMore().
class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class Kind { Change = 1, Activity = 2, Note = 4, Approval = 8, File = 16 };
    Q_DECLARE_FLAGS(Kinds, Kind)
    Q_FLAG(Kinds)

    struct Item
    {
        Kind kind = Kind::Change;
        Timestamp at = 0;
        RecordId user; ///< who did it
        HistoryEntry change; ///< of Kind::Change
        Record record; ///< of the others
        bool pinned = false;
        bool isWaiting = false; ///< a change that the server has not judged yet
    };

    /// How much of the record's own changes is here.
    enum class HistoryState {
        Awaited, ///< no answer yet
        Missing, ///< the server cannot be reached and never told it: there is only what waits to be sent
        Remembered, ///< of the last visit; the server has not answered this time
        Told, ///< what this user may see, as far back as was asked for
    };

    /// Entries below one head. Without pinned ones there are no heads.
    enum class Section { None, Pinned, Others };

    enum Role {
        KindRole = Qt::UserRole + 1, ///< int of Kind
        TimeRole, ///< Timestamp
        UserRole, ///< RecordId
        ItemRole, ///< const Item * as const void *; valid until the next signal
        SectionRole, ///< int of Section, of the first item of one; else Section::None
    };

    explicit TimelineModel(Records &records, QObject *parent = nullptr);
    ~TimelineModel() override;

    void setRecord(const RecordKey &key);
    RecordKey record() const;
    void setKinds(Kinds kinds); ///< all at first
    Kinds kinds() const;
    const Item *itemAt(int row) const;
    int rowOf(const RecordKey &record) const; ///< -1: none
    Section sectionAt(int row) const; ///< that begins here
    /// An item in words, for screen readers; the models know no language.
    void setWords(std::function<QString(const Item &)> words);
    /// Asked for again by itself once the server is reachable. loaded() tells of each step.
    HistoryState historyState() const;
    /// There are entries that are not here yet; canFetchMore() says whether they can be asked for now.
    bool mayHaveMore() const;
    /// Older changes come once the server is reachable; they are asked for by themselves then.
    bool awaitsServer() const;
    /// Why something cannot be shown, until retry().
    std::optional<Error> trouble() const;
    void retry();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void loaded();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(TimelineModel::Kinds)

}
