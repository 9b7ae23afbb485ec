// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"
#include "client/shell/viewregistry.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSettings;

namespace tandem::client {

class LanguageSwitcher;
class Theme;
class Translator;

/// Language, appearance, working offline, quiet hours, the user's devices; for administrators, the company's own fields
/// and entities.
class SettingsPage : public View
{
    Q_OBJECT

public:
    struct Parts
    {
        Theme &theme;
        Translator &translator;
        QSettings &settings;
    };

    SettingsPage(const ViewContext &context, const Parts &parts, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("settings"); }

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildGeneral();
    void showNetwork(const SyncState &state);
    bool mayCustomise() const;
    void retranslate();

    ViewContext m_context;
    Parts m_parts;
    QLabel *m_languageLabel;
    LanguageSwitcher *m_language;
    QLabel *m_themeLabel;
    QComboBox *m_theme;
    QCheckBox *m_offline;
    QLabel *m_quietLabel;
};

}
