// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/jsonlines.h"

#include <QJsonObject>

namespace tandem {

/// One JSON file of a definition: its content, and where each part of it stands.
class DefinitionFile
{
public:
    /// `shownName` stands in messages, e.g. "crm/account/list.json". Error: Corrupt, "file:line: ".
    static Result<DefinitionFile> read(const QString &path, const QString &shownName);

    const QJsonObject &object() const { return m_object; }
    /// "crm/account/list.json:4: columns[2]"
    QString place(const QString &path) const;
    /// `error` of a parser, whose field is a path in this file, as one that names the file and the line.
    Error located(const Error &error) const { return located(error, error.field); }
    Error located(const Error &error, const QString &path) const;

private:
    QString m_shownName;
    QByteArray m_text;
    QJsonObject m_object;
};

}
