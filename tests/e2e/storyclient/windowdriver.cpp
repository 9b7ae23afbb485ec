// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/windowdriver.h"

#include "client/app/viewcatalogue.h"
#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/shell/mainwindow.h"
#include "client/shell/viewregistry.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPainter>
#include <QPixmap>
#include <QTest>

namespace tandem::test {

using namespace client;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 10'000;

/// The first that `fits` among the visible widgets of a kind.
template <typename Widget, typename Fits>
Widget *visibleOf(const QWidget *parent, Fits fits)
{
    for (Widget *widget : parent->findChildren<Widget *>()) {
        if (widget->isVisible() && fits(widget))
            return widget;
    }
    return nullptr;
}

QString plain(QString text)
{
    return text.remove(u'&');
}

QModelIndex indexWithText(const QAbstractItemView &view, const QString &text)
{
    const QAbstractItemModel &model = *view.model();
    const QModelIndex root = view.rootIndex();
    for (int row = 0; row < model.rowCount(root); ++row) {
        for (int column = 0; column < model.columnCount(root); ++column) {
            const QModelIndex index = model.index(row, column, root);
            if (index.data().toString().contains(text))
                return index;
        }
    }
    return {};
}

}

WindowDriver::WindowDriver(HeadlessClient &client, const QString &profile)
    : m_client(client)
    , m_settings(QDir(profile).filePath(u"client.ini"_s), QSettings::IniFormat)
    , m_theme(std::make_unique<Theme>(*qApp))
    , m_translator(std::make_unique<Translator>())
{
}

WindowDriver::~WindowDriver()
{
    if (m_window)
        m_window->close();
}

const QHash<QString, WindowDriver::Handler> &WindowDriver::handlers()
{
    static const QHash<QString, Handler> table{
        {u"show"_s, &WindowDriver::show},
        {u"dress"_s, &WindowDriver::dress},
        {u"open"_s, &WindowDriver::open},
        {u"type"_s, &WindowDriver::type},
        {u"press"_s, &WindowDriver::press},
        {u"click"_s, &WindowDriver::click},
        {u"choose"_s, &WindowDriver::choose},
        {u"moveCard"_s, &WindowDriver::moveCard},
        {u"picture"_s, &WindowDriver::picture},
    };
    return table;
}

void WindowDriver::obey(const QJsonObject &order, const HeadlessClient::Answer &answer)
{
    const QString name = order.value("do"_L1).toString();
    const Handler handler = handlers().value(name);
    if (!handler)
        return m_client.obey(order, answer);
    if (!m_window && name != "show"_L1)
        return answer(Error::invalid(u"do"_s, u"noWindow"_s));
    answer((this->*handler)(order));
}

Result<QJsonObject> WindowDriver::show(const QJsonObject &)
{
    Records &records = m_client.records();
    connect(m_translator.get(), &Translator::languageChanged, &records, &Records::setLanguage);
    m_views = std::make_unique<ViewRegistry>();
    registerViews(*m_views, records, {*m_theme, *m_translator, m_settings});
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{records, *m_views, *m_theme, *m_translator, m_settings});
    m_window->restoreSession();
    m_window->resize(1440, 900);
    m_window->show();
    return QTest::qWaitForWindowExposed(m_window.get()) ? Result<QJsonObject>(QJsonObject())
                                                        : Result<QJsonObject>(Error::unavailable(u"notExposed"_s));
}

Result<QJsonObject> WindowDriver::dress(const QJsonObject &order)
{
    if (order.contains("language"_L1))
        m_translator->setLanguage(order.value("language"_L1).toString());
    if (order.contains("theme"_L1))
        m_theme->setMode(Theme::modeFromName(order.value("theme"_L1).toString()));
    settle();
    return QJsonObject();
}

Result<QJsonObject> WindowDriver::open(const QJsonObject &order)
{
    const auto location = Location::fromText(order.value("location"_L1).toString());
    if (!location)
        return Error::invalid(u"location"_s, u"noLocation"_s);
    m_window->open(*location);
    settle();
    return QJsonObject();
}

QWidget *WindowDriver::top() const
{
    QWidget *modal = QApplication::activeModalWidget();
    return modal ? modal : m_window.get();
}

/// Into the editor of a field of the form that is shown, in place of what it holds.
Result<QJsonObject> WindowDriver::type(const QJsonObject &order)
{
    const QString name = order.value("field"_L1).toString();
    FieldEditor *editor = nullptr;
    const auto find = [&] {
        editor =
            visibleOf<FieldEditor>(top(), [&name](FieldEditor *candidate) { return candidate->field().name == name; });
        return editor != nullptr;
    };
    if (!QTest::qWaitFor(find, patience))
        return Error::notFound(name);
    QWidget *control = editor->control()->focusProxy() ? editor->control()->focusProxy() : editor->control();
    QTest::mouseClick(control, Qt::LeftButton);
    control->setFocus();
    QTest::keyClick(control, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(control, order.value("text"_L1).toString());
    QTest::keyClick(control, Qt::Key_Tab);
    return QJsonObject();
}

Result<QJsonObject> WindowDriver::press(const QJsonObject &order)
{
    const QKeySequence sequence(order.value("keys"_L1).toString());
    if (sequence.isEmpty())
        return Error::invalid(u"keys"_s, u"noKeys"_s);
    QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : top();
    QTest::keySequence(target, sequence);
    settle();
    return QJsonObject();
}

QAbstractButton *WindowDriver::button(const QString &name) const
{
    return visibleOf<QAbstractButton>(top(), [&name](QAbstractButton *candidate) {
        return candidate->isEnabled() && (plain(candidate->text()) == name || candidate->accessibleName() == name);
    });
}

Result<QJsonObject> WindowDriver::click(const QJsonObject &order)
{
    const QString name = order.value("button"_L1).toString();
    if (!QTest::qWaitFor([&] { return button(name) != nullptr; }, patience))
        return Error::notFound(name);
    QTest::mouseClick(button(name), Qt::LeftButton);
    settle();
    return QJsonObject();
}

/// The first row of any list in front that shows the text.
Result<QJsonObject> WindowDriver::choose(const QJsonObject &order)
{
    const QString text = order.value("row"_L1).toString();
    QAbstractItemView *view = nullptr;
    const auto find = [&] {
        view = visibleOf<QAbstractItemView>(
            top(), [&text](QAbstractItemView *candidate) { return indexWithText(*candidate, text).isValid(); });
        return view != nullptr;
    };
    if (!QTest::qWaitFor(find, patience))
        return Error::notFound(text);
    const QModelIndex index = indexWithText(*view, text);
    view->scrollTo(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    settle();
    return QJsonObject();
}

/// To the next columns of a board, with the keys that do it.
Result<QJsonObject> WindowDriver::moveCard(const QJsonObject &order)
{
    for (int step = 0; step < order.value("columns"_L1).toInt(1); ++step) {
        TANDEM_TRY(choose({{u"row"_s, order.value("card"_L1)}}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
        settle();
    }
    return QJsonObject();
}

Result<QJsonObject> WindowDriver::picture(const QJsonObject &order)
{
    const QString path = order.value("path"_L1).toString();
    QDir().mkpath(QFileInfo(path).path());
    settle();
    QPixmap pixmap = m_window->grab();
    if (top() != m_window.get()) { // a dialog: over its window, where it stands
        QPainter painter(&pixmap);
        painter.drawPixmap(m_window->mapFromGlobal(top()->mapToGlobal(QPoint())), top()->grab());
    }
    if (!pixmap.save(path))
        return Error::unavailable(u"cannotWrite"_s, path);
    return QJsonObject();
}

/// Until the pages have shown what the other threads bring: nothing has changed for a while.
void WindowDriver::settle()
{
    QElapsedTimer quiet;
    quiet.start();
    const auto watch = connect(&m_client.records(), &Records::changed, this, [&quiet] { quiet.restart(); });
    (void)QTest::qWaitFor([&quiet] { return quiet.elapsed() > 600; }, patience);
    disconnect(watch);
}

}
