// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/relatedlistmodel.h"
#include "client/shell/viewregistry.h"

class QPushButton;

namespace tandem::client {

class EmptyState;
class FileHandover;
class MessageStrip;
class RecordTable;

/// What hangs on a record: its contacts, deals, order lines; opens them and makes new ones that hang on it too.
class RelatedList : public QWidget
{
    Q_OBJECT

public:
    RelatedList(const ViewContext &context, const RecordKey &owner, const QString &name, QWidget *parent = nullptr);

    bool isValid() const { return m_valid; } ///< false if the definition has no such list, or it may not be read

protected:
    void changeEvent(QEvent *event) override;

private:
    const EntityDef *shownEntity() const;
    void handOutFiles();
    void createRecord();
    void open(const RecordKey &key, bool newTab);
    bool mayRemove() const;
    void showRowMenu(const QPoint &globalPosition);
    void removeSelected();
    void remove(EntityNumber entity, const std::vector<RecordId> &ids);
    void showError(const Error &error);
    void updateBody();
    void retranslate();

    ViewContext m_context;
    RelatedListModel m_model;
    bool m_valid = false;
    RecordTable *m_table = nullptr;
    FileHandover *m_handover = nullptr; ///< of a list of files
    MessageStrip *m_strip = nullptr;
    EmptyState *m_empty = nullptr;
    QPushButton *m_add = nullptr;
};

}
