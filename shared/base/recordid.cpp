// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/recordid.h"

#include <QRandomGenerator>

#include <array>
#include <mutex>

namespace tandem {

namespace {

struct Tick
{
    quint64 milliseconds;
    quint16 counter;
};

/// Milliseconds and counter of the next id, always above those of the last one.
Tick nextTick(const Clock &clock)
{
    static std::mutex mutex;
    static Tick last{0, 0};
    const std::lock_guard lock(mutex);
    const auto now = quint64(clock.now());
    if (now > last.milliseconds) {
        last = {now, quint16(QRandomGenerator::global()->bounded(0x400))};
    } else if (last.counter < 0xfff) {
        ++last.counter;
    } else {
        last = {last.milliseconds + 1, 0};
    }
    return last;
}

}

RecordId newRecordId(const Clock &clock)
{
    const Tick tick = nextTick(clock);
    const quint64 random = QRandomGenerator::system()->generate64();
    std::array<quint8, 8> tail;
    for (size_t i = 0; i < tail.size(); ++i)
        tail[i] = quint8(random >> (8 * i));
    tail[0] = quint8((tail[0] & 0x3f) | 0x80);
    return QUuid(quint32(tick.milliseconds >> 16), quint16(tick.milliseconds & 0xffff), quint16(0x7000 | tick.counter),
        tail[0], tail[1], tail[2], tail[3], tail[4], tail[5], tail[6], tail[7]);
}

RecordId namedRecordId(const QString &name)
{
    static const QUuid space(QStringLiteral("{6c1f3f0e-7b51-5b6e-9d0a-5d3c8e7a4b21}"));
    return QUuid::createUuidV5(space, name);
}

QByteArray toBytes(const RecordId &id)
{
    return id.toRfc4122();
}

RecordId recordIdFromBytes(QByteArrayView bytes)
{
    return bytes.size() == 16 ? QUuid::fromRfc4122(bytes) : QUuid();
}

QString toText(const RecordId &id)
{
    return id.toString(QUuid::WithoutBraces);
}

RecordId recordIdFromText(QStringView text)
{
    return text.size() == 36 ? QUuid::fromString(text) : QUuid();
}

}
