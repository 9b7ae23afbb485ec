// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/joint/homepage.h"

#include "client/models/todomodel.h"
#include "client/records/records.h"
#include "client/views/joint/firststepscard.h"
#include "client/views/joint/homecard.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client::joint {

namespace {

constexpr int cardWidth = 420;

ListQuery query(EntityNumber entity, const QString &filter, const QString &sort, bool descending)
{
    ListQuery query;
    query.entity = entity;
    query.filter = filter;
    query.sort = {{sort, descending}};
    return query;
}

/// What is due first, then what has no date, the newest first. A note is nothing to do, unless somebody gave it a date.
ListQuery tasks()
{
    ListQuery tasks = query(entities::activity::number,
        QStringLiteral("owner = me() and status != 'done' and status != 'cancelled' and "
                       "(isNotEmpty(dueDate) or kind != 'note')"),
        QStringLiteral("dueDate"), false);
    tasks.sort.push_back({QStringLiteral("createdAt"), true});
    tasks.emptyLast = true;
    return tasks;
}

}

HomePage::HomePage(const ViewContext &context, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_greeting(new QLabel(this))
    , m_grid(new QGridLayout)
{
    QFont font = m_greeting->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    m_greeting->setFont(font);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(tokens::spaceHuge, tokens::spaceLarge, tokens::spaceHuge, tokens::spaceLarge);
    column->setSpacing(tokens::spaceLarge);
    column->addWidget(m_greeting);
    column->addWidget(new FirstStepsCard(context, content));
    m_grid->setSpacing(tokens::spaceLarge);
    column->addLayout(m_grid);
    column->addStretch(1);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    const Records &records = context.records;
    const auto add = [this](const ListQuery &list, HomeCard::Texts texts, const Location &all) {
        m_cards.push_back(new HomeCard(m_context, list, std::move(texts), all, this));
    };
    add(TodoModel::queryOf(records, TodoModel::Box::Open),
        {[] { return tr("Waiting for my decision"); },
            [] {
                return tr("Nothing waits for your decision.");
            }},
        Location::view(QStringLiteral("approvals")));
    add(tasks(),
        {[] { return tr("My tasks"); },
            [] {
                return tr("No open task. Enjoy the day.");
            }},
        Location::list(QStringLiteral("activity")));
    add(query(entities::opportunity::number,
            QStringLiteral("owner = me() and stage.type = 'open' and isNotEmpty(closeDate)"),
            QStringLiteral("closeDate"), false),
        {[] { return tr("My open deals"); },
            [] {
                return tr("You have no open deal.");
            }},
        Location::board(QStringLiteral("opportunity")));
    add(query(entities::account::number, {}, QStringLiteral("modifiedAt"), true),
        {[] { return tr("Customers changed last"); },
            [] {
                return tr("There are no customers yet.");
            }},
        Location::list(QStringLiteral("account")));
    connect(&m_context.records, &Records::titlesChanged, this, &HomePage::greet);
    arrange();
    greet();
}

void HomePage::arrange()
{
    const int columns = std::clamp(width() / cardWidth, 1, 2);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (HomeCard *card : m_cards)
        m_grid->removeWidget(card);
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_grid->addWidget(m_cards[size_t(i)], i / columns, i % columns);
}

void HomePage::greet()
{
    const QString name = m_context.records.titleOf({entities::user::number, m_context.records.currentUser()});
    m_greeting->setText(name.isEmpty() ? tr("Welcome") : tr("Welcome, %1").arg(name));
}

QString HomePage::title() const
{
    return tr("Home");
}

void HomePage::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    arrange();
}

void HomePage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        greet();
        emit titleChanged();
    }
}

}
