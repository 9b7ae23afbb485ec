// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/features.h"
#include "shared/protocol/message.h"

namespace tandem::bench {

inline Hello helloOf(const RecordId &device, const QByteArray &token)
{
    Hello hello;
    hello.features = supportedFeatures();
    hello.device = device;
    hello.token = token;
    return hello;
}

/// Each message of a frame. What cannot be read ends the program, and so does a refusal.
template <typename Take>
void readMessages(QByteArrayView frame, Take take)
{
    MessageSequence messages(frame);
    do {
        const auto message = messages.next();
        if (!message.ok())
            qFatal("%s", qPrintable(message.error().toLog()));
        if (const auto *refused = std::get_if<Refused>(&*message))
            qFatal("refused: %s", qPrintable(refused->error.toLog()));
        take(*message);
    } while (messages.hasNext());
}

}
