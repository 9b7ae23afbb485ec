// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QAbstractButton>

namespace tandem::client {

/// A rounded, clickable state: a coloured dot with its meaning in words ("Offline – 4 pending").
class Pill final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);

    void setState(Tone tone, const QString &text);
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
};

}
