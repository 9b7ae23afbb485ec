// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"

#include "shared/base/daytext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <algorithm>
#include <iterator>

namespace tandem {

namespace {

struct Sentence
{
    const char *reason;
    const char *text;
};

/// {name} stands for arguments["name"], {time:name} for the moment that it is.
constexpr Sentence sentences[] = {
    {"required", QT_TRANSLATE_NOOP("ErrorText", "This is required.")},
    {"notValidWith", QT_TRANSLATE_NOOP("ErrorText", "This does not go with the other fields: “{rule}” must hold.")},
    {"unique", QT_TRANSLATE_NOOP("ErrorText", "Another record has this value already.")},
    {"notUnique", QT_TRANSLATE_NOOP("ErrorText", "Another record has this value already.")},
    {"duplicate", QT_TRANSLATE_NOOP("ErrorText", "There seems to be such a record already.")},
    {"notANumber", QT_TRANSLATE_NOOP("ErrorText", "This is not a number.")},
    {"notAnInteger", QT_TRANSLATE_NOOP("ErrorText", "This is not a whole number.")},
    {"tooManyDecimals", QT_TRANSLATE_NOOP("ErrorText", "At most {limit} digits after the point.")},
    {"outOfRange", QT_TRANSLATE_NOOP("ErrorText", "This is outside the allowed range.")},
    {"contentNotSent",
        QT_TRANSLATE_NOOP("ErrorText", "The server does not have the content of this file. Attach the file again.")},
    {"conditionTooLarge", QT_TRANSLATE_NOOP("ErrorText", "This condition is too large.")},
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
    {"notAServerAddress",
        QT_TRANSLATE_NOOP("ErrorText",
            "This is not the address of a server. It looks like tandem.example.com or tandem.example.com:7443.")},
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
    {"diskReadOnly", QT_TRANSLATE_NOOP("ErrorText", "The disk or the folder cannot be written to.")},
    {"databaseLocked", QT_TRANSLATE_NOOP("ErrorText", "The data is in use by another program.")},
    {"cannotOpen", QT_TRANSLATE_NOOP("ErrorText", "The data could not be opened.")},
    {"shuttingDown",
        QT_TRANSLATE_NOOP("ErrorText", "The server is stopping. Nothing is lost; it is tried again later.")},
    {"offline", QT_TRANSLATE_NOOP("ErrorText", "This needs a connection to the server.")},
    {"wrongCertificate", QT_TRANSLATE_NOOP("ErrorText", "The server's certificate is not the one that you trusted.")},
    {"protocol", QT_TRANSLATE_NOOP("ErrorText", "This version does not fit the server's. Please update.")},
    {"clientTooOld",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This server needs a newer Tandem. What you do until the update is kept here and sent then.")},
    {"serverTooOld", QT_TRANSLATE_NOOP("ErrorText", "The server is older than this program. Ask your administrator.")},
    {"fieldsRemoved",
        QT_TRANSLATE_NOOP(
            "ErrorText", "A field was removed before this was sent. What you typed into it is kept here.")},
    {"entityRemoved", QT_TRANSLATE_NOOP("ErrorText", "This kind of record was removed. What you typed is kept here.")},
    {"unknownField", QT_TRANSLATE_NOOP("ErrorText", "There is no field of this name.")},
    {"unexpectedToken", QT_TRANSLATE_NOOP("ErrorText", "“{token}” is not expected here.")},
    {"unexpectedEnd", QT_TRANSLATE_NOOP("ErrorText", "The expression is not finished.")},
    {"tooManyToPrint",
        QT_TRANSLATE_NOOP("ErrorText",
            "The list has {count} records; at most {limit} can be printed. Narrow the filter, or export it as PDF.")},
    {"typeClash", QT_TRANSLATE_NOOP("ErrorText", "These kinds of values do not go together.")},
    {"nameTaken", QT_TRANSLATE_NOOP("ErrorText", "This name is taken already.")},
    {"badName", QT_TRANSLATE_NOOP("ErrorText", "A name starts with a small letter and has letters and digits only.")},
    {"addressTooLong", QT_TRANSLATE_NOOP("ErrorText", "The address is too long.")},
    {"alreadyExists", QT_TRANSLATE_NOOP("ErrorText", "It is there already.")},
    {"ambiguous", QT_TRANSLATE_NOOP("ErrorText", "Several records are called “{text}”.")},
    {"answerForgotten",
        QT_TRANSLATE_NOOP("ErrorText", "This was sent long ago, and its answer is not known any more.")},
    {"badDatabaseUrl",
        QT_TRANSLATE_NOOP("ErrorText", "This does not name a database. Write it like postgresql://user@host/name.")},
    {"badHash", QT_TRANSLATE_NOOP("ErrorText", "This is not the name of a file's content.")},
    {"badId", QT_TRANSLATE_NOOP("ErrorText", "This is not an id.")},
    {"badNumberFormat", QT_TRANSLATE_NOOP("ErrorText", "This is not a format of numbers.")},
    {"badOffset", QT_TRANSLATE_NOOP("ErrorText", "The upload goes on at another place.")},
    {"badPosition", QT_TRANSLATE_NOOP("ErrorText", "This page is not known.")},
    {"badValue", QT_TRANSLATE_NOOP("ErrorText", "“{value}” does not fit here.")},
    {"bodyTooLarge", QT_TRANSLATE_NOOP("ErrorText", "The request is too large.")},
    {"builtIn", QT_TRANSLATE_NOOP("ErrorText", "What is built in cannot be changed or deleted.")},
    {"busy", QT_TRANSLATE_NOOP("ErrorText", "The server is busy. Try again later.")},
    {"cancelled", QT_TRANSLATE_NOOP("ErrorText", "Cancelled.")},
    {"backupKeyMissing",
        QT_TRANSLATE_NOOP("ErrorText",
            "The backup is encrypted. Name the file of its key with --key-file, or set TANDEM_BACKUP_KEY.")},
    {"backupNotEncrypted",
        QT_TRANSLATE_NOOP("ErrorText",
            "The backup is not encrypted, but a key was given. Leave the key out to take it nevertheless.")},
    {"wrongBackupKey", QT_TRANSLATE_NOOP("ErrorText", "The backup was encrypted with another key.")},
    {"badBackupKey",
        QT_TRANSLATE_NOOP("ErrorText",
            "This is not the key of a backup. A key is 64 hexadecimal digits; “openssl rand -hex 32” makes one.")},
    {"backupFolderMissing",
        QT_TRANSLATE_NOOP("ErrorText", "The folder for backups is not there. Is its disk mounted?")},
    {"backupFolderReadOnly", QT_TRANSLATE_NOOP("ErrorText", "The folder for backups cannot be written to.")},
    {"cannotCopy", QT_TRANSLATE_NOOP("ErrorText", "A file could not be copied.")},
    {"cannotRemove", QT_TRANSLATE_NOOP("ErrorText", "This could not be removed.")},
    {"cannotCreateFolder", QT_TRANSLATE_NOOP("ErrorText", "The folder could not be created.")},
    {"cannotListen", QT_TRANSLATE_NOOP("ErrorText", "It is not possible to listen at {address}.")},
    {"cannotRead", QT_TRANSLATE_NOOP("ErrorText", "The file could not be read.")},
    {"cannotWrite", QT_TRANSLATE_NOOP("ErrorText", "The file could not be written.")},
    {"certificateUnreadable", QT_TRANSLATE_NOOP("ErrorText", "The certificate or its key could not be read.")},
    {"changedAgain", QT_TRANSLATE_NOOP("ErrorText", "It was changed again since.")},
    {"changedMeanwhile", QT_TRANSLATE_NOOP("ErrorText", "It was changed meanwhile. Read it again.")},
    {"changedWhileRead", QT_TRANSLATE_NOOP("ErrorText", "The file changed while it was read.")},
    {"checksum", QT_TRANSLATE_NOOP("ErrorText", "The backup is not what was written.")},
    {"circular", QT_TRANSLATE_NOOP("ErrorText", "It would stand above itself.")},
    {"columnTypeChanged", QT_TRANSLATE_NOOP("ErrorText", "A field cannot change its type.")},
    {"connectTimeout", QT_TRANSLATE_NOOP("ErrorText", "The server does not answer.")},
    {"connectionLost", QT_TRANSLATE_NOOP("ErrorText", "The connection was lost.")},
    {"connectionRefused", QT_TRANSLATE_NOOP("ErrorText", "No server answers at this address.")},
    {"copyDiffers", QT_TRANSLATE_NOOP("ErrorText", "The copy is not the same as the original.")},
    {"noDatabase", QT_TRANSLATE_NOOP("ErrorText", "There is no database in this folder.")},
    {"corrupt", QT_TRANSLATE_NOOP("ErrorText", "The data is damaged.")},
    {"controlForbidden", QT_TRANSLATE_NOOP("ErrorText", "You may not read the daemon's data folder.")},
    {"cursorTooOld", QT_TRANSLATE_NOOP("ErrorText", "The data is fetched anew.")},
    {"cycle", QT_TRANSLATE_NOOP("ErrorText", "The steps go round in a circle.")},
    {"daemonNotRunning", QT_TRANSLATE_NOOP("ErrorText", "No daemon is running on this data folder.")},
    {"damaged", QT_TRANSLATE_NOOP("ErrorText", "The data is damaged.")},
    {"databaseNotEmpty", QT_TRANSLATE_NOOP("ErrorText", "The database has data in it already.")},
    {"databaseNotUtf8", QT_TRANSLATE_NOOP("ErrorText", "The database must be made with the encoding UTF8.")},
    {"deviceCloned",
        QT_TRANSLATE_NOOP("ErrorText", "This laptop's data was copied or restored; it gets a new identity.")},
    {"duplicateField", QT_TRANSLATE_NOOP("ErrorText", "The field is filled twice.")},
    {"duplicateNode", QT_TRANSLATE_NOOP("ErrorText", "Two steps have the same name.")},
    {"empty", QT_TRANSLATE_NOOP("ErrorText", "There is nothing in it.")},
    {"encodingNotSupported", QT_TRANSLATE_NOOP("ErrorText", "This text encoding cannot be read here.")},
    {"exists", QT_TRANSLATE_NOOP("ErrorText", "There is such a record already.")},
    {"expectationUnknown", QT_TRANSLATE_NOOP("ErrorText", "This kind of request is not known.")},
    {"fieldNotReadable", QT_TRANSLATE_NOOP("ErrorText", "You may not see this field.")},
    {"fieldNotWritable", QT_TRANSLATE_NOOP("ErrorText", "You may not change this field.")},
    {"fileInUse", QT_TRANSLATE_NOOP("ErrorText", "The file cannot be replaced. Perhaps another program has it open.")},
    {"fileMissing", QT_TRANSLATE_NOOP("ErrorText", "A file's content is missing.")},
    {"fileTooLarge", QT_TRANSLATE_NOOP("ErrorText", "The file is too large.")},
    {"folderExists", QT_TRANSLATE_NOOP("ErrorText", "There is something of this name already.")},
    {"folderInUse", QT_TRANSLATE_NOOP("ErrorText", "Another daemon (process {pid}) uses the data folder {folder}.")},
    {"folderNotEmpty", QT_TRANSLATE_NOOP("ErrorText", "The folder is not empty.")},
    {"forbidden", QT_TRANSLATE_NOOP("ErrorText", "You do not have the permission for this.")},
    {"hashMismatch", QT_TRANSLATE_NOOP("ErrorText", "The file did not arrive whole. It is sent again.")},
    {"headerTooLarge", QT_TRANSLATE_NOOP("ErrorText", "The head of the request is too large.")},
    {"hostNotFound", QT_TRANSLATE_NOOP("ErrorText", "There is no server of this name.")},
    {"noBackup", QT_TRANSLATE_NOOP("ErrorText", "There is no backup in this folder.")},
    {"noColumnFits", QT_TRANSLATE_NOOP("ErrorText", "No column of this file fits a field.")},
    {"importNotAllowed", QT_TRANSLATE_NOOP("ErrorText", "You may not import here.")},
    {"internal", QT_TRANSLATE_NOOP("ErrorText", "Something went wrong.")},
    {"linkNotFound", QT_TRANSLATE_NOOP("ErrorText", "The record that it points to is not there.")},
    {"malformedRequest", QT_TRANSLATE_NOOP("ErrorText", "The request could not be understood.")},
    {"mayNotAct", QT_TRANSLATE_NOOP("ErrorText", "You do not have the permission for this.")},
    {"mayNotCreate", QT_TRANSLATE_NOOP("ErrorText", "You may not create this.")},
    {"mayNotDelete", QT_TRANSLATE_NOOP("ErrorText", "You may not delete this.")},
    {"mayNotEdit", QT_TRANSLATE_NOOP("ErrorText", "You may not change this.")},
    {"methodNotAllowed", QT_TRANSLATE_NOOP("ErrorText", "This is not possible at this address.")},
    {"newerDatabase", QT_TRANSLATE_NOOP("ErrorText", "The data was written by a newer version.")},
    {"noApprover", QT_TRANSLATE_NOOP("ErrorText", "Nobody could be found to approve this.")},
    {"noEnd", QT_TRANSLATE_NOOP("ErrorText", "The flow has no end.")},
    {"noEqualsSign", QT_TRANSLATE_NOOP("ErrorText", "“key = value” is expected.")},
    {"noLongerVisible", QT_TRANSLATE_NOOP("ErrorText", "You may not see this any more.")},
    {"noNetwork", QT_TRANSLATE_NOOP("ErrorText", "There is no network.")},
    {"noStart", QT_TRANSLATE_NOOP("ErrorText", "The flow has no start.")},
    {"noSuchDepartment", QT_TRANSLATE_NOOP("ErrorText", "There is no department “{name}”, or more than one.")},
    {"noSuchJob", QT_TRANSLATE_NOOP("ErrorText", "There is no such job. “tandemctl jobs” lists them.")},
    {"noSuchRole", QT_TRANSLATE_NOOP("ErrorText", "There is no role “{role}”.")},
    {"noSuchUser", QT_TRANSLATE_NOOP("ErrorText", "There is no user “{login}”.")},
    {"notChangeable", QT_TRANSLATE_NOOP("ErrorText", "This cannot be changed later.")},
    {"notImportable", QT_TRANSLATE_NOOP("ErrorText", "This cannot be imported.")},
    {"notInSql", QT_TRANSLATE_NOOP("ErrorText", "This cannot be used in a filter.")},
    {"notPassed", QT_TRANSLATE_NOOP("ErrorText", "The flow has not come this far.")},
    {"notSortable", QT_TRANSLATE_NOOP("ErrorText", "It cannot be sorted by this.")},
    {"notTheInitiator", QT_TRANSLATE_NOOP("ErrorText", "Only who started it may do this.")},
    {"notUndoable", QT_TRANSLATE_NOOP("ErrorText", "This cannot be undone.")},
    {"notWritable", QT_TRANSLATE_NOOP("ErrorText", "This place cannot be written to.")},
    {"transferNotAllowed", QT_TRANSLATE_NOOP("ErrorText", "At this step the decision cannot be handed over.")},
    {"addingNotAllowed", QT_TRANSLATE_NOOP("ErrorText", "At this step no approver can be added.")},
    {"ownCase", QT_TRANSLATE_NOOP("ErrorText", "Who started an approval does not decide on it.")},
    {"alreadyApprover", QT_TRANSLATE_NOOP("ErrorText", "This person decides at this step already.")},
    {"tooManyHandovers",
        QT_TRANSLATE_NOOP("ErrorText", "At this step {limit} people were drawn in already. Somebody has to decide.")},
    {"remindedRecently",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The approvers were reminded a short while ago. It is possible again from {time:again} on.")},
    {"notActive", QT_TRANSLATE_NOOP("ErrorText", "This person does not work here any more.")},
    {"notYourTask", QT_TRANSLATE_NOOP("ErrorText", "This task is somebody else's.")},
    {"notYours", QT_TRANSLATE_NOOP("ErrorText", "This belongs to somebody else.")},
    {"nothingToUndo", QT_TRANSLATE_NOOP("ErrorText", "There is nothing to undo.")},
    {"outOfMemory", QT_TRANSLATE_NOOP("ErrorText", "There is not enough memory.")},
    {"portForbidden", QT_TRANSLATE_NOOP("ErrorText", "This user may not use the port of {address}.")},
    {"portInUse", QT_TRANSLATE_NOOP("ErrorText", "Another program uses the port of {address}.")},
    {"recordDeleted", QT_TRANSLATE_NOOP("ErrorText", "The record was deleted.")},
    {"rolledBack", QT_TRANSLATE_NOOP("ErrorText", "It was taken back because of another error.")},
    {"sameRecord", QT_TRANSLATE_NOOP("ErrorText", "A record cannot be joined with itself.")},
    {"sessionEnded", QT_TRANSLATE_NOOP("ErrorText", "Please sign in again.")},
    {"slowDown", QT_TRANSLATE_NOOP("ErrorText", "Too many attempts. Try again in {retryAfter} seconds.")},
    {"tableRenamed", QT_TRANSLATE_NOOP("ErrorText", "An entity cannot change its table.")},
    {"tlsFailed", QT_TRANSLATE_NOOP("ErrorText", "No secure connection could be made.")},
    {"tooDeep", QT_TRANSLATE_NOOP("ErrorText", "Too many rules call each other.")},
    {"tooLarge", QT_TRANSLATE_NOOP("ErrorText", "This is too large.")},
    {"tooManyCells", QT_TRANSLATE_NOOP("ErrorText", "The row has more cells than the header.")},
    {"tooManyDefinitions", QT_TRANSLATE_NOOP("ErrorText", "There are too many fields or entities.")},
    {"tooShort", QT_TRANSLATE_NOOP("ErrorText", "This is too short: at least {minimum} characters.")},
    {"transferFailed", QT_TRANSLATE_NOOP("ErrorText", "The file could not be transferred.")},
    {"unclosedQuote", QT_TRANSLATE_NOOP("ErrorText", "A quotation mark is missing.")},
    {"unknownAction", QT_TRANSLATE_NOOP("ErrorText", "There is no such action.")},
    {"unknownArgument", QT_TRANSLATE_NOOP("ErrorText", "There is no argument of this name.")},
    {"unknownColumn", QT_TRANSLATE_NOOP("ErrorText", "There is no column of this name.")},
    {"unknownEntity", QT_TRANSLATE_NOOP("ErrorText", "There is no entity of this name.")},
    {"unknownFunction", QT_TRANSLATE_NOOP("ErrorText", "There is no such function.")},
    {"unknownKey", QT_TRANSLATE_NOOP("ErrorText", "There is no key of this name.")},
    {"unknownNode", QT_TRANSLATE_NOOP("ErrorText", "There is no step of this name.")},
    {"unknownValue", QT_TRANSLATE_NOOP("ErrorText", "This value is not known.")},
    {"unreachable", QT_TRANSLATE_NOOP("ErrorText", "No way leads to this step.")},
    {"unsupportedDatabase", QT_TRANSLATE_NOOP("ErrorText", "This kind of database is not supported.")},
    {"upgradeRefused", QT_TRANSLATE_NOOP("ErrorText", "The connection was refused.")},
    {"wrongControlToken", QT_TRANSLATE_NOOP("ErrorText", "This control token is not the daemon's.")},
    {"wrongDevice", QT_TRANSLATE_NOOP("ErrorText", "This was sent in the name of another device.")},
    {"fileNotText",
        QT_TRANSLATE_NOOP("ErrorText", "This is not a text file. Choose a spreadsheet that was saved as CSV.")},
    {"spreadsheetFile",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This is a workbook of a spreadsheet program, such as Excel. Save it there as CSV first.")},
    {"wrongEncoding", QT_TRANSLATE_NOOP("ErrorText", "The text is in another encoding.")},
    {"begunAnew", QT_TRANSLATE_NOOP("ErrorText", "The server was restored from a backup; everything is fetched anew.")},
    {"newerBackup", QT_TRANSLATE_NOOP("ErrorText", "The backup was written by a newer version.")},
    {"notMappedBefore", QT_TRANSLATE_NOOP("ErrorText", "The column that this one depends on must come first.")},
    {"otherUser", QT_TRANSLATE_NOOP("ErrorText", "This laptop belongs to another user.")},
    {"signedOut", QT_TRANSLATE_NOOP("ErrorText", "You are signed out. Please sign in again.")},
    {"unknownJob", QT_TRANSLATE_NOOP("ErrorText", "This kind of job is not known.")},
    {"fieldHidden", QT_TRANSLATE_NOOP("ErrorText", "You may not see this field.")},
    {"actionTrigger", QT_TRANSLATE_NOOP("ErrorText", "A rule cannot start with an action.")},
    {"alreadyReverted", QT_TRANSLATE_NOOP("ErrorText", "This import was reverted already.")},
    {"notAnEdit", QT_TRANSLATE_NOOP("ErrorText", "Only a change of fields can be undone.")},
    {"historyGone", QT_TRANSLATE_NOOP("ErrorText", "The history from that time is no longer kept.")},
    {"revertRunning", QT_TRANSLATE_NOOP("ErrorText", "This import is being reverted right now.")},
    {"importReverted",
        QT_TRANSLATE_NOOP("ErrorText", "The import that this belongs to was reverted, so it was not taken.")},
    {"alreadyResolved", QT_TRANSLATE_NOOP("ErrorText", "This was resolved already.")},
    {"actionNotAllowedNow", QT_TRANSLATE_NOOP("ErrorText", "This cannot be done in the record's present state.")},
    {"alreadySubmitted", QT_TRANSLATE_NOOP("ErrorText", "This was submitted already and waits for a decision.")},
    {"badAmount", QT_TRANSLATE_NOOP("ErrorText", "This is not an amount. Write it like money(12.50, 'CNY').")},
    {"badDate", QT_TRANSLATE_NOOP("ErrorText", "This is not a date. Write it like date('2026-11-23').")},
    {"badFormula", QT_TRANSLATE_NOOP("ErrorText", "The formula behind this field cannot be calculated.")},
    {"badNumber", QT_TRANSLATE_NOOP("ErrorText", "This is not a number.")},
    {"cellTooLarge", QT_TRANSLATE_NOOP("ErrorText", "Cell {column} is larger than {limit} bytes.")},
    {"certificateChanged",
        QT_TRANSLATE_NOOP("ErrorText", "The server shows another certificate than the one that you trusted.")},
    {"certificateUnknown",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The server's certificate is not known yet. Compare its fingerprint and trust it.")},
    {"clientTooNew",
        QT_TRANSLATE_NOOP("ErrorText",
            "This server is too old for this Tandem. Ask your administrator to update it. What you do until then is "
            "kept here and sent then.")},
    {"badOfflineRule",
        QT_TRANSLATE_NOOP("ErrorText", "That does not say what laptops keep. The help of the field has an example.")},
    {"definedTwice", QT_TRANSLATE_NOOP("ErrorText", "This is defined twice.")},
    {"fieldGone", QT_TRANSLATE_NOOP("ErrorText", "The field does not exist any more.")},
    {"fieldNotUsable", QT_TRANSLATE_NOOP("ErrorText", "This field cannot be used here.")},
    {"formulaTooDeep",
        QT_TRANSLATE_NOOP("ErrorText", "Too many formulas build on each other, or one builds on itself.")},
    {"linkAmbiguous", QT_TRANSLATE_NOOP("ErrorText", "Several records fit “{text}”.")},
    {"missing", QT_TRANSLATE_NOOP("ErrorText", "Something that is required is missing.")},
    {"noDefinitions", QT_TRANSLATE_NOOP("ErrorText", "There are no definitions in this place.")},
    {"notAChoice", QT_TRANSLATE_NOOP("ErrorText", "This field has no choices.")},
    {"notAJunction", QT_TRANSLATE_NOOP("ErrorText", "This entity does not join two others.")},
    {"notAListOfTexts", QT_TRANSLATE_NOOP("ErrorText", "A list of texts is expected.")},
    {"notAName", QT_TRANSLATE_NOOP("ErrorText", "A name starts with a small letter and has letters and digits only.")},
    {"notATime", QT_TRANSLATE_NOOP("ErrorText", "This is not a time. Write it like 14:30.")},
    {"notAnObject", QT_TRANSLATE_NOOP("ErrorText", "An object is expected.")},
    {"notApprovable", QT_TRANSLATE_NOOP("ErrorText", "Records of this kind are not approved.")},
    {"notAscending", QT_TRANSLATE_NOOP("ErrorText", "Numbers must go up.")},
    {"notBoolean", QT_TRANSLATE_NOOP("ErrorText", "true or false is expected.")},
    {"notForThisType", QT_TRANSLATE_NOOP("ErrorText", "This does not go with the type of the field.")},
    {"notOneStep", QT_TRANSLATE_NOOP("ErrorText", "Every step does exactly one thing.")},
    {"notRunning", QT_TRANSLATE_NOOP("ErrorText", "This approval is over already.")},
    {"notStored", QT_TRANSLATE_NOOP("ErrorText", "This field is calculated and has no place here.")},
    {"notSubmitted", QT_TRANSLATE_NOOP("ErrorText", "This was not submitted for approval.")},
    {"notTheEntity", QT_TRANSLATE_NOOP("ErrorText", "This file is about another entity.")},
    {"notYourTurn", QT_TRANSLATE_NOOP("ErrorText", "It is not your turn yet.")},
    {"recordGone", QT_TRANSLATE_NOOP("ErrorText", "The record does not exist any more.")},
    {"requiredForStage", QT_TRANSLATE_NOOP("ErrorText", "This is required before the stage can be entered.")},
    {"reserved", QT_TRANSLATE_NOOP("ErrorText", "This name is reserved.")},
    {"rowTooLarge", QT_TRANSLATE_NOOP("ErrorText", "The row is larger than {limit} bytes.")},
    {"shippedField", QT_TRANSLATE_NOOP("ErrorText", "A field that is part of the program cannot be defined anew.")},
    {"stageOfOtherPipeline", QT_TRANSLATE_NOOP("ErrorText", "This stage belongs to another pipeline.")},
    {"taskClosed", QT_TRANSLATE_NOOP("ErrorText", "This task was decided already.")},
    {"tooManyColumns", QT_TRANSLATE_NOOP("ErrorText", "There are more than {limit} columns.")},
    {"twice", QT_TRANSLATE_NOOP("ErrorText", "This stands there twice.")},
    {"unexpectedCharacter", QT_TRANSLATE_NOOP("ErrorText", "“{token}” is not expected here.")},
    {"unknownRecord", QT_TRANSLATE_NOOP("ErrorText", "The record that the rule names does not exist.")},
    {"unknownRelated", QT_TRANSLATE_NOOP("ErrorText", "There is no related list of this name.")},
    {"unknownWord", QT_TRANSLATE_NOOP("ErrorText", "“{word}” is not known here.")},
    {"unterminatedText", QT_TRANSLATE_NOOP("ErrorText", "A quotation mark is missing.")},
    {"widerThanRead", QT_TRANSLATE_NOOP("ErrorText", "Nobody can do more with a record than he may see.")},
    {"withdrawalNotAllowed", QT_TRANSLATE_NOOP("ErrorText", "This cannot be withdrawn any more.")},
    {"wrongArgumentCount", QT_TRANSLATE_NOOP("ErrorText", "The function takes another number of arguments.")},
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

namespace {

QString fill(QString text, const Error &error)
{
    for (auto it = error.arguments.begin(); it != error.arguments.end(); ++it) {
        text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it.value().toString());
        const QString moment = QLatin1String("{time:") + it.key() + QLatin1Char('}');
        if (text.contains(moment))
            text.replace(moment, momentText(it.value().toLongLong(), QLocale()));
    }
    return text;
}

const char *englishOf(const Error &error)
{
    const Sentence *sentence = find(error.reason);
    return sentence ? sentence->text : textOf(error.code);
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
    return find(reason) != nullptr;
}

}
