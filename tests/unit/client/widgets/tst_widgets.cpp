// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/avatar.h"
#include "client/widgets/badge.h"
#include "client/widgets/busybar.h"
#include "client/widgets/chip.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/helpbubble.h"
#include "client/widgets/icons.h"
#include "client/widgets/languageswitcher.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/sectionheader.h"
#include "client/widgets/tandemstyle.h"
#include "client/widgets/theme.h"
#include "client/widgets/toast.h"
#include "client/widgets/translator.h"
#include "shared/base/errortext.h"
#include "tests/support/accessibility.h"

#include <QAction>
#include <QDialog>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace tandem::client;
using namespace std::chrono_literals;

class WidgetsTest : public QObject
{
    Q_OBJECT

private slots:
    void textsAreLegibleInBothSchemes();
    void themeSwitchesWhileRunning();
    void iconsFollowThePalette();
    void iconsOfDefaultButtonsAreInTheColourOfTheirText();
    void unknownIconsAreSeen();
    void iconsThatTheCodeNamesAreThere();
    void initialsOfNames();
    void flowLayoutWraps();
    void chipsAreRemovedByKey();
    void searchWaitsForTheInputMethod();
    void enterSearchesAtOnce();
    void undoRunsOnce();
    void stripActionsAreReachedByKey();
    void aClickOnAStripLeavesTheKeyboardWhereItWas();
    void aMessageShowsWhatItNamesAsItWasTyped();
    void anErrorIsItsSentenceWithItsLogBelow();
    void badgeHidesAtZero();
    void textsGivenToASearchBoxOutliveTheLanguage();
    void aSearchBoxAsksAgainWhatItWasAskedBeforeItWasSet();
    void aSearchBoxExplainsItself();
    void aDialogAsksBeforeTypedTextGoes();
    void everythingHasAName();
};

void WidgetsTest::textsAreLegibleInBothSchemes()
{
    for (const bool dark : {false, true}) {
        const QPalette palette = Theme::palette(dark);
        QCOMPARE(isDark(palette), dark);
        const auto legible = [&](const QColor &text, const QColor &ground, const QString &what) {
            const double ratio = contrastRatio(text, ground);
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1, dark %2: %3").arg(what).arg(dark).arg(ratio)));
        };
        for (const QString &name : namedColourNames()) {
            const ToneColours colours = namedColours(name, palette);
            legible(colours.text, colours.background, name + QStringLiteral(" on its background"));
            legible(colours.text, palette.color(QPalette::Window), name + QStringLiteral(" on window"));
            legible(colours.text, palette.color(QPalette::Base), name + QStringLiteral(" on base"));
            legible(colours.onSolid, colours.solid, name + QStringLiteral(" solid"));
        }
        legible(palette.color(QPalette::WindowText), palette.color(QPalette::Window), QStringLiteral("window text"));
        legible(palette.color(QPalette::Text), palette.color(QPalette::Base), QStringLiteral("text"));
        legible(palette.color(QPalette::ButtonText), palette.color(QPalette::Button), QStringLiteral("button"));
        legible(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base), QStringLiteral("placeholder"));
        legible(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Window), QStringLiteral("remark"));
        legible(palette.color(QPalette::Link), palette.color(QPalette::Base), QStringLiteral("link"));
        legible(
            palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight), QStringLiteral("selection"));
        legible(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase), QStringLiteral("tool tip"));
    }
}

void WidgetsTest::themeSwitchesWhileRunning()
{
    Theme theme(*qApp);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(ThemeMode::Dark);
    QVERIFY(theme.isDark());
    QVERIFY(isDark(QApplication::palette()));
    theme.setMode(ThemeMode::Light);
    QVERIFY(!isDark(QApplication::palette()));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(Theme::modeFromName(Theme::modeName(ThemeMode::Dark)), ThemeMode::Dark);
}

void WidgetsTest::iconsFollowThePalette()
{
    const auto darkest = [](const QImage &image) {
        int lightest = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (const QColor pixel = image.pixelColor(x, y); pixel.alpha() > 200)
                    lightest = std::max(lightest, pixel.lightness());
            }
        }
        return lightest;
    };
    const QIcon icon = icons::icon(QStringLiteral("search"));
    QApplication::setPalette(Theme::palette(false));
    QVERIFY(darkest(icon.pixmap(32, 32).toImage()) < 90);
    QApplication::setPalette(Theme::palette(true));
    QVERIFY(darkest(icon.pixmap(32, 32).toImage()) > 160);
    QCOMPARE(icon.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    QApplication::setPalette(Theme::palette(false));
}

void WidgetsTest::iconsOfDefaultButtonsAreInTheColourOfTheirText()
{
    QApplication::setPalette(Theme::palette(false));
    TandemStyle style;
    QPushButton button;
    button.setStyle(&style);
    button.setPalette(Theme::palette(false));
    button.setIcon(icons::icon(QStringLiteral("search")));
    button.resize(60, 40);
    const auto has = [&](QPalette::ColorRole role) {
        const QColor wanted = button.palette().color(role);
        const QImage image = button.grab().toImage();
        for (int y = 10; y < image.height() - 10; ++y) {
            for (int x = 15; x < image.width() - 15; ++x) {
                if (image.pixelColor(x, y).rgb() == wanted.rgb())
                    return true;
            }
        }
        return false;
    };
    QVERIFY(has(QPalette::ButtonText));
    button.setDefault(true);
    QVERIFY(has(QPalette::HighlightedText));
    QVERIFY(!has(QPalette::ButtonText));
}

void WidgetsTest::unknownIconsAreSeen()
{
    QVERIFY(!icons::exists(QStringLiteral("no-such-icon")));
    QVERIFY(!icons::icon(QStringLiteral("no-such-icon")).pixmap(16, 16).isNull());
    QVERIFY(icons::names().size() > 100);
}

void WidgetsTest::iconsThatTheCodeNamesAreThere()
{
    const QRegularExpression named(QStringLiteral("[iI]con\\((?:this, )?QStringLiteral\\(\"([a-z0-9-]+)\"\\)"));
    QStringList missing;
    int found = 0;
    QDirIterator it(QStringLiteral(TANDEM_SOURCE_DIR "/client"), {QStringLiteral("*.cpp")}, QDir::Files,
        QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString source = QString::fromUtf8(file.readAll());
        for (auto names = named.globalMatch(source); names.hasNext(); ++found) {
            const QString name = names.next().captured(1);
            if (!icons::exists(name))
                missing.append(file.fileName() + QStringLiteral(": ") + name);
        }
    }
    QVERIFY(found > 40);
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
}

void WidgetsTest::initialsOfNames()
{
    QCOMPARE(Avatar::initials(QStringLiteral("Li Wei")), QStringLiteral("LW"));
    QCOMPARE(Avatar::initials(QStringLiteral("Anna Maria van Dam")), QStringLiteral("AD"));
    QCOMPARE(Avatar::initials(QStringLiteral("欧阳建国")), QStringLiteral("建国"));
    QCOMPARE(Avatar::initials(QStringLiteral("王")), QStringLiteral("王"));
    QCOMPARE(Avatar::initials(QString()), QStringLiteral("?"));
}

void WidgetsTest::flowLayoutWraps()
{
    QWidget box;
    auto *flow = new FlowLayout(&box, 4);
    for (int i = 0; i < 6; ++i) {
        auto *item = new QWidget;
        item->setFixedSize(50, 20);
        flow->addWidget(item);
    }
    QCOMPARE(flow->heightForWidth(400), 20);
    QCOMPARE(flow->heightForWidth(110), 3 * 20 + 2 * 4);
}

void WidgetsTest::chipsAreRemovedByKey()
{
    Chip chip(QStringLiteral("Stage: Won"));
    QSignalSpy removed(&chip, &Chip::removeRequested);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 0);
    chip.setRemovable(true);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
}

void WidgetsTest::searchWaitsForTheInputMethod()
{
    SearchBox box;
    box.setDelay(1ms);
    QSignalSpy searched(&box, &SearchBox::searchRequested);
    QInputMethodEvent composing(QStringLiteral("hua'wei"), {});
    QApplication::sendEvent(&box, &composing);
    QVERIFY(box.isComposing());
    QTest::keyClick(&box, Qt::Key_Down);
    QVERIFY(!searched.wait(50));
    QInputMethodEvent commit;
    commit.setCommitString(QStringLiteral("华为"));
    QApplication::sendEvent(&box, &commit);
    QVERIFY(searched.wait(30'000));
    QCOMPARE(searched.first().first().toString(), QStringLiteral("华为"));
}

void WidgetsTest::enterSearchesAtOnce()
{
    SearchBox box;
    box.setDelay(10min);
    QSignalSpy searched(&box, &SearchBox::searchRequested);
    QTest::keyClicks(&box, QStringLiteral("acme"));
    QCOMPARE(searched.count(), 0);
    QTest::keyClick(&box, Qt::Key_Return);
    QCOMPARE(searched.count(), 1);
}

void WidgetsTest::undoRunsOnce()
{
    QWidget window;
    window.resize(600, 400);
    QLineEdit work(&window); // has the keyboard focus, which would keep the toast
    Toast toast(&window);
    window.show();
    work.setFocus();
    int undone = 0;
    toast.showUndo(QStringLiteral("Deleted 1 record"), [&] { ++undone; });
    QVERIFY(toast.isVisible());
    QVERIFY(window.rect().contains(toast.geometry()));
    auto *button = toast.findChild<QPushButton *>();
    button->click();
    button->click();
    QCOMPARE(undone, 1);
    QVERIFY(!toast.isVisible());
    toast.setDuration(1ms);
    toast.showUndo(QStringLiteral("Again"), [&] { ++undone; });
    QTRY_VERIFY(!toast.isVisible());
    QCOMPARE(undone, 1);
}

void WidgetsTest::stripActionsAreReachedByKey()
{
    MessageStrip strip;
    QVERIFY(!strip.isVisibleTo(nullptr));
    strip.showMessage(Tone::Warning, QStringLiteral("Not saved"));
    strip.addAction(QStringLiteral("save"), QStringLiteral("Save"));
    QSignalSpy triggered(&strip, &MessageStrip::actionTriggered);
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
    strip.activateWindow();
    strip.focusFirstAction();
    QTest::keyClick(strip.findChild<QPushButton *>(), Qt::Key_Space);
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(triggered.first().first().toString(), QStringLiteral("save"));
    QCOMPARE(strip.accessibleName(), QStringLiteral("Not saved"));
}

void WidgetsTest::aClickOnAStripLeavesTheKeyboardWhereItWas()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *strip = new MessageStrip;
    auto *line = new QLineEdit;
    layout->addWidget(strip);
    layout->addWidget(line);
    strip->showMessage(Tone::Info, QStringLiteral("Working offline"));
    strip->addAction(QStringLiteral("online"), QStringLiteral("Go online"));
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    line->setFocus();
    QSignalSpy triggered(strip, &MessageStrip::actionTriggered);
    QTest::mouseClick(strip->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(triggered.count(), 1);
    QVERIFY(line->hasFocus());
}

void WidgetsTest::aMessageShowsWhatItNamesAsItWasTyped()
{
    MessageStrip strip;
    const QString text = QStringLiteral("Discard “<b>Acme</b>”?");
    strip.showMessage(Tone::Warning, text);
    const auto labels = strip.findChildren<QLabel *>();
    const auto shown =
        std::find_if(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == text; });
    QVERIFY(shown != labels.end());
    QCOMPARE((*shown)->textFormat(), Qt::PlainText);
}

void WidgetsTest::anErrorIsItsSentenceWithItsLogBelow()
{
    MessageStrip strip;
    const tandem::Error error = tandem::Error::unavailable(QStringLiteral("offline"), QStringLiteral("no route"));
    strip.showError(error);
    QCOMPARE(strip.text(), tandem::errorText(error));
    const auto labels = strip.findChildren<QLabel *>();
    QVERIFY(
        std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == error.toLog(); }));
}

void WidgetsTest::badgeHidesAtZero()
{
    QWidget window;
    auto *badge = new Badge(&window);
    window.show();
    badge->setCount(3);
    QVERIFY(badge->isVisible());
    QCOMPARE(Badge::countText(120), QStringLiteral("99+"));
    badge->setCount(0);
    QVERIFY(!badge->isVisible());
}

void WidgetsTest::textsGivenToASearchBoxOutliveTheLanguage()
{
    Translator translator;
    translator.setLanguage(QStringLiteral("en"));
    SearchBox box;
    box.setPlaceholderText(QStringLiteral("Find in this list"));
    box.setAccessibleName(QStringLiteral("Find in this list"));
    translator.setLanguage(QStringLiteral("zh_CN"));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(box.placeholderText(), QStringLiteral("Find in this list"));
    QCOMPARE(box.accessibleName(), QStringLiteral("Find in this list"));
    translator.setLanguage(QStringLiteral("en"));
}

/// As when the search is opened anew and the same number is pasted: at once, without a pause between.
void WidgetsTest::aSearchBoxAsksAgainWhatItWasAskedBeforeItWasSet()
{
    SearchBox box;
    QSignalSpy searched(&box, &SearchBox::searchRequested);
    box.setText(QStringLiteral("1381"));
    QTRY_COMPARE(searched.count(), 1);
    box.searchFor({});
    QCOMPARE(searched.count(), 2);
    box.setText(QStringLiteral("1381"));
    QTRY_COMPARE(searched.count(), 3);
    QCOMPARE(searched.last().first().toString(), QStringLiteral("1381"));
}

void WidgetsTest::aSearchBoxExplainsItself()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *box = new SearchBox;
    layout->addWidget(box);
    box->setSyntaxHelp([] { return QStringLiteral("Type <b>names</b>"); });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QList<QToolButton *> buttons = box->findChildren<QToolButton *>();
    const auto help = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton *button) {
        return button->defaultAction() && !button->defaultAction()->toolTip().isEmpty()
            && button->defaultAction()->text() == SearchBox::tr("What can be typed here");
    });
    QVERIFY(help != buttons.end());
    QTest::mouseClick(*help, Qt::LeftButton);
    const auto *bubble = box->findChild<HelpBubble *>();
    QVERIFY(bubble && bubble->isVisible());
    QCOMPARE(bubble->findChild<QLabel *>()->text(), QStringLiteral("Type <b>names</b>"));
    QTest::keyClick(box->findChild<HelpBubble *>(), Qt::Key_Escape);
    QTRY_VERIFY(!box->findChild<HelpBubble *>());
}

void WidgetsTest::aDialogAsksBeforeTypedTextGoes()
{
    QDialog dialog;
    auto *layout = new QVBoxLayout(&dialog);
    auto *strip = new MessageStrip;
    auto *line = new QLineEdit(QStringLiteral("as it was"));
    layout->addWidget(strip);
    layout->addWidget(line);
    new DiscardGuard(dialog, *strip);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible()); // nothing would be lost

    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    line->setFocus();
    QTest::keyClicks(line, QStringLiteral(", and more"));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(dialog.isVisible());
    QVERIFY(strip->isVisible());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return); // keeps editing
    QVERIFY(dialog.isVisible());
    QVERIFY(!strip->isVisible());

    QVERIFY(!dialog.close());
    QVERIFY(dialog.isVisible());
    const auto discard = [strip]() -> QPushButton * {
        for (QPushButton *button : strip->findChildren<QPushButton *>()) {
            if (button->text() == DiscardGuard::tr("Discard") && button->isVisible())
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(discard());
    QTest::mouseClick(discard(), Qt::LeftButton);
    QVERIFY(!dialog.isVisible());
}

void WidgetsTest::everythingHasAName()
{
    Translator translator;
    QWidget window;
    window.setWindowTitle(QStringLiteral("Widgets"));
    auto *layout = new QVBoxLayout(&window);
    auto *strip = new MessageStrip;
    auto *empty = new EmptyState;
    empty->setText(QStringLiteral("Nothing here"));
    empty->setActionText(QStringLiteral("New account"));
    auto *header = new SectionHeader(QStringLiteral("Basics"));
    header->setCollapsible(true);
    auto *pill = new Pill;
    pill->setState(Tone::Success, QStringLiteral("Synced 10:12"));
    for (QWidget *widget : std::initializer_list<QWidget *>{strip, empty, header, pill, new SearchBox, new BusyBar,
             new LanguageSwitcher(translator), new Chip(QStringLiteral("Mine"))})
        layout->addWidget(widget);
    strip->showError(QStringLiteral("No connection"), QStringLiteral("111 refused"));
    window.show();
    QCOMPARE(tandem::test::unnamedControls(window), QStringList());
    // The check itself finds what has no name.
    auto *unnamed = new QLineEdit;
    layout->addWidget(unnamed);
    unnamed->show();
    QCOMPARE(tandem::test::unnamedControls(window).size(), 1);
}

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
