// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/moneytype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/numberrange.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Sign
{
    QStringView text;
    QStringView currency;
};

/// Currencies by how they are written around an amount. ¥ and $ are shared by several, so the context decides first.
constexpr Sign signs[]{{u"€", u"EUR"}, {u"£", u"GBP"}, {u"₩", u"KRW"}, {u"₹", u"INR"}, {u"元", u"CNY"},
    {u"人民币", u"CNY"}, {u"RMB", u"CNY"}, {u"¥", u"CNY"}, {u"￥", u"CNY"}, {u"$", u"USD"}};

bool sharesSign(QStringView sign, const QString &currency)
{
    if (sign == u"$")
        return currency.endsWith(u'D');
    return (sign == u"¥" || sign == u"￥") && currency == u"JPY";
}

/// Takes a sign or code off either end of `text` and says which currency it names.
QString takeCurrency(QString &text, const QString &fallback)
{
    for (const Sign &sign : signs) {
        const bool before = text.startsWith(sign.text, Qt::CaseInsensitive);
        if (!before && !text.endsWith(sign.text, Qt::CaseInsensitive))
            continue;
        text = (before ? text.mid(sign.text.size()) : text.chopped(sign.text.size())).trimmed();
        return sharesSign(sign.text, fallback) ? fallback : sign.currency.toString();
    }
    QString first = text.left(3).toUpper();
    QString last = text.right(3).toUpper();
    if (isCurrencyCode(first)) {
        text = text.mid(3).trimmed();
        return first;
    }
    if (isCurrencyCode(last)) {
        text = text.chopped(3).trimmed();
        return last;
    }
    return fallback;
}

}

Result<void> MoneyType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    if (!isCurrencyCode(value.toMoney().currency))
        return Error::invalid({}, u"notACurrency"_s, {{u"currency"_s, value.toMoney().currency}});
    return checkRange(field, value.toMoney().minor);
}

Result<Value> MoneyType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    const QJsonObject object = json.toObject();
    const QString currency = object.value("currency"_L1).toString();
    if (!json.isObject() || !object.value("amount"_L1).isString() || !isCurrencyCode(currency))
        return Error::invalid({}, u"notAnAmount"_s);
    TANDEM_ASSIGN(const Money money, amountFromText(object.value("amount"_L1).toString(), currency));
    return Value(money);
}

Result<Value> MoneyType::parseCell(const FieldDef &, const QString &cell, const ImportContext &context) const
{
    QString text = halfWidth(cell).trimmed();
    // A minus before the currency's sign: "-¥12".
    const bool negative = text.startsWith(u'-') && text.size() > 1 && !text.at(1).isDigit();
    if (negative)
        text = text.mid(1).trimmed();
    const QString currency = takeCurrency(text, context.currency);
    if (!isCurrencyCode(currency))
        return Error::invalid({}, u"noCurrency"_s);
    TANDEM_ASSIGN(const QString plain, plainNumber(negative ? u'-' + text : text));
    TANDEM_ASSIGN(const Money money, amountFromText(plain, currency));
    return Value(money);
}

}
