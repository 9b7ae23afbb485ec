// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"
#include "shared/base/error.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace tandem::client {

/// A strip inside the page instead of a message box: icon, text, buttons for what can be done, and a cross.
class MessageStrip : public QFrame
{
    Q_OBJECT
public:
    explicit MessageStrip(QWidget *parent = nullptr); ///< hidden until a message is shown

    void showMessage(Tone tone, const QString &text);
    /// Error text with details that fold out and can be copied.
    void showError(const QString &text, const QString &details = {});
    void showError(const Error &error); ///< its sentence, and its log line as details
    void setText(const QString &text); ///< of the message that is shown: its buttons stay
    void setCloseable(bool closeable);
    /// For a narrow column, where buttons beside the text would leave no room for it.
    void putActionsBelow();
    /// Adds a button; `id` comes back in actionTriggered(). Removed by the next showMessage().
    void addAction(const QString &id, const QString &text);
    void focusFirstAction();
    void clear(); ///< hides it

    QString text() const;
    Tone tone() const { return m_tone; }

signals:
    void actionTriggered(const QString &id);
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyColours();
    void retranslate();
    QPushButton *addButton(const QString &text);
    void removeButtons();

    Tone m_tone = Tone::Info;
    QString m_details;
    QLabel *m_icon;
    QLabel *m_text;
    QWidget *m_actions;
    QList<QPushButton *> m_buttons;
    QPushButton *m_detailsButton = nullptr;
    QLabel *m_detailText;
    QToolButton *m_close;
};

}
