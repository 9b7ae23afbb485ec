// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "client/records/recordtypes.h"
#include "shared/expressions/filterbuilder.h"

#include <QWidget>

class QToolButton;

namespace tandem::client {

class Chip;
class FlowLayout;
class SearchBox;

/// Above the list: a box for words, the filter button, and a chip per condition or group of
/// conditions, each of which can be taken away by itself.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    FilterBar(const QString &entity, FieldContext context, QWidget *parent = nullptr);

    void setContext(FieldContext context);
    /// The filter of the view without the words in the box.
    void setFilter(const QString &expression);
    QString filter() const { return m_filter; }
    /// Filter and words together, as the list uses it.
    QString effectiveFilter() const;
    void focusBox();
    void clear();

signals:
    void filterChanged();
    void movedDown(); ///< from the box into the list

protected:
    void changeEvent(QEvent *event) override;

private:
    const EntityDef *definition() const;
    void rebuildChips();
    void addPartChip(const EntityDef &entity, size_t number);
    void addJoiningWord();
    void retitle(const QSet<RecordKey> &keys);
    void openEditor();
    void takeFilter(const QString &expression);
    void retranslate();

    QString m_entity;
    FieldContext m_context;
    QString m_filter;
    QString m_words;
    SearchBox *m_box;
    QToolButton *m_button;
    QWidget *m_chips;
    FlowLayout *m_chipLayout;
    FilterPart m_parts; ///< of the filter
    QList<Chip *> m_partChips; ///< one for each of them
};

}
