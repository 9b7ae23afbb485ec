// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QImage>
#include <QTextEdit>

#include <optional>

class QCompleter;
class QModelIndex;
class QStandardItemModel;
class QTextFragment;

namespace tandem::client {

class Records;
struct Record;
struct SearchHit;

/// One paragraph that can name colleagues: "@" and what is typed behind it offer the users of this machine (by name
/// or by pinyin initials), and who is chosen stands in the text as one piece. Grows with its content; Tab leaves it.
class MentionEdit final : public QTextEdit
{
    Q_OBJECT
public:
    /// `records` may be null: then nobody is offered.
    explicit MentionEdit(Records *records, QWidget *parent = nullptr);

    /// With mentions as shared/base/mentions.h stores them.
    QString storedText() const;
    void setStoredText(const QString &text); ///< does not emit edited()
    bool namesSomebody() const;
    bool isComposing() const { return m_composing; }

signals:
    void edited(); ///< by the user, at each step
    void submitted(); ///< Enter; without a receiver it goes to the parent
    void filesPasted(const QStringList &paths); ///< without a receiver their paths are text
    void picturePasted(const QImage &picture); ///< null if the clipboard's picture cannot be read

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    /// What is typed behind an "@".
    struct Query
    {
        int start = 0; ///< of the "@", in the document
        QString words;
        bool operator==(const Query &) const = default;
    };

    std::optional<Query> query() const;
    void textWasChanged();
    void search();
    void offer(const std::vector<SearchHit> &hits, const std::vector<Record> &users);
    void choose(const QModelIndex &index);
    void insertStored(QTextCursor cursor, const QString &text);
    bool answerOffers(QKeyEvent *event);
    bool removeMention(bool behindCursor);
    QTextCharFormat mentionFormat(const QString &name, const QString &user) const;
    std::vector<QTextFragment> mentions() const; ///< also those that were broken by typing into them
    std::optional<QTextFragment> mentionAt(int position) const;
    void releaseBroken();
    void recolour();
    void leaveFormat();
    void adjustHeight();
    void retranslate();

    Records *m_records;
    QCompleter *m_completer;
    QStandardItemModel *m_offers;
    bool m_composing = false;
    bool m_changing = false; ///< by this class, not by the user
};

}
