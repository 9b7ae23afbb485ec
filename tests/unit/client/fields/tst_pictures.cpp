// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/pictures.h"
#include "tests/support/testworkspace.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::client;

/// Small pictures of large ones.
class TestPictures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(QImageWriter::supportedImageFormats().contains("jpeg"),
            "this Qt writes no JPEG, which the small pictures of attached ones are: its image plugins are needed");
    }

    void aLargePictureBecomesASmallOne()
    {
        const QString path = photograph();
        const QByteArray small = pictures::preview(path);
        QVERIFY(!small.isEmpty());
        QVERIFY(small.size() < 48 * 1024);
        const QImage picture = QImage::fromData(small, "JPEG");
        QCOMPARE(picture.width(), pictures::previewPixels);
        QCOMPARE(picture.height(), pictures::previewPixels / 2);
    }

    void whatIsNoPictureHasNone()
    {
        QVERIFY(pictures::preview(written(QStringLiteral("text.png"), "no picture")).isEmpty());
        // A few bytes that say that they are thirteen gigabytes.
        QVERIFY(pictures::preview(written(QStringLiteral("bomb.ppm"), "P6\n65000 65000\n255\n" + QByteArray(100, 'x')))
                    .isEmpty());
        QVERIFY(pictures::preview(m_folder.filePath(QStringLiteral("nowhere.png"))).isEmpty());
    }

    void aDocumentHasItsFirstPage()
    {
        const QString path = m_folder.filePath(QStringLiteral("offer.pdf"));
        {
            QPdfWriter writer(path);
            writer.setPageSize(QPageSize(QPageSize::A4));
            const QRect whole(0, 0, writer.width(), writer.height());
            QPainter(&writer).fillRect(whole.adjusted(800, 800, -800, -800), Qt::darkGreen);
        }
        const QByteArray small = pictures::preview(path);
#ifdef TANDEM_PDF
        const QImage page = QImage::fromData(small, "JPEG");
        QCOMPARE(page.height(), pictures::previewPixels);
        QVERIFY(page.width() > 100 && page.width() < page.height());
        const QColor middle = page.pixelColor(page.width() / 2, page.height() / 2);
        QVERIFY2(middle.green() > 100 && middle.red() < 30, qPrintable(middle.name()));
        QVERIFY(page.pixelColor(4, 4).lightness() > 240); // nothing is printed there
#else
        QVERIFY(small.isEmpty());
#endif
        QVERIFY(pictures::preview(written(QStringLiteral("damaged.pdf"), "%PDF-1.7 and no more")).isEmpty());
        // Nobody looks into what others have attached, even if it is called a picture.
        bool isAnswered = false;
        pictures::load(path, pictures::previewPixels, this,
            [&isAnswered](const QImage &picture) { isAnswered = picture.isNull(); });
        QTRY_VERIFY(isAnswered);
    }

    /// Beside the content, from where it is sent along.
    void whatIsAttachedHasOneAtOnce()
    {
        const QTemporaryDir folder;
        Workspace::Config config;
        config.folder = folder.path();
        config.shipped = test::clientRegistry();
        config.makePreview = pictures::preview;
        const auto workspace = Workspace::open(config);
        QVERIFY(workspace.ok());
        Records &records = (*workspace)->records();
        const auto kept = test::answerOf<KeptFile>([&](auto done) { records.keepFile(photograph(), this, done); });
        QVERIFY(kept.ok());
        const QString previews = folder.path() + QStringLiteral("/files/previews/");
        QVERIFY(!QImage(previews + QString::fromLatin1(kept->sha256.toHex()), "JPEG").isNull());
        const auto text = test::answerOf<KeptFile>(
            [&](auto done) { records.keepFile(written(QStringLiteral("letter.txt"), "a letter"), this, done); });
        QVERIFY(text.ok());
        QVERIFY(!QFile::exists(previews + QString::fromLatin1(text->sha256.toHex())));
    }

private:
    QString written(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("not written: %s", qPrintable(name));
        return file.fileName();
    }

    QString photograph() const
    {
        QImage picture(3000, 1500, QImage::Format_ARGB32);
        picture.fill(Qt::transparent);
        QPainter(&picture).fillRect(200, 200, 2000, 900, Qt::darkGreen);
        const QString path = m_folder.filePath(QStringLiteral("photograph.png"));
        if (!picture.save(path))
            qFatal("not written");
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
