// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

#include <QJsonObject>

class QGridLayout;
class QLabel;
class QToolButton;

namespace tandem::client {

class EntityRuleRow;

/// JSON with a declared content as a table: a row for each entity in the order of the navigation, the default where the
/// value says nothing of it. Lines, stages and other parts are behind a button, unless something is said of them.
/// Entries of entities that this program does not know have rows at the end and stay as they are.
///
/// What the server would refuse is said here at once.
class EntityRulesEditor final : public FieldEditor
{
    Q_OBJECT
public:
    EntityRulesEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    bool isWide() const override { return true; }
    void setRecord(const RecordKey &key, bool isNew) override;
    void handOver(FieldEditor &successor) override;

    EntityRuleRow *row(const QString &entity) const; ///< null while it has none

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    struct Line
    {
        QLabel *label = nullptr;
        EntityRuleRow *row = nullptr;
    };

    EntityRuleRow *makeRow(const QString &entity);
    void addLine(const QString &entity);
    void fill();
    void orderTabStops();
    void enter(const QString &entity, const QJsonValue &entry);
    void renderMore();
    QString legendText() const;

    QWidget *m_table;
    QGridLayout *m_grid;
    QToolButton *m_more;
    QLabel *m_legend;
    QStringList m_listed; ///< always shown
    QStringList m_order; ///< all, as they stand below each other
    QMap<QString, Line> m_lines; ///< by entity; made when they are first shown
    QString m_roleKey;
    QJsonObject m_entries;
    QJsonObject m_shownEntries;
    Value m_shownValue;
};

}
