// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMap>
#include <QString>

namespace tandem::client {

/// A name for definitions from what people call the thing: "Credit limit (EUR)" → "creditLimitEur". Empty if nothing
/// of it can be used.
QString definitionName(const QString &label);

bool isDefinitionName(const QString &name);

/// Of labels by language: what is empty is in none. Those of other languages stay, a later build may show them.
void setLabel(QMap<QString, QString> &labels, const QString &language, const QString &text);

}
