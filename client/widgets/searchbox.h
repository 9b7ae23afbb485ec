// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tandem::client {

/// A line edit for searching: icon, clear button, a pause before it reports, and nothing reported while an input
/// method composes.
class SearchBox final : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchBox(QWidget *parent = nullptr);

    void setDelay(std::chrono::milliseconds delay) { m_timer.setInterval(delay); }
    /// Shown at the right end of the placeholder, e.g. "Ctrl+K".
    void setShortcutHint(const QKeySequence &shortcut);
    /// A `?` in the box that explains in rich text what can be typed; asked for whenever it is opened.
    void setSyntaxHelp(std::function<QString()> text);
    /// Sets the text and asks for it at once, also where it was asked for last: for who shows something else meanwhile.
    void searchFor(const QString &text);
    bool isComposing() const { return m_composing; }

signals:
    void searchRequested(const QString &text); ///< after the pause, or at once on Enter
    void movedDown(); ///< the user wants to go on in the results
    void cleared();

protected:
    void inputMethodEvent(QInputMethodEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void report();
    void ask();
    void retranslate();

    QAction *m_icon;
    QAction *m_help = nullptr;
    QTimer m_timer;
    QKeySequence m_shortcut;
    QString m_reported;
    QString m_ownText; ///< placeholder and name as long as nobody gives it others
    bool m_composing = false;
};

}
