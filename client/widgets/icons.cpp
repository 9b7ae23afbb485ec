// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

static void initialiseIconResources()
{
    Q_INIT_RESOURCE(icons);
}

namespace tandem::client::icons {

namespace {

constexpr QLatin1String fallbackName("circle-help");

QString pathOf(const QString &name)
{
    static const bool initialised = (initialiseIconResources(), true);
    Q_UNUSED(initialised)
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QPixmap render(const QString &name, const QSize &deviceSize, const QColor &colour)
{
    QFile file(pathOf(exists(name) ? name : QString(fallbackName)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // The files draw with "currentColor", which the renderer does not take from outside.
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(deviceSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const int side = std::min(deviceSize.width(), deviceSize.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(QPointF(), QSizeF(deviceSize)).center());
    renderer.render(&painter, square);
    return pixmap;
}

QPixmap cached(const QString &name, const QSize &deviceSize, const QColor &colour)
{
    const QString key = QStringLiteral("tandem-icon/%1/%2x%3/%4")
                            .arg(name)
                            .arg(deviceSize.width())
                            .arg(deviceSize.height())
                            .arg(colour.name());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = render(name, deviceSize, colour);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

/// Asks the application's palette at each painting, so that icons follow a change of theme without being made anew.
class Engine final : public QIconEngine
{
public:
    Engine(QString name, std::optional<Tone> tone)
        : m_name(std::move(name))
        , m_tone(tone)
    {
    }

    QIconEngine *clone() const override { return new Engine(m_name, m_tone); }
    QString key() const override { return QStringLiteral("tandem"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, cached(m_name, (QSizeF(rect.size()) * ratio).toSize(), colour(mode)));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return cached(m_name, size, colour(mode));
    }

    QPixmap scaledPixmap(const QSize &deviceSize, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return cached(m_name, deviceSize, colour(mode));
    }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return m_tone ? toneColours(*m_tone, palette).text : palette.color(QPalette::ButtonText);
    }

    QString m_name;
    std::optional<Tone> m_tone;
};

}

QIcon icon(const QString &name)
{
    return QIcon(new Engine(name, std::nullopt));
}

QIcon icon(const QString &name, Tone tone)
{
    return QIcon(new Engine(name, tone));
}

QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio)
{
    QPixmap pixmap = cached(name, (QSizeF(size, size) * devicePixelRatio).toSize(), colour);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

bool exists(const QString &name)
{
    return !name.isEmpty() && QFile::exists(pathOf(name));
}

QStringList names()
{
    QStringList names = QDir(pathOf({}).section(QLatin1Char('/'), 0, 1)).entryList({QStringLiteral("*.svg")});
    for (QString &name : names)
        name.chop(4);
    return names;
}

}
