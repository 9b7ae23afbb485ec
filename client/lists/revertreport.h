// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QCoreApplication>

namespace tandem::client {

/// What a revert left as it is, and why, in the user's words: "Acme · Website: edited since".
class RevertReport
{
    Q_DECLARE_TR_FUNCTIONS(RevertReport)

public:
    /// `entity` is what the undertaking was about, for lines that do not say it themselves; `json` the report of its
    /// record. Titles that are not known yet follow with Records::titlesChanged.
    static QStringList lines(const FieldContext &context, const EntityDef &entity, const QString &json);

private:
    static QString reason(const QJsonObject &line);
};

}
