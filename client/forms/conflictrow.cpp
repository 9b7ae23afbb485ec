// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/conflictrow.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QRadioButton>

namespace tandem::client {

ConflictRow::ConflictRow(const FieldContext &context, ConflictItem conflict, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_conflict(std::move(conflict))
    , m_entity(m_context.registry->entity(m_conflict.record.entity))
    , m_field(m_entity ? m_entity->fieldOrRemoved(m_conflict.field) : nullptr)
    , m_title(new QLabel(this))
    , m_group(new QButtonGroup(this))
{
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium, tokens::spaceMedium);
    layout->setHorizontalSpacing(tokens::spaceLarge);
    layout->addWidget(m_title, 0, 0, 1, 2);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    for (int i = 0; i < ChoiceCount; ++i) {
        m_buttons[i] = new QRadioButton(this);
        m_group->addButton(m_buttons[i], i);
        layout->addWidget(m_buttons[i], i + 1, 0);
        if (i == Other)
            continue;
        m_notes[i] = new QLabel(this);
        m_notes[i]->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(m_notes[i], i + 1, 1);
    }
    const bool isRemoved = m_field && m_field->deleted;
    if (isRemoved) {
        // Both values can be read, and one of them be chosen to settle it. No other one has a place any more.
        m_buttons[Original]->hide();
        m_notes[Original]->hide();
        m_buttons[Other]->hide();
    } else if (m_field) {
        m_other = createFieldEditor(*m_entity, *m_field, m_context, this);
        m_other->setValue(m_conflict.standing);
        layout->addWidget(m_other, Other + 1, 1);
        connect(m_other, &FieldEditor::edited, this, [this] {
            choose(Other);
            emit choiceChanged();
        });
    }
    layout->setColumnStretch(1, 1);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            emit choiceChanged();
    });
    if (m_context.records)
        connect(m_context.records, &Records::titlesChanged, this, &ConflictRow::render);
    render();
}

void ConflictRow::choose(Choice choice)
{
    if (choice != Open)
        m_buttons[choice]->setChecked(true);
}

ConflictRow::Choice ConflictRow::choice() const
{
    return Choice(m_group->checkedId());
}

std::optional<Value> ConflictRow::chosen() const
{
    switch (choice()) {
    case Mine:
        return mine();
    case Theirs:
        return theirs();
    case Original:
        return m_conflict.original;
    case Other:
        return m_other && m_other->inputError().isEmpty() ? std::optional(m_other->value()) : std::nullopt;
    case Open:
    case ChoiceCount:
        break;
    }
    return std::nullopt;
}

bool ConflictRow::showError()
{
    const QString error = choice() == Other && m_other ? m_other->inputError() : QString();
    if (error.isEmpty())
        return false;
    m_other->setError(error);
    m_other->setFocus();
    return true;
}

void ConflictRow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_context.locale = QLocale();
        render();
    }
    QFrame::changeEvent(event);
}

void ConflictRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens::radius, tokens::radius);
}

void ConflictRow::render()
{
    if (!m_field)
        return;
    const FieldFormat format(m_context);
    const Labels *labels = labelsOf(m_context);
    const auto shown = [&](const Value &value) {
        const QString text = format.text(*m_entity, *m_field, value);
        // "&" in a button's text marks its key.
        return text.isEmpty() ? tr("(empty)") : QString(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
    };
    const QString label = labels ? labels->field(*m_entity, *m_field) : m_field->name;
    const QString field = m_field->deleted ? tr("%1 (removed)").arg(label) : label;
    m_title->setText(m_conflict.title.isEmpty() ? field : m_conflict.title + QStringLiteral(" · ") + field);
    m_buttons[Mine]->setText(tr("Mine: %1").arg(shown(mine())));
    m_buttons[Theirs]->setText(tr("Theirs: %1").arg(shown(theirs())));
    m_buttons[Original]->setText(tr("As it was: %1").arg(shown(m_conflict.original)));
    m_buttons[Other]->setText(tr("Another value:"));
    for (int i = 0; i < ChoiceCount; ++i)
        m_buttons[i]->setAccessibleName(field + QStringLiteral(" – ") + m_buttons[i]->text());

    const RecordId other = m_conflict.mineIsStanding ? m_conflict.displacedUser : m_conflict.standingUser;
    const EntityDef *user = m_context.registry->entity(QStringLiteral("user"));
    const QString name = user && m_context.records ? m_context.records->titleOf({user->number, other}) : QString();
    const QString stands = tr("stands now");
    QStringList ofMine{tr("you")};
    QStringList ofTheirs{name.isEmpty() ? tr("somebody else") : name};
    if (m_conflict.at > 0)
        ofTheirs.append(format.dateTime(m_conflict.at));
    (m_conflict.mineIsStanding ? ofMine : ofTheirs).append(stands);
    m_notes[Mine]->setText(ofMine.join(QStringLiteral(" · ")));
    m_notes[Theirs]->setText(ofTheirs.join(QStringLiteral(" · ")));
    m_notes[Original]->setText(tr("before both changes"));
}

}
