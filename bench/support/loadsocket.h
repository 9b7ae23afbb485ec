// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/loadnetwork.h"
#include "bench/support/readmessages.h"
#include "bench/support/tlswire.h"
#include "shared/base/bytesize.h"
#include "shared/base/recordid.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <functional>
#include <optional>

namespace tandem::bench {

/// As LiveSocket, but of what RFC 6455 asks of a client only what this server needs, on Asio and OpenSSL themselves: a
/// generator of load must not take the processor's time from what it measures. Everything happens on the thread that
/// runs the network, which must outlive it.
class LoadSocket
{
public:
    using Received = std::function<void(QByteArrayView frame)>;
    using FrameReceived = std::function<void(qsizetype bytes)>;

    /// Connects at once, and has said hello when it returns. What goes wrong ends the program.
    LoadSocket(LoadNetwork &network, quint16 port, const QByteArray &token, Received received)
        : m_received(std::move(received))
        , m_wire(network, port)
    {
        upgrade(port);
        send(encode(helloOf(m_device, token)));
        m_wire.startReading([this](QByteArray &arrived) { take(arrived); });
    }
    LoadSocket(const LoadSocket &) = delete;
    LoadSocket &operator=(const LoadSocket &) = delete;

    const RecordId &device() const { return m_device; }

    /// From now on frames are counted and not read: what thousands receive at once would else be measured as the cost
    /// of reading it on one thread.
    void countFrames(FrameReceived received) { m_frameReceived = std::move(received); }

    /// As encode() makes it.
    void send(const QByteArray &frame) { send(Opcode::Binary, frame); }

private:
    enum class Opcode : quint8 { Binary = 2, Close = 8, Ping = 9, Pong = 10 };
    static constexpr quint8 whole = 0x80; ///< of a frame's first byte: no other one continues it
    static constexpr quint8 masked = 0x80; ///< of its second, as with all that clients send
    static constexpr quint8 twoBytes = 126; ///< of length follow
    static constexpr quint8 eightBytes = 127;
    static constexpr qsizetype keptReadBytes = 4 * KiB; ///< of thousands of sockets

    struct Head
    {
        Opcode opcode;
        qsizetype size; ///< of itself
        qsizetype payload;
    };

    void upgrade(quint16 port)
    {
        m_wire.write("GET /sync HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + toBytes(newRecordId()).toBase64() + "\r\n\r\n");
        const QByteArray answer = m_wire.readUntil("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 101 "))
            qFatal("no WebSocket: %s", answer.constData());
    }

    void send(Opcode opcode, QByteArrayView payload)
    {
        QByteArray frame;
        frame.reserve(payload.size() + 14);
        frame.append(char(whole | quint8(opcode)));
        if (payload.size() < twoBytes) {
            frame.append(char(masked | quint8(payload.size())));
        } else if (payload.size() <= 0xffff) {
            frame.append(char(masked | twoBytes));
            appendBigEndian(frame, quint16(payload.size()));
        } else {
            frame.append(char(masked | eightBytes));
            appendBigEndian(frame, quint64(payload.size()));
        }
        const qsizetype key = frame.size();
        appendBigEndian(frame, QRandomGenerator::global()->generate());
        const qsizetype begin = frame.size();
        frame.append(payload.data(), payload.size());
        char *bytes = frame.data();
        for (qsizetype i = 0; i < payload.size(); ++i)
            bytes[begin + i] = char(bytes[begin + i] ^ bytes[key + i % 4]);
        m_wire.write(frame);
    }

    template <typename T>
    static void appendBigEndian(QByteArray &bytes, T number)
    {
        const T turned = qToBigEndian(number);
        bytes.append(reinterpret_cast<const char *>(&turned), sizeof turned);
    }

    /// Takes whole frames and leaves the rest.
    void take(QByteArray &arrived)
    {
        qsizetype begin = 0;
        for (;;) {
            const QByteArrayView rest = QByteArrayView(arrived).sliced(begin);
            const auto head = headOf(rest);
            if (!head || rest.size() - head->size < head->payload)
                break;
            take(head->opcode, rest.sliced(head->size, head->payload));
            begin += head->size + head->payload;
        }
        arrived.remove(0, begin);
        if (arrived.isEmpty() && arrived.capacity() > 2 * keptReadBytes)
            arrived = QByteArray();
    }

    /// Nothing while some of it is missing.
    static std::optional<Head> headOf(QByteArrayView bytes)
    {
        if (bytes.size() < 2)
            return std::nullopt;
        const auto opcode = Opcode(quint8(bytes[0]) & 0x0f);
        if (!(quint8(bytes[0]) & whole))
            qFatal("a message in several frames");
        const auto length = quint8(bytes[1]);
        if (length < twoBytes)
            return Head{opcode, 2, length};
        if (length == twoBytes) {
            return bytes.size() < 4
                ? std::nullopt
                : std::optional(Head{opcode, 4, qsizetype(qFromBigEndian<quint16>(bytes.data() + 2))});
        }
        return bytes.size() < 10
            ? std::nullopt
            : std::optional(Head{opcode, 10, qsizetype(qFromBigEndian<quint64>(bytes.data() + 2))});
    }

    void take(Opcode opcode, QByteArrayView payload)
    {
        if (opcode == Opcode::Binary && m_frameReceived)
            m_frameReceived(payload.size());
        else if (opcode == Opcode::Binary)
            m_received(payload);
        else if (opcode == Opcode::Ping)
            send(Opcode::Pong, payload);
        else if (opcode == Opcode::Close)
            qFatal("the connection: closed by the server");
    }

    const RecordId m_device = newRecordId();
    const Received m_received;
    FrameReceived m_frameReceived;
    TlsWire m_wire;
};

}
