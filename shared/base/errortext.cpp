// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"

#include "shared/base/daytext.h"
#include "shared/base/errorsentences.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace tandem {

namespace {

const char *textOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Internal:
        return QT_TRANSLATE_NOOP("ErrorText", "Something went wrong.");
    case ErrorCode::Invalid:
        return QT_TRANSLATE_NOOP("ErrorText", "This is not valid.");
    case ErrorCode::NotFound:
        return QT_TRANSLATE_NOOP("ErrorText", "It does not exist any more, or you may not see it.");
    case ErrorCode::Forbidden:
        return QT_TRANSLATE_NOOP("ErrorText", "You do not have the permission for this.");
    case ErrorCode::Conflict:
        return QT_TRANSLATE_NOOP("ErrorText", "This is not possible in the present state.");
    case ErrorCode::Unauthenticated:
        return QT_TRANSLATE_NOOP("ErrorText", "Please sign in again.");
    case ErrorCode::TooLarge:
        return QT_TRANSLATE_NOOP("ErrorText", "This is too large.");
    case ErrorCode::TooMany:
        return QT_TRANSLATE_NOOP("ErrorText", "Too many at once. Try again later.");
    case ErrorCode::Unavailable:
        return QT_TRANSLATE_NOOP("ErrorText", "Not available now. It is tried again later.");
    case ErrorCode::Unsupported:
        return QT_TRANSLATE_NOOP("ErrorText", "This version does not support that.");
    case ErrorCode::Corrupt:
        return QT_TRANSLATE_NOOP("ErrorText", "The data is damaged.");
    case ErrorCode::Cancelled:
        return QT_TRANSLATE_NOOP("ErrorText", "Cancelled.");
    }
    return "";
}

QString fill(QString text, const Error &error)
{
    for (auto it = error.arguments.begin(); it != error.arguments.end(); ++it) {
        text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value().toString());
        const QString moment = QLatin1String("{time:") + it.key() + QLatin1Char('}');
        if (text.contains(moment))
            text.replace(moment, momentText(it.value().toLongLong(), QLocale()));
        const QString size = QLatin1String("{size:") + it.key() + QLatin1Char('}');
        if (text.contains(size))
            text.replace(size, QLocale().formattedDataSize(it.value().toLongLong()));
    }
    return text;
}

const char *englishOf(const Error &error)
{
    const char *sentence = errorSentence(error.reason);
    return sentence ? sentence : textOf(error.code);
}

/// After the place inside of a value, such as the step of a flow, if the error names one.
template <typename Translate>
QString sentenceOf(const Error &error, const Translate &inLanguage)
{
    const QString sentence = fill(inLanguage(englishOf(error)), error);
    const QString place = error.arguments.value(QStringLiteral("place")).toString();
    return place.isEmpty() ? sentence : inLanguage(QT_TRANSLATE_NOOP("ErrorText", "%1: %2")).arg(place, sentence);
}

}

QString errorText(const Error &error)
{
    return sentenceOf(error, [](const char *text) { return QCoreApplication::translate("ErrorText", text); });
}

QString errorText(const Error &error, const QTranslator *translator)
{
    return sentenceOf(error, [translator](const char *text) {
        const QString translated = translator ? translator->translate("ErrorText", text) : QString();
        return translated.isEmpty() ? QString::fromUtf8(text) : translated;
    });
}

bool hasErrorText(const QString &reason)
{
    return errorSentence(reason) != nullptr;
}

}
