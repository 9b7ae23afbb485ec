// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

class QFormLayout;

namespace tandem::client {

class Records;

/// Which build this is and where it keeps its data, ready to be copied into a question to the administrator, and the
/// licence.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    /// `dataFolder`: of the profile, with everything that this computer keeps of the company.
    AboutDialog(const Records &records, const QString &dataFolder, QWidget *parent = nullptr);

    QString details() const; ///< what is copied

private:
    void addRow(QFormLayout &rows, const QString &label, const QString &text);

    QStringList m_details;
};

}
