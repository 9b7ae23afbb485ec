// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/registrycheck.h"

#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QSet>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What table columns and label keys use themselves.
bool isReserved(const FieldDef &field)
{
    static const QStringList always{u"id"_s, u"seq"_s, u"plural"_s};
    static const QStringList withOptions{u"section"_s, u"filter"_s, u"related"_s, u"action"_s};
    return always.contains(field.name) || (!field.options.empty() && withOptions.contains(field.name));
}

bool pointsTo(const FieldDef &field, const QString &entity)
{
    return field.isLinkLike() && !field.deleted && field.target == entity;
}

}

Result<void> EntityCheck::run() const
{
    TANDEM_TRY(checkFields());
    TANDEM_TRY(checkIdentity());
    TANDEM_TRY(checkRelated());
    TANDEM_TRY(checkLayouts());
    return checkAccess();
}

Error EntityCheck::problem(const QString &path, const QString &reason, const QString &word) const
{
    QVariantMap arguments;
    if (!word.isEmpty())
        arguments.insert(u"name"_s, word);
    return Error::invalid(m_entity.name + u'.' + path, reason, arguments);
}

Result<void> EntityCheck::wantField(const QString &name, const QString &path) const
{
    if (!m_entity.field(name))
        return problem(path, u"unknownField"_s, name);
    return {};
}

Result<void> EntityCheck::wantFields(const QStringList &names, const QString &path) const
{
    for (qsizetype i = 0; i < names.size(); ++i)
        TANDEM_TRY(wantField(names.at(i), u"%1[%2]"_s.arg(path).arg(i)));
    return {};
}

Result<void> EntityCheck::checkFields() const
{
    QSet<FieldNumber> numbers;
    QSet<QString> names;
    // Databases compare column names without regard to case; those of deleted fields stay taken.
    QSet<QString> columns{u"id"_s, u"seq"_s};
    for (const FieldDef &field : m_entity.fields) {
        const QString path = u"fields."_s + field.name;
        if (numbers.contains(field.number))
            return problem(path + u".number"_s, u"twice"_s, QString::number(field.number));
        numbers.insert(field.number);
        if (!field.deleted && names.contains(field.name))
            return problem(path + u".name"_s, u"twice"_s, field.name);
        for (const ColumnDef &column : fieldTypeInfo(field.type).columns(field)) {
            if (columns.contains(column.name.toLower()))
                return problem(path + u".column"_s, u"twice"_s, column.name);
            columns.insert(column.name.toLower());
        }
        if (field.deleted)
            continue;
        if (isReserved(field))
            return problem(path + u".name"_s, u"reserved"_s, field.name);
        names.insert(field.name);
        if (!field.isStored() && (field.required || field.unique || field.indexed))
            return problem(path, u"notStored"_s);
        TANDEM_TRY(checkPointing(field));
        TANDEM_TRY(checkRollUp(field));
    }
    return {};
}

Result<void> EntityCheck::checkPointing(const FieldDef &field) const
{
    if (field.target.isEmpty())
        return {};
    if (!m_registry.entity(field.target))
        return problem(u"fields.%1.target"_s.arg(field.name), u"unknownEntity"_s, field.target);
    return field.type == FieldType::Links ? checkJunction(field) : Result<void>();
}

Result<void> EntityCheck::checkJunction(const FieldDef &field) const
{
    const QString path = u"fields.%1.via"_s.arg(field.name);
    const EntityDef *junction = m_registry.entity(field.via);
    if (!junction)
        return problem(path, u"unknownEntity"_s, field.via);
    const auto ends = [&](const QString &target) {
        return std::count_if(junction->fields.begin(), junction->fields.end(),
            [&](const FieldDef &other) { return !other.isSystem() && pointsTo(other, target); });
    };
    const qsizetype wanted = field.target == m_entity.name ? 2 : 1;
    if (!junction->traits.testFlag(Trait::Junction) || ends(field.target) != wanted || ends(m_entity.name) != wanted)
        return problem(path, u"notAJunction"_s, field.via);
    return {};
}

Result<void> EntityCheck::checkRollUp(const FieldDef &field) const
{
    if (!field.rollUp)
        return {};
    const QString path = u"fields.%1.rollUp"_s.arg(field.name);
    const EntityDef *counted = m_registry.entity(field.rollUp->entity);
    if (!counted)
        return problem(path + u".entity"_s, u"unknownEntity"_s, field.rollUp->entity);
    const FieldDef *link = counted->field(field.rollUp->link);
    if (!link || !pointsTo(*link, m_entity.name))
        return problem(path + u".link"_s, u"unknownField"_s, field.rollUp->link);
    const FieldDef *summed = counted->field(field.rollUp->field);
    if (!field.rollUp->field.isEmpty() && (!summed || !summed->isStored()))
        return problem(path + u".field"_s, u"unknownField"_s, field.rollUp->field);
    return {};
}

Result<void> EntityCheck::checkIdentity() const
{
    TANDEM_TRY(wantField(m_entity.titleField, u"titleField"_s));
    if (!m_entity.subtitleField.isEmpty())
        TANDEM_TRY(wantField(m_entity.subtitleField, u"subtitleField"_s));
    if (!m_entity.parentLink.isEmpty()) {
        TANDEM_TRY(wantField(m_entity.parentLink, u"parentLink"_s));
        const FieldDef *parent = m_entity.field(m_entity.parentLink);
        if (parent->type != FieldType::Link && parent->type != FieldType::AnyLink && parent->type != FieldType::User)
            return problem(u"parentLink"_s, u"notALink"_s, m_entity.parentLink);
    }
    if (!m_entity.sharedField.isEmpty()) {
        TANDEM_TRY(wantField(m_entity.sharedField, u"sharedField"_s));
        if (m_entity.field(m_entity.sharedField)->type != FieldType::Boolean)
            return problem(u"sharedField"_s, u"notBoolean"_s, m_entity.sharedField);
    }
    for (std::size_t i = 0; i < m_entity.uniqueTogether.size(); ++i)
        TANDEM_TRY(wantFields(m_entity.uniqueTogether[i], u"uniqueTogether[%1]"_s.arg(i)));
    for (std::size_t i = 0; i < m_entity.duplicateKeys.size(); ++i)
        TANDEM_TRY(wantFields(m_entity.duplicateKeys[i], u"duplicateKeys[%1]"_s.arg(i)));
    return {};
}

Result<void> EntityCheck::checkRelated() const
{
    QSet<QString> names;
    for (std::size_t i = 0; i < m_entity.related.size(); ++i) {
        const RelatedDef &related = m_entity.related[i];
        const QString path = u"related[%1]"_s.arg(i);
        if (names.contains(related.name))
            return problem(path + u".name"_s, u"twice"_s, related.name);
        names.insert(related.name);
        const EntityDef *other = m_registry.entity(related.entity);
        if (!other)
            return problem(path + u".entity"_s, u"unknownEntity"_s, related.entity);
        const FieldDef *link = other->field(related.link);
        if (!link || !(pointsTo(*link, m_entity.name) || link->type == FieldType::AnyLink))
            return problem(path + u".link"_s, u"unknownField"_s, related.link);
        const FieldDef *through = other->field(related.through);
        if (!related.through.isEmpty() && (!through || !through->isLinkLike()))
            return problem(path + u".through"_s, u"unknownField"_s, related.through);
    }
    return {};
}

Result<void> EntityCheck::checkLayouts() const
{
    TANDEM_TRY(wantFields(m_entity.list.columns, u"list.columns"_s));
    if (!m_entity.list.sort.field.isEmpty()) {
        TANDEM_TRY(wantField(m_entity.list.sort.field, u"list.sort.field"_s));
        const FieldDef *sort = m_entity.field(m_entity.list.sort.field);
        if (!sort->isStored() || !fieldTypeInfo(sort->type).isSortable())
            return problem(u"list.sort.field"_s, u"notSortable"_s, sort->name);
    }
    TANDEM_TRY(checkDetail());
    TANDEM_TRY(checkBoard());
    QSet<QString> names;
    for (std::size_t i = 0; i < m_entity.filters.size(); ++i) {
        const QString &name = m_entity.filters[i].name;
        if (names.contains(name))
            return problem(u"filters[%1].name"_s.arg(i), u"twice"_s, name);
        names.insert(name);
    }
    return {};
}

Result<void> EntityCheck::checkDetail() const
{
    TANDEM_TRY(wantFields(m_entity.detail.header, u"detail.header"_s));
    QSet<QString> shown;
    for (std::size_t i = 0; i < m_entity.detail.sections.size(); ++i) {
        const QStringList &fields = m_entity.detail.sections[i].fields;
        const QString path = u"detail.sections[%1].fields"_s.arg(i);
        TANDEM_TRY(wantFields(fields, path));
        for (qsizetype j = 0; j < fields.size(); ++j) {
            if (shown.contains(fields.at(j)))
                return problem(u"%1[%2]"_s.arg(path).arg(j), u"twice"_s, fields.at(j));
            shown.insert(fields.at(j));
        }
    }
    for (qsizetype i = 0; i < m_entity.detail.related.size(); ++i) {
        const QString &name = m_entity.detail.related.at(i);
        const bool known = std::any_of(m_entity.related.begin(), m_entity.related.end(),
            [&](const RelatedDef &related) { return related.name == name; });
        if (!known)
            return problem(u"detail.related[%1]"_s.arg(i), u"unknownRelated"_s, name);
    }
    return {};
}

Result<void> EntityCheck::checkBoard() const
{
    if (!m_entity.board)
        return {};
    TANDEM_TRY(wantField(m_entity.board->groupBy, u"board.groupBy"_s));
    const FieldType type = m_entity.field(m_entity.board->groupBy)->type;
    if (type != FieldType::Choice && type != FieldType::Link && type != FieldType::User)
        return problem(u"board.groupBy"_s, u"notAChoice"_s, m_entity.board->groupBy);
    if (!m_entity.board->sumField.isEmpty())
        TANDEM_TRY(wantField(m_entity.board->sumField, u"board.sumField"_s));
    return wantFields(m_entity.board->cardFields, u"board.cardFields"_s);
}

Result<void> EntityCheck::checkAccess() const
{
    if (m_entity.access.byRole.isEmpty())
        return problem(u"access"_s, u"missing"_s);
    for (auto role = m_entity.access.byRole.begin(); role != m_entity.access.byRole.end(); ++role) {
        for (const QString &field : role->fields.keys())
            TANDEM_TRY(wantField(field, u"access.%1.fields.%2"_s.arg(role.key(), field)));
        if (role->edit > role->read || role->remove > role->read)
            return problem(u"access."_s + role.key(), u"widerThanRead"_s);
    }
    return {};
}

}
