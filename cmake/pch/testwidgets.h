#pragma once
#include <pch/test.h>
#include <pch/widgets.h>

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QMenu>
#include <QTextEdit>
#include <QTreeView>
