// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

namespace tandem::client {

class Job;
class JobList;
class JobPopup;
class Pill;

/// The mark in the status bar for what takes long: nothing while there is none, the job while there is one, how many
/// while there are several, and how they ended until that is cleared away. Opens the list of them.
class JobDisplay final : public QObject
{
    Q_OBJECT

public:
    JobDisplay(JobList &jobs, Pill &pill, QObject *parent = nullptr);

    void refresh(); ///< also for another language
    void open(); ///< also while nothing runs
    /// A job that would stop with the window, which nobody has been told of yet; null: the window may be closed.
    /// Closing it once more is the answer.
    Job *jobInTheWay();

signals:
    /// How a job ended, for somebody who has not seen it where it was begun.
    void noticed(const QString &text);

private:
    void tellEnd(Job *job);

    JobList &m_jobs;
    Pill &m_pill;
    JobPopup *m_popup = nullptr; ///< once it was opened; owned by the window
    QPointer<Job> m_told; ///< that it is in the way
};

}
