// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QFrame>

#include <optional>

class QLabel;
class QLineEdit;
class QScrollArea;

namespace tandem::client {

class FilterGroupBox;

/// The popover behind the filter button: the filter as groups of conditions, and the same as text.
class FilterEditor : public QFrame
{
    Q_OBJECT

public:
    FilterEditor(const EntityDef &entity, FieldContext context, QWidget *parent = nullptr);

    void setFilter(const QString &expression);
    /// Below what it belongs to, and on the screen as a whole, however many conditions are added.
    void openBelow(const QWidget &anchor);

signals:
    void filterChanged(const QString &expression);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTextLine();
    void apply();
    bool takeText(); ///< false if it is no filter, which is said below it
    void fit();
    void place();

    const EntityDef &m_entity;
    FieldContext m_context;
    QScrollArea *m_scroll;
    FilterGroupBox *m_root;
    QLineEdit *m_text;
    QLabel *m_error;
    std::optional<QPoint> m_corner; ///< where it would stand if there were room
};

}
