// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/conflictdialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/quickcreatedialog.h"
#include "client/forms/recordform.h"
#include "client/records/workspace.h"
#include "client/widgets/avatar.h"
#include "client/widgets/badge.h"
#include "client/widgets/chip.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/entities/shipped.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

using namespace tandem;
using namespace tandem::client;
using namespace Qt::Literals::StringLiterals;

/// Shows widgets and forms for looking at them, or saves a picture of each into a folder:
///   gallery --language zh_CN --theme dark --pictures /tmp/gallery

namespace {

QWidget *widgetsPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    for (const auto &[tone, text] : {std::pair(Tone::Info, u"Working offline – 4 changes will be sent."_s),
             std::pair(Tone::Success, u"Synced."_s), std::pair(Tone::Warning, u"This was changed and not saved."_s),
             std::pair(Tone::Danger, u"Failed to connect to https://localhost:9: connection refused."_s)}) {
        auto *strip = new MessageStrip;
        layout->addWidget(strip);
        strip->showMessage(tone, text);
        strip->addAction(u"a"_s, u"Try now"_s);
    }
    auto *row = new QWidget;
    auto *flow = new FlowLayout(row, 8);
    for (const QString &colour : namedColourNames()) {
        auto *chip = new Chip(colour);
        chip->setColourName(colour);
        chip->setRemovable(true);
        flow->addWidget(chip);
    }
    for (const QString &name : {u"Li Wei"_s, u"欧阳建国"_s, u"Anna van Dam"_s, u"王芳"_s}) {
        auto *avatar = new Avatar;
        avatar->setName(name);
        flow->addWidget(avatar);
    }
    for (const int count : {1, 12, 120}) {
        auto *badge = new Badge;
        badge->setCount(count);
        flow->addWidget(badge);
    }
    for (const auto &[tone, text] :
        {std::pair(Tone::Success, u"Synced 10:12"_s), std::pair(Tone::Warning, u"Offline · 4"_s)}) {
        auto *pill = new Pill;
        pill->setState(tone, text);
        flow->addWidget(pill);
    }
    layout->addWidget(row);
    auto *search = new SearchBox;
    search->setShortcutHint(QKeySequence(u"Ctrl+K"_s));
    layout->addWidget(search);
    auto *buttons = new QHBoxLayout;
    auto *primary = new QPushButton(u"Save"_s);
    primary->setDefault(true);
    auto *disabled = new QPushButton(u"Disabled"_s);
    disabled->setEnabled(false);
    for (QPushButton *button : {primary, new QPushButton(icons::icon(u"plus"_s), u"New"_s), disabled})
        buttons->addWidget(button);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    auto *empty = new EmptyState;
    empty->setIcon(u"building-2"_s);
    empty->setText(u"No accounts yet"_s);
    empty->setActionText(u"New account"_s);
    layout->addWidget(empty, 1);
    page->resize(900, 640);
    return page;
}

std::vector<ConflictItem> someConflicts(const EntityDef &account)
{
    ConflictItem item;
    item.record = {account.number, newRecordId()};
    item.title = u"Acme GmbH"_s;
    item.field = account.field(u"name"_s)->number;
    item.original = Value(u"Acme"_s);
    item.standing = Value(u"Acme Holding"_s);
    item.displaced = Value(u"Acme GmbH & Co. KG"_s);
    item.standingAt = 1'795'406'400'000;
    item.displacedAt = 1'795'402'800'000;
    item.at = item.standingAt;
    ConflictItem second = item;
    second.mineIsStanding = true;
    ConflictItem deleted = item;
    deleted.field = systemfield::deletedAt;
    deleted.ofRecord = true;
    return {item, second, deleted};
}

QList<QPair<QString, QWidget *>> pages(const FieldContext &context)
{
    QList<QPair<QString, QWidget *>> pages{{u"widgets"_s, widgetsPage()}};
    for (const QString &entity : {u"account"_s, u"opportunity"_s, u"leaveRequest"_s}) {
        auto *form = new RecordForm(context, entity);
        form->resize(900, 720);
        form->createRecord();
        pages.append({entity, form});
    }
    auto *failed = new RecordForm(context, u"account"_s);
    failed->resize(480, 640);
    failed->createRecord();
    QTimer::singleShot(0, failed, &RecordForm::save);
    pages.append({u"errors"_s, failed});
    pages.append({u"quickcreate"_s, new QuickCreateDialog(context, u"opportunity"_s)});
    pages.append({u"conflicts"_s, new ConflictDialog(context, someConflicts(*context.registry->entity(u"account"_s)))});
    pages.append({u"customfield"_s, new CustomFieldDialog(context, u"account"_s)});
    return pages;
}

}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"language"_s, u"en or zh_CN"_s, u"language"_s, u"en"_s},
        {u"theme"_s, u"light or dark"_s, u"theme"_s, u"light"_s},
        {u"pictures"_s, u"folder for pictures"_s, u"folder"_s}});
    parser.process(application);
    Theme theme(application);
    theme.setMode(Theme::modeFromName(parser.value(u"theme"_s)));
    Translator translator;
    translator.setLanguage(parser.value(u"language"_s));

    QTemporaryDir folder;
    Workspace::Config config;
    config.folder = folder.path();
    config.shipped = *loadShipped();
    config.language = translator.language();
    auto workspace = Workspace::open(config);
    if (!workspace)
        return 1;
    FieldContext context;
    context.records = &(*workspace)->records();
    context.registry = context.records->registry();
    context.locale = translator.locale();
    const auto shown = pages(context);
    for (const auto &[name, page] : shown) {
        page->setWindowTitle(name);
        page->show();
    }
    if (const QString pictures = parser.value(u"pictures"_s); !pictures.isEmpty()) {
        // Two turns of the event loop later everything is laid out and loaded.
        QTimer::singleShot(1500, &application, [&] {
            for (const auto &[name, page] : shown)
                page->grab().save(
                    u"%1/%2-%3-%4.png"_s.arg(pictures, name, translator.language(), parser.value(u"theme"_s)));
            QApplication::quit();
        });
    }
    const int code = QApplication::exec();
    for (const auto &[name, page] : shown)
        delete page;
    return code;
}
