// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

namespace tandem::client {

/// Loads the product's and Qt's own texts of a language and installs them; every open window hears a LanguageChange
/// event and retranslates. Also sets the default QLocale, so that dates and numbers follow.
class Translator final : public QObject
{
    Q_OBJECT
public:
    explicit Translator(QObject *parent = nullptr);
    ~Translator() override;

    /// "zh_CN" or "en"; anything else falls back to the nearest of them.
    void setLanguage(const QString &language);
    QString language() const { return m_language; }
    QLocale locale() const;

    static QStringList languages();
    static QString nativeName(const QString &language); ///< "简体中文"
    static QString systemLanguage(); ///< the nearest offered language to the system's

signals:
    void languageChanged(const QString &language);

private:
    QString m_language;
    QTranslator m_own;
    QTranslator m_qt;
};

}
