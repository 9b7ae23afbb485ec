#pragma once
#include <pch/core.h>

#include <QAbstractItemModel>
#include <QtWidgets>
