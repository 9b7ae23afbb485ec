// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/expressionline.h"

#include "client/fields/fielderror.h"
#include "client/forms/definitionrow.h"
#include "client/forms/fieldmenu.h"
#include "client/widgets/icons.h"
#include "shared/expressions/expression.h"

#include <QLineEdit>
#include <QToolButton>

namespace tandem::client {

ExpressionLine::ExpressionLine(const FieldContext &context, QFormLayout &form, QObject *parent)
    : QObject(parent)
    , m_line(new QLineEdit)
    , m_button(new QToolButton)
    , m_menu(new FieldMenu(context, m_button))
    , m_row(new DefinitionRow(m_line, form, m_button))
{
    m_line->setMaxLength(int(expressionlimit::textLength));
    m_button->setIcon(icons::icon(QStringLiteral("chevron-down")));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::StrongFocus);
    // A menu of the button's own would be waited for in a loop of its own.
    connect(m_button, &QToolButton::clicked, this,
        [this] { m_menu->popup(m_button->mapToGlobal(m_button->rect().bottomLeft())); });
    connect(m_line, &QLineEdit::textChanged, this, &ExpressionLine::recheck);
    connect(m_menu, &FieldMenu::chosen, this, &ExpressionLine::insert);
}

void ExpressionLine::setEntity(const QString &name)
{
    m_menu->setEntity(name);
}

void ExpressionLine::recheck()
{
    const Result<void> checked = m_check ? m_check(m_line->text()) : Result<void>();
    if (checked.ok())
        m_row->clearError();
    else
        m_row->markError(expressionErrorText(checked.error()));
}

void ExpressionLine::setLabel(const QString &label, const QString &hint)
{
    m_row->setLabel(label);
    m_row->setHint(hint);
    m_button->setText(tr("Fields"));
    m_button->setToolTip(tr("Put the name of a field into the expression"));
    m_button->setAccessibleName(tr("Fields for: %1").arg(label));
}

QString ExpressionLine::text() const
{
    return m_line->text().trimmed();
}

void ExpressionLine::insert(const QString &path)
{
    const QString before = m_line->text().left(m_line->cursorPosition());
    const bool touches = !before.isEmpty() && (before.back().isLetterOrNumber() || before.back() == QLatin1Char('\''));
    m_line->insert(touches ? QLatin1Char(' ') + path : path);
    m_line->setFocus();
}

}
