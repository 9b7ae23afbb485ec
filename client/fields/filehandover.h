// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"
#include "shared/base/recordid.h"

#include <QPoint>
#include <QTimer>

#include <functional>

class QAbstractItemView;
class QMenu;
class QMimeData;
class QModelIndex;

namespace tandem::client {

class Records;
struct OpenedFile;

/// Takes attached files out of a list to other programs: dragged out with the mouse, copied with the key for it, saved
/// elsewhere. What leaves is a copy under the file's own name; it is fetched first if it is not here, and the list
/// stays usable meanwhile. Lives as long as its view.
class FileHandover : public QObject
{
    Q_OBJECT
public:
    using FileAt = std::function<RecordId(const QModelIndex &index)>; ///< null where the row is no file

    FileHandover(QAbstractItemView &view, Records &records, FileAt fileAt);

    void copy(const RecordId &file); ///< into the clipboard
    void saveAs(const RecordId &file);
    void fillMenu(QMenu &menu, const RecordId &file);

signals:
    void told(const QString &text); ///< how it goes on, where it takes long
    void failed(const tandem::Error &error); ///< not what the user has stopped

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool filterMouse(QEvent *event);
    void drag(const RecordId &file);
    /// `ready` gets the copy.
    void fetch(const RecordId &file, std::function<void(const OpenedFile &opened)> ready);
    void fail(const Error &error);
    QString nameOf(const RecordId &file) const;

    QAbstractItemView &m_view;
    Records &m_records;
    FileAt m_fileAt;
    RecordId m_pressed; ///< on which the mouse went down; null: on none
    QPoint m_pressedAt;
    bool m_dragging = false; ///< moves belong to the drag until the button is up
    bool m_toldOfWaiting = false;
    RecordId m_awaited;
    QTimer m_slow; ///< what is here comes at once and is not worth a word
};

/// What other programs take as a file.
QMimeData *fileMimeData(const QString &path);

}
