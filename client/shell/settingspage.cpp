// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/settingspage.h"

#include "client/records/records.h"
#include "client/shell/customisationpanel.h"
#include "client/shell/devicespanel.h"
#include "client/shell/networkchoice.h"
#include "client/shell/quiethourspanel.h"
#include "client/widgets/languageswitcher.h"
#include "client/widgets/theme.h"
#include "client/widgets/tokens.h"
#include "client/widgets/translator.h"
#include "shared/entities/entitynames.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tandem::client {

SettingsPage::SettingsPage(const ViewContext &context, const Parts &parts, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_parts(parts)
    , m_languageLabel(new QLabel(this))
    , m_language(new LanguageSwitcher(parts.translator, this))
    , m_themeLabel(new QLabel(this))
    , m_theme(new QComboBox(this))
    , m_offline(new QCheckBox(this))
    , m_quietLabel(new QLabel(this))
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget(scroll);
    content->setMaximumWidth(760);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(tokens::spaceHuge, tokens::spaceHuge, tokens::spaceHuge, tokens::spaceHuge);
    column->setSpacing(tokens::spaceLarge);
    column->addWidget(buildGeneral());
    column->addWidget(new DevicesPanel(m_context.records, content));
    if (mayCustomise())
        column->addWidget(new CustomisationPanel(m_context.records, content), 1);
    column->addStretch(0);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    retranslate();
}

bool SettingsPage::mayCustomise() const
{
    return m_context.records.mayCreate(entities::customField::number);
}

QWidget *SettingsPage::buildGeneral()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(tokens::spaceMedium);
    m_languageLabel->setBuddy(m_language);
    m_themeLabel->setBuddy(m_theme);
    form->addRow(m_languageLabel, m_language);
    form->addRow(m_themeLabel, m_theme);
    form->addRow(QString(), m_offline);
    auto *quiet = new QuietHoursPanel(QuietSettings(m_parts.settings, m_context.records), box);
    m_quietLabel->setBuddy(quiet);
    form->addRow(m_quietLabel, quiet);
    for (const ThemeMode mode : {ThemeMode::System, ThemeMode::Light, ThemeMode::Dark})
        m_theme->addItem(QString(), Theme::modeName(mode));
    m_theme->setCurrentIndex(m_theme->findData(Theme::modeName(m_parts.theme.mode())));
    connect(m_theme, &QComboBox::activated, this, [this] {
        const QString name = m_theme->currentData().toString();
        m_parts.theme.setMode(Theme::modeFromName(name));
        m_parts.settings.setValue(QStringLiteral("theme"), name);
    });
    showNetwork(m_context.records.syncState());
    connect(m_offline, &QCheckBox::toggled, this, [this](bool offline) {
        chooseNetwork(m_context.records, m_parts.settings,
            offline ? SyncControl::Network::Offline : SyncControl::Network::Online);
    });
    connect(&m_context.records, &Records::syncStateChanged, this, &SettingsPage::showNetwork);
    return box;
}

/// It may have been chosen elsewhere.
void SettingsPage::showNetwork(const SyncState &state)
{
    const QSignalBlocker blocker(m_offline);
    m_offline->setChecked(state.offlineByChoice);
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

void SettingsPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit titleChanged();
    }
}

void SettingsPage::retranslate()
{
    m_languageLabel->setText(tr("&Language"));
    m_themeLabel->setText(tr("&Appearance"));
    m_theme->setItemText(0, tr("Like the system"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    m_quietLabel->setText(tr("&Notifications"));
    m_offline->setText(tr("Work offline: nothing is sent or received until this is switched off"));
}

}
