// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/protocol/limits.h"
#include "shared/protocol/message.h"

#include <algorithm>

using namespace tandem;

namespace {

void checkRows(const RowBatch &batch)
{
    RowBatchReader reader(batch);
    RowBatchWriter writer(batch.entity, batch.columns);
    bool isWhole = true;
    while (isWhole && reader.hasNext()) {
        if (!reader.beginRow())
            return;
        writer.beginRow(reader.id(), reader.seq());
        for (size_t i = 0; i < batch.columns.size(); ++i) {
            const auto value = reader.value();
            if (!value)
                return;
            writer.value(*value);
        }
        writer.endRow();
        isWhole = reader.endRow().ok();
    }
    if (!isWhole || batch.isEmpty())
        return;
    const RowBatch written = writer.take();
    RowBatchReader again(written);
    int count = 0;
    for (; again.hasNext() && again.beginRow() && again.endRow(); ++count) { }
    fuzz::require(count == batch.count, "rows that were read can be written and read again");
}

std::vector<RowBatch> batchesOf(const Message &message)
{
    if (const auto *changes = std::get_if<Changes>(&message))
        return changes->batches;
    if (const auto *page = std::get_if<SnapshotPage>(&message))
        return {page->rows};
    if (const auto *reply = std::get_if<FetchReply>(&message))
        return {reply->rows};
    if (const auto *reply = std::get_if<ListReply>(&message))
        return {reply->rows};
    return {};
}

void checkMessage(const Message &message)
{
    qsizetype unpacked = 0;
    for (const RowBatch &batch : batchesOf(message)) {
        unpacked += batch.rows.size();
        checkRows(batch);
    }
    fuzz::require(unpacked <= limits::batchBytes + limits::messageBytes, "a message unpacks to a bounded size");

    // Unpacked it may be too long for a frame; nobody sends that, so it need not be read again.
    const QByteArray frame = encode(message);
    if (frame.isEmpty() || frame.size() > limits::messageBytes)
        return;
    const auto again = decode(frame);
    fuzz::require(again.ok(), "what was decoded and encoded is decoded again");
    fuzz::require(encode(*again) == frame, "encoding what was decoded gives the same bytes");
    const auto packed = decode(encode(message, Compression::Zstd));
    fuzz::require(packed.ok() && encode(*packed) == frame, "compression changes nothing");
    // A stranger may have written the heads of rows longer than needed; by columns they become as short as they can be.
    const auto columns = decode(encode(message, Compression::ZstdColumns));
    fuzz::require(columns.ok(), "what was written by columns is read");
    const auto columnsAgain = decode(encode(*columns, Compression::ZstdColumns));
    fuzz::require(columnsAgain.ok() && *columnsAgain == *columns, "columns and rows are the same");
}

}

/// One frame of the sync protocol.
void fuzz::fuzzOne(QByteArrayView input)
{
    const auto single = decode(input);
    MessageSequence messages(input);
    bool isFirst = true;
    do {
        const auto message = messages.next();
        if (isFirst && !messages.hasNext())
            require(single.ok() == message.ok(), "a frame of one message is the same to both readers");
        isFirst = false;
        if (!message)
            return;
        checkMessage(*message);
    } while (messages.hasNext());
}
