// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/savefileerror.h"

#include "shared/base/bytesize.h"
#include "shared/base/filewatch.h"
#include "shared/base/platformfile.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

namespace tandem {

namespace {

constexpr qint64 littleRoom = 64 * KiB; ///< bytes

/// While the file is still there, as far as it was written.
bool hasRoom(const QString &path)
{
    return QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable() > littleRoom;
}

}

Error saveFileError(const QSaveFile &file)
{
    const auto reason = [&file] {
        switch (file.error()) {
        case QFileDevice::ResourceError:
            return QStringLiteral("diskFull");
        case QFileDevice::OpenError:
        case QFileDevice::PermissionsError:
            return QStringLiteral("notWritable");
        case QFileDevice::RenameError:
            return QStringLiteral("fileInUse");
        case QFileDevice::WriteError: // what was buffered may meet the full disk
            return hasRoom(file.fileName()) ? QStringLiteral("cannotWrite") : QStringLiteral("diskFull");
        default:
            return QStringLiteral("cannotWrite");
        }
    };
    return Error::unavailable(reason(), file.fileName() + QLatin1String(": ") + file.errorString());
}

Result<void> commitFile(QSaveFile &file)
{
    if (!fileWatchAllows(FileWatch::Deed::Rename, file.fileName()))
        file.cancelWriting(); // then it cannot be committed
    if (!file.flush() || !file.commit())
        return saveFileError(file);
    if (FileWatch *watch = fileWatch())
        watch->renamed({}, file.fileName());
    return {};
}

Result<void> saveFile(const QString &path, QByteArrayView content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !writeAll(file, content))
        return saveFileError(file);
    return commitFile(file);
}

}
