// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace tandem::client {

class ElidedLabel;
class Job;

/// A job in the list of them: what it is, how far it is and a button to stop it; later how it ended, and what can be
/// done with that.
class JobRow final : public QWidget
{
    Q_OBJECT
public:
    explicit JobRow(Job &job, QWidget *parent = nullptr);

    Job *job() const { return m_job; } ///< null: it is gone

signals:
    void acted(); ///< its action leads away from here

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QPointer<Job> m_job;
    ElidedLabel *m_title;
    QProgressBar *m_progress;
    QLabel *m_result;
    QPushButton *m_cancel;
    QPushButton *m_action;
};

}
