// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/linkscheme.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tandem::client;

/// Which program opens tandem:// links, in a registry that is a file.
class TestLinkScheme : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theFirstStartRegistersTheProgram()
    {
        QSettings classes(path(), QSettings::IniFormat);
        QVERIFY(registerLinks(classes, QStringLiteral("/programs/tandem")));
        QCOMPARE(command(classes), expected("/programs/tandem"));
        QCOMPARE(classes.value(QStringLiteral("tandem/.")).toString(), QStringLiteral("URL:Tandem"));
        QVERIFY(classes.contains(QStringLiteral("tandem/URL Protocol")));
    }

    void whatStandsThereIsLeftAlone()
    {
        QSettings classes(path(), QSettings::IniFormat);
        QVERIFY(registerLinks(classes, QStringLiteral("/programs/tandem")));
        classes.setValue(QStringLiteral("tandem/."), QStringLiteral("named by somebody"));
        QVERIFY(!registerLinks(classes, QStringLiteral("/programs/tandem")));
        QCOMPARE(classes.value(QStringLiteral("tandem/.")).toString(), QStringLiteral("named by somebody"));
    }

    void aProgramThatMovedIsFoundAgain()
    {
        QSettings classes(path(), QSettings::IniFormat);
        QVERIFY(registerLinks(classes, QStringLiteral("/old place/tandem")));
        QVERIFY(registerLinks(classes, QStringLiteral("/new place/tandem")));
        QCOMPARE(command(classes), expected("/new place/tandem"));
    }

private:
    QString path() const { return m_folder->filePath(QStringLiteral("classes.ini")); }

    static QString command(const QSettings &classes)
    {
        return classes.value(QStringLiteral("tandem/shell/open/command/.")).toString();
    }

    static QString expected(const char *program)
    {
        return u'"' + QDir::toNativeSeparators(QString::fromLatin1(program)) + QStringLiteral("\" \"%1\"");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestLinkScheme)
#include "tst_linkscheme.moc"
