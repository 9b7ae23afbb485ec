// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/popupanswer.h"

#include "tests/e2e/storyclient/screen.h"
#include "tests/support/typing.h"

#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>

namespace tandem::test {

using namespace Qt::Literals::StringLiterals;

PopupAnswer::PopupAnswer(Answer answer)
    : m_answer(std::move(answer))
{
    qApp->installEventFilter(this);
}

PopupAnswer::Answer PopupAnswer::menuItem(const QString &text)
{
    return [text](QWidget &window) {
        auto *menu = qobject_cast<QMenu *>(&window);
        if (!menu)
            return false;
        for (QAction *action : menu->actions()) {
            if (plain(action->text()) != text)
                continue;
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            return true;
        }
        menu->close();
        return false;
    };
}

PopupAnswer::Answer PopupAnswer::file(const QString &path)
{
    return [path](QWidget &window) {
        auto *dialog = qobject_cast<QFileDialog *>(&window);
        auto *name = dialog ? dialog->findChild<QLineEdit *>(u"fileNameEdit"_s) : nullptr;
        if (!name)
            return false;
        name->clear();
        commitText(name, path);
        QTest::keyClick(name, Qt::Key_Return);
        return true;
    };
}

Result<void> PopupAnswer::wait() const
{
    if (QTest::qWaitFor([this] { return m_given; }, Screen::patience))
        return {};
    return Error::notFound(u"popup"_s);
}

bool PopupAnswer::eventFilter(QObject *watched, QEvent *event)
{
    auto *window = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Show && window && window->isWindow()) {
        const auto answer = [this, window = QPointer(window)] {
            if (window && !m_given)
                m_given = m_answer(*window);
        };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

}
