// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QObject>

#include <functional>

class QWidget;

namespace tandem::test {

/// Answers a menu or a file dialog from within, since until it is closed the call that opened it does not return.
class PopupAnswer : public QObject
{
    Q_OBJECT

public:
    /// True if this was the window that was meant.
    using Answer = std::function<bool(QWidget &window)>;

    explicit PopupAnswer(Answer answer);

    static Answer menuItem(const QString &text);
    static Answer file(const QString &path);

    /// Error: NotFound if the window did not come.
    Result<void> wait() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Answer m_answer;
    bool m_given = false;
};

}
