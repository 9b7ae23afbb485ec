// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/approvalchain.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "shared/entities/entitynames.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client::oa {

namespace task = entities::approvalTask;
namespace instance = entities::approvalInstance;

namespace {

struct Look
{
    const char *state; ///< of the task, or its decision
    const char *iconName;
    Tone tone;
};

constexpr Look looks[] = {
    {"approved", "circle-check", Tone::Success},
    {"rejected", "circle-x", Tone::Danger},
    {"returned", "undo-2", Tone::Warning},
    {"transferred", "arrow-right", Tone::Info},
    {"open", "clock", Tone::Accent},
    {"waiting", "circle", Tone::Neutral},
    {"closed", "minus", Tone::Neutral},
    {"copied", "mail", Tone::Info},
};

const Look &lookOf(const Record &step)
{
    const QString decision = step.value(task::field::decision).toText();
    const QString state = decision.isEmpty() ? step.value(task::field::state).toText() : decision;
    const auto found = std::find_if(
        std::begin(looks), std::end(looks), [&](const Look &look) { return state == QLatin1String(look.state); });
    return found == std::end(looks) ? looks[5] : *found;
}

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

}

ApprovalChain::ApprovalChain(Records &records, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void ApprovalChain::clear()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // At once: what is about another case must not be seen, nor heard, a moment longer.
        delete item->widget();
        delete item;
    }
}

bool ApprovalChain::isEmpty() const
{
    return m_rows->count() == 0;
}

void ApprovalChain::setCase(const Record &instance, const std::vector<Record> &tasks)
{
    clear();
    std::vector<ChainStep> steps;
    if (!instance.key.isNull())
        steps.push_back(start(instance));
    for (const Record &each : tasks)
        steps.push_back(stepOf(each));
    for (ChainStep &step : stepsAhead(instance))
        steps.push_back(std::move(step));
    for (size_t i = 0; i < steps.size(); ++i) {
        const bool isLast = i + 1 == steps.size();
        const ChainRow::Place place = i == 0 ? (isLast ? ChainRow::Place::Only : ChainRow::Place::First)
            : isLast                         ? ChainRow::Place::Last
                                             : ChainRow::Place::Middle;
        m_rows->addWidget(new ChainRow(steps[i], place, this));
    }
}

ChainStep ApprovalChain::start(const Record &instance) const
{
    ChainStep step;
    step.iconName = QStringLiteral("play");
    step.title = joined({tr("Submitted"), userName(instance.value(instance::field::initiator).toId())});
    step.lines = {text(instance::number, instance, instance::field::startedAt)};
    step.lines.removeAll(QString());
    return step;
}

ChainStep ApprovalChain::stepOf(const Record &task) const
{
    const Look &look = lookOf(task);
    ChainStep step;
    step.iconName = QLatin1String(look.iconName);
    step.tone = look.tone;
    step.isNow = task.value(task::field::state).toText() == QLatin1String("open");
    step.title =
        joined({text(task::number, task, task::field::nodeName), userName(task.value(systemfield::owner).toId())});
    step.lines = {stateLine(task), originLine(task), task.value(task::field::comment).toText()};
    step.lines.removeAll(QString());
    return step;
}

QString ApprovalChain::stateLine(const Record &task) const
{
    const QString decision = text(task::number, task, task::field::decision);
    const RecordId taker = task.value(task::field::sentTo).toId();
    const QString state = !taker.isNull() ? tr("Transferred to %1").arg(userName(taker))
        : !decision.isEmpty()             ? decision
                                          : text(task::number, task, task::field::state);
    const QString closed = text(task::number, task, task::field::closedAt);
    return joined({state, closed.isEmpty() ? text(task::number, task, task::field::openedAt) : closed});
}

QString ApprovalChain::originLine(const Record &task) const
{
    const QString origin = task.value(task::field::origin).toText();
    const QString by = userName(task.value(task::field::sentBy).toId());
    if (origin == QLatin1String("transfer"))
        return tr("Transferred by %1").arg(by);
    if (origin == QLatin1String("before"))
        return tr("Added by %1, decides before").arg(by);
    if (origin == QLatin1String("after"))
        return tr("Added by %1, decides after").arg(by);
    return {};
}

std::vector<ChainStep> ApprovalChain::stepsAhead(const Record &instance) const
{
    std::vector<ChainStep> steps;
    const QByteArray json = instance.value(instance::field::upcoming).toText().toUtf8();
    for (const QJsonValue &entry : QJsonDocument::fromJson(json).array()) {
        const QJsonObject ahead = entry.toObject();
        const bool isCopy = ahead.value(QLatin1String("copy")).toBool();
        QStringList names;
        for (const QJsonValue &user : ahead.value(QLatin1String("users")).toArray())
            names.append(userName(recordIdFromText(user.toString())));
        names.removeAll(QString());
        ChainStep step;
        step.iconName = isCopy ? QStringLiteral("mail") : QStringLiteral("circle");
        step.isAhead = true;
        step.title = joined({ahead.value(QLatin1String("name")).toString(), names.join(tr(", "))});
        step.lines = {isCopy ? tr("Will be informed") : tr("Still to come")};
        steps.push_back(std::move(step));
    }
    return steps;
}

QString ApprovalChain::text(EntityNumber entity, const Record &record, FieldNumber field) const
{
    const EntityDef *definition = m_records.entity(entity);
    const FieldDef *known = definition ? definition->field(field) : nullptr;
    if (!known)
        return {};
    return formatOf(fieldContextOf(m_records)).text(*definition, *known, record.value(field));
}

QString ApprovalChain::userName(const RecordId &user) const
{
    return user.isNull() ? QString() : linkedTitle(m_records, {entities::user::number, user});
}

}
