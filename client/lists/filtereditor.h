// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/expressions/filterbuilder.h"

#include <QFrame>

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

signals:
    void filterChanged(const QString &expression);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildTextLine();
    void apply();
    bool takeText(); ///< false if it is no filter, which is said below it
    void fit();

    const EntityDef &m_entity;
    FieldContext m_context;
    QScrollArea *m_scroll;
    FilterGroupBox *m_root;
    QLineEdit *m_text;
    QLabel *m_error;
};

}
