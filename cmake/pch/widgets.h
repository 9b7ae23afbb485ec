#pragma once
// What most widgets use, and no more: all of <QtWidgets> doubles the time of each translation unit.
#include <pch/core.h>

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QWidget>
