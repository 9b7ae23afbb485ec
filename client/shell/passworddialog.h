// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tandem::client {

class MessageStrip;
class Records;

/// A new password of one's own. What is wrong is said at its field; who is asked about it is the server.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PasswordDialog(Records &records, QWidget *parent = nullptr);

signals:
    void changed();

private:
    struct Row
    {
        QLineEdit *edit = nullptr;
        QLabel *error = nullptr;
    };

    Row addRow(QVBoxLayout &column, const QString &label);
    void submit();
    void answered(const Result<void> &done);
    void showError(const Row &row, const QString &sentence);
    void clearErrors();

    Records &m_records;
    MessageStrip *m_strip;
    Row m_old;
    Row m_new;
    Row m_again;
    QPushButton *m_change = nullptr;
};

}
