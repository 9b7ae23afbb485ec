// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QWidget>

namespace tandem::client {

/// A count in a small round field; hidden at zero, "99+" above.
class Badge final : public QWidget
{
    Q_OBJECT
public:
    explicit Badge(QWidget *parent = nullptr);

    void setCount(int count);
    int count() const { return m_count; }
    void setTone(Tone tone);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates and buttons that carry a count without a widget of its own.
    static void paint(QPainter &painter, const QRect &rect, int count, Tone tone, const QPalette &palette);
    static QString countText(int count);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    int m_count = 0;
    Tone m_tone = Tone::Danger;
};

}
