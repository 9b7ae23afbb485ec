// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/filehandover.h"

#include "client/records/records.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDrag>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QStandardPaths>
#include <QUrl>

#include <chrono>

namespace tandem::client {

using namespace std::chrono_literals;

QMimeData *fileMimeData(const QString &path)
{
    auto *data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

FileHandover::FileHandover(QAbstractItemView &view, Records &records, FileAt fileAt)
    : QObject(&view)
    , m_view(view)
    , m_records(records)
    , m_fileAt(std::move(fileAt))
{
    m_view.installEventFilter(this);
    m_view.viewport()->installEventFilter(this);
    m_slow.setSingleShot(true);
    m_slow.setInterval(300ms);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_toldOfWaiting = true;
        emit told(tr("Downloading “%1”…").arg(nameOf(m_awaited)));
    });
}

QString FileHandover::nameOf(const RecordId &file) const
{
    return m_records.titleOf({entities::file::number, file});
}

void FileHandover::fetch(const RecordId &file, std::function<void(const OpenedFile &opened)> ready)
{
    m_awaited = file;
    m_toldOfWaiting = false;
    m_slow.start();
    m_records.openFile(file, this, [this, file, ready = std::move(ready)](const Result<OpenedFile> &opened) {
        if (file == m_awaited)
            m_slow.stop();
        if (opened.ok())
            ready(*opened);
        else
            fail(opened.error());
    });
}

void FileHandover::fail(const Error &error)
{
    if (error.code != ErrorCode::Cancelled) // who stopped it knows
        emit failed(error);
}

void FileHandover::copy(const RecordId &file)
{
    fetch(file, [this, file](const OpenedFile &opened) {
        QApplication::clipboard()->setMimeData(fileMimeData(opened.path));
        emit told(tr("Copied: %1").arg(nameOf(file)));
    });
}

void FileHandover::saveAs(const RecordId &file)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog = new QFileDialog(&m_view, tr("Save as"), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(nameOf(file));
    connect(dialog, &QFileDialog::fileSelected, this, [this, file](const QString &path) {
        m_records.saveFile(file, path, this, [this, path](const Result<void> &saved) {
            if (saved.ok())
                emit told(tr("Saved: %1").arg(QDir::toNativeSeparators(path)));
            else
                fail(saved.error());
        });
    });
    dialog->open();
}

void FileHandover::fillMenu(QMenu &menu, const RecordId &file)
{
    menu.addAction(
        icons::icon(QStringLiteral("copy")), tr("Copy file"), QKeySequence::Copy, this, [this, file] { copy(file); });
    menu.addAction(icons::icon(QStringLiteral("download")), tr("Save as…"), this, [this, file] { saveAs(file); });
}

/// Only while the button is still down: a drag cannot begin later.
void FileHandover::drag(const RecordId &file)
{
    fetch(file, [this, file](const OpenedFile &opened) {
        if (!QApplication::mouseButtons().testFlag(Qt::LeftButton)) {
            if (m_toldOfWaiting)
                emit told(tr("“%1” is here now. Drag it again.").arg(nameOf(file)));
            return;
        }
        auto *drag = new QDrag(&m_view);
        drag->setMimeData(fileMimeData(opened.path));
        drag->setPixmap(icons::pixmap(QStringLiteral("file-text"), tokens::iconLarge,
            m_view.palette().color(QPalette::Text), m_view.devicePixelRatioF()));
        m_dragging = false; // the button goes up elsewhere
        m_pressed = {};
        drag->exec(Qt::CopyAction, Qt::CopyAction);
    });
}

bool FileHandover::filterMouse(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        m_dragging = false;
        m_pressedAt = mouse->position().toPoint();
        m_pressed = mouse->button() == Qt::LeftButton ? m_fileAt(m_view.indexAt(m_pressedAt)) : RecordId();
        return false;
    }
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (m_pressed.isNull() || !mouse->buttons().testFlag(Qt::LeftButton))
            return false;
        const QPoint way = mouse->position().toPoint() - m_pressedAt;
        if (!m_dragging && way.manhattanLength() >= QApplication::startDragDistance()) {
            m_dragging = true;
            drag(m_pressed);
        }
        return true; // else the rows that the mouse comes over would be selected
    }
    case QEvent::MouseButtonRelease:
        m_pressed = {};
        m_dragging = false;
        return false;
    default:
        return false;
    }
}

bool FileHandover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view.viewport())
        return filterMouse(event);
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy))
        return false;
    const RecordId file = m_fileAt(m_view.currentIndex());
    if (file.isNull())
        return false;
    event->accept();
    if (event->type() == QEvent::KeyPress)
        copy(file);
    return true;
}

}
