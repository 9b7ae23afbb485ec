// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

#include <QPointer>

#include <memory>

class QFileDialog;
class QLabel;
class QPushButton;
class QToolButton;

namespace tandem::client {

/// A file or a picture: chosen in a dialog or dropped here, opened with the system's program, shown if it is a
/// picture. It is here at once and goes to the server when there is a connection.
class FileFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    FileFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);
    ~FileFieldEditor() override;

    Value value() const override { return m_id.isNull() ? Value() : Value(m_id); }
    void setRecord(const RecordKey &key, bool isNew) override;
    void handOver(FieldEditor &successor) override;
    void attach(const QString &path);

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    /// Who takes the files that are being attached; gone when nobody does.
    struct Taker;

    void choose();
    void follow(QFileDialog *chooser);
    void take(const RecordKey &record, const Result<RecordId> &file);
    void openFile();
    void refresh();
    void loadPreview();

    QLabel *m_preview;
    QPushButton *m_name;
    QToolButton *m_choose;
    QToolButton *m_remove;
    QPointer<QFileDialog> m_chooser; ///< of the window, so that it can outlive this editor
    std::shared_ptr<Taker> m_taker; ///< shared with its successor
    QString m_edited; ///< a copy that was opened from here and edited
    RecordId m_id;
    RecordKey m_record;
    bool m_isNew = true; ///< there is nothing yet that a file could hang on
};

}
