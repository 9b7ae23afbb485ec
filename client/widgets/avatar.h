// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace tandem::client {

/// A person as a coloured disc with initials: "Li Wei" → "LW", 欧阳建国 → 建国. The colour follows the name.
class Avatar final : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(QWidget *parent = nullptr);

    void setName(const QString &name);
    void setDiameter(int diameter);

    QSize sizeHint() const override { return {m_diameter, m_diameter}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

    static QString initials(const QString &name);
    static void paint(QPainter &painter, const QRect &rect, const QString &name, const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_diameter = 28;
};

}
