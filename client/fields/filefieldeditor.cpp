// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/filefieldeditor.h"

#include "client/fields/pictures.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "client/widgets/droppedfiles.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/base/errortext.h"

#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

namespace tandem::client {

namespace {

constexpr int previewSide = 96;

}

struct FileFieldEditor::Taker : public QObject
{
    explicit Taker(FileFieldEditor *first)
        : editor(first)
    {
    }

    QPointer<FileFieldEditor> editor;
};

FileFieldEditor::FileFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_preview(new QLabel)
    , m_name(new QPushButton)
    , m_choose(new QToolButton)
    , m_remove(new QToolButton)
    , m_taker(std::make_shared<Taker>(this))
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_preview);
    layout->addWidget(m_name);
    layout->addWidget(m_choose);
    layout->addWidget(m_remove);
    layout->addStretch(1);
    m_preview->setVisible(false);
    m_choose->setIcon(icons::icon(QStringLiteral("upload")));
    m_choose->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_choose->setFocusPolicy(Qt::StrongFocus);
    m_remove->setIcon(icons::icon(QStringLiteral("x")));
    m_remove->setAutoRaise(true);
    setControl(row, m_choose);
    setAcceptDrops(true);
    connect(m_choose, &QToolButton::clicked, this, &FileFieldEditor::choose);
    connect(m_name, &QPushButton::clicked, this, &FileFieldEditor::openFile);
    connect(m_remove, &QToolButton::clicked, this, [this] { enterValue({}); });
    connect(this, &FieldEditor::hintActivated, this, [this](const QString &action) {
        if (action != QLatin1String("attachEdited"))
            return;
        setHint({});
        attach(m_edited);
    });
    if (Records *records = this->context().records)
        connect(records, &Records::titlesChanged, this, &FileFieldEditor::refresh);
    retranslate();
    refresh();
}

FileFieldEditor::~FileFieldEditor()
{
    delete m_chooser;
}

void FileFieldEditor::setRecord(const RecordKey &key, bool isNew)
{
    m_record = key;
    m_isNew = isNew;
}

void FileFieldEditor::attach(const QString &path)
{
    if (!context().records || path.isEmpty())
        return;
    if (isReadOnly())
        return sayTooLate();
    if (field().type == FieldType::Image && QImageReader(path).format().isEmpty()) {
        setError(tr("This file is not a picture."));
        return;
    }
    const RecordKey parent = m_isNew ? RecordKey() : m_record;
    // The form may be built anew meanwhile.
    context().records->attachFile(
        parent, path, m_taker.get(), [taker = m_taker.get(), record = m_record](const Result<RecordId> &file) {
            if (taker->editor)
                taker->editor->take(record, file);
        });
}

void FileFieldEditor::take(const RecordKey &record, const Result<RecordId> &file)
{
    if (record != m_record)
        return; // another one is shown by now
    if (!file)
        setError(errorText(file.error()));
    else if (isReadOnly())
        sayTooLate();
    else
        enterValue(Value(*file));
}

void FileFieldEditor::handOver(FieldEditor &successor)
{
    auto *editor = qobject_cast<FileFieldEditor *>(&successor);
    if (!editor)
        return;
    m_taker->editor = editor;
    editor->m_taker = m_taker;
    if (!m_chooser)
        return;
    m_chooser->disconnect(this);
    editor->follow(m_chooser);
    m_chooser.clear();
}

void FileFieldEditor::showValue(const Value &value)
{
    if (value.toId() != m_id && !m_edited.isEmpty()) {
        m_edited.clear(); // a copy of the file that was here before
        setHint({});
    }
    m_id = value.toId();
    refresh();
    loadPreview();
}

void FileFieldEditor::applyReadOnly(bool readOnly)
{
    m_choose->setVisible(!readOnly);
    setAcceptDrops(!readOnly);
    refresh();
}

void FileFieldEditor::retranslate()
{
    m_choose->setText(field().type == FieldType::Image ? tr("Choose a picture…") : tr("Choose a file…"));
    m_remove->setToolTip(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove %1").arg(label()));
    m_name->setToolTip(tr("Open"));
    refresh();
}

void FileFieldEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (!isReadOnly() && droppedFiles(event->mimeData()).size() == 1)
        event->acceptProposedAction();
}

void FileFieldEditor::dropEvent(QDropEvent *event)
{
    attach(droppedFiles(event->mimeData()).constFirst());
    event->acceptProposedAction();
}

void FileFieldEditor::choose()
{
    auto *dialog = new QFileDialog(window(), label());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    if (field().type == FieldType::Image)
        dialog->setNameFilters({tr("Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.svg)"), tr("All files (*)")});
    follow(dialog);
    dialog->open();
}

void FileFieldEditor::follow(QFileDialog *chooser)
{
    m_chooser = chooser;
    connect(chooser, &QFileDialog::fileSelected, this, &FileFieldEditor::attach);
}

void FileFieldEditor::openFile()
{
    if (!context().records || m_id.isNull())
        return;
    context().records->openFile(m_id, this, [this, id = m_id](const Result<OpenedFile> &opened) {
        if (id != m_id)
            return; // another one is shown by now
        if (!opened)
            return setError(errorText(opened.error()));
        m_edited = opened->isEdited ? opened->path : QString();
        if (opened->isEdited) {
            setHint(tr("You have edited this file on this computer. Nobody else sees that yet."),
                isReadOnly() ? QString() : QStringLiteral("attachEdited"), tr("Attach what you edited"));
        }
        QDesktopServices::openUrl(QUrl::fromLocalFile(opened->path));
    });
}

void FileFieldEditor::refresh()
{
    const EntityDef *file = context().registry ? context().registry->entity(QStringLiteral("file")) : nullptr;
    const QString title =
        file && context().records && !m_id.isNull() ? linkedTitle(*context().records, {file->number, m_id}) : QString();
    // "&" in a button's text marks its key.
    QString shown = title.isEmpty() ? QStringLiteral("…") : title;
    m_name->setText(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_name->setAccessibleName(tr("Open %1").arg(title));
    m_name->setVisible(!m_id.isNull());
    m_remove->setVisible(!m_id.isNull() && !isReadOnly());
}

void FileFieldEditor::loadPreview()
{
    m_preview->setVisible(false);
    if (field().type != FieldType::Image || m_id.isNull() || !context().records)
        return;
    const auto show = [this, id = m_id](const QImage &picture) {
        if (id != m_id)
            return;
        QPixmap pixmap = QPixmap::fromImage(picture);
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        m_preview->setPixmap(pixmap);
        m_preview->setAccessibleName(label());
        m_preview->setVisible(!pixmap.isNull());
    };
    context().records->openFile(m_id, this, [this, id = m_id, show](const Result<OpenedFile> &opened) {
        if (opened && id == m_id)
            pictures::load(opened->path, qRound(previewSide * devicePixelRatioF()), this, show);
    });
}

}
