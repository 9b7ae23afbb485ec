// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QFormLayout;
class QLabel;

namespace tandem::client {

/// One line of a dialog that defines something: a label, the control, and below it room for what is wrong with it.
class DefinitionRow final : public QWidget
{
    Q_OBJECT
public:
    /// Takes the control, and what stands beside it, and adds itself to the form.
    DefinitionRow(QWidget *control, QFormLayout &form, QWidget *beside = nullptr);

    void setLabel(const QString &text); ///< also the control's accessible name
    void setShown(bool shown); ///< with its label
    void setHint(const QString &text); ///< below it while nothing is wrong
    /// Marks the control, says why and leads the user there.
    void showError(const QString &text);
    /// The same for somebody who is typing: he stays where he is.
    void markError(const QString &text);
    void clearError();

private:
    QWidget *m_control;
    QLabel *m_label;
    QLabel *m_hint;
    QLabel *m_error;
};

}
