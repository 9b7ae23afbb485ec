// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace tandem::client {

/// Plain text that grows with its content up to a dozen lines, so that a form has one scroll area only. Tab leaves it.
class GrowingTextEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit GrowingTextEdit(QWidget *parent = nullptr);

    bool isComposing() const { return m_composing; }
    void setLeastLines(int lines);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void adjustHeight();

    int m_leastLines = 3;
    bool m_composing = false;
};

}
