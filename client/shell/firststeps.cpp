// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/firststeps.h"

#include "client/records/records.h"
#include "shared/entities/entitynames.h"

#include <QSettings>

namespace tandem::client {

namespace {

QString nameOf(FirstSteps::Step step)
{
    switch (step) {
    case FirstSteps::Step::OpenAccount:
        return QStringLiteral("openAccount");
    case FirstSteps::Step::LogActivity:
        return QStringLiteral("logActivity");
    case FirstSteps::Step::Search:
        return QStringLiteral("search");
    case FirstSteps::Step::WorkOffline:
        return QStringLiteral("workOffline");
    case FirstSteps::Step::SaveView:
        return QStringLiteral("saveView");
    }
    return {};
}

}

FirstSteps::FirstSteps(Records &records, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_records(records)
    , m_settings(settings)
{
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(entities::activity::number))
            lookForActivity();
        if (changes.touches(entities::savedView::number))
            lookForView();
    });
    connect(&records, &Records::syncStateChanged, this, &FirstSteps::followSync);
    lookForActivity();
    lookForView();
}

QString FirstSteps::keyOf(const QString &name) const
{
    return QStringLiteral("firstSteps/%1/%2").arg(toText(m_records.currentUser()), name);
}

bool FirstSteps::isDone(Step step) const
{
    return m_settings.value(keyOf(nameOf(step))).toBool();
}

bool FirstSteps::areAllDone() const
{
    return std::all_of(std::begin(all), std::end(all), [this](Step step) { return isDone(step); });
}

void FirstSteps::setDone(Step step)
{
    if (isDone(step))
        return;
    m_settings.setValue(keyOf(nameOf(step)), true);
    emit changed();
}

bool FirstSteps::isDismissed() const
{
    return m_settings.value(keyOf(QStringLiteral("dismissed"))).toBool();
}

void FirstSteps::dismiss()
{
    m_settings.setValue(keyOf(QStringLiteral("dismissed")), true);
    emit changed();
}

/// Who made a record is known once the server has it; until then what is mine was made here.
void FirstSteps::lookForActivity()
{
    if (isDismissed() || isDone(Step::LogActivity))
        return;
    ListQuery mine;
    mine.entity = entities::activity::number;
    mine.filter = QStringLiteral("createdBy = me() or isEmpty(createdBy) and owner = me()");
    m_records.count(mine, this, [this](Result<qint64> count) {
        if (count.ok() && *count > 0)
            setDone(Step::LogActivity);
    });
}

void FirstSteps::lookForView()
{
    if (isDismissed() || isDone(Step::SaveView))
        return;
    m_records.savedViews(0, this, [this](Result<std::vector<SavedView>> views) {
        const auto isMine = [this](const SavedView &view) {
            return view.owner == m_records.currentUser();
        };
        if (views.ok() && std::any_of(views->begin(), views->end(), isMine))
            setDone(Step::SaveView);
    });
}

/// Having no network is nothing that somebody does; writing without one is.
void FirstSteps::followSync(const SyncState &state)
{
    if (state.phase == SyncState::Phase::Offline && state.waiting > 0)
        setDone(Step::WorkOffline);
}

}
