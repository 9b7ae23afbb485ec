// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldformat.h"

#include "client/fields/recordscontext.h"
#include "client/models/entityrulewords.h"
#include "client/records/records.h"
#include "shared/base/daytext.h"
#include "shared/metadata/entitydef.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextDocumentFragment>

#include <cmath>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("FieldFormat", text);
}

QString joined(const QStringList &parts)
{
    return parts.join(say(QT_TRANSLATE_NOOP("FieldFormat", ", ")));
}

/// "-1234.50" with the separators of the locale. By text, so that no digit is lost in a double.
QString grouped(const QString &plain, const QLocale &locale)
{
    const qsizetype point = plain.indexOf(u'.');
    const bool negative = plain.startsWith(u'-');
    QString whole = plain.left(point < 0 ? plain.size() : point).mid(negative ? 1 : 0);
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, locale.groupSeparator());
    if (negative)
        whole.prepend(u'-');
    return point < 0 ? whole : whole + locale.decimalPoint() + plain.mid(point + 1);
}

QString scaledPlain(qint64 stored, int scale)
{
    const bool negative = stored < 0;
    QString digits = QString::number(negative ? 0 - quint64(stored) : quint64(stored));
    digits = digits.rightJustified(scale + 1, u'0');
    if (scale > 0)
        digits.insert(digits.size() - scale, u'.');
    return negative ? u'-' + digits : digits;
}

/// Small parts first in the West, large parts first in Chinese.
QString addressText(const Value &value, const QLocale &locale, const QString &separator)
{
    const QJsonObject object = QJsonDocument::fromJson(value.toText().toUtf8()).object();
    QStringList order{u"country"_s, u"province"_s, u"city"_s, u"district"_s, u"street"_s, u"postcode"_s};
    const bool chinese = locale.language() == QLocale::Chinese;
    if (!chinese)
        order = {u"street"_s, u"district"_s, u"city"_s, u"province"_s, u"postcode"_s, u"country"_s};
    QStringList parts;
    for (const QString &name : order) {
        if (const QString part = object.value(name).toString(); !part.isEmpty())
            parts.append(part);
    }
    return parts.join(chinese && separator.trimmed() == ","_L1 ? u" "_s : separator);
}

QString oneLine(const QString &text)
{
    return text.simplified();
}

}

FieldFormat::FieldFormat(FieldContext context, TitleLookup titles)
    : m_context(std::move(context))
    , m_titles(std::move(titles))
{
    if (!m_titles && m_context.records) {
        m_titles = [records = m_context.records](const QString &entity, const RecordId &id) {
            const EntityDef *definition = records->entity(entity);
            return definition ? linkedTitle(*records, {definition->number, id}) : QString();
        };
    }
}

QString FieldFormat::title(const QString &entity, const RecordId &record) const
{
    return m_titles && !record.isNull() ? m_titles(entity, record) : QString();
}

QString FieldFormat::option(const EntityDef &entity, const FieldDef &field, const QString &key) const
{
    const Labels *labels = labelsOf(m_context);
    return labels ? labels->option(entity, field, key) : key;
}

QString FieldFormat::text(const EntityDef &entity, const FieldDef &field, const Value &value) const
{
    if (value.isNull())
        return {};
    switch (field.type) {
    case FieldType::Text:
        return value.kind() == Value::Kind::Text ? oneLine(field.readable(
                   m_context.labels ? m_context.labels->translated(entity.name, value.toText()) : value.toText()))
                                                 : text(value);
    case FieldType::LongText:
    case FieldType::Email:
    case FieldType::Phone:
    case FieldType::Url:
    case FieldType::NumberSeries:
        return value.kind() == Value::Kind::Text ? oneLine(value.toText()) : text(value);
    case FieldType::Json:
        return oneLine(jsonLines(field, value).join(say(QT_TRANSLATE_NOOP("FieldFormat", "; "))));
    case FieldType::RichText:
        return oneLine(QTextDocumentFragment::fromHtml(value.toText()).toPlainText());
    case FieldType::Integer:
        return grouped(QString::number(value.toInteger()), m_context.locale);
    case FieldType::Decimal:
        return scaled(value.toInteger(), field.scale);
    case FieldType::Percent:
        return scaled(value.toInteger(), field.scale) + u'%';
    case FieldType::Money:
        return money(value.toMoney());
    case FieldType::Boolean:
        return text(value);
    case FieldType::Date:
        return date(value.toText());
    case FieldType::DateTime:
        return dateTime(value.toInteger());
    case FieldType::Duration:
        return duration(value.toInteger());
    case FieldType::Choice:
        return option(entity, field, value.toText());
    case FieldType::MultiChoice: {
        QStringList labels;
        for (const QString &key : value.toSet())
            labels.append(option(entity, field, key));
        return joined(labels);
    }
    case FieldType::Tags:
        return joined(value.toSet());
    case FieldType::Link:
        return title(field.target, value.toId());
    case FieldType::User:
        return title(u"user"_s, value.toId());
    case FieldType::File:
    case FieldType::Image:
        return title(u"file"_s, value.toId());
    case FieldType::Links: {
        QStringList titles;
        for (const QString &id : value.toSet())
            titles.append(title(field.target, recordIdFromText(id)));
        return joined(titles);
    }
    case FieldType::AnyLink: {
        const QString text = value.toText();
        return title(text.section(u'/', 0, 0), recordIdFromText(text.section(u'/', 1)));
    }
    case FieldType::Address:
        return addressText(value, m_context.locale, u", "_s);
    case FieldType::Formula:
    case FieldType::RollUp:
        return text(value);
    }
    return {};
}

/// Also of formulas and roll-ups there is no more to go by.
QString FieldFormat::text(const Value &value) const
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
        return value.toBool() ? say(QT_TRANSLATE_NOOP("FieldFormat", "Yes"))
                              : say(QT_TRANSLATE_NOOP("FieldFormat", "No"));
    case Value::Kind::Integer:
        return grouped(QString::number(value.toInteger()), m_context.locale);
    case Value::Kind::Real: {
        const double number = value.toReal();
        const bool whole = std::abs(number - std::round(number)) < 0.005;
        return m_context.locale.toString(number, 'f', whole ? 0 : 2);
    }
    case Value::Kind::Text: {
        const QDate day = value.toText().size() == 10 ? QDate::fromString(value.toText(), Qt::ISODate) : QDate();
        return day.isValid() ? date(value.toText()) : oneLine(value.toText());
    }
    case Value::Kind::Money:
        return money(value.toMoney());
    case Value::Kind::Set:
        return joined(value.toSet());
    case Value::Kind::Id:
    case Value::Kind::Null:
        break;
    }
    return {};
}

QString FieldFormat::longText(const EntityDef &entity, const FieldDef &field, const Value &value) const
{
    switch (field.type) {
    case FieldType::LongText:
        return value.toText();
    case FieldType::Json:
        return jsonLines(field, value).join(u'\n');
    case FieldType::RichText:
        return QTextDocumentFragment::fromHtml(value.toText()).toPlainText();
    case FieldType::Address:
        return addressText(value, m_context.locale, u"\n"_s);
    default:
        return text(entity, field, value);
    }
}

std::pair<QString, QString> FieldFormat::change(
    const EntityDef &entity, const FieldDef &field, const Value &from, const Value &to) const
{
    if (field.content == JsonContent::Any || !m_context.registry)
        return {text(entity, field, from), text(entity, field, to)};
    return EntityRuleWords(*m_context.registry, labelsOf(m_context)).change(field, from, to);
}

QStringList FieldFormat::jsonLines(const FieldDef &field, const Value &value) const
{
    if (!m_context.registry)
        return {value.toText()};
    return EntityRuleWords(*m_context.registry, labelsOf(m_context)).lines(field, value);
}

Qt::Alignment FieldFormat::alignment(const FieldDef &field) const
{
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Percent:
    case FieldType::Money:
    case FieldType::Duration:
    case FieldType::RollUp:
        return Qt::AlignRight | Qt::AlignVCenter;
    default:
        return Qt::AlignLeft | Qt::AlignVCenter;
    }
}

QString FieldFormat::money(const Money &money) const
{
    const QString amount = grouped(amountToText(money), m_context.locale);
    const QString symbol = currencySymbol(money.currency);
    const QString gap = symbol == money.currency ? u" "_s : QString();
    return amount.startsWith(u'-') ? u'-' + symbol + gap + amount.mid(1) : symbol + gap + amount;
}

QString FieldFormat::date(const QString &iso) const
{
    const QDate day = QDate::fromString(iso, Qt::ISODate);
    return day.isValid() ? dayText(day, m_context.locale) : iso;
}

QString FieldFormat::dateTime(qint64 millisecondsUtc) const
{
    return momentText(QDateTime::fromMSecsSinceEpoch(millisecondsUtc, m_context.zone), m_context.locale);
}

QString FieldFormat::duration(qint64 seconds)
{
    QStringList parts;
    const qint64 rest = std::abs(seconds);
    if (rest >= 3600)
        parts.append(say(QT_TRANSLATE_NOOP("FieldFormat", "%1 h")).arg(rest / 3600));
    if (rest % 3600 >= 60)
        parts.append(say(QT_TRANSLATE_NOOP("FieldFormat", "%1 min")).arg(rest % 3600 / 60));
    if (rest % 60 != 0 || parts.isEmpty())
        parts.append(say(QT_TRANSLATE_NOOP("FieldFormat", "%1 s")).arg(rest % 60));
    return (seconds < 0 ? u"-"_s : QString()) + parts.join(u' ');
}

QString FieldFormat::scaled(qint64 stored, int scale) const
{
    return grouped(scaledPlain(stored, scale), m_context.locale);
}

QString FieldFormat::currencySymbol(const QString &currency)
{
    static const QHash<QString, QString> symbols{{u"CNY"_s, u"¥"_s}, {u"USD"_s, u"US$"_s}, {u"EUR"_s, u"€"_s},
        {u"GBP"_s, u"£"_s}, {u"HKD"_s, u"HK$"_s}, {u"JPY"_s, u"JP¥"_s}, {u"KRW"_s, u"₩"_s}, {u"TWD"_s, u"NT$"_s},
        {u"INR"_s, u"₹"_s}};
    return symbols.value(currency, currency);
}

}
