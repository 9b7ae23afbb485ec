// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/translator.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>

static void initialiseTranslationResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace tandem::client {

namespace {

constexpr QLatin1String chinese("zh_CN");
constexpr QLatin1String english("en");

QString nearest(const QString &language)
{
    return language.startsWith(QLatin1String("zh")) ? QString(chinese) : QString(english);
}

/// Beside the program in an installation, else where Qt keeps its own.
QStringList qtFolders()
{
    return {QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("translations")),
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../share/tandem/translations")),
        QLibraryInfo::path(QLibraryInfo::TranslationsPath)};
}

}

Translator::Translator(QObject *parent)
    : QObject(parent)
{
    initialiseTranslationResources();
}

Translator::~Translator()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translator::setLanguage(const QString &language)
{
    const QString wanted = nearest(language);
    if (wanted == m_language)
        return;
    m_language = wanted;
    QLocale::setDefault(locale());
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_own.load(QStringLiteral("tandem_%1").arg(wanted), QStringLiteral(":/translations")))
        QCoreApplication::installTranslator(&m_own);
    for (const QString &folder : qtFolders()) {
        if (!m_qt.load(QStringLiteral("qtbase_%1").arg(wanted), folder))
            continue;
        QCoreApplication::installTranslator(&m_qt);
        break;
    }
    emit languageChanged(m_language);
}

QLocale Translator::locale() const
{
    return QLocale(m_language);
}

QStringList Translator::languages()
{
    return {chinese, english};
}

QString Translator::nativeName(const QString &language)
{
    return language == chinese ? QStringLiteral("简体中文") : QStringLiteral("English");
}

QString Translator::systemLanguage()
{
    return nearest(QLocale::system().name());
}

}
