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
    if (m_field && (m_field->deleted || m_conflict.ofRecord)) {
        // Of a removed field both values can be read, and one of them be chosen to settle it; no other one has a place
        // any more. A record is there or it is not.
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
    case Theirs:
        return side(choice()).value;
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

bool ConflictRow::takesDisplaced() const
{
    const Choice displaced = isStanding(Mine) ? Theirs : Mine;
    return choice() == displaced || (!m_conflict.ofRecord && chosen() == std::optional(m_conflict.displaced));
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

QString ConflictRow::subject() const
{
    if (m_conflict.ofRecord)
        return tr("Deleted and edited");
    const Labels *labels = labelsOf(m_context);
    const QString label = labels ? labels->field(*m_entity, *m_field) : m_field->name;
    return m_field->deleted ? tr("%1 (removed)").arg(label) : label;
}

QString ConflictRow::valueText(const Value &value) const
{
    const QString text = FieldFormat(m_context).text(*m_entity, *m_field, value);
    // "&" in a button's text marks its key.
    return text.isEmpty() ? tr("(empty)") : QString(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

ConflictRow::Side ConflictRow::side(Choice choice) const
{
    if (isStanding(choice))
        return {m_conflict.standing, m_conflict.standingUser, m_conflict.standingAt};
    return {m_conflict.displaced, m_conflict.displacedUser, m_conflict.displacedAt};
}

/// Who settles what two others disagree about has no side of his own.
bool ConflictRow::isOwn(Choice choice) const
{
    const RecordId user = side(choice).user;
    const RecordId me = m_context.records ? m_context.records->currentUser() : RecordId();
    return user.isNull() ? choice == Mine : user == me;
}

QString ConflictRow::sideText(Choice choice) const
{
    QString text = valueText(side(choice).value);
    if (m_conflict.ofRecord)
        text = isStanding(choice) ? tr("keep the record, with what was edited") : tr("delete the record");
    return isOwn(choice) ? tr("Mine: %1").arg(text) : tr("Theirs: %1").arg(text);
}

QString ConflictRow::note(Choice choice) const
{
    const Side shown = side(choice);
    const EntityDef *user = m_context.registry->entity(QStringLiteral("user"));
    const bool isKnown = user && m_context.records && !shown.user.isNull();
    const QString name = isKnown ? m_context.records->titleOf({user->number, shown.user}) : QString();
    QStringList parts{isOwn(choice) ? tr("you") : name.isEmpty() ? tr("somebody else") : name};
    if (shown.at > 0)
        parts.append(FieldFormat(m_context).dateTime(shown.at));
    if (isStanding(choice))
        parts.append(tr("stands now"));
    return parts.join(QStringLiteral(" · "));
}

void ConflictRow::render()
{
    if (!m_field)
        return;
    const QString subject = this->subject();
    m_title->setText(m_conflict.title.isEmpty() ? subject : m_conflict.title + QStringLiteral(" · ") + subject);
    for (const Choice choice : {Mine, Theirs}) {
        m_buttons[choice]->setText(sideText(choice));
        m_notes[choice]->setText(note(choice));
    }
    m_buttons[Original]->setText(tr("As it was: %1").arg(valueText(m_conflict.original)));
    m_buttons[Other]->setText(tr("Another value:"));
    for (int i = 0; i < ChoiceCount; ++i)
        m_buttons[i]->setAccessibleName(subject + QStringLiteral(" – ") + m_buttons[i]->text());
    m_notes[Original]->setText(tr("before both changes"));
}

}
