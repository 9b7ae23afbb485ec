// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tandem::client {

class JobList;
class JobRow;

/// The long works over the status bar: those that run, with a way to stop them, and those that ended lately. Esc
/// closes.
class JobPopup final : public QFrame
{
    Q_OBJECT
public:
    JobPopup(JobList &jobs, QWidget *parent);

    /// Above `anchor`, or at the lower right edge of its window while it is hidden.
    void open(const QWidget &anchor);

protected:
    void changeEvent(QEvent *event) override;

private:
    void followJobs();
    void followEnds();
    void place();
    void retranslate();

    JobList &m_jobs;
    const QWidget *m_anchor = nullptr;
    QLabel *m_title;
    QPushButton *m_clear;
    QLabel *m_empty;
    QScrollArea *m_scroll;
    QVBoxLayout *m_list;
    std::vector<JobRow *> m_rows;
};

}
