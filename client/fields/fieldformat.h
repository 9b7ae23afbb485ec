// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <utility>

namespace tandem::client {

/// Values as people read them, by language, zone and type of field.
class FieldFormat
{
public:
    /// The name of a linked record, or nothing while it is not known.
    using TitleLookup = std::function<QString(const QString &entity, const RecordId &record)>;

    explicit FieldFormat(FieldContext context, TitleLookup titles = {});

    /// One line, for lists, chips and "from → to"; empty for an empty value.
    QString text(const EntityDef &entity, const FieldDef &field, const Value &value) const;
    /// Of a field whose definition is not known: by the kind of the value alone.
    QString text(const Value &value) const;
    /// Several lines where the type has them (long text, address, rich text).
    QString longText(const EntityDef &entity, const FieldDef &field, const Value &value) const;
    /// Both sides of "from → to"; of JSON with a declared content only the entries that differ.
    std::pair<QString, QString> change(
        const EntityDef &entity, const FieldDef &field, const Value &from, const Value &to) const;
    Qt::Alignment alignment(const FieldDef &field) const;

    QString money(const Money &money) const; ///< with the symbol of its own currency, never the locale's
    QString date(const QString &iso) const;
    QString dateTime(qint64 millisecondsUtc) const;
    static QString duration(qint64 seconds); ///< "1 h 30 min"
    QString scaled(qint64 stored, int scale) const;

    static QString currencySymbol(const QString &currency); ///< "¥", "US$", "€"; the code itself if it has none

    const FieldContext &context() const { return m_context; }

private:
    QString title(const QString &entity, const RecordId &record) const;
    QString option(const EntityDef &entity, const FieldDef &field, const QString &key) const;
    QStringList jsonLines(const FieldDef &field, const Value &value) const;

    FieldContext m_context;
    TitleLookup m_titles;
};

}
