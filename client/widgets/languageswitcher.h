// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>

namespace tandem::client {

class Translator;

/// The language choice, each language in its own name. Takes effect at once.
class LanguageSwitcher final : public QComboBox
{
    Q_OBJECT
public:
    explicit LanguageSwitcher(Translator &translator, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

}
