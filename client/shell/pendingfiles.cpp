// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/pendingfiles.h"

#include "client/fields/pictures.h"
#include "client/records/anylink.h"
#include "client/widgets/chip.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

namespace tandem::client {

namespace file = entities::file;

namespace {

RecordKey keyOf(const KeptFile &kept)
{
    return {file::number, kept.id};
}

Draft draftOf(const KeptFile &kept, const Value &record)
{
    Draft draft;
    draft.key = keyOf(kept);
    draft.isNew = true;
    draft.at = QDateTime::currentMSecsSinceEpoch();
    draft.values = kept.values();
    draft.values[file::field::record] = record;
    return draft;
}

KeptFile keptFileOf(const Draft &draft)
{
    const auto value = [&draft](FieldNumber field) {
        const auto found = draft.values.find(field);
        return found == draft.values.end() ? Value() : found->second;
    };
    return {draft.key.id, value(file::field::name).toText(), value(file::field::mediaType).toText(),
        QByteArray::fromHex(value(file::field::sha256).toText().toLatin1()), value(file::field::size).toInteger()};
}

}

PendingFiles::PendingFiles(Records &records, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_layout(new FlowLayout(this, tokens::spaceSmall))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    setVisible(false);
    retranslate();
}

Value PendingFiles::recordLink(const RecordKey &record) const
{
    const EntityDef *entity = m_records.entity(record.entity);
    return entity ? anyLink(*entity, record.id) : Value();
}

void PendingFiles::setRecord(const RecordKey &key)
{
    m_key = key;
    while (!m_files.empty())
        hide(m_files.front().first.id);
    if (key.isNull())
        return;
    m_records.listDrafts(this, [this, key](const Result<std::vector<Draft>> &drafts) {
        if (drafts && key == m_key)
            restore(*drafts);
    });
}

void PendingFiles::restore(const std::vector<Draft> &drafts)
{
    const Value link = recordLink(m_key);
    for (auto draft = drafts.rbegin(); draft != drafts.rend(); ++draft) {
        const auto record = draft->values.find(file::field::record);
        const bool isHere =
            draft->key.entity == file::number && record != draft->values.end() && record->second == link;
        if (!isHere)
            continue;
        // The program may have ended after the file was attached and before its draft was removed.
        m_records.read(draft->key, this, [this, key = m_key, kept = keptFileOf(*draft)](const Result<Record> &made) {
            if (made.ok())
                m_records.removeDraft(keyOf(kept));
            else if (key == m_key)
                show(kept);
        });
    }
}

void PendingFiles::addFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        addFile(path);
}

void PendingFiles::addFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.size() > largest) {
        emit refused(tr("“%1” is larger than %2 and cannot be pasted. Attach it with the paper clip.")
                         .arg(info.fileName(), QLocale().formattedDataSize(largest, 0)));
        return;
    }
    if (pictures::isDamaged(path)) {
        emit refused(tr("“%1” is not a picture, or it is damaged.").arg(info.fileName()));
        return;
    }
    m_records.keepFile(path, this, [this, key = m_key](const Result<KeptFile> &kept) { take(key, kept); });
}

void PendingFiles::addPicture(const QImage &picture)
{
    if (picture.isNull())
        return emit refused(tr("The picture of the clipboard cannot be read."));
    if (picture.sizeInBytes() > largestPicture)
        return emit refused(tr("The picture of the clipboard is too large. Save it and attach the file."));
    //: Name of the file that a pasted picture becomes; %1 is date and time
    const QString name =
        tr("Picture %1.png").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HHmmss")));
    pictures::encode(picture, this, [this, key = m_key, name](const QByteArray &png) {
        if (png.isEmpty())
            return emit refused(tr("The picture of the clipboard cannot be read."));
        m_records.keepContent(png, name, QStringLiteral("image/png"), this,
            [this, key](const Result<KeptFile> &kept) { take(key, kept); });
    });
}

/// Also when the user has turned to another record meanwhile: it waits at the one where it was pasted.
void PendingFiles::take(const RecordKey &record, const Result<KeptFile> &kept)
{
    if (!kept)
        return emit failed(kept.error());
    m_records.saveDraft(draftOf(*kept, recordLink(record)));
    if (record == m_key)
        show(*kept);
}

void PendingFiles::show(const KeptFile &kept)
{
    const bool isShown =
        std::any_of(m_files.begin(), m_files.end(), [&kept](const auto &shown) { return shown.first.id == kept.id; });
    if (isShown)
        return;
    auto *chip = new Chip(kept.name, this);
    chip->setRemovable(true);
    connect(chip, &Chip::removeRequested, this, [this, kept] { discard(kept); });
    m_layout->addWidget(chip);
    m_files.emplace_back(kept, chip);
    setVisible(true);
}

void PendingFiles::hide(const RecordId &id)
{
    const auto found =
        std::find_if(m_files.begin(), m_files.end(), [&id](const auto &shown) { return shown.first.id == id; });
    if (found == m_files.end())
        return;
    // Not at once: it may be the one whose click is being handled.
    found->second->hide();
    m_layout->removeWidget(found->second);
    found->second->deleteLater();
    m_files.erase(found);
    setVisible(!m_files.empty());
}

void PendingFiles::discard(const KeptFile &kept)
{
    hide(kept.id);
    m_records.removeDraft(keyOf(kept));
    m_records.forgetKept(kept);
}

void PendingFiles::attachAll()
{
    const auto files = m_files;
    for (const auto &[kept, chip] : files) {
        hide(kept.id);
        attach(kept);
    }
}

/// Its draft goes when the record is written, also when this is gone by then.
void PendingFiles::attach(const KeptFile &kept)
{
    Records *records = &m_records;
    const auto done = [records, kept, key = m_key, view = QPointer<PendingFiles>(this)](const Result<RecordId> &made) {
        if (made.ok())
            records->removeDraft(keyOf(kept));
        if (!view)
            return;
        if (made.ok())
            return emit view->attached(kept.name);
        if (key == view->m_key)
            view->show(kept);
        emit view->failed(made.error());
    };
    m_records.attachKept(m_key, kept, records, done);
}

void PendingFiles::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PendingFiles::retranslate()
{
    setAccessibleName(tr("Files to attach"));
}

}
