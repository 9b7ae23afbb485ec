// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <functional>

namespace tandem::client {

/// A work that may take long, as people see it: what it is, how far it is, how to stop it, and how it ended. Begun by
/// JobList::start(); the list owns it, and it may be gone once it has ended, so keep a QPointer. Lives in the
/// interface's thread, wherever the work itself is done.
class Job final : public QObject
{
    Q_OBJECT

public:
    enum class State { Running, Done, Failed, Cancelled };
    /// Whether somebody has still to be told how it ended, or was told where the work was begun.
    enum class Notice { Wanted, Given };
    /// Made anew each time it is shown, so that it follows the language.
    using Text = std::function<QString()>;

    struct Action
    {
        Text text;
        std::function<void()> run;
    };

    QString title() const { return m_title(); }
    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }
    int permille() const { return m_permille; } ///< how far it is; -1: nobody knows
    QString result() const { return m_result ? m_result() : QString(); } ///< empty while it runs
    bool wantsNotice() const { return m_notice == Notice::Wanted; }
    bool canCancel() const { return isRunning() && m_cancel; }
    bool isOfWindow() const { return m_isOfWindow; } ///< it stops when the window is closed
    void cancel(); ///< asks; the work ends it when it has stopped
    QString actionText() const { return m_action.text ? m_action.text() : QString(); } ///< empty: there is none
    void act();

    // What who does the work says. Nothing is heard any more once it has ended.
    void setProgress(qint64 done, qint64 total); ///< `total` 0: nobody knows
    void setCancel(std::function<void()> cancel); ///< empty: it cannot be stopped (any more)
    void setAction(Action action); ///< also after the end
    void showAtOnce(); ///< however short it may be: somebody was told to look for it there
    void finish(Text result, Notice notice);
    void fail(Text reason, Notice notice);
    void markCancelled();

signals:
    void changed();
    void shownAtOnce();
    void ended();

private:
    friend class JobList;
    Job(Text title, QObject *parent);
    void end(State state, Text result, Notice notice);

    Text m_title;
    Text m_result;
    State m_state = State::Running;
    Notice m_notice = Notice::Given;
    int m_permille = -1;
    qint64 m_done = 0; ///< as far as it was told; a title may speak of it
    bool m_isLong = false; ///< it has run long enough to be shown
    bool m_isOfWindow = false;
    std::function<void()> m_cancel;
    Action m_action;
};

}
