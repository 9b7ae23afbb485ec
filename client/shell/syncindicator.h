// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "client/widgets/tone.h"

#include <QLocale>

namespace tandem::client {

/// A state of sync in words and a tone: one place for the pill, the banner and the page.
struct SyncWords
{
    Tone tone = Tone::Neutral;
    QString pill; ///< "Offline · 4 waiting · 1 conflict"
    QString banner; ///< a quiet strip below the top bar; empty: nothing to say
    Tone bannerTone = Tone::Neutral;
    bool offerRetry = false;
    bool offerOnline = false; ///< offline by choice: trying would be against it
    bool offerSignIn = false;
    bool offerCertificate = false; ///< the server shows a key that is not the trusted one
};

/// `now` in milliseconds decides the countdown to the next attempt.
SyncWords describeSync(const SyncState &state, Timestamp now, const QLocale &locale);

}
