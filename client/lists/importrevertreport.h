// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QCoreApplication>

namespace tandem::client {

/// What a revert left as it is, and why, in the user's words: "Acme · Website: edited since".
class ImportRevertReport
{
    Q_DECLARE_TR_FUNCTIONS(ImportRevertReport)

public:
    /// `entity` is what was imported, `json` the report of the import's record. Titles that are not known yet follow
    /// with Records::titlesChanged.
    static QStringList lines(const FieldContext &context, const EntityDef &entity, const QString &json);

private:
    static QString reason(const QJsonObject &line);
};

}
