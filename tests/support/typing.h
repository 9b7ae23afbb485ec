// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QInputMethodEvent>
#include <QWidget>

namespace tandem::test {

/// Text of any script as an input method hands it over; QTest::keyClicks() knows ASCII only.
inline void commitText(QWidget *target, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QApplication::sendEvent(target, &event);
}

}
