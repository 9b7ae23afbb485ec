// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/devicespanel.h"

#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/base/daytext.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace tandem::client {

DevicesPanel::DevicesPanel(Records &records, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_isConnected(records.syncState().phase == SyncState::Phase::Synced)
    , m_heading(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_strip(new MessageStrip(this))
    , m_list(new QTreeWidget(this))
    , m_signOut(new QPushButton(this))
{
    QFont font = m_heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_heading->setFont(font);
    m_hint->setWordWrap(true);
    m_list->setRootIsDecorated(false);
    m_list->setColumnCount(3);
    m_list->setMinimumHeight(120);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, tokens::spaceLarge, 0, 0);
    layout->addWidget(m_heading);
    layout->addWidget(m_hint);
    layout->addWidget(m_strip);
    layout->addWidget(m_list);
    layout->addWidget(m_signOut, 0, Qt::AlignLeft);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        const SignedInDevice *device = chosen();
        m_signOut->setEnabled(device && !device->current);
    });
    connect(m_signOut, &QPushButton::clicked, this, &DevicesPanel::signOutChosen);
    connect(&m_records, &Records::syncStateChanged, this, [this](const SyncState &state) { followSync(state.phase); });
    retranslate();
}

void DevicesPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void DevicesPanel::followSync(SyncState::Phase phase)
{
    const bool isNow = phase == SyncState::Phase::Synced;
    if (std::exchange(m_isConnected, isNow) != isNow && isNow && isVisible())
        load();
}

void DevicesPanel::load()
{
    m_records.devices(this, [this](const Result<std::vector<SignedInDevice>> &found) { take(found); });
}

void DevicesPanel::take(const Result<std::vector<SignedInDevice>> &found)
{
    const bool isAway = !found.ok() && found.error().code == ErrorCode::Unavailable;
    if (found.ok())
        m_devices = *found;
    else if (!isAway)
        m_strip->showError(found.error());
    m_hint->setText(isAway ? tr("The list comes when the server is reachable.")
                           : tr("Sign out a device that was lost or that you do not use any more. What was written "
                                "there is kept, and sent once you sign in again."));
    fill();
}

void DevicesPanel::fill()
{
    m_list->clear();
    const QLocale locale(m_records.language());
    for (const SignedInDevice &device : m_devices)
        new QTreeWidgetItem(
            m_list, {nameOf(device), momentText(device.lastSeen, locale), momentText(device.since, locale)});
    QHeaderView *header = m_list->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    m_signOut->setEnabled(false);
}

const SignedInDevice *DevicesPanel::chosen() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row >= 0 && row < int(m_devices.size()) ? &m_devices[size_t(row)] : nullptr;
}

QString DevicesPanel::nameOf(const SignedInDevice &device) const
{
    const QString name = device.name.isEmpty() ? tr("Device without a name") : device.name;
    return device.current ? tr("%1 (this device)").arg(name) : name;
}

void DevicesPanel::signOutChosen()
{
    const SignedInDevice *device = chosen();
    if (!device || device->current)
        return;
    m_records.signOutDevice(device->session, this, [this, name = nameOf(*device)](const Result<void> &done) {
        if (done.ok())
            m_strip->showMessage(Tone::Success, tr("%1 is signed out.").arg(name));
        else
            m_strip->showError(done.error());
        load();
    });
}

void DevicesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void DevicesPanel::retranslate()
{
    m_heading->setText(tr("Your devices"));
    m_list->setHeaderLabels({tr("Device"), tr("Last seen"), tr("Signed in")});
    m_list->setAccessibleName(tr("Your devices"));
    m_signOut->setText(tr("Sign out the chosen device"));
    take(m_devices);
}

}
