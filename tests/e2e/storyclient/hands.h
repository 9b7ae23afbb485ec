// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/e2e/storyclient/order.h"

namespace tandem::test {

class Screen;

/// Mouse and keys of a person before the screen.
class Hands
{
public:
    explicit Hands(Screen &screen)
        : m_screen(screen)
    {
    }

    Orders orders();

private:
    Result<QJsonObject> type(const QJsonObject &order);
    Result<QJsonObject> press(const QJsonObject &order);
    Result<QJsonObject> click(const QJsonObject &order);
    Result<QJsonObject> choose(const QJsonObject &order);
    Result<QJsonObject> turnTo(const QJsonObject &order);
    Result<QJsonObject> pick(const QJsonObject &order);
    Result<QJsonObject> fillCell(const QJsonObject &order);
    Result<QJsonObject> menu(const QJsonObject &order);
    Result<QJsonObject> columnMenu(const QJsonObject &order);
    Result<QJsonObject> file(const QJsonObject &order);
    Result<QJsonObject> dragCard(const QJsonObject &order);

    Screen &m_screen;
};

}
