// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tandem::client {

class MessageStrip;
class Records;

/// Where the user is signed in, as the server tells it, and the end of it for a device that was lost or lent.
class DevicesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DevicesPanel(Records &records, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void take(const Result<std::vector<SignedInDevice>> &found);
    void fill();
    const SignedInDevice *chosen() const; ///< null: none
    QString nameOf(const SignedInDevice &device) const;
    void signOutChosen();
    void followSync(SyncState::Phase phase);
    void retranslate();

    Records &m_records;
    std::vector<SignedInDevice> m_devices;
    bool m_isConnected = false;
    QLabel *m_heading;
    QLabel *m_hint;
    MessageStrip *m_strip;
    QTreeWidget *m_list;
    QPushButton *m_signOut;
};

}
