// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/hands.h"

#include "tests/e2e/storyclient/carddrag.h"
#include "tests/e2e/storyclient/popupanswer.h"
#include "tests/e2e/storyclient/screen.h"
#include "tests/support/typing.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QRadioButton>
#include <QTabBar>
#include <QTableView>

namespace tandem::test {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar character) { return character.unicode() < 128; });
}

void clickOn(QAbstractButton &button)
{
    // A long check box reacts to its mark and its text only.
    const bool marked = qobject_cast<QCheckBox *>(&button) || qobject_cast<QRadioButton *>(&button);
    QTest::mouseClick(&button, Qt::LeftButton, {}, marked ? QPoint(8, button.height() / 2) : button.rect().center());
}

}

Orders Hands::orders()
{
    return {
        {u"type"_s, orderOf(this, &Hands::type)},
        {u"press"_s, orderOf(this, &Hands::press)},
        {u"click"_s, orderOf(this, &Hands::click)},
        {u"choose"_s, orderOf(this, &Hands::choose)},
        {u"turnTo"_s, orderOf(this, &Hands::turnTo)},
        {u"pick"_s, orderOf(this, &Hands::pick)},
        {u"fillCell"_s, orderOf(this, &Hands::fillCell)},
        {u"menu"_s, orderOf(this, &Hands::menu)},
        {u"columnMenu"_s, orderOf(this, &Hands::columnMenu)},
        {u"file"_s, orderOf(this, &Hands::file)},
        {u"dragCard"_s, orderOf(this, &Hands::dragCard)},
    };
}

/// {"field" or "control", "text"}: in place of what stands there. "end" is the key that ends it, Tab if not given.
Result<QJsonObject> Hands::type(const QJsonObject &order)
{
    TANDEM_ASSIGN(QWidget * control, m_screen.controlOf(order));
    if (!qobject_cast<QAbstractButton *>(control))
        QTest::mouseClick(control, Qt::LeftButton);
    control->setFocus();
    QTest::keyClick(control, Qt::Key_A, Qt::ControlModifier);
    const QString text = order.value("text"_L1).toString();
    if (isAscii(text))
        QTest::keyClicks(control, text);
    else
        commitText(control, text);
    const bool enter = order.value("end"_L1).toString() == "Enter"_L1;
    QTest::keyClick(control, enter ? Qt::Key_Return : Qt::Key_Tab);
    return QJsonObject();
}

/// {"keys"}: to whatever has the focus.
Result<QJsonObject> Hands::press(const QJsonObject &order)
{
    const QKeySequence sequence(order.value("keys"_L1).toString());
    if (sequence.isEmpty())
        return Error::invalid(u"keys"_s, u"noKeys"_s);
    QWidget *focused = QApplication::focusWidget();
    QTest::keySequence(focused ? focused : m_screen.front(), sequence);
    return QJsonObject();
}

/// {"button"}
Result<QJsonObject> Hands::click(const QJsonObject &order)
{
    TANDEM_ASSIGN(QAbstractButton * button, m_screen.button(order.value("button"_L1).toString()));
    clickOn(*button);
    return QJsonObject();
}

/// {"row"}: the first that shows the text, once, or twice with "double".
Result<QJsonObject> Hands::choose(const QJsonObject &order)
{
    TANDEM_ASSIGN(const Screen::Row row, m_screen.row(order.value("row"_L1).toString()));
    row.view->scrollTo(row.index);
    const QPoint place = row.view->visualRect(row.index).center();
    QTest::mouseClick(row.view->viewport(), Qt::LeftButton, {}, place);
    if (order.value("double"_L1).toBool())
        QTest::mouseDClick(row.view->viewport(), Qt::LeftButton, {}, place);
    return QJsonObject();
}

/// {"tab"}: the tab with this text.
Result<QJsonObject> Hands::turnTo(const QJsonObject &order)
{
    const QString text = order.value("tab"_L1).toString();
    const auto placeOf = [&text](const QTabBar &bar) {
        for (int i = 0; i < bar.count(); ++i) {
            if (plain(bar.tabText(i)) == text)
                return i;
        }
        return -1;
    };
    TANDEM_ASSIGN(QTabBar * bar, m_screen.wait<QTabBar>(text, [&] {
        return Screen::visible<QTabBar>(
            m_screen.front(), [&](const QTabBar &candidate) { return placeOf(candidate) >= 0; });
    }));
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(placeOf(*bar)).center());
    return QJsonObject();
}

/// {"field" or "control", "option"}: goes through a combo box with the arrow keys.
Result<QJsonObject> Hands::pick(const QJsonObject &order)
{
    TANDEM_ASSIGN(QWidget * control, m_screen.controlOf(order));
    auto *box = qobject_cast<QComboBox *>(control);
    const QString option = order.value("option"_L1).toString();
    if (!box)
        return Error::invalid(order.value("control"_L1).toString(), u"noChoice"_s);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int step = 0; step < box->count() && box->currentText() != option; ++step)
        QTest::keyClick(box, Qt::Key_Down);
    if (box->currentText() != option)
        return Error::notFound(option);
    return QJsonObject();
}

/// {"table", "row", "column", "text"}
Result<QJsonObject> Hands::fillCell(const QJsonObject &order)
{
    TANDEM_ASSIGN(QWidget * control, m_screen.control(order.value("table"_L1).toString()));
    auto *view = qobject_cast<QAbstractItemView *>(control);
    const QModelIndex index =
        view ? view->model()->index(order.value("row"_L1).toInt(), order.value("column"_L1).toInt()) : QModelIndex();
    if (!index.isValid())
        return Error::notFound(order.value("table"_L1).toString());
    view->setCurrentIndex(index);
    view->edit(index);
    TANDEM_ASSIGN(QLineEdit * editor, m_screen.wait<QLineEdit>(u"editor of the cell"_s, [view] {
        return Screen::visible<QLineEdit>(view->viewport(), [](const QLineEdit &) { return true; });
    }));
    commitText(editor, order.value("text"_L1).toString());
    QTest::keyClick(editor, Qt::Key_Return);
    return QJsonObject();
}

/// {"button", "item"}: of the menu that the button opens.
Result<QJsonObject> Hands::menu(const QJsonObject &order)
{
    TANDEM_ASSIGN(QAbstractButton * button, m_screen.button(order.value("button"_L1).toString()));
    const PopupAnswer answer(PopupAnswer::menuItem(order.value("item"_L1).toString()));
    QTest::mouseClick(button, Qt::LeftButton);
    TANDEM_TRY(answer.wait());
    return QJsonObject();
}

/// {"item"}: of the menu on the header of the table in front.
Result<QJsonObject> Hands::columnMenu(const QJsonObject &order)
{
    TANDEM_ASSIGN(QTableView * table, m_screen.wait<QTableView>(u"table"_s, [this] {
        return Screen::visible<QTableView>(m_screen.front(), [](const QTableView &) { return true; });
    }));
    const PopupAnswer answer(PopupAnswer::menuItem(order.value("item"_L1).toString()));
    QWidget *header = table->horizontalHeader()->viewport();
    const QPoint place(10, header->height() / 2);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, header->mapToGlobal(place));
    QApplication::sendEvent(header, &event);
    TANDEM_TRY(answer.wait());
    return QJsonObject();
}

/// {"button", "path"}: the file for the dialog that the button opens.
Result<QJsonObject> Hands::file(const QJsonObject &order)
{
    TANDEM_ASSIGN(QAbstractButton * button, m_screen.button(order.value("button"_L1).toString()));
    const PopupAnswer answer(PopupAnswer::file(order.value("path"_L1).toString()));
    clickOn(*button);
    TANDEM_TRY(answer.wait());
    return QJsonObject();
}

/// {"card", "column"}: of a board, by the name of the column.
Result<QJsonObject> Hands::dragCard(const QJsonObject &order)
{
    TANDEM_ASSIGN(const Screen::Row card, m_screen.row(order.value("card"_L1).toString()));
    TANDEM_ASSIGN(QWidget * control, m_screen.control(order.value("column"_L1).toString()));
    auto *column = qobject_cast<QAbstractItemView *>(control);
    if (!column)
        return Error::notFound(order.value("column"_L1).toString());
    TANDEM_TRY(CardDrag(*card.view, card.index, *column).carryOut());
    return QJsonObject{{u"by"_s, CardDrag::isByWindowSystem() ? u"window system"_s : u"events"_s}};
}

}
