// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldcontext.h"
#include "shared/base/error.h"

#include <QDialog>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QVariantList>

#include <chrono>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace tandem {

struct ImportFormat;
struct ImportMapping;
struct RowError;

}

namespace tandem::client {

class ImportJob;
class ImportRunPanel;
class Job;
class MessageStrip;
struct ImportSummary;

/// Import of a file: which column goes to which field, what happens to records that are there already, a look at the
/// first rows as they will become, and at the end what could not be taken and why, as a file to correct. A long import
/// goes on behind the window: the list of jobs shows it and leads back.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(const QString &entity, FieldContext context, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// Skips the question for the file.
    bool openFile(const QString &path);

    /// The rows of the last run that failed, each with its reason, as a file that can be mended and imported again.
    void saveErrorsTo(const QString &path);

    void reject() override; ///< a running import goes on in the background
    /// How long an import keeps the window to itself; ten seconds, if nobody says otherwise.
    void setPatience(std::chrono::milliseconds patience) { m_patience.setInterval(patience); }

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override; ///< the same as reject()

private:
    enum Page { MappingPage, ResultPage };

    QWidget *buildMappingPage();
    QWidget *buildResultPage();
    void chooseFile();
    bool openSheet(const QString &path, const QString &sheet);
    void fillSheets(const QStringList &sheets);
    QString formatText() const;
    void fillMapping(const ImportMapping &suggested);
    void retranslate();
    void retranslateMapping();
    QStringList labelsOf(const QStringList &fields) const;
    void chooseKeys();
    void tellUnmapped();
    QStringList mappedFields() const;
    QStringList missingFields(const QStringList &needed, const QStringList &mapped) const;
    ImportMapping mapping() const;
    bool isMappingChanged() const;
    void run();
    void showInJobs();
    void leaveJob();
    void goOnInBackground();
    void stopOrClose();
    void endRun();
    static QStringList resultLines(const ImportSummary &summary, int failed);
    QString resultText() const;
    void showResult(const ImportSummary &summary);
    void fillFailures();
    void showFailure(const Error &error);
    void saveErrorFile();
    QString reasonText(const RowError &error) const;
    void showError(const Error &error);
    const EntityDef *definition() const;

    QString m_entity;
    FieldContext m_context;
    QString m_path;
    std::unique_ptr<ImportFormat> m_format; ///< of the file, once there is one
    QStringList m_header;
    std::vector<QStringList> m_samples;
    std::vector<QComboBox *> m_columnFields;
    std::unique_ptr<ImportSummary> m_summary;
    ImportJob *m_job = nullptr;
    QPointer<Job> m_shown; ///< the running import, or the last one, in the list of jobs
    QTimer m_patience;
    QVariantList m_suggested; ///< the mapping that nobody has touched

    MessageStrip *m_strip;
    QStackedWidget *m_pages;
    QPushButton *m_choose;
    QLabel *m_fileName;
    QLabel *m_sheetLabel;
    QComboBox *m_sheet; ///< of a workbook that has several
    QTableWidget *m_table;
    QLabel *m_unmapped; ///< what new records need and no column gives
    QLabel *m_keysLabel;
    QComboBox *m_keys;
    QLabel *m_duplicatesLabel;
    QComboBox *m_duplicates;
    QProgressBar *m_progress;
    QLabel *m_result;
    QTableWidget *m_failures; ///< the first rows that could not be taken
    QPushButton *m_saveErrors;
    ImportRunPanel *m_run; ///< of what was imported; there it is reverted
    QPushButton *m_import;
    QPushButton *m_background;
    QPushButton *m_close;
};

}
