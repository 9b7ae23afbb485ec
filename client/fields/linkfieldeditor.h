// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

#include <QTimer>

class QToolButton;

namespace tandem::client {

class ComposingLineEdit;
class LinkOffers;
class QuietComboBox;
class Records;
struct SearchHit;

/// A record of another entity: typing searches this machine (Chinese, pinyin initials, parts of phone numbers), then
/// the server for what is not kept here; the list offers what fits and, where allowed, a new record of that name. For
/// links, users and links to any record.
class LinkFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    LinkFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    bool isComposing() const override;

    /// The other values of the record: where the target hangs on a record that this one links to as well (a stage on
    /// its pipeline), only what hangs there is offered.
    void setRecordValues(const FieldValues &values);

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isAny() const { return field().type == FieldType::AnyLink; }
    const EntityDef *target() const; ///< whose records are offered now
    void buildRow();
    void fillEntities();
    void search();
    void searchBound(const EntityDef &target, const QString &typed);
    bool stillAsked(const QString &typed) const;
    bool isCreatable() const;
    void leave(Qt::FocusReason reason);
    void choose(const RecordId &id, const QString &title, bool isAtServer);
    void chooseExact();
    void chooseExactAtServer(const QString &typed);
    bool takeExact(const QString &typed, const std::vector<SearchHit> &hits, bool areAtServer);
    void take(const RecordId &id, const QString &title);
    void refreshTitle();
    void refreshButtons();

    ComposingLineEdit *m_line;
    QuietComboBox *m_entities = nullptr; ///< of links to any record
    QToolButton *m_open;
    LinkOffers *m_offers = nullptr; ///< none without records to offer
    QTimer m_pause;
    RecordKey m_bound; ///< null: any record of the target
    FieldNumber m_boundLink = 0; ///< the target's field that points to it
    RecordId m_id;
    QString m_title; ///< as the line shows it while a record is chosen
};

}
