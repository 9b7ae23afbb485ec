// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/timelinedelegate.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/shell/timelinepictures.h"

#include <QCborArray>
#include <QHash>
#include <QTextDocumentFragment>

namespace tandem::client {

namespace {

constexpr int mostLines = 6;
/// Of the fields that every record has, the ones that people change.
bool saysWhoseItIs(const FieldDef &field)
{
    return field.number == systemfield::owner || field.number == systemfield::department;
}

bool isWritten(const TimelineModel::Item &item)
{
    return item.kind == TimelineModel::Kind::Activity || item.kind == TimelineModel::Kind::Note;
}

}

TimelineDelegate::TimelineDelegate(FieldContext context, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_context(std::move(context))
    , m_format(formatOf(m_context))
    , m_pictures(new TimelinePictures(*m_context.records, this))
{
}

void TimelineDelegate::setContext(const FieldContext &context)
{
    m_context = context;
    m_format = formatOf(context);
}

QString TimelineDelegate::userName(const RecordId &user) const
{
    const EntityDef *entity = m_context.records->entity(QStringLiteral("user"));
    const QString name = entity && !user.isNull() ? m_context.records->titleOf({entity->number, user}) : QString();
    return name.isEmpty() ? tr("System") : name;
}

/// What the server's own steps are called; the other actions by the labels of their entity.
QString TimelineDelegate::actionText(const QString &action) const
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("rule"), QT_TR_NOOP("a rule did the next step")},
        {QStringLiteral("undo"), QT_TR_NOOP("undid an earlier change")},
        {QStringLiteral("merge"), QT_TR_NOOP("merged another record into this one")},
        {QStringLiteral("unmerge"), QT_TR_NOOP("undid a merge of two records")},
        {QStringLiteral("approval.submitted"), QT_TR_NOOP("submitted for approval")},
        {QStringLiteral("approval.agreed"), QT_TR_NOOP("agreed")},
        {QStringLiteral("approval.refused"), QT_TR_NOOP("refused")},
        {QStringLiteral("approval.returned"), QT_TR_NOOP("returned the application")},
        {QStringLiteral("approval.withdrawn"), QT_TR_NOOP("withdrew the application")},
        {QStringLiteral("approval.skipped"), QT_TR_NOOP("a step was skipped")},
        {QStringLiteral("approval.escalated"), QT_TR_NOOP("a step went to the next superior")},
        {QStringLiteral("approval.copied"), QT_TR_NOOP("copied to others")},
        {QStringLiteral("approval.approved"), QT_TR_NOOP("approved")},
        {QStringLiteral("approval.rejected"), QT_TR_NOOP("rejected")},
        {QStringLiteral("approval.transferred"), QT_TR_NOOP("handed the decision over")},
        {QStringLiteral("approval.added"), QT_TR_NOOP("asked another approver")},
        {QStringLiteral("approval.reminded"), QT_TR_NOOP("reminded the approvers")},
    };
    if (const auto words = known.constFind(action); words != known.cend())
        return tr(*words);
    const EntityDef *entity = m_context.records->entity(m_entity);
    return entity ? m_context.labels->action(*entity, action) : action;
}

QString TimelineDelegate::headline(const TimelineModel::Item &item) const
{
    const QString who = userName(item.user);
    switch (item.kind) {
    case TimelineModel::Kind::Change:
        switch (item.change.kind) {
        case MutationKind::Create:
            return tr("%1 created this").arg(who);
        case MutationKind::Delete:
            return tr("%1 deleted this").arg(who);
        case MutationKind::Restore:
            return tr("%1 restored this").arg(who);
        case MutationKind::Action:
            return tr("%1: %2").arg(who, actionText(item.change.action));
        case MutationKind::Update:
            return tr("%1 changed").arg(who);
        }
        return who;
    case TimelineModel::Kind::Activity:
    case TimelineModel::Kind::Note:
    case TimelineModel::Kind::Approval:
    case TimelineModel::Kind::File:
        break;
    }
    return tr("%1: %2").arg(who, kindText(item));
}

/// What people have written is called by its kind, such as a call or a note.
QString TimelineDelegate::kindText(const TimelineModel::Item &item) const
{
    const EntityDef *entity = m_context.records->entity(item.record.key.entity);
    if (!entity)
        return {};
    const FieldDef *kind = isWritten(item) ? entity->field(entity->subtitleField) : nullptr;
    const QString text = kind ? m_format.text(*entity, *kind, item.record.value(kind->number)) : QString();
    return text.isEmpty() ? m_context.labels->entity(*entity) : text;
}

QStringList TimelineDelegate::changeLines(const HistoryEntry &entry) const
{
    QStringList lines;
    const EntityDef *entity = m_context.records->entity(m_entity);
    if (!entity || entry.kind == MutationKind::Create)
        return lines;
    for (const FieldChange &change : entry.changes) {
        const FieldDef *field = entity->fieldOrRemoved(change.field);
        if (!field || field->hidden || (field->isSystem() && !saysWhoseItIs(*field)))
            continue;
        const auto [from, to] = m_format.change(*entity, *field, change.from, change.to);
        const QString nothing = tr("empty");
        lines.append(tr("%1: %2 → %3")
                         .arg(m_context.labels->field(*entity, *field), from.isEmpty() ? nothing : from,
                             to.isEmpty() ? nothing : to));
    }
    return lines;
}

/// Whom an approval went to, and what was said with it.
QStringList TimelineDelegate::actionLines(const HistoryEntry &entry) const
{
    QStringList lines;
    const EntityDef *user = m_context.records->entity(QStringLiteral("user"));
    QStringList names;
    for (const QCborValue &id : entry.arguments.value(QLatin1String("users")).toArray()) {
        if (user)
            names.append(linkedTitle(*m_context.records, {user->number, recordIdFromText(id.toString())}));
    }
    names.removeAll(QString());
    if (!names.isEmpty())
        lines.append(tr("To: %1").arg(names.join(tr(", "))));
    const QString comment = entry.arguments.value(QLatin1String("comment")).toString().simplified();
    if (!comment.isEmpty())
        lines.append(comment);
    return lines;
}

/// The headline has the kind of what was written, and a note has nothing beside its words that is worth a line.
QStringList TimelineDelegate::recordLines(const TimelineModel::Item &item) const
{
    const Record &record = item.record;
    const EntityDef *entity = m_context.records->entity(record.key.entity);
    if (!entity)
        return {};
    QStringList lines;
    QStringList names{entity->titleField};
    if (item.kind != TimelineModel::Kind::Note)
        names += QStringList(entity->subtitleField) + entity->detail.header;
    if (isWritten(item))
        names.removeAll(entity->subtitleField);
    QStringList seen;
    for (const QString &name : names) {
        const FieldDef *field = entity->field(name);
        if (!field || seen.contains(name))
            continue;
        seen.append(name);
        const QString text = m_format.text(*entity, *field, record.value(field->number));
        if (!text.isEmpty())
            lines.append(
                name == entity->titleField ? text : tr("%1: %2").arg(m_context.labels->field(*entity, *field), text));
    }
    for (const FieldDef &field : entity->fields) {
        if (field.type == FieldType::RichText && !record.value(field.number).isEmpty())
            lines.append(
                QTextDocumentFragment::fromHtml(record.value(field.number).toText()).toPlainText().simplified());
    }
    return lines;
}

QStringList TimelineDelegate::lines(const TimelineModel::Item &item) const
{
    QStringList all = item.kind == TimelineModel::Kind::Change ? changeLines(item.change) + actionLines(item.change)
                                                               : recordLines(item);
    if (all.size() > mostLines) {
        const int more = int(all.size()) - mostLines + 1;
        all.resize(mostLines - 1);
        all.append(tr("… and %n more", nullptr, more));
    }
    if (item.isWaiting)
        all.append(tr("Not sent yet"));
    return all;
}

QString TimelineDelegate::whereText(const TimelineModel::Item &item) const
{
    switch (item.change.channel) {
    case Channel::Laptop:
        return item.change.device.isEmpty() ? tr("On a laptop") : tr("On your laptop %1").arg(item.change.device);
    case Channel::Rest:
        return tr("By REST");
    case Channel::Import:
        return tr("By an import");
    case Channel::Revert:
        return tr("By taking back an import or a mass change");
    case Channel::Server:
        return tr("By a rule of the server");
    case Channel::Unknown:
        break;
    }
    return {};
}

QString TimelineDelegate::text(const TimelineModel::Item &item) const
{
    QStringList words{headline(item), m_format.dateTime(item.at)};
    if (const QString where = whereText(item); !where.isEmpty())
        words.append(where);
    if (item.pinned)
        words.prepend(headText(TimelineModel::Section::Pinned));
    return (words + lines(item)).join(QLatin1Char('\n'));
}

QString TimelineDelegate::headText(TimelineModel::Section section) const
{
    switch (section) {
    case TimelineModel::Section::Pinned:
        return tr("Pinned");
    case TimelineModel::Section::Others:
        return tr("Everything else");
    case TimelineModel::Section::None:
        break;
    }
    return {};
}

QString TimelineDelegate::iconName(const TimelineModel::Item &item) const
{
    switch (item.kind) {
    case TimelineModel::Kind::Change:
        return item.change.kind == MutationKind::Create ? QStringLiteral("plus") : QStringLiteral("pencil");
    case TimelineModel::Kind::Note:
        return QStringLiteral("sticky-note");
    case TimelineModel::Kind::Approval:
        return QStringLiteral("stamp");
    case TimelineModel::Kind::File:
        return QStringLiteral("paperclip");
    case TimelineModel::Kind::Activity:
        break;
    }
    return QStringLiteral("calendar-check");
}

}
