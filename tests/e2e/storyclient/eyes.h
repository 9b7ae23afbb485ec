// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/e2e/storyclient/order.h"

namespace tandem::test {

class Screen;

/// What a person reads on the screen. Every order waits until it is there.
class Eyes
{
public:
    explicit Eyes(Screen &screen)
        : m_screen(screen)
    {
    }

    Orders orders();

private:
    Result<QJsonObject> seeRow(const QJsonObject &order);
    Result<QJsonObject> seeNoRow(const QJsonObject &order);
    Result<QJsonObject> seeField(const QJsonObject &order);
    Result<QJsonObject> seeOption(const QJsonObject &order);
    Result<QJsonObject> seeButton(const QJsonObject &order);
    Result<QJsonObject> seeNoDialog(const QJsonObject &order);
    Result<QJsonObject> readChoice(const QJsonObject &order);

    Screen &m_screen;
};

}
