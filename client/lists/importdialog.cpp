// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importdialog.h"

#include "client/lists/importendings.h"
#include "client/lists/importjob.h"
#include "client/lists/importrunpanel.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/screenfit.h"
#include "shared/importing/importable.h"
#include "shared/importing/importfile.h"
#include "shared/importing/mappingsuggestion.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int sampleRows = 20;
/// Who still waits after that has something better to do.
constexpr auto patience = std::chrono::seconds(10);

/// Of what may be imported, what people see and choose.
bool isOffered(const FieldDef &field)
{
    return isImportable(field) && !field.hidden && field.number != systemfield::department;
}

}

ImportDialog::ImportDialog(const QString &entity, FieldContext context, QWidget *parent)
    : QDialog(parent)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_strip(new MessageStrip(this))
    , m_pages(new QStackedWidget(this))
{
    setHelpContext(*this, QStringLiteral("dialog/import"));
    resizeWithinScreen(*this, QSize(860, 600));
    m_pages->addWidget(buildMappingPage());
    m_pages->addWidget(buildResultPage());
    auto *buttons = new QDialogButtonBox(this);
    m_import = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_close = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    m_background = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_background->hide();
    m_import->setEnabled(false);
    m_choose->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_strip);
    layout->addWidget(m_pages, 1);
    layout->addWidget(buttons);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::run);
    connect(m_background, &QPushButton::clicked, this, &ImportDialog::goOnInBackground);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::stopOrClose);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &ImportDialog::goOnInBackground);
    new DiscardGuard(*this, *m_strip, [this] { return isMappingChanged(); });
    retranslate();
}

ImportDialog::~ImportDialog()
{
    leaveJob();
}

const EntityDef *ImportDialog::definition() const
{
    return m_context.registry->entity(m_entity);
}

QWidget *ImportDialog::buildMappingPage()
{
    auto *page = new QWidget(this);
    m_choose = new QPushButton(icons::icon(QStringLiteral("file-up")), {}, page);
    m_fileName = new QLabel(page);
    m_sheetLabel = new QLabel(page);
    m_sheet = new QComboBox(page);
    m_sheetLabel->setBuddy(m_sheet);
    fillSheets({});
    m_table = new QTableWidget(page);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false); // Tab leads to the fields in it, and out of it again
    m_table->verticalHeader()->hide();
    m_unmapped = new QLabel(page);
    m_unmapped->setWordWrap(true);
    m_unmapped->hide();
    m_keysLabel = new QLabel(page);
    m_keys = new QComboBox(page);
    m_keysLabel->setBuddy(m_keys);
    m_duplicatesLabel = new QLabel(page);
    m_duplicates = new QComboBox(page);
    m_duplicatesLabel->setBuddy(m_duplicates);
    for (const auto duplicates :
        {ImportMapping::Duplicates::Skip, ImportMapping::Duplicates::Update, ImportMapping::Duplicates::Create})
        m_duplicates->addItem(QString(), int(duplicates));
    auto *top = new QHBoxLayout;
    top->addWidget(m_choose);
    top->addWidget(m_fileName, 1);
    top->addWidget(m_sheetLabel);
    top->addWidget(m_sheet);
    auto *form = new QFormLayout;
    form->addRow(m_keysLabel, m_keys);
    form->addRow(m_duplicatesLabel, m_duplicates);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_unmapped);
    layout->addLayout(form);
    connect(m_choose, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    connect(m_sheet, &QComboBox::activated, this, [this] {
        if (!openSheet(m_path, m_sheet->currentText()))
            m_sheet->setCurrentText(m_format->sheet);
    });
    return page;
}

QWidget *ImportDialog::buildResultPage()
{
    auto *page = new QWidget(this);
    m_progress = new QProgressBar(page);
    m_progress->setRange(0, 1000);
    m_result = new QLabel(page);
    m_result->setWordWrap(true);
    m_failures = new QTableWidget(0, 3, page);
    m_failures->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_failures->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_failures->setTabKeyNavigation(false);
    m_failures->verticalHeader()->hide();
    m_failures->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_failures->horizontalHeader()->setStretchLastSection(true);
    m_failures->hide();
    m_saveErrors = new QPushButton(icons::icon(QStringLiteral("download")), {}, page);
    m_saveErrors->hide();
    m_run = new ImportRunPanel(m_context, page);
    m_run->hideCounts();
    m_run->hide();
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addWidget(m_failures, 2);
    layout->addWidget(m_saveErrors, 0, Qt::AlignLeft);
    layout->addWidget(m_run, 1);
    layout->addStretch(1);
    connect(m_saveErrors, &QPushButton::clicked, this, &ImportDialog::saveErrorFile);
    return page;
}

void ImportDialog::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import"), {}, tr("Spreadsheets (%1);;All files (*)").arg(importendings::patterns()));
    if (!path.isEmpty())
        openFile(path);
}

bool ImportDialog::openFile(const QString &path)
{
    return openSheet(path, QString());
}

/// What is shown stays as it is where the sheet cannot be read.
bool ImportDialog::openSheet(const QString &path, const QString &sheet)
{
    m_strip->clear();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        showError({ErrorCode::Unavailable, QStringLiteral("cannotRead"), path, {}, file.errorString()});
        return false;
    }
    const auto opened = openImportFile(file, {std::nullopt, sheet});
    if (!opened.ok()) {
        showError(opened.error());
        return false;
    }
    m_path = path;
    m_format = std::make_unique<ImportFormat>(opened->format);
    fillSheets(opened->sheets);
    m_header = opened->rows->header();
    m_samples.clear();
    while (m_samples.size() < sampleRows) {
        const auto row = opened->rows->next();
        if (!row.ok() || !row->has_value())
            break;
        m_samples.push_back((*row)->cells);
    }
    const Labels english(QStringLiteral("en"));
    const Labels chinese(QStringLiteral("zh_CN"));
    fillMapping(suggestMapping(m_header, *definition(), {&english, &chinese}));
    retranslate();
    m_suggested = typedState(*m_pages);
    m_import->setEnabled(true);
    m_import->setDefault(true);
    return true;
}

/// The choice is there where there is one.
void ImportDialog::fillSheets(const QStringList &sheets)
{
    m_sheet->clear();
    m_sheet->addItems(sheets);
    m_sheet->setVisible(sheets.size() > 1);
    m_sheetLabel->setVisible(sheets.size() > 1);
    if (m_format)
        m_sheet->setCurrentText(m_format->sheet);
}

QString ImportDialog::formatText() const
{
    return m_format->text ? textEncodingName(m_format->text->encoding) : m_format->sheet;
}

bool ImportDialog::isMappingChanged() const
{
    return !m_job && !m_summary && !m_path.isEmpty() && typedState(*m_pages) != m_suggested;
}

void ImportDialog::fillMapping(const ImportMapping &suggested)
{
    QWidget *before = m_table;
    m_columnFields.clear();
    m_table->clear();
    m_table->setColumnCount(int(m_header.size()));
    m_table->setRowCount(int(m_samples.size()) + 1);
    m_table->setHorizontalHeaderLabels(m_header);
    for (int column = 0; column < m_header.size(); ++column) {
        auto *fields = new QComboBox(m_table);
        fields->addItem(QString());
        for (const FieldDef &field : definition()->fields) {
            if (isOffered(field))
                fields->addItem(QString(), field.name);
        }
        for (const FieldMapping &mapped : suggested.fields) {
            if (mapped.columns == QStringList(m_header.at(column)))
                fields->setCurrentIndex(std::max(0, fields->findData(mapped.field)));
        }
        connect(fields, &QComboBox::currentIndexChanged, this, &ImportDialog::tellUnmapped);
        m_table->setCellWidget(0, column, fields);
        setTabOrder(before, fields);
        before = fields;
        m_columnFields.push_back(fields);
        for (size_t row = 0; row < m_samples.size(); ++row)
            m_table->setItem(int(row) + 1, column, new QTableWidgetItem(m_samples[row].value(column)));
        m_table->setColumnWidth(column, 170);
    }
    m_keys->clear();
    for (const QStringList &keys : definition()->duplicateKeys)
        m_keys->addItem(QString(), keys);
    m_keys->addItem(QString(), QStringList());
    chooseKeys();
}

void ImportDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
}

void ImportDialog::retranslate()
{
    setWindowTitle(tr("Import: %1").arg(m_context.labels->plural(*definition())));
    m_import->setText(tr("&Import"));
    m_close->setText(m_summary ? tr("Close") : tr("Cancel"));
    m_background->setText(tr("&Go on working"));
    m_background->setToolTip(tr("The import goes on in the background; the list of jobs below shows it."));
    m_choose->setText(tr("Choose &file…"));
    m_fileName->setText(m_path.isEmpty()
            ? tr("A workbook (XLSX) or a text file of a spreadsheet (CSV), with or without headings.")
            : tr("%1 · %2").arg(QFileInfo(m_path).fileName(), formatText()));
    m_sheetLabel->setText(tr("S&heet"));
    m_table->setAccessibleName(tr("Columns of the file and the fields they go to"));
    m_keysLabel->setText(tr("Sa&me record if equal in"));
    m_duplicatesLabel->setText(tr("&Records that are there already"));
    m_duplicates->setItemText(0, tr("leave them as they are"));
    m_duplicates->setItemText(1, tr("update them"));
    m_duplicates->setItemText(2, tr("add them once more"));
    m_progress->setAccessibleName(tr("Importing…"));
    m_result->setText(resultText());
    m_saveErrors->setText(tr("&Save the rows that failed…"));
    m_failures->setHorizontalHeaderLabels({tr("Line"), tr("Reason"), tr("Row")});
    m_failures->setAccessibleName(tr("Rows that could not be taken"));
    if (m_summary)
        fillFailures();
    retranslateMapping();
}

void ImportDialog::retranslateMapping()
{
    for (size_t column = 0; column < m_columnFields.size(); ++column) {
        QComboBox *fields = m_columnFields[column];
        fields->setItemText(0, tr("– not imported –"));
        for (int i = 1; i < fields->count(); ++i)
            fields->setItemText(i, labelsOf({fields->itemData(i).toString()}).value(0));
        fields->setAccessibleName(tr("Field for column %1").arg(m_header.at(qsizetype(column))));
    }
    for (int i = 0; i < m_keys->count(); ++i) {
        const QStringList keys = m_keys->itemData(i).toStringList();
        m_keys->setItemText(
            i, keys.isEmpty() ? tr("nothing: every row is new") : labelsOf(keys).join(QStringLiteral(" + ")));
    }
    tellUnmapped();
}

/// Before the import, and not row by row after it.
void ImportDialog::tellUnmapped()
{
    QStringList needed;
    for (const FieldDef &field : definition()->fields) {
        if (field.required && isOffered(field) && field.defaultValue.isNull())
            needed.append(field.name);
    }
    const QStringList missing = missingFields(needed, mappedFields());
    m_unmapped->setText(tr("No column is chosen for: %1. Rows that would become new records fail without it.")
                            .arg(labelsOf(missing).join(tr(", "))));
    m_unmapped->setVisible(!m_path.isEmpty() && !missing.isEmpty());
}

QStringList ImportDialog::labelsOf(const QStringList &fields) const
{
    QStringList labels;
    for (const QString &name : fields)
        labels.append(m_context.labels->field(*definition(), *definition()->field(name)));
    return labels;
}

/// The first that the file has columns for, to be seen before anything is imported.
void ImportDialog::chooseKeys()
{
    const QStringList mapped = mappedFields();
    for (int i = 0; i < m_keys->count(); ++i) {
        if (missingFields(m_keys->itemData(i).toStringList(), mapped).isEmpty())
            return m_keys->setCurrentIndex(i);
    }
}

QStringList ImportDialog::mappedFields() const
{
    QStringList mapped;
    for (const QComboBox *fields : m_columnFields)
        mapped.append(fields->currentData().toString());
    return mapped;
}

QStringList ImportDialog::missingFields(const QStringList &needed, const QStringList &mapped) const
{
    QStringList missing;
    for (const QString &field : needed) {
        if (!mapped.contains(field))
            missing.append(field);
    }
    return missing;
}

ImportMapping ImportDialog::mapping() const
{
    ImportMapping mapping;
    mapping.entity = m_entity;
    mapping.currency = m_context.currency;
    mapping.duplicates = ImportMapping::Duplicates(m_duplicates->currentData().toInt());
    mapping.utcOffsetSeconds = m_context.zone.offsetFromUtc(QDateTime::currentDateTimeUtc());
    for (int column = 0; column < m_header.size(); ++column) {
        const QString name = m_columnFields.at(size_t(column))->currentData().toString();
        if (name.isEmpty())
            continue;
        FieldMapping field;
        field.field = name;
        field.columns = {m_header.at(column)};
        mapping.fields.push_back(field);
    }
    if (mapping.duplicates != ImportMapping::Duplicates::Create)
        mapping.keys = m_keys->currentData().toStringList();
    return mapping;
}

void ImportDialog::showError(const Error &error)
{
    m_strip->showError(error);
}

}
