// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/offlinerulerow.h"

#include "client/fields/quietcombobox.h"
#include "client/fields/quietspinbox.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/definitionnames.h"

#include <QHBoxLayout>
#include <QJsonObject>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int usualDays = 90;
constexpr int widestChoice = 320;

/// In the order of how much they keep.
constexpr OfflinePolicy policies[] = {
    OfflinePolicy::All, OfflinePolicy::MineAndRecent, OfflinePolicy::Mine, OfflinePolicy::Recent, OfflinePolicy::None};

/// Items beside those of the policies, whose data is the policy's name.
constexpr auto asDefault = "default"_L1;
constexpr auto asStored = "?"_L1;

QString choiceText(OfflinePolicy policy)
{
    switch (policy) {
    case OfflinePolicy::All:
        return OfflineRuleRow::tr("Everything");
    case OfflinePolicy::MineAndRecent:
        return OfflineRuleRow::tr("Own, shared and recent");
    case OfflinePolicy::Mine:
        return OfflineRuleRow::tr("Own and shared");
    case OfflinePolicy::Recent:
        return OfflineRuleRow::tr("Recent");
    case OfflinePolicy::None:
        break;
    }
    return OfflineRuleRow::tr("Nothing");
}

QString explanation(OfflinePolicy policy)
{
    switch (policy) {
    case OfflinePolicy::All:
        return OfflineRuleRow::tr("Whatever one may see is on the laptop.");
    case OfflinePolicy::MineAndRecent:
        return OfflineRuleRow::tr("Own and shared records, and those that anybody changed within the days.");
    case OfflinePolicy::Mine:
        return OfflineRuleRow::tr("What one owns, and what was shared with one by name.");
    case OfflinePolicy::Recent:
        return OfflineRuleRow::tr("What anybody changed within the days.");
    case OfflinePolicy::None:
        break;
    }
    return OfflineRuleRow::tr("Nothing is kept: records are fetched when they are opened, and are here for a week.");
}

/// Without the keys that only a later version knows.
QJsonValue knownPart(const QJsonValue &entry)
{
    QJsonObject known;
    for (const auto key : {"keep"_L1, "days"_L1}) {
        if (const QJsonValue value = entry.toObject().value(key); !value.isUndefined())
            known.insert(key, value);
    }
    return known;
}

}

OfflineRuleRow::OfflineRuleRow(FieldContext context, const QString &entity, QWidget *parent)
    : EntityRuleRow(std::move(context), entity, parent)
    , m_choice(new QuietComboBox)
    , m_days(new QuietSpinBox)
{
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(14);
    m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_choice->setMaximumWidth(widestChoice);
    m_days->setRange(1, OfflineRule::mostDays);
    const EntityDef *known = definition();
    m_days->setValue(known && known->offline.days > 0 ? known->offline.days : usualDays);
    // The choices stand below each other, whether the days are shown or not.
    QSizePolicy policy = m_days->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_days->setSizePolicy(policy);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::space);
    layout->addWidget(m_choice, 1);
    layout->addWidget(m_days);
    layout->addStretch(0);
    connect(m_choice, &QComboBox::activated, this, &OfflineRuleRow::enter);
    connect(m_days, &QSpinBox::valueChanged, this, &OfflineRuleRow::enter);
}

std::optional<OfflineRule> OfflineRuleRow::understood(const QJsonValue &entry) const
{
    if (!definition())
        return std::nullopt;
    const auto rules = readOfflineRules(QJsonObject{{entity(), entry}}, {});
    return rules.ok() ? std::optional(rules->value(entity())) : std::nullopt;
}

void OfflineRuleRow::showEntry(const QJsonValue &entry, const QJsonValue &stored)
{
    m_entry = entry;
    m_strange = stored.isUndefined() || understood(stored) ? QJsonValue(QJsonValue::Undefined) : stored;
    fill();
    QString chosen = asDefault;
    if (!entry.isUndefined() && entry == m_strange) {
        chosen = asStored;
    } else if (const auto rule = understood(knownPart(entry))) {
        chosen = offlinePolicyName(rule->policy);
        showDays(*rule);
    }
    m_choice->setCurrentIndex(m_choice->findData(chosen));
    refreshDays();
}

void OfflineRuleRow::showDays(const OfflineRule &rule)
{
    if (rule.days == 0)
        return;
    const QSignalBlocker blocker(m_days);
    m_days->setValue(rule.days);
}

void OfflineRuleRow::fill()
{
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    const EntityDef *known = definition();
    m_choice->addItem(
        known ? tr("Default: %1").arg(EntityRuleWords::rule(known->offline)) : tr("Taken out"), QString(asDefault));
    if (known) {
        for (const OfflinePolicy policy : policies) {
            m_choice->addItem(choiceText(policy), offlinePolicyName(policy));
            m_choice->setItemData(m_choice->count() - 1, explanation(policy), Qt::ToolTipRole);
        }
    }
    if (!m_strange.isUndefined()) {
        const QString stored = words().entry(JsonContent::OfflineRules, entity(), m_strange);
        m_choice->addItem(tr("As it is stored: %1").arg(stored), QString(asStored));
        m_choice->setItemData(m_choice->count() - 1, stored, Qt::ToolTipRole);
    }
}

void OfflineRuleRow::enter()
{
    const QString chosen = m_choice->currentData().toString();
    refreshDays();
    if (chosen == asDefault) {
        m_entry = QJsonValue(QJsonValue::Undefined);
    } else if (chosen == asStored) {
        m_entry = m_strange;
    } else {
        QJsonObject rule = m_entry.toObject();
        rule.insert("keep"_L1, chosen);
        if (m_days->isVisibleTo(this))
            rule.insert("days"_L1, m_days->value());
        else
            rule.remove("days"_L1);
        m_entry = rule;
    }
    emit entered(m_entry);
}

void OfflineRuleRow::refreshDays()
{
    const auto policy = offlinePolicyFromName(m_choice->currentData().toString());
    m_days->setVisible(policy && countsDays(*policy));
    m_choice->setToolTip(m_choice->currentData(Qt::ToolTipRole).toString());
    m_choice->setAccessibleDescription(m_choice->toolTip());
}

void OfflineRuleRow::setReadOnly(bool readOnly)
{
    m_choice->setEnabled(!readOnly);
    m_days->setEnabled(!readOnly);
}

void OfflineRuleRow::retranslate(const QString &prefix)
{
    const QString name = tr("%1 – %2").arg(prefix, this->name());
    m_choice->setAccessibleName(name);
    m_days->setAccessibleName(tr("%1, days").arg(name));
    m_days->setSuffix(tr(" days"));
    const int index = m_choice->currentIndex();
    fill();
    m_choice->setCurrentIndex(index);
    refreshDays();
}

std::vector<QWidget *> OfflineRuleRow::tabStops() const
{
    return {m_choice, m_days};
}

QString OfflineRuleRow::legend()
{
    QStringList lines;
    for (const OfflinePolicy policy : policies) {
        lines.append(u"<b>%1</b> – %2"_s.arg(choiceText(policy).toHtmlEscaped(), explanation(policy).toHtmlEscaped()));
    }
    return lines.join("<br>"_L1);
}

}
