// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/languageswitcher.h"

#include "client/widgets/translator.h"

#include <QEvent>

namespace tandem::client {

LanguageSwitcher::LanguageSwitcher(Translator &translator, QWidget *parent)
    : QComboBox(parent)
{
    for (const QString &language : Translator::languages())
        addItem(Translator::nativeName(language), language);
    setCurrentIndex(findData(translator.language()));
    connect(this, &QComboBox::activated, &translator,
        [this, &translator] { translator.setLanguage(currentData().toString()); });
    connect(&translator, &Translator::languageChanged, this,
        [this](const QString &language) { setCurrentIndex(findData(language)); });
    retranslate();
}

void LanguageSwitcher::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QComboBox::changeEvent(event);
}

void LanguageSwitcher::retranslate()
{
    setAccessibleName(tr("Language"));
    setToolTip(tr("Language"));
}

}
