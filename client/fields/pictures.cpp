// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/pictures.h"

#include "client/fields/pdfpage.h"
#include "shared/base/bytesize.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QImageReader>
#include <QMimeDatabase>
#include <QPainter>
#include <QPointer>
#include <QThreadPool>

namespace tandem::client::pictures {

namespace {

/// A few bytes can say that they are a picture of any size. Qt refuses what takes more than its own limit of memory;
/// this refuses what would keep a processor busy for minutes.
constexpr qint64 mostPixels = 120'000'000;
constexpr qsizetype largestPreview = 48 * KiB;

bool isPdf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
}

/// Decoded at the size that is shown: a photograph costs a hundred times more otherwise.
QImage decode(const QString &path, int pixels)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    reader.setDecideFormatFromContent(true);
    const QSize most(pixels, pixels);
    if (qint64(reader.size().width()) * reader.size().height() > mostPixels)
        return {};
    if (const QSize whole = reader.size(); whole.width() > pixels || whole.height() > pixels)
        reader.setScaledSize(whole.scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage picture = reader.read();
    const bool isLarger = picture.width() > pixels || picture.height() > pixels;
    return isLarger ? picture.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation) : picture;
}

QByteArray toPng(const QImage &picture)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, "PNG") ? png : QByteArray();
}

template <typename Answer>
void inBackground(std::function<Answer()> work, QObject *context, std::function<void(const Answer &)> done)
{
    QThreadPool::globalInstance()->start(
        [work = std::move(work), caller = QPointer<QObject>(context), done = std::move(done)] {
            const auto deliver = [answer = work(), caller, done] {
                if (caller)
                    done(answer);
            };
            QMetaObject::invokeMethod(QCoreApplication::instance(), deliver, Qt::QueuedConnection);
        });
}

}

void load(const QString &path, int pixels, QObject *context, std::function<void(const QImage &picture)> done)
{
    // Qt has a plugin that takes PDF for pictures.
    const auto decoded = [path, pixels] {
        return isPdf(path) ? QImage() : decode(path, pixels);
    };
    inBackground<QImage>(decoded, context, std::move(done));
}

void encode(const QImage &picture, QObject *context, std::function<void(const QByteArray &png)> done)
{
    inBackground<QByteArray>([picture] { return toPng(picture); }, context, std::move(done));
}

QByteArray preview(const QString &path)
{
    const QImage picture = isPdf(path) ? pdfpage::first(path, previewPixels) : decode(path, previewPixels);
    if (picture.isNull())
        return {};
    QImage onWhite(picture.size(), QImage::Format_RGB32);
    onWhite.fill(Qt::white);
    QPainter(&onWhite).drawImage(0, 0, picture);
    for (const int quality : {80, 50}) {
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        buffer.open(QIODevice::WriteOnly);
        if (onWhite.save(&buffer, "JPEG", quality) && jpeg.size() <= largestPreview)
            return jpeg;
    }
    return {};
}

bool isDamaged(const QString &path)
{
    const QMimeType named = QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchExtension);
    if (!QImageReader::supportedMimeTypes().contains(named.name().toLatin1()))
        return false;
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    return !reader.canRead();
}

}
