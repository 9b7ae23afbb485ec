// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/recordtypes.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QPushButton;

namespace tandem::client {

class FieldDiffView;
class MessageStrip;
class Records;

/// One change that waits to be sent: each of its fields from → to, and the way to take it back while nobody else has
/// it. Before anything goes, the panel names all that would.
class WaitingPanel final : public QWidget
{
    Q_OBJECT

public:
    /// What a change does, in a few words.
    using Describe = std::function<QString(const Mutation &)>;

    WaitingPanel(Records &records, Describe describe, QWidget *parent = nullptr);

    /// None: the panel says what it is for.
    void setChange(const std::optional<OutboxItem> &change);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();
    QString words() const;
    void renewFormat();
    void retranslate();
    void findWhatGoes();
    void ask(const TakenBack &going);
    void discard();
    void closeQuestion();
    QString line(const OutboxItem &item) const;

    Records &m_records;
    Describe m_describe;
    std::optional<OutboxItem> m_change;
    std::vector<qint64> m_asked; ///< the numbers that the open question is about
    FieldDiffView *m_diff;
    QLabel *m_words;
    QPushButton *m_discard;
    MessageStrip *m_strip;
};

}
