// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filterbar.h"

#include "client/lists/filtereditor.h"
#include "client/lists/filtertext.h"
#include "client/models/wordsfilter.h"
#include "client/records/records.h"
#include "client/widgets/chip.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

bool namesAny(const FilterPart &part, const QSet<RecordKey> &keys)
{
    const auto isNamed = [&keys](const Value &value) {
        return value.kind() == Value::Kind::Id
            && std::any_of(keys.begin(), keys.end(), [&value](const RecordKey &key) { return key.id == value.toId(); });
    };
    if (part.kind == FilterPart::Kind::Condition)
        return std::any_of(part.condition.values.begin(), part.condition.values.end(), isNamed);
    return std::any_of(
        part.parts.begin(), part.parts.end(), [&keys](const FilterPart &inner) { return namesAny(inner, keys); });
}

}

FilterBar::FilterBar(const QString &entity, FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_box(new SearchBox(this))
    , m_button(new QToolButton(this))
    , m_chips(new QWidget(this))
    , m_chipLayout(new FlowLayout(m_chips))
{
    m_button->setIcon(icons::icon(QStringLiteral("list-filter")));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setMinimumHeight(tokens::controlHeight);
    m_box->setMinimumHeight(tokens::controlHeight);
    m_box->setMinimumWidth(120);
    m_box->setMaximumWidth(320);
    m_box->setSyntaxHelp([] {
        return FilterBar::tr(
            "<p><b>What can be typed here</b></p>"
            "<p>Part of a name, a number, a phone number or an e-mail address. Capital letters make no difference.</p>"
            "<p>Esc empties the box, ↓ goes on in the list.</p>"
            "<p>For certain values, such as a city or an amount, use <b>Filter</b>. To search all kinds of records "
            "at once, press Ctrl+K.</p>");
    });
    m_chips->setVisible(false);
    m_chipLayout->setContentsMargins(0, tokens::spaceSmall, 0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(tokens::spaceSmall);
    row->addWidget(m_box, 3);
    row->addWidget(m_button);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_chips);
    connect(m_button, &QToolButton::clicked, this, &FilterBar::openEditor);
    connect(m_box, &SearchBox::movedDown, this, &FilterBar::movedDown);
    connect(m_box, &SearchBox::searchRequested, this, [this](const QString &text) {
        m_words = text.trimmed();
        emit filterChanged();
    });
    if (m_context.records)
        connect(m_context.records, &Records::titlesChanged, this, &FilterBar::retitle);
    retranslate();
}

const EntityDef *FilterBar::definition() const
{
    return m_context.registry->entity(m_entity);
}

void FilterBar::setContext(FieldContext context)
{
    m_context = std::move(context);
    rebuildChips();
}

void FilterBar::setFilter(const QString &expression)
{
    m_filter = expression;
    rebuildChips();
}

QString FilterBar::effectiveFilter() const
{
    const EntityDef *entity = definition();
    const QString words = entity ? wordsFilter(*entity, m_words) : QString();
    if (m_filter.isEmpty() || words.isEmpty())
        return m_filter + words;
    return QStringLiteral("(%1) and (%2)").arg(m_filter, words);
}

void FilterBar::rebuildChips()
{
    while (QLayoutItem *item = m_chipLayout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_parts = {};
    m_partChips.clear();
    m_chips->setVisible(!m_filter.isEmpty());
    const EntityDef *entity = definition();
    if (m_filter.isEmpty() || !entity)
        return;
    const auto parsed = parseExpression(m_filter);
    if (!parsed.ok()) {
        // Of a view that a newer version has saved: it can be seen and taken away.
        auto *chip = new Chip(m_filter, m_chips);
        chip->setRemovable(true);
        connect(chip, &Chip::removeRequested, this, [this] { takeFilter({}); });
        m_chipLayout->addWidget(chip);
        return;
    }
    m_parts = filterParts(*parsed);
    for (size_t i = 0; i < m_parts.parts.size(); ++i) {
        if (i > 0 && m_parts.kind == FilterPart::Kind::Any)
            addJoiningWord();
        addPartChip(*entity, i);
    }
}

void FilterBar::addPartChip(const EntityDef &entity, size_t number)
{
    auto *chip = new Chip(filterText(entity, m_parts.parts[number], m_context), m_chips);
    chip->setRemovable(true);
    connect(chip, &Chip::clicked, this, &FilterBar::openEditor);
    connect(chip, &Chip::removeRequested, this, [this, number] {
        FilterPart remaining = m_parts;
        remaining.parts.erase(remaining.parts.begin() + qsizetype(number));
        takeFilter(filterOf(remaining).toText());
    });
    m_chipLayout->addWidget(chip);
    m_partChips.append(chip);
}

/// Chips beside each other mean "and"; where they do not, it is said.
void FilterBar::addJoiningWord()
{
    auto *word = new QLabel(joiningWord(m_parts.kind), m_chips);
    word->setForegroundRole(QPalette::PlaceholderText);
    m_chipLayout->addWidget(word);
}

/// A chip that names a record follows its title. The others, and the focus on any of them, are left alone.
void FilterBar::retitle(const QSet<RecordKey> &keys)
{
    const EntityDef *entity = definition();
    for (size_t i = 0; entity && i < m_parts.parts.size(); ++i) {
        const FilterPart &part = m_parts.parts[i];
        if (!namesAny(part, keys))
            continue;
        m_partChips.at(qsizetype(i))->setText(filterText(*entity, part, m_context));
        m_partChips.at(qsizetype(i))->updateGeometry();
    }
}

void FilterBar::takeFilter(const QString &expression)
{
    if (expression == m_filter)
        return;
    setFilter(expression);
    emit filterChanged();
}

void FilterBar::openEditor()
{
    const EntityDef *entity = definition();
    if (!entity)
        return;
    auto *editor = new FilterEditor(*entity, m_context, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    editor->setFilter(m_filter);
    connect(editor, &FilterEditor::filterChanged, this, &FilterBar::takeFilter);
    editor->openBelow(*m_button);
}

void FilterBar::focusBox()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

void FilterBar::clear()
{
    m_box->clear();
    m_words.clear();
    setFilter({});
    emit filterChanged();
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void FilterBar::retranslate()
{
    m_box->setPlaceholderText(tr("Find in this list"));
    m_box->setAccessibleName(tr("Find in this list"));
    m_button->setText(tr("Filter"));
    m_button->setToolTip(tr("Filter by fields (Ctrl+F goes to the box)"));
    m_button->setWhatsThis(
        tr("Asks for certain values, such as “City is Shanghai”. Conditions can be joined by “all” or "
           "“any”, and the filter can be saved as a view."));
    m_box->setWhatsThis(tr("Shows the records that have these words in their name, number, phone or e-mail address. "
                           "It works together with the filter."));
    rebuildChips();
}

}
