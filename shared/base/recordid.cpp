// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/recordid.h"

#include "shared/base/repeatedids.h"

#include <QRandomGenerator>

#include <array>
#include <mutex>
#include <optional>

namespace tandem {

namespace {

/// Where the ids of this process come from. Any thread.
class IdSource
{
public:
    RecordId next(const Clock &clock);
    void repeat(quint64 seed);

private:
    struct Tick
    {
        quint64 milliseconds = 0;
        quint16 counter = 0;
    };

    void tick(quint64 now);

    std::mutex m_mutex;
    Tick m_last;
    std::optional<QRandomGenerator64> m_repeated;
};

/// Milliseconds and counter of the next id, always above those of the last one.
void IdSource::tick(quint64 now)
{
    if (now > m_last.milliseconds)
        m_last = {now, quint16(QRandomGenerator::global()->bounded(0x400))};
    else if (m_last.counter < 0xfff)
        ++m_last.counter;
    else
        m_last = {m_last.milliseconds + 1, 0};
}

void IdSource::repeat(quint64 seed)
{
    constexpr quint64 beginning = 1'700'000'000'000;
    const std::lock_guard lock(m_mutex);
    m_repeated.emplace(quint32(seed ^ (seed >> 32)));
    m_last = {beginning, 0};
}

RecordId IdSource::next(const Clock &clock)
{
    const std::lock_guard lock(m_mutex);
    tick(m_repeated ? 0 : quint64(clock.now()));
    const quint64 random = m_repeated ? m_repeated->generate64() : QRandomGenerator::system()->generate64();
    std::array<quint8, 8> tail;
    for (size_t i = 0; i < tail.size(); ++i)
        tail[i] = quint8(random >> (8 * i));
    tail[0] = quint8((tail[0] & 0x3f) | 0x80);
    return QUuid(quint32(m_last.milliseconds >> 16), quint16(m_last.milliseconds & 0xffff),
        quint16(0x7000 | m_last.counter), tail[0], tail[1], tail[2], tail[3], tail[4], tail[5], tail[6], tail[7]);
}

IdSource &idSource()
{
    static IdSource source;
    return source;
}

}

RecordId newRecordId(const Clock &clock)
{
    return idSource().next(clock);
}

void repeatRecordIds(quint64 seed)
{
    idSource().repeat(seed);
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
