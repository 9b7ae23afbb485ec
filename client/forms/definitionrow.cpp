// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/definitionrow.h"

#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <QVariant>

namespace tandem::client {

namespace {

/// The style draws a frame of its own around what has this.
constexpr char invalidProperty[] = "tandemInvalid";

}

DefinitionRow::DefinitionRow(QWidget *control, QFormLayout &form, QWidget *beside)
    : m_control(control)
    , m_label(new QLabel)
    , m_hint(new QLabel)
    , m_error(new QLabel)
{
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *below : {m_hint, m_error}) {
        below->setWordWrap(true);
        below->setVisible(false);
    }
    m_label->setBuddy(control);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceTiny);
    auto *line = new QHBoxLayout;
    line->setSpacing(tokens::spaceSmall);
    line->addWidget(control, 1);
    if (beside)
        line->addWidget(beside);
    layout->addLayout(line);
    layout->addWidget(m_hint);
    layout->addWidget(m_error);
    form.addRow(m_label, this);
}

void DefinitionRow::setLabel(const QString &text)
{
    m_label->setText(text);
    m_control->setAccessibleName(text);
}

void DefinitionRow::setShown(bool shown)
{
    m_label->setVisible(shown);
    setVisible(shown);
}

void DefinitionRow::setHint(const QString &text)
{
    m_hint->setText(text);
    if (m_error->isHidden())
        clearError();
}

void DefinitionRow::showError(const QString &text)
{
    markError(text);
    m_control->setFocus();
}

void DefinitionRow::markError(const QString &text)
{
    QPalette own = m_error->palette();
    own.setColor(QPalette::WindowText, toneColours(Tone::Danger, palette()).text);
    m_error->setPalette(own);
    m_error->setText(text);
    m_error->setVisible(true);
    m_hint->setVisible(false);
    m_control->setAccessibleDescription(text);
    m_control->setProperty(invalidProperty, true);
    m_control->update();
}

void DefinitionRow::clearError()
{
    m_error->setVisible(false);
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_control->setAccessibleDescription(m_hint->text());
    m_control->setProperty(invalidProperty, false);
    m_control->update();
}

}
