// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QObject>

class QSettings;

namespace tandem::client {

class Records;

/// What a newcomer should have done once, and what of it is done. Kept in the settings of the profile, for each user.
class FirstSteps : public QObject
{
    Q_OBJECT

public:
    enum class Step { OpenAccount, LogActivity, Search, WorkOffline, SaveView };
    static constexpr Step all[] = {
        Step::OpenAccount, Step::LogActivity, Step::Search, Step::WorkOffline, Step::SaveView};

    FirstSteps(Records &records, QSettings &settings, QObject *parent = nullptr);

    bool isDone(Step step) const;
    bool areAllDone() const;
    void setDone(Step step);
    bool isDismissed() const;
    void dismiss();

signals:
    void changed();

private:
    QString keyOf(const QString &name) const;
    void lookForActivity();
    void lookForView();
    void followSync(const SyncState &state);

    Records &m_records;
    QSettings &m_settings;
};

}
