// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QWidget>

namespace tandem::client::oa {

/// What one link of a chain says, in the language of now.
struct ChainStep
{
    QString iconName;
    Tone tone = Tone::Neutral;
    QString title; ///< which step, and who
    QStringList lines; ///< its state, when, and what was said
    bool isNow = false; ///< somebody has to act
    bool isAhead = false; ///< not begun: grey
};

/// One link of a chain of steps: icon and words, and the line that leads to its neighbours.
class ChainRow final : public QWidget
{
    Q_OBJECT

public:
    enum class Place { First, Middle, Last, Only };

    ChainRow(const ChainStep &step, Place place, QWidget *parent);

    QString text() const; ///< all of it, a line each

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ChainStep m_step;
    Place m_place;
};

}
