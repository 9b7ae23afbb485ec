// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/readablelayer.h"

#include <QJsonArray>
#include <QLoggingCategory>

#include <algorithm>

namespace tandem {

Q_LOGGING_CATEGORY(logDefinitions, "tandem.definitions")

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int mostSteps = 500; ///< each is a registry made anew

/// "fields[2].type" → fields, 2, type
QStringList stepsOf(QString path)
{
    return path.replace(u'[', u'.').remove(u']').split(u'.', Qt::SkipEmptyParts);
}

bool isIndex(const QString &step)
{
    return !step.isEmpty() && step.front().isDigit();
}

/// Undefined if nothing is there.
QJsonValue takeAt(QJsonValue &value, QStringList steps)
{
    const QString step = steps.takeFirst();
    QJsonValue taken;
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const int index = isIndex(step) ? step.toInt() : -1;
        if (index < 0 || index >= array.size())
            return QJsonValue::Undefined;
        QJsonValue inner = array.at(index);
        taken = steps.isEmpty() ? inner : takeAt(inner, steps);
        if (steps.isEmpty())
            array.removeAt(index);
        else
            array.replace(index, inner);
        value = array;
        return taken;
    }
    QJsonObject object = value.toObject();
    if (!object.contains(step))
        return QJsonValue::Undefined;
    QJsonValue inner = object.value(step);
    taken = steps.isEmpty() ? inner : takeAt(inner, steps);
    if (steps.isEmpty())
        object.remove(step);
    else
        object.insert(step, inner);
    value = object;
    return taken;
}

QJsonValue takeAt(QJsonObject &object, const QStringList &steps)
{
    if (steps.isEmpty())
        return QJsonValue::Undefined;
    QJsonValue value(object);
    const QJsonValue taken = takeAt(value, steps);
    object = value.toObject();
    return taken;
}

void insertAt(QJsonObject &object, QStringList steps, const QJsonValue &value)
{
    const QString step = steps.takeFirst();
    QJsonObject inner = object.value(step).toObject();
    if (!steps.isEmpty())
        insertAt(inner, steps, value);
    object.insert(step, steps.isEmpty() ? value : inner);
}

/// Where the further keys of a definition are kept: as they stand in it, but those of an option by the option's key,
/// which is the same in any order.
QStringList keptPlace(const QJsonObject &definition, QStringList steps)
{
    if (steps.size() > 1 && steps.front() == u"options")
        steps[1] = definition.value("options"_L1).toArray().at(steps.at(1).toInt())["key"_L1].toString();
    return steps;
}

/// Takes away, one by one, what keeps a company layer from being read.
class Peeler
{
public:
    explicit Peeler(std::vector<CompanyDefinition> rows)
        : m_rows(std::move(rows))
    {
    }

    const std::vector<CompanyDefinition> &rows() const { return m_rows; }

    /// False if the error names nothing of the layer.
    bool peel(const Error &error)
    {
        QStringList steps = stepsOf(error.field);
        if (steps.isEmpty())
            return false;
        const QString entity = steps.takeFirst();
        if (steps.isEmpty())
            return std::erase_if(m_rows, [&](const CompanyDefinition &row) { return row.entity == entity; }) > 0;
        // The parser says entity.field.key, the check of the whole entity.fields.field.key.
        const bool isChecked = steps.size() > 1 && steps.front() == u"fields" && !isIndex(steps.at(1));
        const QString field = steps.at(isChecked ? 1 : 0);
        if (const auto row = fieldRow(entity, field); row != m_rows.end())
            return peelField(row, error, steps.mid(isChecked ? 2 : 1));
        const auto row = entityRow(entity);
        return row != m_rows.end()
            && peelEntity(row, error, isChecked ? stepsInside(row->definition, field, steps.mid(2)) : steps);
    }

private:
    using Row = std::vector<CompanyDefinition>::iterator;

    /// Of two of this name the one that was not deleted: only that one is read by its name.
    Row fieldRow(const QString &entity, const QString &name)
    {
        const auto fits = [&](const CompanyDefinition &row, bool deleted) {
            return row.kind == CompanyDefinition::Kind::Field && row.entity == entity
                && row.definition.value("name"_L1).toString() == name
                && row.definition.value("deleted"_L1).toBool() == deleted;
        };
        const auto present =
            std::find_if(m_rows.begin(), m_rows.end(), [&](const auto &row) { return fits(row, false); });
        return present != m_rows.end()
            ? present
            : std::find_if(m_rows.begin(), m_rows.end(), [&](const auto &row) { return fits(row, true); });
    }

    Row entityRow(const QString &entity)
    {
        return std::find_if(m_rows.begin(), m_rows.end(), [&](const CompanyDefinition &row) {
            return row.kind == CompanyDefinition::Kind::Entity && row.entity == entity;
        });
    }

    static QStringList stepsInside(const QJsonObject &definition, const QString &field, const QStringList &rest)
    {
        const QJsonArray fields = definition.value("fields"_L1).toArray();
        for (qsizetype i = 0; i < fields.size(); ++i) {
            if (fields.at(i).toObject().value("name"_L1).toString() == field)
                return QStringList{u"fields"_s, QString::number(i)} + rest;
        }
        return {};
    }

    /// What a later build has invented and a definition can do without.
    static bool isAddition(const Error &error, const QStringList &steps)
    {
        if (steps.isEmpty() || steps.back() == u"type" || steps.back() == u"function")
            return false;
        return error.reason == u"unknownKey" || error.reason == u"unknownWord" || steps.back() == u"default";
    }

    bool peelField(Row row, const Error &error, const QStringList &steps)
    {
        const QStringList place = keptPlace(row->definition, steps);
        const QJsonValue taken =
            isAddition(error, steps) ? takeAt(row->definition, steps) : QJsonValue(QJsonValue::Undefined);
        if (!taken.isUndefined()) {
            insertAt(row->further, place, taken);
            return true;
        }
        m_rows.erase(row);
        return true;
    }

    bool peelEntity(Row row, const Error &error, const QStringList &steps)
    {
        const bool isInField = steps.size() > 1 && steps.front() == u"fields";
        const bool wholeField = isInField && !isAddition(error, steps);
        if (takeAt(row->definition, wholeField ? steps.mid(0, 2) : steps).isUndefined())
            m_rows.erase(row);
        return true;
    }

    std::vector<CompanyDefinition> m_rows;
};

void addLeftOut(const EntityDef &entity, const QJsonObject &definition, QStringList &leftOut)
{
    const int number = definition.value("number"_L1).toInt();
    if (!entity.fieldOrRemoved(FieldNumber(number)))
        leftOut.append(u"%1/%2"_s.arg(entity.name).arg(number));
}

QStringList leftOutOf(const Registry &registry, const std::vector<CompanyDefinition> &company)
{
    QStringList leftOut;
    for (const CompanyDefinition &row : company) {
        const EntityDef *entity = registry.entity(row.entity);
        if (!entity)
            continue;
        if (row.kind == CompanyDefinition::Kind::Field) {
            addLeftOut(*entity, row.definition, leftOut);
            continue;
        }
        const QJsonArray fields = row.definition.value("fields"_L1).toArray();
        for (const QJsonValue &field : fields)
            addLeftOut(*entity, field.toObject(), leftOut);
    }
    return leftOut;
}

}

ReadableLayer readableLayer(
    const RegistryPointer &shipped, const std::vector<CompanyDefinition> &company, qint64 revision)
{
    Peeler peeler(company);
    for (int step = 0; step < mostSteps; ++step) {
        const auto made = withCompanyLayer(shipped, peeler.rows(), revision);
        if (made.ok())
            return {*made, leftOutOf(**made, company)};
        qCInfo(logDefinitions).noquote() << "not understood by this build:" << made.error().toLog();
        if (!peeler.peel(made.error()))
            break;
    }
    const RegistryPointer alone = withCompanyLayer(shipped, {}, revision).valueOr(shipped);
    return {alone, leftOutOf(*alone, company)};
}

}
