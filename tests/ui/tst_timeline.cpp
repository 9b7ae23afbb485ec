// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/filehandover.h"
#include "client/fields/mentionedit.h"
#include "client/shell/notecomposer.h"
#include "client/shell/pendingfiles.h"
#include "client/shell/timelinedelegate.h"
#include "client/shell/timelinepictures.h"
#include "client/widgets/chip.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/mentions.h"
#include "shared/base/savefileerror.h"
#include "timelinefixture.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QDir>
#include <QLabel>
#include <QMimeData>
#include <QUrl>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace activity = entities::activity;
namespace user = entities::user;

/// What people do in the stream of a record, by keys: pin an entry, name a colleague, paste a picture, take a file out.
class TestTimeline : public TimelineFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aHistoryThatTheServerNeverToldIsNotNothing()
    {
        const QString more = QStringLiteral("The full history comes when the server is reachable.");
        auto *empty = m_view->findChild<EmptyState *>();
        QTRY_COMPARE(empty->text(), more);
        QVERIFY(empty->isVisible());
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update(m_account, {{account::field::name, QStringLiteral("Acme 2")}}, m_view.get(), done);
        }).ok());
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(!empty->isVisible());
        auto *line = m_view->findChild<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        QTRY_VERIFY(line->isVisible());
        QCOMPARE(line->text(), more);
        const QString words = list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(words.contains(QStringLiteral("Acme → Acme 2")), qPrintable(words));
        QVERIFY2(words.endsWith(QStringLiteral("Not sent yet")), qPrintable(words));

        const RecordId made = m_test->add(account::number, {{account::field::name, QStringLiteral("Made here")}});
        m_view->setRecord({account::number, made});
        QTRY_COMPARE(list()->model()->rowCount(), 1); // that it was made: there is nothing more to know
        QTRY_VERIFY(!line->isVisible());
    }

    void aPinnedEntryStandsOnTopUntilItIsUnpinned()
    {
        addNote(QStringLiteral("One"));
        addNote(QStringLiteral("Two"));
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        const RecordKey lower = itemAt(1)->record.key;
        list()->setFocus();
        list()->setCurrentIndex(list()->model()->index(1, 0));
        pressPin();
        QTRY_COMPARE(sectionAt(0), TimelineModel::Section::Pinned);
        QCOMPARE(sectionAt(1), TimelineModel::Section::Others);
        QCOMPARE(itemAt(0)->record.key, lower);
        QTRY_COMPARE(list()->currentIndex().row(), 0);
        QCOMPARE(m_test->valueOf(lower.entity, lower.id, activity::field::pinned), Value(true));
        QVERIFY(
            list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Pinned")));
        QVERIFY(list()->hasFocus());
        pressPin();
        QTRY_COMPARE(sectionAt(0), TimelineModel::Section::None);
        QCOMPARE(m_test->valueOf(lower.entity, lower.id, activity::field::pinned), Value(false));
    }

    void aSecondPressOfTheKeyCountsThoughTheFirstIsOnItsWay()
    {
        const RecordId note = addNote(QStringLiteral("One"));
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        list()->setFocus();
        list()->setCurrentIndex(list()->model()->index(0, 0));
        const auto isPinned = [this, &note] {
            addNote(QStringLiteral("Later")); // whatever was written before is written now
            return m_test->valueOf(activity::number, note, activity::field::pinned).toBool();
        };
        pressPin();
        pressPin();
        QVERIFY(!isPinned());
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        const int row = static_cast<TimelineModel *>(list()->model())->rowOf({activity::number, note});
        list()->setCurrentIndex(list()->model()->index(row, 0));
        pressPin();
        pressPin();
        pressPin();
        QVERIFY(isPinned());
        QTRY_COMPARE(sectionAt(0), TimelineModel::Section::Pinned);
        QTRY_COMPARE(list()->currentIndex().row(), 0);
    }

    void whoMayNotEditAnEntryCannotPinIt()
    {
        m_view.reset();
        EntityAccess access;
        access.entity = activity::number;
        access.read = Scope::All;
        access.edit = Scope::None;
        access.create = true;
        m_test->restart(access);
        openTimeline();
        const RecordId note = addNote(QStringLiteral("One"));
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        m_view->togglePinned(list()->model()->index(0, 0));
        addNote(QStringLiteral("Two")); // whatever was written before is written now
        QVERIFY(!m_test->valueOf(activity::number, note, activity::field::pinned).toBool());
    }

    void aColleagueIsNamedByTheInitialsOfHisName()
    {
        const RecordId li = addUser(QStringLiteral("李伟"), true);
        addUser(QStringLiteral("刘望"), false);
        QTRY_COMPARE(found(QStringLiteral("lw")), 2);
        text()->setFocus();
        QTest::keyClicks(text(), QStringLiteral("Ask @lw"));
        QAbstractItemView *popup = text()->findChild<QCompleter *>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(popup->model()->rowCount(), 1); // not who has left
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(text()->toPlainText(), QStringLiteral("Ask @李伟 "));
        const QString stored = QStringLiteral("Ask ") + mentionOf(QStringLiteral("李伟"), li);
        QCOMPARE(text()->storedText().trimmed(), stored);

        QTest::keyClick(text(), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(itemAt(0)->record.value(activity::field::subject), Value(stored));
        QTRY_COMPARE(list()->model()->index(0, 0).data().toString(), QStringLiteral("Ask @李伟"));
        QVERIFY(text()->toPlainText().isEmpty());
    }

    void aMentionIsRemovedWholeAndIsNoneWhenTypedInto()
    {
        const QString stored = mentionOf(QStringLiteral("Li Wei"), newRecordId());
        text()->setStoredText(stored);
        text()->moveCursor(QTextCursor::Start);
        text()->moveCursor(QTextCursor::NextCharacter);
        text()->moveCursor(QTextCursor::NextCharacter);
        QTest::keyClicks(text(), QStringLiteral("x"));
        QCOMPARE(text()->storedText(), QStringLiteral("@Lxi Wei"));
        text()->setStoredText(stored);
        QTest::keyClick(text(), Qt::Key_Backspace);
        QCOMPARE(text()->storedText(), QString());
    }

    void aMailAddressNamesNobody()
    {
        addUser(QStringLiteral("Example"), true);
        QTRY_COMPARE(found(QStringLiteral("ex")), 1);
        text()->setFocus();
        QTest::keyClicks(text(), QStringLiteral("li@ex"));
        QCOMPARE(found(QStringLiteral("ex")), 1); // a search asked for by now would have been answered
        QVERIFY(!text()->findChild<QCompleter *>()->popup()->isVisible());
    }

    void whoTypesAtOnceLosesNothingThatWasBegun()
    {
        QTest::keyClicks(text(), QStringLiteral("Ask Li"));
        m_view->setRecord(m_account); // as when the record is shown again
        QTest::keyClicks(text(), QStringLiteral("today"));
        QCOMPARE(text()->storedText(), QStringLiteral("today"));
        QTRY_COMPARE(text()->storedText(), QStringLiteral("Ask Li today"));
    }

    void aPastedPictureSurvivesARestartAndIsAttached()
    {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QApplication::clipboard()->setImage(picture);
        QTest::keyClicks(text(), QStringLiteral("See "));
        QTest::keyClick(text(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), 1);

        m_view.reset();
        m_test->restart();
        openTimeline();
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), 1);
        QTRY_COMPARE(text()->storedText(), QStringLiteral("See "));
        QTest::keyClick(text(), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), 0);
        const int row = itemAt(0)->kind == TimelineModel::Kind::File ? 0 : 1;
        QCOMPARE(itemAt(row)->kind, TimelineModel::Kind::File);
        QCOMPARE(itemAt(row)->record.value(entities::file::field::mediaType), Value(QStringLiteral("image/png")));
        const RecordId file = itemAt(row)->record.key.id;
        const auto kept =
            answerOf<CachedFile>([&](auto done) { m_test->records().findFile(file, m_view.get(), done); });
        QVERIFY(kept.ok());
        QCOMPARE(QImage(kept->path, "PNG").size(), picture.size());
        const auto drafts =
            answerOf<std::vector<Draft>>([&](auto done) { m_test->records().listDrafts(m_view.get(), done); });
        QVERIFY(drafts.ok());
        QVERIFY(drafts->empty());
    }

    void aPictureThatWasPastedTwiceStaysWhenOneIsRemoved()
    {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        QApplication::clipboard()->setImage(picture);
        for (const qsizetype chips : {1, 2}) {
            QTest::keyClick(text(), Qt::Key_V, Qt::ControlModifier);
            QTRY_COMPARE(m_view->findChildren<Chip *>().size(), chips);
        }
        QTest::keyClick(m_view->findChild<Chip *>(), Qt::Key_Delete);
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), qsizetype(1));
        QTest::keyClick(text(), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), qsizetype(0));
    }

    void thumbnailsGoWithTheirRecord()
    {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::green);
        QApplication::clipboard()->setImage(picture);
        QTest::keyClick(text(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(m_view->findChildren<Chip *>().size(), qsizetype(1));
        QTest::keyClick(text(), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const Record file = itemAt(0)->record;
        TimelinePictures &pictures = static_cast<TimelineDelegate *>(list()->itemDelegate())->pictures();
        QTRY_VERIFY(!pictures.picture(file, 1).isNull());
        m_view->setRecord({account::number, newRecordId()});
        QVERIFY(pictures.picture(file, 1).isNull());
        m_view->setRecord(m_account);
        QTRY_VERIFY(!pictures.picture(file, 1).isNull());
    }

    void aLargePictureIsShownIfItNeedNotBeFetchedWhole()
    {
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::yellow);
        const QString path = m_test->filePath(QStringLiteral("plan.png"));
        QVERIFY(picture.save(path, "PNG") && QFile::resize(path, TimelinePictures::largest + 1));
        m_view->attach({path});
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const Record here = itemAt(0)->record;
        TimelinePictures &pictures = static_cast<TimelineDelegate *>(list()->itemDelegate())->pictures();
        QVERIFY(pictures.takesRoom(here));
        QTRY_VERIFY(!pictures.picture(here, 1).isNull());

        // Somebody else's, without a small one, takes no room for what does not come.
        Record elsewhere = here;
        elsewhere.key.id = newRecordId();
        m_test->receive(incomingRows(entities::file::number,
            {entities::file::field::name, entities::file::field::sha256, entities::file::field::size},
            {{elsewhere.key.id,
                {{entities::file::field::name, QStringLiteral("other.png")},
                    {entities::file::field::sha256, QString(64, QLatin1Char('b'))},
                    {entities::file::field::size, Value(TimelinePictures::largest + 1)}}}},
            2));
        QVERIFY(pictures.takesRoom(elsewhere));
        QVERIFY(pictures.picture(elsewhere, 1).isNull());
        QTRY_VERIFY(!pictures.takesRoom(elsewhere));
    }

    void aDocumentShowsItsFirstPageOnceThatIsHere()
    {
        const QString path = m_test->filePath(QStringLiteral("offer.pdf"));
        QVERIFY(saveFile(path, "%PDF-1.7 of whoever").ok());
        m_view->attach({path});
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const Record here = itemAt(0)->record;
        TimelinePictures &pictures = static_cast<TimelineDelegate *>(list()->itemDelegate())->pictures();
        QVERIFY(pictures.picture(here, 1).isNull());
        QVERIFY(!pictures.takesRoom(here));
        // As the program that attached it has drawn it.
        QImage page(140, 192, QImage::Format_RGB32);
        page.fill(Qt::cyan);
        const QDir previews(m_test->filePath(QStringLiteral("files/previews")));
        const QString name = here.value(entities::file::field::sha256).toText();
        QVERIFY(previews.mkpath(QStringLiteral(".")) && page.save(previews.filePath(name), "JPEG"));
        m_view->setRecord({account::number, newRecordId()});
        m_view->setRecord(m_account);
        QTRY_VERIFY(!pictures.picture(here, 1).isNull());
        QVERIFY(pictures.takesRoom(here));
    }

    void whatCannotBePastedIsSaidInPlace_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::newRow("no picture") << QStringLiteral("broken.png") << qint64(20);
        QTest::newRow("too large") << QStringLiteral("large.bin") << PendingFiles::largest + 1;
    }

    void whatCannotBePastedIsSaidInPlace()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        const QString path = m_test->filePath(name);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size));
        file.close();
        QTest::keyClicks(text(), QStringLiteral("See"));
        QApplication::clipboard()->setMimeData(fileMimeData(path));
        QTest::keyClick(text(), Qt::Key_V, Qt::ControlModifier);
        auto *strip = m_view->findChild<NoteComposer *>()->findChild<MessageStrip *>();
        QVERIFY(strip->isVisible());
        QVERIFY(strip->text().contains(name));
        QCOMPARE(text()->storedText(), QStringLiteral("See"));
        QVERIFY(m_view->findChildren<Chip *>().isEmpty());
    }

    void aFileThatNobodyTakesIsPastedAsItsPath()
    {
        const QString path = m_test->filePath(QStringLiteral("offer.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        MentionEdit field(nullptr);
        field.show();
        QApplication::clipboard()->setMimeData(fileMimeData(path));
        QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(field.storedText().contains(QStringLiteral("/offer.txt")), qPrintable(field.storedText()));
    }

    void anAttachmentIsCopiedUnderItsOwnName()
    {
        const QString path = m_test->filePath(QStringLiteral("offer.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("100 pieces");
        file.close();
        m_view->attach({path});
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(QFile::remove(path));
        list()->setFocus();
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QApplication::clipboard()->clear();
        QTest::keyClick(list(), Qt::Key_C, Qt::ControlModifier);
        const auto copied = [] {
            const QMimeData *data = QApplication::clipboard()->mimeData();
            const QList<QUrl> urls = data ? data->urls() : QList<QUrl>();
            return urls.isEmpty() ? QString() : urls.front().toLocalFile();
        };
        QTRY_VERIFY(copied().endsWith(QStringLiteral("/offer.txt")));
        QFile copy(copied());
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), QByteArray("100 pieces"));

        const QString place = m_test->filePath(QStringLiteral("elsewhere.txt"));
        const auto saved = answerOf<void>(
            [&](auto done) { m_test->records().saveFile(itemAt(0)->record.key.id, place, m_view.get(), done); });
        QVERIFY(saved.ok());
        QCOMPARE(QFileInfo(place).size(), qint64(10));
    }

private:
    MentionEdit *text() { return m_view->findChild<MentionEdit *>(); }

    const TimelineModel::Item *itemAt(int row) { return static_cast<TimelineModel *>(list()->model())->itemAt(row); }
    TimelineModel::Section sectionAt(int row) { return static_cast<TimelineModel *>(list()->model())->sectionAt(row); }

    void pressPin() { QTest::keyClick(list(), Qt::Key_P, Qt::ControlModifier | Qt::AltModifier); }

    RecordId addNote(const QString &subject)
    {
        return m_test->add(activity::number,
            {{activity::field::kind, QStringLiteral("note")}, {activity::field::subject, subject},
                {activity::field::parent, QStringLiteral("account/") + toText(m_account.id)}});
    }

    RecordId addUser(const QString &name, bool active)
    {
        return m_test->add(user::number,
            {{user::field::login, toText(newRecordId())}, {user::field::name, name}, {user::field::active, active}});
    }

    /// Users in the index of words, which is brought on beside what is written.
    int found(const QString &words)
    {
        const auto hits = answerOf<std::vector<SearchHit>>(
            [&](auto done) { m_test->records().searchEntity(user::number, words, 10, m_view.get(), done); });
        return hits.ok() ? int(hits->size()) : -1;
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
