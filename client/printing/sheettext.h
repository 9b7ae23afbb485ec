// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "client/printing/printedsheet.h"
#include "client/records/records.h"

namespace tandem::client {

/// Records in the words and the order of the screen. The titles that links need are given beforehand, so that nothing
/// is empty only because it was not read yet.
class SheetText
{
public:
    explicit SheetText(FieldContext context);
    Q_DISABLE_COPY_MOVE(SheetText) // its format refers to it

    void setTitles(QHash<RecordKey, QString> titles);
    /// A record that the rules of another may look at through a link.
    void addLinked(const RecordKey &record, FieldValues values) { m_linked.insert(record, std::move(values)); }
    /// What the record's links point to.
    std::vector<RecordKey> linksOf(const Record &record) const;

    QString text(const Record &record, FieldNumber field) const;
    QString title(const RecordKey &record) const;
    /// As on the form: by sections, without what its rules hide, what may not be read, and what is empty.
    std::vector<PrintedSection> sections(const Record &record) const;
    std::vector<PrintedColumn> columns(const EntityDef &entity, const QStringList &fields) const;
    QStringList row(const Record &record, const QStringList &fields) const;
    PageHead head(const QString &title) const;

    const FieldContext &context() const { return m_context; }

private:
    PrintedSection section(const EntityDef &entity, const QStringList &fields, const Record &record) const;
    bool isReadable(const EntityDef &entity, const FieldDef &field) const;
    bool holds(const EntityDef &entity, const QString &condition, const Record &record) const;

    FieldContext m_context;
    QHash<RecordKey, QString> m_titles;
    QHash<RecordKey, FieldValues> m_linked;
    FieldFormat m_format;
};

}
