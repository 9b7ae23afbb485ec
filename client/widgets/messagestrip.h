// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/widgets/tone.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace tandem::client {

/// A strip inside the page instead of a message box: icon, text, links for what can be done, and a cross.
class MessageStrip final : public QFrame
{
    Q_OBJECT
public:
    explicit MessageStrip(QWidget *parent = nullptr); ///< hidden until a message is shown

    void showMessage(Tone tone, const QString &text);
    /// Error text with details that fold out and can be copied.
    void showError(const QString &text, const QString &details = {});
    void setCloseable(bool closeable);
    /// Adds a link; `id` comes back in actionTriggered(). Removed by the next showMessage().
    void addAction(const QString &id, const QString &text);
    void clear(); ///< hides it

    QString text() const;
    Tone tone() const { return m_tone; }

signals:
    void actionTriggered(const QString &id);
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyColours();
    void retranslate();
    void renderLinks();

    Tone m_tone = Tone::Info;
    QString m_details;
    QList<QPair<QString, QString>> m_actions;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_links;
    QLabel *m_detailText;
    QToolButton *m_close;
};

}
