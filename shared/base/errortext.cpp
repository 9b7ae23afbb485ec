// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace tandem {

namespace {

struct Sentence
{
    const char *reason;
    const char *text;
};

/// {name} stands for arguments["name"].
constexpr Sentence sentences[] = {
    {"required", QT_TRANSLATE_NOOP("ErrorText", "This is required.")},
    {"unique", QT_TRANSLATE_NOOP("ErrorText", "Another record has this value already.")},
    {"notUnique", QT_TRANSLATE_NOOP("ErrorText", "Another record has this value already.")},
    {"duplicate", QT_TRANSLATE_NOOP("ErrorText", "There seems to be such a record already.")},
    {"notANumber", QT_TRANSLATE_NOOP("ErrorText", "This is not a number.")},
    {"notAnInteger", QT_TRANSLATE_NOOP("ErrorText", "This is not a whole number.")},
    {"tooManyDecimals", QT_TRANSLATE_NOOP("ErrorText", "At most {limit} digits after the point.")},
    {"outOfRange", QT_TRANSLATE_NOOP("ErrorText", "This is outside the allowed range.")},
    {"notADate", QT_TRANSLATE_NOOP("ErrorText", "This is not a date. Write it like 2026-11-23.")},
    {"ambiguousDate", QT_TRANSLATE_NOOP("ErrorText", "Day or month first? Write the date like 2026-11-23.")},
    {"timeInDate", QT_TRANSLATE_NOOP("ErrorText", "A date without a time is expected.")},
    {"noTimeZone", QT_TRANSLATE_NOOP("ErrorText", "The time needs a time zone.")},
    {"notADuration", QT_TRANSLATE_NOOP("ErrorText", "This is not a duration. Write it like 1:30 or 2 h 15 min.")},
    {"notABoolean", QT_TRANSLATE_NOOP("ErrorText", "Yes or no is expected.")},
    {"notAnAmount", QT_TRANSLATE_NOOP("ErrorText", "This is not an amount.")},
    {"notACurrency", QT_TRANSLATE_NOOP("ErrorText", "“{currency}” is not a currency.")},
    {"noCurrency", QT_TRANSLATE_NOOP("ErrorText", "The amount needs a currency.")},
    {"notAnEmail", QT_TRANSLATE_NOOP("ErrorText", "This is not an e-mail address.")},
    {"notAPhone", QT_TRANSLATE_NOOP("ErrorText", "This is not a phone number.")},
    {"notAUrl", QT_TRANSLATE_NOOP("ErrorText", "This is not a web address. It starts with https://.")},
    {"notAnAddress", QT_TRANSLATE_NOOP("ErrorText", "This is not a postal address.")},
    {"notAnId", QT_TRANSLATE_NOOP("ErrorText", "This does not name a record.")},
    {"notALink", QT_TRANSLATE_NOOP("ErrorText", "This does not point to a record.")},
    {"notJson", QT_TRANSLATE_NOOP("ErrorText", "This is not valid JSON.")},
    {"notText", QT_TRANSLATE_NOOP("ErrorText", "Text is expected.")},
    {"notAList", QT_TRANSLATE_NOOP("ErrorText", "A list is expected.")},
    {"wrongKind", QT_TRANSLATE_NOOP("ErrorText", "This kind of value does not fit here.")},
    {"unknownPart", QT_TRANSLATE_NOOP("ErrorText", "“{part}” is not a part of an address.")},
    {"unknownOption", QT_TRANSLATE_NOOP("ErrorText", "“{option}” is not one of the choices.")},
    {"tooLong", QT_TRANSLATE_NOOP("ErrorText", "This is too long: at most {limit} characters.")},
    {"tooMany", QT_TRANSLATE_NOOP("ErrorText", "These are too many: at most {limit}.")},
    {"lineBreak", QT_TRANSLATE_NOOP("ErrorText", "Only one line is allowed.")},
    {"invalidCharacters", QT_TRANSLATE_NOOP("ErrorText", "This contains characters that cannot be stored.")},
    {"computed", QT_TRANSLATE_NOOP("ErrorText", "This is calculated and cannot be entered.")},
    {"readOnly", QT_TRANSLATE_NOOP("ErrorText", "This cannot be changed.")},
    {"notFound", QT_TRANSLATE_NOOP("ErrorText", "It does not exist any more, or you may not see it.")},
    {"notAllowed", QT_TRANSLATE_NOOP("ErrorText", "You do not have the permission for this.")},
    {"wrongPassword", QT_TRANSLATE_NOOP("ErrorText", "The name or the password is wrong.")},
    {"wrongCode", QT_TRANSLATE_NOOP("ErrorText", "The code is wrong or was used already.")},
    {"userDisabled", QT_TRANSLATE_NOOP("ErrorText", "This user is disabled. Ask your administrator.")},
    {"sessionExpired", QT_TRANSLATE_NOOP("ErrorText", "Please sign in again.")},
    {"sessionRevoked", QT_TRANSLATE_NOOP("ErrorText", "This device was signed out. Please sign in again.")},
    {"tooManyAttempts", QT_TRANSLATE_NOOP("ErrorText", "Too many attempts. Try again in {retryAfter} seconds.")},
    {"diskFull", QT_TRANSLATE_NOOP("ErrorText", "The disk is full.")},
    {"diskError", QT_TRANSLATE_NOOP("ErrorText", "The disk could not be read or written.")},
    {"databaseLocked", QT_TRANSLATE_NOOP("ErrorText", "The data is in use by another program.")},
    {"cannotOpen", QT_TRANSLATE_NOOP("ErrorText", "The data could not be opened.")},
    {"shuttingDown",
        QT_TRANSLATE_NOOP("ErrorText", "The server is stopping. Nothing is lost; it is tried again later.")},
    {"offline", QT_TRANSLATE_NOOP("ErrorText", "This needs a connection to the server.")},
    {"wrongCertificate", QT_TRANSLATE_NOOP("ErrorText", "The server's certificate is not the one that you trusted.")},
    {"protocol", QT_TRANSLATE_NOOP("ErrorText", "This version does not fit the server's. Please update.")},
    {"clientTooOld", QT_TRANSLATE_NOOP("ErrorText", "The server needs a newer version of this program.")},
    {"serverTooOld", QT_TRANSLATE_NOOP("ErrorText", "The server is older than this program. Ask your administrator.")},
    {"unknownField", QT_TRANSLATE_NOOP("ErrorText", "There is no field of this name.")},
    {"unexpectedToken", QT_TRANSLATE_NOOP("ErrorText", "“{token}” is not expected here.")},
    {"unexpectedEnd", QT_TRANSLATE_NOOP("ErrorText", "The expression is not finished.")},
    {"typeClash", QT_TRANSLATE_NOOP("ErrorText", "These kinds of values do not go together.")},
    {"nameTaken", QT_TRANSLATE_NOOP("ErrorText", "This name is taken already.")},
    {"badName", QT_TRANSLATE_NOOP("ErrorText", "A name starts with a small letter and has letters and digits only.")},
};

const Sentence *find(const QString &reason)
{
    const auto found = std::find_if(std::begin(sentences), std::end(sentences),
        [&](const Sentence &sentence) { return reason == QLatin1String(sentence.reason); });
    return found == std::end(sentences) ? nullptr : found;
}

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

}

QString errorText(const Error &error)
{
    const Sentence *sentence = find(error.reason);
    QString text = QCoreApplication::translate("ErrorText", sentence ? sentence->text : textOf(error.code));
    for (auto it = error.arguments.begin(); it != error.arguments.end(); ++it)
        text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value().toString());
    return text;
}

bool hasErrorText(const QString &reason)
{
    return find(reason) != nullptr;
}

}
