// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace tandem::client {

/// A small rounded label that can be clicked and, if removable, taken away (mouse on the cross, Delete or Backspace).
class Chip final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    void setRemovable(bool removable);
    bool isRemovable() const { return m_removable; }
    /// Name of a choice colour, see namedColours(); empty: neutral.
    void setColourName(const QString &name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRect crossRect() const;
    void retranslate();

    QString m_colour;
    bool m_removable = false;
};

}
