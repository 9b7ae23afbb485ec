#pragma once
#include "core.h"

#include <QAbstractItemModel>
#include <QtWidgets>
