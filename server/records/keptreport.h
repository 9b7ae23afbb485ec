// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"
#include "shared/replication/undo.h"

#include <QJsonArray>

namespace tandem::server {

/// What taking something back left as it is, and why: one line each, as the record of an undertaking keeps it.
class KeptReport
{
public:
    static constexpr qsizetype mostReported = 200; ///< lines; all of it is counted

    explicit KeptReport(RegistryPointer registry)
        : m_registry(std::move(registry))
    {
    }

    void keep(EntityNumber entity, const RecordId &record, const std::vector<KeptField> &fields);
    void keepRefused(EntityNumber entity, const RecordId &record, const Error &error);

    /// What who asks may not see: it is counted, and nothing is said of it.
    void keepUnseen(qint64 count) { m_count += count; }

    qint64 count() const { return m_count; }
    QString json() const;

private:
    QJsonObject lineOf(EntityNumber entity, const RecordId &record, const QString &field, const QString &reason) const;
    void add(QJsonObject line);

    RegistryPointer m_registry;
    qint64 m_count = 0;
    QJsonArray m_lines;
};

}
