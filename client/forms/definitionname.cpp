// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/definitionname.h"

#include <QRegularExpression>

namespace tandem::client {

QString definitionName(const QString &label)
{
    static const QRegularExpression between(QStringLiteral("[^A-Za-z0-9]+"));
    QString name;
    for (const QString &word : label.split(between, Qt::SkipEmptyParts))
        name += name.isEmpty() ? word.toLower() : word.left(1).toUpper() + word.mid(1).toLower();
    while (!name.isEmpty() && name.front().isDigit())
        name.remove(0, 1);
    return name;
}

bool isDefinitionName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z][A-Za-z0-9]{0,47}$"));
    return pattern.match(name).hasMatch();
}

void setLabel(QMap<QString, QString> &labels, const QString &language, const QString &text)
{
    if (text.isEmpty())
        labels.remove(language);
    else
        labels.insert(language, text);
}

}
