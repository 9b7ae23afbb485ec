// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"
#include "shared/base/bytesize.h"

#include <QImage>
#include <QWidget>

namespace tandem::client {

class Chip;
class FlowLayout;

/// Files that are to be attached with the entry that is being written, one chip each. They are copied into the cache
/// of this machine at once and kept as drafts of their records, so that they survive the end of the program.
class PendingFiles : public QWidget
{
    Q_OBJECT

public:
    explicit PendingFiles(Records &records, QWidget *parent = nullptr);

    static constexpr qint64 largest = 100 * MiB; ///< bytes of what can be pasted
    static constexpr qint64 largestPicture = 512 * MiB; ///< in memory, before it is packed as PNG

    /// Shows what waits for this record.
    void setRecord(const RecordKey &key);
    void addFiles(const QStringList &paths);
    void addPicture(const QImage &picture); ///< null: the clipboard's picture cannot be read
    /// Each becomes a file of the record. What cannot be attached stays here.
    void attachAll();

signals:
    void refused(const QString &text); ///< why something is not taken, as a sentence
    void attached(const QString &fileName);
    void failed(const tandem::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addFile(const QString &path);
    void take(const RecordKey &record, const Result<KeptFile> &file);
    void attach(const KeptFile &file);
    void show(const KeptFile &file);
    void hide(const RecordId &id);
    void discard(const KeptFile &file);
    void restore(const std::vector<Draft> &drafts);
    Value recordLink(const RecordKey &record) const;
    void retranslate();

    Records &m_records;
    RecordKey m_key;
    FlowLayout *m_layout;
    std::vector<std::pair<KeptFile, Chip *>> m_files;
};

}
