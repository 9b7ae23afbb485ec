// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/serverrows.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int visibleRows = 8;

}

ServerRows::ServerRows(Records &records, QTableView &above, QWidget *parent)
    : QWidget(parent)
    , m_model(records)
    , m_header(*above.horizontalHeader())
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_table(new QTableView(this))
{
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(tokens::rowHeight);
    m_table->verticalHeader()->hide();
    m_table->setFixedHeight(visibleRows * tokens::rowHeight);

    auto *line = new QHBoxLayout;
    line->setContentsMargins(tokens::spaceMedium, tokens::spaceSmall, tokens::spaceMedium, tokens::spaceSmall);
    line->setSpacing(tokens::spaceSmall);
    line->addWidget(m_mark);
    line->addWidget(m_text, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_table);

    connect(m_table, &QTableView::activated, this,
        [this](const QModelIndex &index) { emit openRequested(m_model.keyAt(index.row()), false); });
    connect(&m_model, &ServerRowModel::stateChanged, this, &ServerRows::showState);
    connect(&m_header, &QHeaderView::sectionResized, this, &ServerRows::takeWidths);
    connect(&m_header, &QHeaderView::sectionMoved, this, &ServerRows::takeWidths);
    scrollWith(above);
    showState();
}

void ServerRows::scrollWith(QTableView &above)
{
    m_table->setHorizontalScrollMode(above.horizontalScrollMode());
    QScrollBar *own = m_table->horizontalScrollBar();
    QScrollBar *other = above.horizontalScrollBar();
    connect(other, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
    connect(own, &QScrollBar::valueChanged, other, [this, other](int value) {
        if (m_table->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff)
            other->setValue(value);
    });
}

void ServerRows::setHasRowsAbove(bool has)
{
    m_table->setHorizontalScrollBarPolicy(has ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
}

void ServerRows::follow(const ListQuery &query, const QStringList &columns)
{
    m_model.setQuery(query, columns);
}

void ServerRows::showState()
{
    const bool unreachable = m_model.state() == ServerRowModel::State::Unreachable;
    const bool refused = m_model.state() == ServerRowModel::State::Refused;
    const bool loading = m_model.state() == ServerRowModel::State::Loading;
    m_text->setText(unreachable ? tr("There is more on the server. It is shown when you are online.")
            : refused   ? tr("What else is on the server cannot be shown here. %1").arg(errorText(m_model.error()))
            : hasRows() ? tr("On the server, not kept on this computer")
                        : tr("Looking on the server…"));
    m_mark->setPixmap(icons::icon(unreachable || refused ? QStringLiteral("cloud-off") : QStringLiteral("cloud"))
                          .pixmap(tokens::iconSmall, tokens::iconSmall));
    m_table->setAccessibleName(m_text->text());
    m_table->setVisible(hasRows());
    setVisible(hasRows() || unreachable || refused || loading);
    takeWidths();
    emit rowsChanged();
}

void ServerRows::takeWidths()
{
    QHeaderView *own = m_table->horizontalHeader();
    if (own->count() != m_header.count())
        return;
    for (int place = 0; place < own->count(); ++place) {
        const int column = m_header.logicalIndex(place);
        own->moveSection(own->visualIndex(column), place);
        own->resizeSection(column, m_header.sectionSize(column));
        own->setSectionHidden(column, m_header.isSectionHidden(column));
    }
}

void ServerRows::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showState();
    QWidget::changeEvent(event);
}

}
