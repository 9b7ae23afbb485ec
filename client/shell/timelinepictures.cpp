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

namespace {

QString mediaTypeOf(const Record &record)
{
    return record.key.entity == file::number ? record.value(file::field::mediaType).toText() : QString();
}

}

bool TimelinePictures::takesRoom(const Record &record) const
{
    const RecordId id = record.key.id;
    const QString type = mediaTypeOf(record);
    return isPageType(type) ? m_pictures.contains(id) : isPictureType(type) && !m_unshown.contains(id);
}

QPixmap TimelinePictures::picture(const Record &record, qreal devicePixelRatio)
{
    const RecordId id = record.key.id;
    if (const auto known = m_pictures.constFind(id); known != m_pictures.cend())
        return *known;
    const QString type = mediaTypeOf(record);
    if (m_asked.contains(id) || m_unshown.contains(id) || !(isPictureType(type) || isPageType(type)))
        return {};
    m_asked.insert(id);
    const auto show = [this, id, devicePixelRatio, isPage = isPageType(type),
                          size = record.value(file::field::size).toInteger()](const Result<QString> &found) {
        if (found)
            load(id, *found, devicePixelRatio, isPage);
        else if (isPage || found.error().code != ErrorCode::NotFound)
            return;
        else if (size <= largest)
            fetchWhole(id, devicePixelRatio);
        else
            leaveOut(id);
    };
    m_records.findPreview(id, this, show);
    return {};
}

/// Attached by a program of before, or by no program of ours.
void TimelinePictures::fetchWhole(const RecordId &id, qreal devicePixelRatio)
{
    m_records.findFile(id, this, [this, id, devicePixelRatio](const Result<CachedFile> &found) {
        if (found)
            load(id, found->path, devicePixelRatio, false);
    });
}

void TimelinePictures::leaveOut(const RecordId &id)
{
    m_unshown.insert(id);
    emit roomChanged();
}

void TimelinePictures::load(const RecordId &id, const QString &path, qreal devicePixelRatio, bool isPage)
{
    const auto keep = [this, id, devicePixelRatio, isPage](const QImage &picture) {
        if (picture.isNull() || !m_asked.contains(id))
            return;
        QPixmap pixmap = QPixmap::fromImage(picture);
        pixmap.setDevicePixelRatio(devicePixelRatio);
        m_pictures.insert(id, pixmap);
        if (isPage)
            emit roomChanged();
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
