// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace tandem::client {

/// Where a tab is: what a deep link names and what survives a restart. Written as
/// `tandem://record/account/0190…`, `tandem://list/account`, `tandem://view/sync`.
class Location
{
public:
    enum class Kind {
        List, ///< `entity`, and `view` if a saved view or ready-made filter is on
        Board,
        Record,
        NewRecord, ///< not saved yet; `detail` is the id that it will have, under which its draft is kept
        View, ///< one of the special views by name
    };

    static Location list(const QString &entity, const QString &view = {});
    static Location board(const QString &entity);
    static Location record(const QString &entity, const RecordId &id);
    static Location newRecord(const QString &entity, const RecordId &id);
    static Location view(const QString &name, const QString &detail = {});

    /// Nothing if the text is no location; never fails on what merely does not exist any more.
    static std::optional<Location> fromText(const QString &text);
    QString toText() const;
    /// As the pages of the help name what they are for: "list/account", "view/sync".
    QString helpContext() const;

    Kind kind() const { return m_kind; }
    QString entity() const { return m_kind == Kind::View ? QString() : m_name; }
    QString name() const { return m_name; } ///< of the entity or the special view
    QString detail() const { return m_detail; } ///< saved view, id of a new record, place within a special view
    RecordId record() const { return m_record; }

    bool operator==(const Location &) const = default;

private:
    Location(Kind kind, QString name)
        : m_kind(kind)
        , m_name(std::move(name))
    {
    }

    Kind m_kind;
    QString m_name;
    QString m_detail;
    RecordId m_record;
};

}
