// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QObject>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace tandem::client {

class DefinitionRow;
class ExpressionLine;

/// The lines of a form that say what a roll-up counts: the records, the function, over which field, and which of them.
class RollUpLines final : public QObject
{
    Q_OBJECT
public:
    RollUpLines(const FieldContext &context, const QString &entity, QFormLayout &form, QObject *parent);

    void setRollUp(const RollUpDef &rollUp);
    RollUpDef rollUp() const;
    void setShown(bool shown);
    void retranslate();
    /// "rollUp.entity", "rollUp.link", "rollUp.function", "rollUp.field", "rollUp.filter"; null for others.
    DefinitionRow *row(const QString &key) const;
    QList<DefinitionRow *> rows() const;

    QComboBox *records() const { return m_records; }
    QComboBox *function() const { return m_function; }
    QComboBox *field() const { return m_field; }
    QLineEdit *filter() const;

signals:
    void changed();

private:
    void fillRecords();
    void fillFields();
    void showParameters();
    Result<void> checkFilter(const QString &expression) const;
    QString countedEntity() const;

    FieldContext m_context;
    QString m_entity;
    QComboBox *m_records; ///< data: counted entity and its link, with a point between
    QComboBox *m_function;
    QComboBox *m_field;
    DefinitionRow *m_recordsRow;
    DefinitionRow *m_functionRow;
    DefinitionRow *m_fieldRow;
    ExpressionLine *m_filter;
    QJsonObject m_further; ///< what only a later build understands
    bool m_shown = true;
};

}
