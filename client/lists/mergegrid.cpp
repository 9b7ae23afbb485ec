// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/mergegrid.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/tokens.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr int valueWidth = 260; ///< longer ones are cut, and can be read as a tip
constexpr std::array bothSides{MergeChoice::First, MergeChoice::Second};

/// Tab comes to the one of the two that is chosen, from where the arrows lead to the other.
void setChosen(QRadioButton &button, bool isChosen)
{
    button.setChecked(isChosen);
    button.setFocusPolicy(isChosen ? Qt::StrongFocus : Qt::ClickFocus);
}

void setText(QRadioButton &button, const QString &text)
{
    // "&" in a button's text marks its key.
    const QString shown = button.fontMetrics().elidedText(text, Qt::ElideRight, valueWidth);
    button.setText(QString(shown).replace(QLatin1Char('&'), QStringLiteral("&&")));
    button.setToolTip(QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()));
}

}

MergeGrid::MergeGrid(const FieldContext &context, MergeChoice &choice, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_choice(choice)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, tokens::space, 0);
    m_layout->setHorizontalSpacing(tokens::spaceLarge);
    addRow(0);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_rows.front().label->setFont(bold);
    for (const MergeChoice::Side side : bothSides) {
        buttonOf(m_rows.front(), side)->setFont(bold);
        QLabel *&note = m_notes.at(size_t(side));
        note = new QLabel(this);
        note->setForegroundRole(QPalette::PlaceholderText);
        note->setWordWrap(true);
        m_layout->addWidget(note, 1, 1 + side, Qt::AlignTop);
    }
    for (const FieldNumber field : m_choice.fields())
        addRow(field);
    m_layout->setRowStretch(m_layout->rowCount(), 1);
    m_layout->setColumnStretch(1, 1);
    m_layout->setColumnStretch(2, 1);
    connect(m_context.records, &Records::titlesChanged, this, &MergeGrid::render);
    render();
}

void MergeGrid::addRow(FieldNumber field)
{
    const Row row{field, new QLabel(this), new QButtonGroup(this)};
    const int line = field == 0 ? 0 : m_layout->rowCount();
    m_layout->addWidget(row.label, line, 0);
    for (const MergeChoice::Side side : bothSides) {
        auto *button = new QRadioButton(this);
        row.group->addButton(button, side);
        m_layout->addWidget(button, line, 1 + side);
    }
    // Not what is toggled: the values follow the record that stays, which nobody chose one by one.
    connect(
        row.group, &QButtonGroup::idClicked, this, [this, field](int side) { take(field, MergeChoice::Side(side)); });
    m_rows.push_back(row);
}

void MergeGrid::take(FieldNumber field, MergeChoice::Side side)
{
    if (field != 0)
        return m_choice.choose(field, side);
    m_choice.setStaying(side);
    render();
    emit stayingChanged();
}

QRadioButton *MergeGrid::buttonOf(const Row &row, MergeChoice::Side side)
{
    return qobject_cast<QRadioButton *>(row.group->button(side));
}

QRadioButton *MergeGrid::stayButton(MergeChoice::Side side) const
{
    return buttonOf(m_rows.front(), side);
}

QRadioButton *MergeGrid::valueButton(FieldNumber field, MergeChoice::Side side) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [field](const Row &row) { return row.field == field; });
    return found == m_rows.end() ? nullptr : buttonOf(*found, side);
}

void MergeGrid::focusField(const QString &name)
{
    const FieldDef *field = m_choice.entity().field(name);
    QRadioButton *button = field ? valueButton(field->number, m_choice.chosen(field->number)) : nullptr;
    (button ? button : stayButton(m_choice.staying()))->setFocus();
}

QString MergeGrid::titleOf(MergeChoice::Side side) const
{
    const EntityDef &entity = m_choice.entity();
    const Record &record = m_choice.candidate(side).record;
    const FieldDef *field = entity.field(entity.titleField);
    QString title = field ? formatOf(m_context).text(entity, *field, record.value(field->number)) : QString();
    if (title.isEmpty())
        title = m_context.records->titleOf(record.key);
    return title.isEmpty() ? tr("(no name)") : title;
}

QString MergeGrid::noteOf(MergeChoice::Side side) const
{
    const MergeCandidate &candidate = m_choice.candidate(side);
    QStringList parts{tr("%n field(s) filled", nullptr, m_choice.filledCount(side))};
    if (const qint64 at = candidate.record.value(systemfield::createdAt).toInteger(); at > 0)
        parts.append(tr("created %1").arg(formatOf(m_context).dateTime(at)));
    if (candidate.isElsewhere)
        parts.append(tr("on the server only"));
    if (!candidate.mayStay)
        parts.append(tr("cannot stay: you may not change it, or not delete the other one"));
    return parts.join(QStringLiteral(" · "));
}

void MergeGrid::render()
{
    renderRecords();
    for (const Row &row : m_rows) {
        if (row.field != 0)
            renderValues(row);
    }
}

void MergeGrid::renderRecords()
{
    const Row &row = m_rows.front();
    row.label->setText(tr("Stays"));
    for (const MergeChoice::Side side : bothSides) {
        const QString title = titleOf(side);
        const QString note = noteOf(side);
        QRadioButton *button = buttonOf(row, side);
        setText(*button, title);
        button->setAccessibleName(tr("%1 stays").arg(title));
        button->setAccessibleDescription(note);
        button->setEnabled(m_choice.candidate(side).mayStay);
        setChosen(*button, m_choice.staying() == side);
        m_notes.at(size_t(side))->setText(note);
    }
}

void MergeGrid::renderValues(const Row &row)
{
    const EntityDef &entity = m_choice.entity();
    const FieldDef &field = *entity.field(row.field);
    const FieldFormat format = formatOf(m_context);
    const QString label = m_context.labels->field(entity, field);
    row.label->setText(label);
    for (const MergeChoice::Side side : bothSides) {
        const Value value = m_choice.candidate(side).record.value(row.field);
        QString text = format.text(entity, field, value);
        if (text.isEmpty())
            text = tr("(empty)");
        QRadioButton *button = buttonOf(row, side);
        setText(*button, text);
        button->setAccessibleName(tr("%1 – %2 (%3)", "field, value, record").arg(label, text, titleOf(side)));
        setChosen(*button, m_choice.chosen(row.field) == side);
    }
}

}
