// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncindicator.h"

#include "shared/base/daytext.h"
#include "shared/base/errortext.h"

#include <QCoreApplication>
#include <QDateTime>

namespace tandem::client {

namespace {

class SyncTexts
{
    Q_DECLARE_TR_FUNCTIONS(tandem::client::SyncTexts)
};

/// There is a server, but no place for what it sends: no state in which all that one does is kept.
bool cannotStore(const SyncState &state)
{
    using Phase = SyncState::Phase;
    const bool isTrying = state.phase == Phase::Connecting || state.phase == Phase::Syncing
        || (state.phase == Phase::Offline && !state.offlineByChoice);
    return state.storing && isTrying;
}

QString phaseWord(const SyncState &state, const QLocale &locale)
{
    if (cannotStore(state) && state.storing->reason == QLatin1String("diskFull"))
        return SyncTexts::tr("Disk full");
    switch (state.phase) {
    case SyncState::Phase::NoServer:
        return SyncTexts::tr("No server");
    case SyncState::Phase::Offline:
        return SyncTexts::tr("Offline");
    case SyncState::Phase::Connecting:
        return SyncTexts::tr("Connecting…");
    case SyncState::Phase::Syncing:
        if (state.expected > 0)
            return SyncTexts::tr("Syncing %1 %").arg(std::min<qint64>(100, 100 * state.received / state.expected));
        return SyncTexts::tr("Syncing…");
    case SyncState::Phase::Synced: {
        if (state.lastSynced == 0)
            return SyncTexts::tr("Synced");
        const QTime time = QDateTime::fromMSecsSinceEpoch(state.lastSynced).time();
        return SyncTexts::tr("Synced %1").arg(locale.toString(time, timePattern()));
    }
    case SyncState::Phase::SignedOut:
        return SyncTexts::tr("Signed out");
    case SyncState::Phase::Refused:
        return SyncTexts::tr("Server refused");
    }
    return {};
}

Tone toneOf(const SyncState &state)
{
    if (state.problems > 0 || state.phase == SyncState::Phase::Refused || cannotStore(state))
        return Tone::Danger;
    if (state.conflicts > 0 || state.phase == SyncState::Phase::SignedOut)
        return Tone::Warning;
    switch (state.phase) {
    case SyncState::Phase::Synced:
        return Tone::Success;
    case SyncState::Phase::Syncing:
    case SyncState::Phase::Connecting:
        return Tone::Info;
    default:
        return Tone::Neutral;
    }
}

/// With a space before it, as it stands behind a sentence; empty if none is planned.
QString nextAttempt(const SyncState &state, Timestamp now)
{
    if (state.retryAt <= now)
        return {};
    return QLatin1Char(' ')
        + SyncTexts::tr("Next attempt in %n second(s).", nullptr, int((state.retryAt - now + 999) / 1000));
}

QString bannerText(const SyncState &state, Timestamp now)
{
    if (cannotStore(state))
        return SyncTexts::tr("What comes from the server cannot be kept on this computer. %1")
                   .arg(errorText(*state.storing))
            + nextAttempt(state, now);
    switch (state.phase) {
    case SyncState::Phase::Offline: {
        const QString text = state.waiting > 0
            ? SyncTexts::tr("Working offline – %n change(s) will be sent later.", nullptr,
                int(std::min<qint64>(state.waiting, 1'000'000)))
            : SyncTexts::tr("Working offline – everything you do is kept and sent later.");
        return text + nextAttempt(state, now);
    }
    case SyncState::Phase::SignedOut:
        if (state.error && state.error->reason == QLatin1String("sessionRevoked"))
            return errorText(*state.error);
        return SyncTexts::tr("You are signed out. Sign in again to send and receive changes.");
    case SyncState::Phase::Refused:
        return state.error ? errorText(*state.error) : SyncTexts::tr("The server refused the connection.");
    default:
        return {};
    }
}

bool doubtsCertificate(const SyncState &state)
{
    return state.error
        && (state.error->reason == QLatin1String("certificateChanged")
            || state.error->reason == QLatin1String("certificateUnknown"));
}

/// What the user can do about it.
void addOffers(SyncWords &words, const SyncState &state)
{
    switch (state.phase) {
    case SyncState::Phase::Offline:
        words.offerOnline = state.offlineByChoice;
        words.offerRetry = !state.offlineByChoice;
        break;
    case SyncState::Phase::SignedOut:
        words.offerSignIn = true;
        break;
    case SyncState::Phase::Refused:
        words.offerCertificate = doubtsCertificate(state);
        words.offerRetry = !words.offerCertificate;
        words.offerSignIn = !words.offerCertificate;
        break;
    default:
        break;
    }
}

}

SyncWords describeSync(const SyncState &state, Timestamp now, const QLocale &locale)
{
    SyncWords words;
    words.tone = toneOf(state);
    QStringList parts{phaseWord(state, locale)};
    if (state.waiting > 0)
        parts.append(SyncTexts::tr("%n waiting", nullptr, int(state.waiting)));
    if (state.problems > 0)
        parts.append(SyncTexts::tr("%n problem(s)", nullptr, int(state.problems)));
    if (state.conflicts > 0)
        parts.append(SyncTexts::tr("%n conflict(s)", nullptr, int(state.conflicts)));
    words.pill = parts.join(QStringLiteral(" · "));
    words.banner = bannerText(state, now);
    const bool isUrgent = state.phase == SyncState::Phase::Refused || cannotStore(state);
    words.bannerTone = isUrgent ? Tone::Danger : Tone::Neutral;
    addOffers(words, state);
    return words;
}

}
