// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/entityrulerow.h"

#include <QPointer>

class QToolButton;

namespace tandem::client {

class ElidedLabel;
class PermissionsDialog;

/// What a role may do with one entity: in words, with a button for the dialog that changes it. Of an entity that is not
/// known the button takes the entry out and puts it back.
class PermissionsRow final : public EntityRuleRow
{
    Q_OBJECT
public:
    PermissionsRow(FieldContext context, const QString &entity, QWidget *parent = nullptr);
    ~PermissionsRow() override;

    void showEntry(const QJsonValue &entry, const QJsonValue &stored) override;
    void setReadOnly(bool readOnly) override;
    void retranslate(const QString &prefix) override;
    std::vector<QWidget *> tabStops() const override;
    void setRoleKey(const QString &key) override;
    void handOver(EntityRuleRow &successor) override;

    static QString legend();

private:
    void change();
    void follow(PermissionsDialog *dialog);
    void enter(const QJsonValue &entry);
    void render();

    ElidedLabel *m_words;
    QToolButton *m_button;
    QPointer<PermissionsDialog> m_dialog; ///< of the window, so that it can outlive this row
    bool m_readOnly = false;
    QString m_prefix;
    QString m_roleKey;
    QJsonValue m_entry = QJsonValue(QJsonValue::Undefined);
    QJsonValue m_stored = QJsonValue(QJsonValue::Undefined);
};

}
