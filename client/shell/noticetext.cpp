// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticetext.h"

#include "client/records/anylink.h"
#include "shared/base/errortext.h"
#include "shared/entities/entitynames.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace tandem::client {

namespace notice = entities::notification;

namespace {

struct Sentence
{
    const char *key;
    const char *text;
};

/// {name} stands for arguments["name"]; {title} is the record's title of now, {reason} the sentence of an error's
/// reason.
constexpr Sentence sentences[] = {
    {"approvalRequested", QT_TRANSLATE_NOOP("NoticeText", "“{title}” waits for your approval")},
    {"approvalTransferred", QT_TRANSLATE_NOOP("NoticeText", "{by} handed “{title}” over to you to decide")},
    {"approvalAdded", QT_TRANSLATE_NOOP("NoticeText", "{by} asks you to decide on “{title}” too")},
    {"approvalReminded", QT_TRANSLATE_NOOP("NoticeText", "{by} reminds you: “{title}” still waits for your approval")},
    {"approvalApproved", QT_TRANSLATE_NOOP("NoticeText", "“{title}” was approved")},
    {"approvalRejected", QT_TRANSLATE_NOOP("NoticeText", "“{title}” was rejected")},
    {"approvalReturned", QT_TRANSLATE_NOOP("NoticeText", "“{title}” was returned to you for changes")},
    {"approvalCopied", QT_TRANSLATE_NOOP("NoticeText", "For your information: “{title}”")},
    {"approvalWithdrawn", QT_TRANSLATE_NOOP("NoticeText", "“{title}” was withdrawn; there is nothing left to decide")},
    {"backupFailed",
        QT_TRANSLATE_NOOP(
            "NoticeText", "The server's backup failed and will be tried again. Reason: {reason} ({folder})")},
    {"backupGivenUp",
        QT_TRANSLATE_NOOP("NoticeText",
            "The server's backup failed {attempts} times and waits for its next time now. Reason: {reason} "
            "({folder})")},
    {"backupWorksAgain", QT_TRANSLATE_NOOP("NoticeText", "The server's backup works again ({folder})")},
    {"fileInfected",
        QT_TRANSLATE_NOOP(
            "NoticeText", "The server's virus scanner found {finding} in “{name}”. Nobody gets the file any more.")},
    {"mentioned", QT_TRANSLATE_NOOP("NoticeText", "{author} mentioned you in “{title}”")},
    {"stageReminder", QT_TRANSLATE_NOOP("NoticeText", "“{title}” has been in stage “{stage}” for {days} days")},
};

/// The title that was true when the notification was written.
QString titleOfThen(const QJsonObject &arguments)
{
    const QString title = arguments.value(QLatin1String("title")).toString();
    return title.isEmpty() ? arguments.value(QLatin1String("name")).toString() : title;
}

/// What stands for an argument's placeholder.
QString wordsOf(const QString &name, const QJsonValue &value)
{
    if (name == QLatin1String("reason"))
        return errorText(Error::unavailable(value.toString()));
    return value.toVariant().toString();
}

}

RecordKey noticeTarget(const Record &notification, const Records &records)
{
    const RecordKey target = recordOfAnyLink(*records.registry(), notification.value(notice::field::record));
    return target.isNull() ? RecordKey() : target;
}

QString noticeText(const Record &notification, Records &records)
{
    const RecordKey target = noticeTarget(notification, records);
    return noticeText(notification, target.isNull() ? QString() : records.titleOf(target));
}

QString noticeText(const Record &notification, const QString &titleOfNow)
{
    const QString key = notification.value(notice::field::textKey).toText();
    const auto sentence = std::find_if(std::begin(sentences), std::end(sentences),
        [&key](const Sentence &known) { return key == QLatin1String(known.key); });
    const QString written = notification.value(notice::field::text).toText();
    if (sentence == std::end(sentences))
        return written;
    const QJsonObject arguments =
        QJsonDocument::fromJson(notification.value(notice::field::arguments).toText().toUtf8()).object();
    const QString title = titleOfNow.isEmpty() ? titleOfThen(arguments) : titleOfNow;
    QString text = QCoreApplication::translate("NoticeText", sentence->text);
    for (auto it = arguments.begin(); it != arguments.end(); ++it) {
        if (it.key() != QLatin1String("title"))
            text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), wordsOf(it.key(), *it));
    }
    // Last, so that no word of a title is taken for a placeholder.
    return text.replace(QLatin1String("{title}"), title.isEmpty() ? written : title);
}

}
