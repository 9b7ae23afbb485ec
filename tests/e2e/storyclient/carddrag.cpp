// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/carddrag.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QScrollArea>
#include <QTest>
#include <QTimer>

namespace tandem::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int steps = 8; ///< between the two ends
constexpr int stepMilliseconds = 30; ///< as fast as a hand

}

bool CardDrag::isByWindowSystem()
{
    return QGuiApplication::platformName() != "offscreen"_L1;
}

Result<void> CardDrag::carryOut()
{
    showBoth();
    const auto inWindow = [](const QAbstractItemView &view, const QPoint &place) {
        return view.viewport()->mapTo(view.window(), place);
    };
    m_start = inWindow(m_from, m_from.visualRect(m_card).center());
    m_end = inWindow(m_to, m_to.viewport()->rect().center());
    if (!isByWindowSystem())
        return dropByEvents();
    press();
    step(1);
    if (!QTest::qWaitFor([this] { return m_released; }, 10'000))
        return Error::unavailable(u"dragDidNotEnd"_s);
    return {};
}

/// The board is scrolled so that the way from one to the other is on the screen.
void CardDrag::showBoth()
{
    for (QWidget *at = m_to.parentWidget(); at; at = at->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(at))
            area->ensureWidgetVisible(&m_to);
    }
    m_from.scrollTo(m_card);
}

QWindow *CardDrag::window() const
{
    return m_from.window()->windowHandle();
}

void CardDrag::press()
{
    QTest::mousePress(window(), Qt::LeftButton, {}, m_start);
}

/// The next one is ordered first: while a drag is under way, the move that began it does not return.
void CardDrag::step(int number)
{
    if (number > steps) {
        release();
        m_released = true;
        return;
    }
    QTimer::singleShot(stepMilliseconds, &m_context, [this, number] { step(number + 1); });
    moveTo(m_start + (m_end - m_start) * number / steps);
}

void CardDrag::moveTo(const QPoint &place)
{
    QTest::mouseMove(window(), place);
}

void CardDrag::release()
{
    QTest::mouseRelease(window(), Qt::LeftButton, {}, m_end);
}

Result<void> CardDrag::dropByEvents()
{
    // The drag is deleted as soon as the offscreen platform has refused it, so its data is looked at before.
    std::unique_ptr<QMimeData> carried;
    const auto copy = [&carried](const QMimeData &data) {
        carried = std::make_unique<QMimeData>();
        for (const QString &format : data.formats())
            carried->setData(format, data.data(format));
    };
    press();
    const QPoint far = m_start + QPoint(2 * QApplication::startDragDistance(), 0);
    QTest::mouseMove(m_from.viewport(), m_from.viewport()->mapFrom(m_from.window(), far));
    for (const QDrag *drag : m_from.window()->findChildren<QDrag *>())
        copy(*drag->mimeData());
    release();
    if (!carried)
        return Error::unavailable(u"noDrag"_s);
    QWidget *target = m_to.viewport();
    const QPoint place = target->rect().center();
    QDragEnterEvent enter(place, Qt::MoveAction, carried.get(), Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    QDropEvent drop(place, Qt::MoveAction, carried.get(), Qt::LeftButton, {});
    if (enter.isAccepted())
        QApplication::sendEvent(target, &drop);
    return drop.isAccepted() ? Result<void>() : Error::unavailable(u"notAccepted"_s);
}

}
