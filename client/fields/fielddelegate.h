// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"

#include <QPointer>
#include <QStyledItemDelegate>

namespace tandem::client {

class FieldEditor;

/// Draws a field's value in a cell and edits it in place with the editor of its type (F2, double click).
class FieldDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// How the delegate learns what a cell holds and hands back what was typed; the model or view gives it.
    struct Access
    {
        std::function<const EntityDef *(const QModelIndex &)> entity;
        std::function<const FieldDef *(const QModelIndex &)> field;
        std::function<Value(const QModelIndex &)> value;
        std::function<bool(const QModelIndex &)> editable;
        std::function<void(const QModelIndex &, const Value &)> commit;
    };

    FieldDelegate(FieldFormat format, Access access, QObject *parent = nullptr);

    void setFormat(FieldFormat format) { m_format = std::move(format); }
    const FieldFormat &format() const { return m_format; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void destroyEditor(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(
        QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Of the cell that is edited, null if none is.
    FieldEditor *openEditor() const;
    QModelIndex openIndex() const { return m_index; }
    /// Hands over what was typed so far, before the row or the table goes.
    void commitOpenEditor();

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void onFocusChanged(const QWidget *old, const QWidget *now);

    FieldFormat m_format;
    Access m_access;
    mutable QPointer<FieldEditor> m_editor;
    mutable QPersistentModelIndex m_index; ///< of its cell
};

}
