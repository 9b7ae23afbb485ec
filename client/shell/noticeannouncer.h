// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/noticeservice.h"
#include "client/records/recordtypes.h"
#include "client/shell/noticeburst.h"
#include "client/shell/quietsettings.h"

#include <QHash>
#include <QTimer>

#include <functional>

class QWidget;

namespace tandem::client {

class Navigator;
class Records;
class UnreadNotices;

/// Tells the user of new notices, one way at a time: a toast to who is looking at the window, else a notice of the
/// desktop with buttons, and neither while the user wants quiet. What comes in a burst, or meanwhile, is told as a
/// number. What is read on any device is withdrawn.
class NoticeAnnouncer : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Records &records;
        UnreadNotices &unread;
        QuietSettings quiet;
        NoticeService *desktop; ///< null: everything is told inside the window
        QWidget &window;
        Navigator &navigator;
    };
    using Clock = std::function<QDateTime()>; ///< local time

    explicit NoticeAnnouncer(const Parts &parts, QObject *parent = nullptr);

    void setClock(Clock clock) { m_now = std::move(clock); }
    bool isPaused() const;
    void pauseForAnHour();
    void pauseUntilTomorrow();
    void endPause();
    /// Tells what was held back if the quiet time is over. Asked by itself every minute: no timer of hours would
    /// survive a sleep of the machine or a change of its clock.
    void releaseHeld();

signals:
    void pauseChanged();
    void listRequested(); ///< of all notices: what a click on a number leads to

private:
    struct Shown
    {
        RecordId notice;
        RecordKey target;
    };

    void announce(const std::vector<RecordId> &notices, int most);
    void tellOf(const Record &notification);
    void offer(const Record &notification, const QString &title, bool withApproval);
    void tellNumber(const std::vector<RecordId> &notices);
    void tell(const DesktopNotice &notice, const std::vector<RecordId> &about);
    void pause(const NoticePause &pause);
    void tellQuiet(const QDateTime &until);
    void forgetRead();
    void act(const QString &tag, const QString &action);
    void open(const Shown &shown);
    void approve(const Shown &shown);
    void sendApproval(const Shown &shown);

    Parts m_parts;
    Clock m_now;
    NoticeBurst m_burst;
    QTimer m_everyMinute;
    QHash<QString, Shown> m_shown; ///< by the tag on the desktop
    std::vector<RecordId> m_numbered; ///< told of as a number
    std::vector<RecordId> m_held; ///< until the quiet time is over
};

}
