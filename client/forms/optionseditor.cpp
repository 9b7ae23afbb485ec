// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/optionseditor.h"

#include "client/fields/optionswatch.h"
#include "client/fields/quietcombobox.h"
#include "client/forms/definitionname.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QToolButton>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Of the item of a key its whole option, of an English label all labels: the table shows a part of both.
constexpr int givenRole = Qt::UserRole;

/// An open editor covers its cell, and a screen reader hears of the editor alone: it is called what its column is.
class NamedCellDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (editor)
            editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        return editor;
    }
};

}

OptionsEditor::OptionsEditor(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, ColumnCount))
    , m_add(new QToolButton)
    , m_remove(new QToolButton)
{
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    m_table->setItemDelegate(new NamedCellDelegate(m_table));
    m_table->setMinimumHeight(150);
    m_table->verticalHeader()->setVisible(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setTabKeyNavigation(false);
    for (QToolButton *button : {m_add, m_remove}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_add->setIcon(icons::icon(u"plus"_s));
    m_remove->setIcon(icons::icon(u"trash-2"_s));
    connect(m_add, &QToolButton::clicked, this, [this] {
        addRow({}, {});
        m_table->setCurrentCell(m_table->rowCount() - 1, English);
        m_table->editItem(m_table->currentItem());
    });
    connect(m_remove, &QToolButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        emit changed();
    });
    connect(m_table, &QTableWidget::itemChanged, this, &OptionsEditor::changed);
    retranslate();
}

void OptionsEditor::setOptions(const FieldDef &field)
{
    m_table->setRowCount(0);
    m_known.clear();
    for (const ChoiceOption &option : field.options) {
        m_known.insert(option.key);
        addRow(option, field.optionLabels.value(option.key));
    }
}

QString OptionsEditor::freeKey(const FieldDef &field) const
{
    QSet<QString> taken = m_known;
    for (const ChoiceOption &option : field.options)
        taken.insert(option.key);
    for (int row = 0; row < m_table->rowCount(); ++row)
        taken.insert(m_table->item(row, Key)->text().trimmed());
    int number = 1;
    while (taken.contains(u"option%1"_s.arg(number)))
        ++number;
    return u"option%1"_s.arg(number);
}

void OptionsEditor::writeTo(FieldDef &field) const
{
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto text = [&](Column column) {
            return m_table->item(row, column)->text().trimmed();
        };
        ChoiceOption option = m_table->item(row, Key)->data(givenRole).value<ChoiceOption>();
        option.key = text(Key).isEmpty() ? definitionName(text(English)) : text(Key);
        if (option.key.isEmpty() && text(Chinese).isEmpty())
            continue;
        if (option.key.isEmpty())
            option.key = freeKey(field);
        option.colour = qobject_cast<QComboBox *>(m_table->cellWidget(row, Colour))->currentData().toString();
        option.active = m_table->item(row, Active)->checkState() == Qt::Checked;
        auto labels = m_table->item(row, English)->data(givenRole).value<QMap<QString, QString>>();
        setLabel(labels, u"en"_s, text(English));
        setLabel(labels, u"zh_CN"_s, text(Chinese));
        field.optionLabels.insert(option.key, labels);
        field.options.push_back(std::move(option));
    }
}

void OptionsEditor::addRow(const ChoiceOption &option, const QMap<QString, QString> &labels)
{
    const QSignalBlocker blocker(m_table);
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto *key = new QTableWidgetItem(option.key);
    key->setData(givenRole, QVariant::fromValue(option));
    m_table->setItem(row, Key, key);
    auto *english = new QTableWidgetItem(labels.value(u"en"_s));
    english->setData(givenRole, QVariant::fromValue(labels));
    m_table->setItem(row, English, english);
    m_table->setItem(row, Chinese, new QTableWidgetItem(labels.value(u"zh_CN"_s)));
    auto *active = new QTableWidgetItem;
    active->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    active->setCheckState(option.active ? Qt::Checked : Qt::Unchecked);
    m_table->setItem(row, Active, active);
    m_table->setItem(row, Colour, new QTableWidgetItem);
    auto *colours = new QuietComboBox;
    colours->setAccessibleName(tr("Colour"));
    colours->addItem(u"–"_s, QString());
    for (const QString &name : namedColourNames())
        colours->addItem(optionSwatch(name, palette(), devicePixelRatioF()), name, name);
    if (!option.colour.isEmpty() && colours->findData(option.colour) < 0)
        colours->addItem(option.colour, option.colour); // of a later build
    colours->setCurrentIndex(std::max(0, colours->findData(option.colour)));
    connect(colours, &QComboBox::activated, this, &OptionsEditor::changed);
    m_table->setCellWidget(row, Colour, colours);
}

void OptionsEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void OptionsEditor::retranslate()
{
    m_table->setHorizontalHeaderLabels({tr("Key"), tr("English"), tr("Chinese"), tr("Colour"), tr("Offered")});
    m_table->setAccessibleName(tr("Options"));
    m_add->setText(tr("Add an option"));
    m_remove->setText(tr("Remove"));
}

}
