// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "samplemessages.h"

#include "shared/protocol/features.h"
#include "shared/protocol/limits.h"

#include <QFile>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

class TestMessage : public QObject
{
    Q_OBJECT

private slots:
    void everyKindHasASample()
    {
        const auto samples = sampleMessages();
        QCOMPARE(samples.size(), std::variant_size_v<Message> - 1);
        for (size_t i = 0; i < samples.size(); ++i)
            QCOMPARE(samples[i].index(), i + 1);
    }

    void comesBackAsItWas_data() { addSamples(); }
    void comesBackAsItWas()
    {
        const Message message = sample();
        const auto plain = decode(encode(message));
        QVERIFY2(plain.ok(), plain.ok() ? "" : qPrintable(plain.error().toLog()));
        QVERIFY(*plain == message);
        for (const Compression compression : {Compression::Zstd, Compression::ZstdColumns}) {
            const auto packed = decode(encode(message, compression));
            QVERIFY(packed.ok());
            QVERIFY(*packed == message);
        }
    }

    // The bytes of version 1 never change: a build that fails here cannot talk to the ones in the field.
    void hasItsGoldenBytes_data() { addSamples(); }
    void hasItsGoldenBytes()
    {
        const Message message = sample();
        QFile file(QStringLiteral(TANDEM_SOURCE_DIR "/tests/protocol/golden/v1/") + messageName(message)
            + QStringLiteral(".cbor"));
        const QByteArray bytes = encode(message);
        if (qEnvironmentVariableIsSet("TANDEM_WRITE_GOLDEN") && !file.exists()) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QByteArray golden = file.readAll();
        QCOMPARE(bytes.toHex(), golden.toHex());
        const auto read = decode(golden);
        QVERIFY(read.ok());
        QVERIFY(*read == message);
    }

    void elementsOfANewerPeerAreSkipped()
    {
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(4);
        writer.append(qint64(Message(Ping{}).index()));
        writer.append(42);
        writer.startMap(1);
        writer.append(QStringLiteral("later"));
        writer.append(true);
        writer.endMap();
        writer.append(QStringLiteral("even later"));
        writer.endArray();
        const auto read = decode(bytes);
        QVERIFY(read.ok());
        QVERIFY(*read == Message(Ping{42}));
    }

    void elementsThatAnOlderPeerLacksKeepTheirDefault()
    {
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(1);
        writer.append(qint64(Message(Hello{}).index()));
        writer.endArray();
        const auto read = decode(bytes);
        QVERIFY(read.ok());
        QVERIFY(*read == Message(Hello{}));
    }

    void unknownTypesAreNoError()
    {
        QByteArray bytes;
        QCborStreamWriter writer(&bytes);
        writer.startArray(2);
        writer.append(9000);
        writer.append(QStringLiteral("presence"));
        writer.endArray();
        const auto read = decode(bytes);
        QVERIFY(read.ok());
        QVERIFY(*read == Message(Unknown{9000}));
    }

    void compressionSavesAndIsOptional()
    {
        const Changes changes{0, 1, false, {sampleBatch(1000)}, {}};
        const QByteArray plain = encode(changes);
        const QByteArray packed = encode(changes, Compression::Zstd);
        QVERIFY(packed.size() * 4 < plain.size() * 3);
        QVERIFY(*decode(packed) == Message(changes));
    }

    void whatWasJustCompressedIsNotMistakenForSomethingElse()
    {
        const auto row = [](const QString &name) {
            RowBatchWriter rows(101, {20, 21});
            rows.beginRow(sampleId("row"), 1);
            rows.value(Value(name));
            rows.value(Value(QString(500, QLatin1Char('x'))));
            rows.endRow();
            return Message(Changes{0, 1, false, {rows.take()}, {}});
        };
        const Message one = row(QStringLiteral("one"));
        const Message two = row(QStringLiteral("two"));
        const QByteArray first = encode(one, Compression::Zstd);
        QVERIFY(*decode(first) == one);
        QCOMPARE(encode(one, Compression::Zstd), first);
        QVERIFY(*decode(encode(two, Compression::Zstd)) == two);
        QCOMPARE(encode(one, Compression::Zstd), first);
    }

    // Each batch is within the limit, and a few kilobytes hold many of them.
    void batchesTogetherUnpackToNoMoreThanOneMay()
    {
        RowBatchWriter rows(101, {20, 21, 22, 23, 24});
        rows.beginRow(sampleId("row"), 1);
        for (int column = 0; column < 5; ++column)
            rows.cbor().append(QByteArray(3 * MiB, '\0'));
        rows.endRow();
        const RowBatch batch = rows.take();
        QVERIFY(decode(encode(Changes{0, 1, false, {batch, batch}, {}}, Compression::Zstd)).ok());
        const QByteArray bomb = encode(Changes{0, 1, false, {batch, batch, batch}, {}}, Compression::Zstd);
        QVERIFY(bomb.size() < 64 * KiB);
        const auto read = decode(bomb);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
        QCOMPARE(read.error().field, QStringLiteral("batchBytes"));
    }

    void aLieAboutTheUnpackedSizeIsRefused()
    {
        const auto frame = [](qint64 size, const QByteArray &bytes) {
            QByteArray frame;
            QCborStreamWriter writer(&frame);
            writer.startArray(4);
            writer.append(qint64(Message(FetchReply{}).index()));
            writer.append(1);
            writer.startArray(5);
            writer.append(101);
            writer.startArray(0);
            writer.endArray();
            writer.append(1);
            writer.append(size);
            writer.append(bytes);
            writer.endArray();
            writer.append(nullptr);
            writer.endArray();
            return frame;
        };
        const auto bomb = decode(frame(qint64(1) << 40, QByteArray(20, 'x')));
        QVERIFY(!bomb.ok());
        QCOMPARE(bomb.error().code, ErrorCode::TooLarge);
        QCOMPARE(bomb.error().field, QStringLiteral("batchBytes"));
        const auto wrong = decode(frame(5, QByteArray(20, 'x')));
        QVERIFY(!wrong.ok());
        QCOMPARE(wrong.error().code, ErrorCode::Corrupt);
    }

    void limitsHold_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("bound");
        QTest::newRow("deep") << QByteArray(64, char(0x81)) + QByteArray(1, 0) << QStringLiteral("depth");
        QTest::newRow("long array") << QByteArray::fromHex("9b00000fffffffffff") << QStringLiteral("items");
        QTest::newRow("long text") << QByteArray::fromHex("82017b00000fffffffffff") << QStringLiteral("stringBytes");
        QTest::newRow("mutations") << encode(Push{std::vector<Mutation>(limits::mutationsPerPush + 1)})
                                   << QStringLiteral("mutationsPerPush");
        Mutation wide;
        wide.changes.resize(limits::changesPerMutation + 1);
        QTest::newRow("changes") << encode(Push{{wide}}) << QStringLiteral("changesPerMutation");
        QByteArray endless; // found out before the rest of it is looked at
        QCborStreamWriter writer(&endless);
        writer.startArray(2);
        writer.append(qint64(Message(Push{}).index()));
        writer.startArray(limits::mutationsPerPush + 1);
        for (int i = 0; i < limits::mutationsPerPush; ++i) {
            writer.startArray(0);
            writer.endArray();
        }
        writer.append(QStringLiteral("no mutation"));
        writer.endArray();
        writer.endArray();
        QTest::newRow("counted while reading") << endless << QStringLiteral("mutationsPerPush");
        QTest::newRow("fetch") << encode(FetchRequest{1, 2, std::vector<RecordId>(limits::idsPerFetch + 1)})
                               << QStringLiteral("idsPerFetch");
        QTest::newRow("frame") << QByteArray(limits::messageBytes + 1, 0) << QStringLiteral("messageBytes");
    }
    void limitsHold()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, bound);
        const auto read = decode(frame);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
        QCOMPARE(read.error().field, bound);
    }

    void openLengthsAndTagsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("open array") << QByteArray::fromHex("9f01ff");
        QTest::newRow("open text") << QByteArray::fromHex("82037f616161ff");
        QTest::newRow("tag") << QByteArray::fromHex("8201c100");
        QTest::newRow("not UTF-8") << QByteArray::fromHex("82146280ff");
        QTest::newRow("two messages") << encode(Ping{1}) + encode(Ping{2});
        QTest::newRow("number too big") << QByteArray::fromHex("82121bffffffffffffffff");
    }
    void openLengthsAndTagsAreRefused()
    {
        QFETCH(QByteArray, frame);
        const auto read = decode(frame);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
    }

    void valuesOutsideTheirRangeAreRefused()
    {
        Mutation mutation = sampleUpdate();
        mutation.kind = MutationKind(9);
        QVERIFY(!decode(encode(Push{{mutation}})).ok());
    }

    void anUnknownErrorCodeIsInternal()
    {
        const auto read = decode(encode(Refused{Error{ErrorCode(77), QStringLiteral("later"), {}, {}, {}}, 0}));
        QVERIFY(read.ok());
        QCOMPARE(std::get<Refused>(*read).error.code, ErrorCode::Internal);
        QCOMPARE(std::get<Refused>(*read).error.reason, QStringLiteral("later"));
    }

    // Cut, flipped and spliced frames: an answer or an error, within bounds, never a crash.
    void garbageIsAnError()
    {
        const auto samples = sampleMessages();
        Dice random(20261123);
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray frame = encode(
                samples[size_t(random(qsizetype(samples.size())))], round % 2 ? Compression::Zstd : Compression::None);
            for (qsizetype i = random(6); i >= 0; --i)
                frame[random(frame.size())] = char(random(256));
            if (random(4) == 0)
                frame.truncate(random(frame.size()));
            if (random(4) == 0)
                frame.insert(random(frame.size() + 1), encode(samples[size_t(random(qsizetype(samples.size())))]));
            const auto read = decode(frame);
            if (!read.ok()) {
                ++refused;
                QVERIFY(read.error().code == ErrorCode::Corrupt || read.error().code == ErrorCode::TooLarge);
            }
        }
        QVERIFY(refused > 5'000);
    }

    void severalInOneFrameComeInTheirOrder()
    {
        const auto samples = sampleMessages();
        QByteArray frame;
        for (const Message &message : samples)
            frame += encode(message);
        MessageSequence messages(frame);
        for (const Message &expected : samples) {
            QVERIFY(messages.hasNext());
            const auto read = messages.next();
            QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().toLog()));
            QVERIFY(*read == expected);
        }
        QVERIFY(!messages.hasNext());
    }

    void aCutSequenceGivesWhatIsWholeAndThenAnError()
    {
        const QByteArray first = encode(Ping{1});
        const QByteArray second = encode(Pull{7, 1000});
        for (qsizetype kept = 1; kept < second.size(); ++kept) {
            const QByteArray frame = first + second.first(kept);
            MessageSequence messages(frame);
            const auto whole = messages.next();
            QVERIFY(whole.ok());
            QVERIFY(*whole == Message(Ping{1}));
            const auto cut = messages.next();
            QVERIFY(!cut.ok());
            QCOMPARE(cut.error().code, ErrorCode::Corrupt);
            QVERIFY(!messages.hasNext());
        }
    }

    void noMessageIsNoSequence()
    {
        MessageSequence messages{QByteArrayView()};
        QVERIFY(!messages.hasNext());
        QCOMPARE(messages.next().error().code, ErrorCode::Corrupt);
    }

    void aLongFrameHoldsOneMessageOnly()
    {
        const QByteArray large = encode(SearchRequest{1, QString(int(limits::sequenceBytes), QLatin1Char('x')), {}, 1});
        MessageSequence alone(large);
        QVERIFY(alone.next().ok());
        const QByteArray two = large + encode(Ping{1});
        MessageSequence messages(two);
        const auto read = messages.next();
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
        QCOMPARE(read.error().field, QStringLiteral("sequenceBytes"));
        QVERIFY(!messages.hasNext());
        const QByteArray beyond(limits::messageBytes + 1, 0);
        QCOMPARE(MessageSequence(beyond).next().error().field, QStringLiteral("messageBytes"));
    }

    // As garbageIsAnError(), of frames with several messages: each one that comes is a whole one, and it ends.
    void garbageInASequenceIsAnError()
    {
        const auto samples = sampleMessages();
        Dice random(20261124);
        int refused = 0;
        for (int round = 0; round < 5'000; ++round) {
            QByteArray frame;
            for (qsizetype i = random(4); i >= 0; --i)
                frame += encode(samples[size_t(random(qsizetype(samples.size())))]);
            for (qsizetype i = random(4); i >= 0; --i)
                frame[random(frame.size())] = char(random(256));
            if (random(3) == 0)
                frame.truncate(random(frame.size()));
            MessageSequence messages(frame);
            qsizetype read = 0;
            while (messages.hasNext()) {
                const auto message = messages.next();
                if (!message.ok()) {
                    ++refused;
                    QVERIFY(message.error().code == ErrorCode::Corrupt || message.error().code == ErrorCode::TooLarge);
                    QVERIFY(!messages.hasNext());
                }
                QVERIFY(++read <= frame.size());
            }
        }
        QVERIFY(refused > 1'000);
    }

    void versionsMeetWhereBothCan()
    {
        QCOMPARE(commonProtocol({1, 1}, {1, 1}), 1);
        QCOMPARE(commonProtocol({4, 5}, {4, 5}), 5);
        QCOMPARE(commonProtocol({4, 5}, {5, 6}), 5); // one ahead
        QCOMPARE(commonProtocol({4, 5}, {3, 4}), 4); // one behind
        QCOMPARE(commonProtocol({4, 5}, {6, 7}), 0);
        QCOMPARE(commonProtocol({4, 5}, {2, 3}), 0);
        QCOMPARE(commonProtocol({1, 1}, {0, 0}), 0);
        QCOMPARE(commonProtocol({1, 1}, {9, 0}), 0);
        QCOMPARE(protocolOldest, std::max(1, protocolNewest - 1));
        QCOMPARE(commonFeatures({QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("b"), QStringLiteral("c")}),
            QStringList{QStringLiteral("b")});
    }

private:
    static void addSamples()
    {
        QTest::addColumn<int>("index");
        const auto samples = sampleMessages();
        for (size_t i = 0; i < samples.size(); ++i)
            QTest::newRow(messageName(samples[i]).latin1()) << int(i);
    }

    static Message sample()
    {
        QFETCH(int, index);
        return sampleMessages()[size_t(index)];
    }
};

QTEST_APPLESS_MAIN(TestMessage)
#include "tst_message.moc"
