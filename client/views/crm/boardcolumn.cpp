// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/crm/boardcolumn.h"

#include "client/fields/recordscontext.h"
#include "client/views/crm/carddelegate.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/entities/entitynames.h"

#include <QApplication>
#include <QDrag>
#include <QDragEnterEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace tandem::client::crm {

namespace {

const auto cardMimeType = QStringLiteral("application/x-tandem-card");
constexpr int columnWidth = 250;

}

BoardColumn::BoardColumn(BoardModel &model, int column, FieldContext context, const Record &stage, QWidget *parent)
    : QFrame(parent)
    , m_model(model)
    , m_column(column)
    , m_context(std::move(context))
    , m_format(formatOf(m_context))
    , m_stage(stage)
    , m_title(new QLabel(this))
    , m_summary(new QLabel(this))
    , m_goal(new QLabel(this))
    , m_cards(new QListView(this))
{
    setFixedWidth(columnWidth);
    setFrameShape(QFrame::NoFrame);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    m_goal->setForegroundRole(QPalette::PlaceholderText);
    m_goal->setWordWrap(true);
    QFont small = m_goal->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    m_goal->setFont(small);
    const QString goal = stage.value(entities::stage::field::goal).toText();
    m_goal->setText(goal);
    m_goal->setVisible(!goal.isEmpty());

    m_cards->setModel(&m_model);
    m_cards->setRootIndex(root());
    m_cards->setItemDelegate(new CardDelegate(m_context, m_cards));
    m_cards->setFrameShape(QFrame::NoFrame);
    m_cards->setSpacing(tokens::spaceSmall);
    m_cards->setUniformItemSizes(true);
    m_cards->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_cards->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_cards->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_cards->viewport()->setAcceptDrops(true);
    m_cards->viewport()->installEventFilter(this);
    m_cards->installEventFilter(this);
    m_cards->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_cards, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        if (m_cards->selectionModel()->isSelected(currentCard()))
            emit menuRequested(currentCard(), m_cards->viewport()->mapToGlobal(position));
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceSmall, tokens::space, tokens::spaceSmall, 0);
    layout->setSpacing(tokens::spaceTiny);
    layout->addWidget(m_title);
    layout->addWidget(m_summary);
    layout->addWidget(m_goal);
    layout->addWidget(m_cards, 1);
    refreshHead();
}

void BoardColumn::refreshHead()
{
    const QModelIndex index = root();
    m_title->setText(m_model.data(index, Qt::DisplayRole).toString());
    QStringList parts{tr("%n deal(s)", nullptr, m_model.data(index, BoardModel::CountRole).toInt())};
    const QVariantList sums = m_model.data(index, BoardModel::SumsRole).toList();
    for (const QVariant &sum : sums)
        parts.append(m_format.money(sum.value<Money>()));
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_cards->setAccessibleName(m_title->text());
}

QModelIndex BoardColumn::currentCard() const
{
    return m_cards->currentIndex();
}

void BoardColumn::focusCards()
{
    m_cards->setFocus();
    if (!m_cards->currentIndex().isValid() && m_model.rowCount(root()) > 0)
        m_cards->setCurrentIndex(m_model.index(0, 0, root()));
}

void BoardColumn::select(const QModelIndex &card)
{
    m_cards->setCurrentIndex(card);
    m_cards->setFocus();
}

void BoardColumn::startDrag()
{
    const QModelIndex card = m_cards->indexAt(m_pressed);
    if (!card.isValid())
        return;
    auto *data = new QMimeData;
    data->setData(cardMimeType, toBytes(card.data(BoardModel::IdRole).value<RecordId>()));
    auto *drag = new QDrag(this);
    drag->setMimeData(data);
    drag->setPixmap(m_cards->viewport()->grab(m_cards->visualRect(card)));
    drag->setHotSpot(m_pressed - m_cards->visualRect(card).topLeft());
    drag->exec(Qt::MoveAction);
}

void BoardColumn::setTarget(bool target)
{
    if (m_isTarget == target)
        return;
    m_isTarget = target;
    update();
}

/// Where a card would go is seen before it is let go.
void BoardColumn::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (!m_isTarget)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), tokens::radius, tokens::radius);
}

bool BoardColumn::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        m_pressed = static_cast<QMouseEvent *>(event)->pos();
        break;
    }
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool far = (mouse->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
        if (mouse->buttons() & Qt::LeftButton && far) {
            startDrag();
            return true;
        }
        break;
    }
    case QEvent::MouseButtonDblClick: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QModelIndex card = m_cards->indexAt(mouse->pos());
        if (card.isValid())
            emit openRequested(card, mouse->modifiers() & Qt::ControlModifier);
        return true;
    }
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDragMoveEvent *>(event);
        if (drag->mimeData()->hasFormat(cardMimeType)) {
            drag->acceptProposedAction();
            setTarget(true);
            return true;
        }
        break;
    }
    case QEvent::DragLeave:
        setTarget(false);
        break;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        setTarget(false);
        const RecordId card = recordIdFromBytes(drop->mimeData()->data(cardMimeType));
        if (!card.isNull()) {
            drop->acceptProposedAction();
            emit cardDropped(card);
        }
        return true;
    }
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool moving = key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
        if (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) {
            const int step = key->key() == Qt::Key_Left ? -1 : 1;
            if (moving)
                emit moveRequested(currentCard(), step);
            else
                emit focusMoveRequested(step);
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && currentCard().isValid()) {
            emit openRequested(currentCard(), key->modifiers() & Qt::ControlModifier);
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

}
