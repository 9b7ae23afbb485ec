// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/eyes.h"

#include "client/fields/fieldeditor.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "tests/e2e/storyclient/screen.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>

namespace tandem::test {

using namespace Qt::Literals::StringLiterals;

Orders Eyes::orders()
{
    return {
        {u"seeRow"_s, orderOf(this, &Eyes::seeRow)},
        {u"seeNoRow"_s, orderOf(this, &Eyes::seeNoRow)},
        {u"seeField"_s, orderOf(this, &Eyes::seeField)},
        {u"seeOption"_s, orderOf(this, &Eyes::seeOption)},
        {u"seeButton"_s, orderOf(this, &Eyes::seeButton)},
        {u"seeNoDialog"_s, orderOf(this, &Eyes::seeNoDialog)},
        {u"readChoice"_s, orderOf(this, &Eyes::readChoice)},
    };
}

/// {"row"}: a row that shows this text is in a list or table in front.
Result<QJsonObject> Eyes::seeRow(const QJsonObject &order)
{
    TANDEM_TRY(m_screen.row(order.value("row"_L1).toString()));
    return QJsonObject();
}

/// {"row"}: no list or table in front shows this text any more.
Result<QJsonObject> Eyes::seeNoRow(const QJsonObject &order)
{
    const QString text = order.value("row"_L1).toString();
    if (!QTest::qWaitFor([&] { return !m_screen.showsRow(text); }, Screen::patience))
        return Error::invalid(text, u"rowStays"_s);
    return QJsonObject();
}

/// {"field", "value"}: the editor of the field shows the value, given as in REST.
Result<QJsonObject> Eyes::seeField(const QJsonObject &order)
{
    const QString name = order.value("field"_L1).toString();
    const auto shown = [this, &name]() -> QJsonValue {
        auto *editor = Screen::visible<client::FieldEditor>(
            m_screen.front(), [&name](const client::FieldEditor &candidate) { return candidate.field().name == name; });
        return editor ? fieldTypeInfo(editor->field().type).toJson(editor->field(), editor->value())
                      : QJsonValue(QJsonValue::Undefined);
    };
    const QJsonValue wanted = order.value("value"_L1);
    const bool seen = QTest::qWaitFor(
        [&] {
            const QJsonValue value = shown();
            return !value.isUndefined() && (wanted.isUndefined() || value == wanted);
        },
        Screen::patience);
    const QJsonValue last = shown();
    if (!seen)
        return Error{
            ErrorCode::NotFound, u"notOnTheScreen"_s, name, {{u"shown"_s, last.toVariant()}}, m_screen.whatIsThere()};
    return QJsonObject{{u"value"_s, last}};
}

/// {"field" or "control", "option"}: a combo box offers it.
Result<QJsonObject> Eyes::seeOption(const QJsonObject &order)
{
    TANDEM_ASSIGN(QWidget * control, m_screen.controlOf(order));
    const auto *box = qobject_cast<QComboBox *>(control);
    const QString option = order.value("option"_L1).toString();
    if (!box || box->findText(option) < 0)
        return Error::notFound(option);
    return QJsonObject();
}

/// {"button"}: it is there, and enabled.
Result<QJsonObject> Eyes::seeButton(const QJsonObject &order)
{
    TANDEM_TRY(m_screen.button(order.value("button"_L1).toString()));
    return QJsonObject();
}

/// No dialog, menu or list is open in front of the window any more.
Result<QJsonObject> Eyes::seeNoDialog(const QJsonObject &)
{
    if (!QTest::qWaitFor([this] { return m_screen.front() == m_screen.window(); }, Screen::patience))
        return Error{ErrorCode::Invalid, u"dialogStays"_s, m_screen.front()->windowTitle(), {}, m_screen.whatIsThere()};
    return QJsonObject();
}

/// {"control"}: what a combo box stands on.
Result<QJsonObject> Eyes::readChoice(const QJsonObject &order)
{
    TANDEM_ASSIGN(QWidget * control, m_screen.controlOf(order));
    const auto *box = qobject_cast<QComboBox *>(control);
    if (!box)
        return Error::notFound(order.value("control"_L1).toString());
    return QJsonObject{{u"text"_s, box->currentText()}};
}

}
