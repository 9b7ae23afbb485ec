// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"
#include "shared/base/bytesize.h"

#include <QHash>
#include <QPixmap>
#include <QSet>

namespace tandem::client {

/// Small pictures of what is attached in a timeline, fetched as they come into sight; whole ones only of pictures that
/// have no small one. Documents are shown by their first page, drawn by the program that attached them.
class TimelinePictures : public QObject
{
    Q_OBJECT

public:
    static constexpr int side = 96; ///< in device-independent pixels
    static constexpr qint64 largest = 20 * MiB; ///< bytes of what is fetched whole unasked

    explicit TimelinePictures(Records &records, QObject *parent = nullptr);

    /// Whether it has a place for its small picture: an attached picture at once, until it turns out to have no small
    /// one and to be too large to be fetched whole; a document once its page is here. roomChanged() tells.
    bool takesRoom(const Record &file) const;
    /// Null until it is here; then loaded() follows. Of any record; most have none.
    QPixmap picture(const Record &file, qreal devicePixelRatio);
    /// Another record is shown: what is here goes, and what could not be had is tried again.
    void clear();

signals:
    void loaded();
    void roomChanged();

private:
    void fetchWhole(const RecordId &id, qreal devicePixelRatio);
    void leaveOut(const RecordId &id);
    void load(const RecordId &id, const QString &path, qreal devicePixelRatio, bool isPage);

    Records &m_records;
    QHash<RecordId, QPixmap> m_pictures;
    QSet<RecordId> m_asked;
    QSet<RecordId> m_unshown; ///< too large, and without a small one
};

}
