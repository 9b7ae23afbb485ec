// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"

#include <QObject>

class QFormLayout;
class QLineEdit;
class QToolButton;

namespace tandem::client {

class DefinitionRow;
class FieldMenu;

/// A line of a form for an expression. What is typed is checked at once, with the place of the mistake; the fields that
/// it may speak of are in a menu beside it.
class ExpressionLine final : public QObject
{
    Q_OBJECT
public:
    using Check = std::function<Result<void>(const QString &expression)>;

    /// Lives as long as `parent`, its widgets as long as the form's.
    ExpressionLine(const FieldContext &context, QFormLayout &form, QObject *parent);

    void setEntity(const QString &name); ///< whose fields are offered
    void setCheck(Check check) { m_check = std::move(check); }
    /// Once more, because something else changed that it depends on.
    void recheck();
    void setLabel(const QString &label, const QString &hint);

    QString text() const;
    DefinitionRow *row() const { return m_row; }
    QLineEdit *line() const { return m_line; }

private:
    void insert(const QString &path);

    QLineEdit *m_line;
    QToolButton *m_button;
    FieldMenu *m_menu;
    DefinitionRow *m_row;
    Check m_check;
};

}
