// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielddelegate.h"

#include "client/fields/fieldeditors.h"
#include "client/widgets/avatar.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QApplication>
#include <QPainter>

namespace tandem::client {

namespace {

QString colourOf(const FieldDef &field, const QString &key)
{
    const auto found = std::find_if(
        field.options.begin(), field.options.end(), [&](const ChoiceOption &option) { return option.key == key; });
    return found == field.options.end() ? QString() : found->colour;
}

void paintPill(
    QPainter &painter, const QRect &cell, const QString &text, const QString &colour, const QPalette &palette)
{
    const ToneColours colours = namedColours(colour, palette);
    const QFontMetrics metrics = painter.fontMetrics();
    QRect pill(0, 0, std::min(metrics.horizontalAdvance(text) + 2 * tokens::space, cell.width()),
        metrics.height() + tokens::spaceSmall);
    pill.moveCenter(cell.center());
    pill.moveLeft(cell.left());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.background);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(colours.text);
    painter.drawText(pill, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, pill.width() - tokens::space));
    painter.restore();
}

}

FieldDelegate::FieldDelegate(FieldFormat format, Access access, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_format(std::move(format))
    , m_access(std::move(access))
{
    // An editor's focus sits in a control inside it, where the view does not look for it.
    connect(qApp, &QApplication::focusChanged, this, &FieldDelegate::onFocusChanged);
}

void FieldDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const EntityDef *entity = m_access.entity(index);
    const FieldDef *field = m_access.field(index);
    if (!entity || !field)
        return;
    option->text = m_format.text(*entity, *field, m_access.value(index));
    option->features.setFlag(QStyleOptionViewItem::HasDisplay, !option->text.isEmpty());
    option->displayAlignment = m_format.alignment(*field);
    option->textElideMode = Qt::ElideRight;
}

void FieldDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const FieldDef *field = m_access.field(index);
    const bool coloured =
        field && field->type == FieldType::Choice && !colourOf(*field, m_access.value(index).toText()).isEmpty();
    const bool person = field && field->type == FieldType::User;
    if (!coloured && !person) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, QString());
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (text.isEmpty())
        return;
    QRect cell = item.rect.adjusted(tokens::space, 0, -tokens::space, 0);
    painter->save();
    painter->setFont(item.font);
    if (coloured) {
        paintPill(*painter, cell, text, colourOf(*field, m_access.value(index).toText()), item.palette);
    } else {
        const int side = std::min(tokens::icon, cell.height() - tokens::spaceTiny);
        const QRect disc(cell.left(), cell.center().y() - side / 2, side, side);
        Avatar::paint(*painter, disc, text, item.palette);
        cell.setLeft(disc.right() + tokens::spaceSmall);
        const bool selected = item.state & QStyle::State_Selected;
        painter->setPen(item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(
            cell, Qt::AlignVCenter | Qt::AlignLeft, item.fontMetrics.elidedText(text, Qt::ElideRight, cell.width()));
    }
    painter->restore();
}

QSize FieldDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + tokens::spaceSmall, std::max(hint.height(), tokens::rowHeight)};
}

QWidget *FieldDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const EntityDef *entity = m_access.entity(index);
    const FieldDef *field = m_access.field(index);
    if (!entity || !field || !m_access.editable || !m_access.editable(index))
        return nullptr;
    FieldEditor *editor = createFieldEditor(*entity, *field, m_format.context(), parent);
    if (editor->isReadOnly()) {
        delete editor;
        return nullptr;
    }
    editor->setAutoFillBackground(true);
    m_editor = editor;
    m_index = index;
    return editor;
}

void FieldDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *own = qobject_cast<FieldEditor *>(editor);
    // The model tells of changes while the user types; what is typed stays.
    if (own && !own->isDirty())
        own->setValue(m_access.value(index));
}

void FieldDelegate::destroyEditor(QWidget *editor, const QModelIndex &index) const
{
    if (m_editor.data() == editor)
        m_editor.clear();
    QStyledItemDelegate::destroyEditor(editor, index);
}

void FieldDelegate::setModelData(QWidget *editor, QAbstractItemModel *, const QModelIndex &index) const
{
    const auto *own = qobject_cast<FieldEditor *>(editor);
    if (own && own->isDirty() && own->inputError().isEmpty())
        m_access.commit(index, own->value());
}

void FieldDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect place = option.rect;
    place.setHeight(std::max(place.height(), editor->sizeHint().height()));
    place.setWidth(std::max(place.width(), std::min(editor->minimumSizeHint().width(), 360)));
    editor->setGeometry(place);
}

FieldEditor *FieldDelegate::openEditor() const
{
    return m_editor;
}

void FieldDelegate::commitOpenEditor()
{
    if (m_editor)
        emit commitData(m_editor);
}

void FieldDelegate::onFocusChanged(const QWidget *old, const QWidget *now)
{
    const auto isInside = [this](const QWidget *widget) {
        while (widget && widget != m_editor.data())
            widget = widget->parentWidget(); // also from a calendar or dialog that belongs to the editor
        return widget != nullptr;
    };
    // No widget at all: another program, to which the user turns for a moment. A popup: a list of the editor's.
    const bool left = m_editor && now && now->window()->windowType() != Qt::Popup && isInside(old) && !isInside(now);
    if (!left)
        return;
    emit commitData(m_editor);
    if (m_editor)
        emit closeEditor(m_editor, NoHint);
}

}
