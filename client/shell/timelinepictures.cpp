// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/timelinepictures.h"

#include "client/fields/pictures.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

namespace file = entities::file;

TimelinePictures::TimelinePictures(Records &records, QObject *parent)
    : QObject(parent)
    , m_records(records)
{
}

bool TimelinePictures::isPicture(const Record &record) const
{
    return record.key.entity == file::number
        && record.value(file::field::mediaType).toText().startsWith(QLatin1String("image/"))
        && !m_unshown.contains(record.key.id);
}

QPixmap TimelinePictures::picture(const Record &record, qreal devicePixelRatio)
{
    const RecordId id = record.key.id;
    if (const auto known = m_pictures.constFind(id); known != m_pictures.cend())
        return *known;
    if (m_asked.contains(id))
        return {};
    m_asked.insert(id);
    const bool mayBeFetched = record.value(file::field::size).toInteger() <= largest;
    m_records.findPreview(id, this, [this, id, devicePixelRatio, mayBeFetched](const Result<QString> &found) {
        if (found)
            show(id, *found, devicePixelRatio);
        else if (found.error().code == ErrorCode::NotFound && mayBeFetched)
            fetchWhole(id, devicePixelRatio);
        else if (found.error().code == ErrorCode::NotFound)
            leaveOut(id);
    });
    return {};
}

/// Attached by a program of before, or by no program of ours.
void TimelinePictures::fetchWhole(const RecordId &id, qreal devicePixelRatio)
{
    m_records.findFile(id, this, [this, id, devicePixelRatio](const Result<CachedFile> &found) {
        if (found)
            show(id, found->path, devicePixelRatio);
    });
}

void TimelinePictures::leaveOut(const RecordId &id)
{
    m_unshown.insert(id);
    emit roomChanged();
}

void TimelinePictures::show(const RecordId &id, const QString &path, qreal devicePixelRatio)
{
    const auto keep = [this, id, devicePixelRatio](const QImage &picture) {
        if (picture.isNull() || !m_asked.contains(id))
            return;
        QPixmap pixmap = QPixmap::fromImage(picture);
        pixmap.setDevicePixelRatio(devicePixelRatio);
        m_pictures.insert(id, pixmap);
        emit loaded();
    };
    pictures::load(path, qRound(side * devicePixelRatio), this, keep);
}

void TimelinePictures::clear()
{
    m_pictures.clear();
    m_asked.clear();
    m_unshown.clear();
}

}
