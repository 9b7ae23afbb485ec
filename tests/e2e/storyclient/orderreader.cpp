// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/orderreader.h"

#include <QJsonDocument>

#include <iostream>
#include <string>

namespace tandem::test {

void OrderReader::run()
{
    std::string line;
    while (std::getline(std::cin, line))
        emit ordered(QJsonDocument::fromJson(QByteArray::fromStdString(line)).object());
    emit ended();
}

}
