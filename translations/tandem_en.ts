<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>EntityRuleWords</name>
    <message numerus="yes">
        <source>changed in the last %n day(s)</source>
        <translation>
            <numerusform>changed in the last %n day</numerusform>
            <numerusform>changed in the last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>own, shared, or changed in the last %n day(s)</source>
        <translation>
            <numerusform>own, shared, or changed in the last %n day</numerusform>
            <numerusform>own, shared, or changed in the last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::Badge</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::BulkEditDialog</name>
    <message numerus="yes">
        <source>Edit %n record(s)</source>
        <translation>
            <numerusform>Edit %n record</numerusform>
            <numerusform>Edit %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n record(s)</source>
        <translation>
            <numerusform>Change %n record</numerusform>
            <numerusform>Change %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::ConflictDialog</name>
    <message numerus="yes">
        <source>Settle %n</source>
        <translation>
            <numerusform>Settle %n</numerusform>
            <numerusform>Settle %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::ExportStrip</name>
    <message numerus="yes">
        <source>%n record(s) written to %1</source>
        <translation>
            <numerusform>%n record written to %1</numerusform>
            <numerusform>%n records written to %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written</source>
        <translation>
            <numerusform>%n record written</numerusform>
            <numerusform>%n records written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::ImportDialog</name>
    <message numerus="yes">
        <source>%n record(s) added</source>
        <translation>
            <numerusform>%n record added</numerusform>
            <numerusform>%n records added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) updated</source>
        <translation>
            <numerusform>%n record updated</numerusform>
            <numerusform>%n records updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were there already</source>
        <translation>
            <numerusform>%n was there already</numerusform>
            <numerusform>%n were there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) could not be taken</source>
        <translation>
            <numerusform>%n row could not be taken</numerusform>
            <numerusform>%n rows could not be taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::ImportRunPanel</name>
    <message numerus="yes">
        <source>%n record(s) added</source>
        <translation>
            <numerusform>%n record added</numerusform>
            <numerusform>%n records added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) updated</source>
        <translation>
            <numerusform>%n record updated</numerusform>
            <numerusform>%n records updated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) refused</source>
        <translation>
            <numerusform>%n row refused</numerusform>
            <numerusform>%n rows refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted again</source>
        <translation>
            <numerusform>%n record deleted again</numerusform>
            <numerusform>%n records deleted again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) set back</source>
        <translation>
            <numerusform>%n field set back</numerusform>
            <numerusform>%n fields set back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they are</source>
        <translation>
            <numerusform>%n left as it is</numerusform>
            <numerusform>%n left as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added record(s) go to the recycle bin.</source>
        <translation>
            <numerusform>%n added record goes to the recycle bin.</numerusform>
            <numerusform>%n added records go to the recycle bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updated record(s) get their former values back.</source>
        <translation>
            <numerusform>%n updated record gets its former values back.</numerusform>
            <numerusform>%n updated records get their former values back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::JobDisplay</name>
    <message numerus="yes">
        <source>%n job(s) running</source>
        <translation>
            <numerusform>%n job running</numerusform>
            <numerusform>%n jobs running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) ended</source>
        <translation>
            <numerusform>%n job ended</numerusform>
            <numerusform>%n jobs ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::ListPreview</name>
    <message numerus="yes">
        <source>%n page(s) given to the printer</source>
        <translation>
            <numerusform>%n page given to the printer</numerusform>
            <numerusform>%n pages given to the printer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::MainWindow</name>
    <message numerus="yes">
        <source>The file with what this computer had not sent yet was damaged. %n change(s) could be read and will be sent.</source>
        <translation>
            <numerusform>The file with what this computer had not sent yet was damaged. %n change could be read and will be sent.</numerusform>
            <numerusform>The file with what this computer had not sent yet was damaged. %n changes could be read and will be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::MassChangePanel</name>
    <message numerus="yes">
        <source>Undo this whole change (%n record(s))…</source>
        <translation>
            <numerusform>Undo this whole change (%n record)…</numerusform>
            <numerusform>Undo this whole change (%n records)…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted</source>
        <translation>
            <numerusform>%n record deleted</numerusform>
            <numerusform>%n records deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) restored</source>
        <translation>
            <numerusform>%n record restored</numerusform>
            <numerusform>%n records restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed</source>
        <translation>
            <numerusform>%n record changed</numerusform>
            <numerusform>%n records changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) put back</source>
        <translation>
            <numerusform>%n record put back</numerusform>
            <numerusform>%n records put back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they are</source>
        <translation>
            <numerusform>%n left as it is</numerusform>
            <numerusform>%n left as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) come back from the recycle bin.</source>
        <translation>
            <numerusform>Undo this whole change? %n record comes back from the recycle bin.</numerusform>
            <numerusform>Undo this whole change? %n records come back from the recycle bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) go to the recycle bin again.</source>
        <translation>
            <numerusform>Undo this whole change? %n record goes to the recycle bin again.</numerusform>
            <numerusform>Undo this whole change? %n records go to the recycle bin again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo this whole change? %n record(s) get their former values back.</source>
        <translation>
            <numerusform>Undo this whole change? %n record gets its former values back.</numerusform>
            <numerusform>Undo this whole change? %n records get their former values back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::MergeGrid</name>
    <message numerus="yes">
        <source>%n field(s) filled</source>
        <translation>
            <numerusform>%n field filled</numerusform>
            <numerusform>%n fields filled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::NoteComposer</name>
    <message numerus="yes">
        <source>The entry is too long by %n character(s). A mention counts as about 50.</source>
        <translation>
            <numerusform>The entry is too long by %n character. A mention counts as about 50.</numerusform>
            <numerusform>The entry is too long by %n characters. A mention counts as about 50.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::NoticeAnnouncer</name>
    <message numerus="yes">
        <source>%n new notification(s)</source>
        <translation>
            <numerusform>%n new notification</numerusform>
            <numerusform>%n new notifications</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordForm</name>
    <message numerus="yes">
        <source>%n field(s) need attention before this can be saved.</source>
        <translation>
            <numerusform>%n field needs attention before this can be saved.</numerusform>
            <numerusform>%n fields need attention before this can be saved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordListView</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the recycle bin</source>
        <translation>
            <numerusform>%n record moved to the recycle bin</numerusform>
            <numerusform>%n records moved to the recycle bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed</source>
        <translation>
            <numerusform>%n record changed</numerusform>
            <numerusform>%n records changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) restored</source>
        <translation>
            <numerusform>%n record restored</numerusform>
            <numerusform>%n records restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay as they are: you may not change them.</source>
        <translation>
            <numerusform>%n record stays as it is: you may not change it.</numerusform>
            <numerusform>%n records stay as they are: you may not change them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay where they are: you may not delete them.</source>
        <translation>
            <numerusform>%n record stays where it is: you may not delete it.</numerusform>
            <numerusform>%n records stay where they are: you may not delete them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) stay as they are. %1</source>
        <translation>
            <numerusform>%n record stays as it is. %1</numerusform>
            <numerusform>%n records stay as they are. %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n record(s) of this computer, and those on the server</source>
        <translation>
            <numerusform>Export %n record of this computer, and those on the server</numerusform>
            <numerusform>Export %n records of this computer, and those on the server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n record(s)</source>
        <translation>
            <numerusform>Export %n record</numerusform>
            <numerusform>Export %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are on the server only. They need a connection, and stay as they are.</source>
        <translation>
            <numerusform>%n record is on the server only. It needs a connection, and stays as it is.</numerusform>
            <numerusform>%n records are on the server only. They need a connection, and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n record(s) to the recycle bin?</source>
        <translation>
            <numerusform>Move %n record to the recycle bin?</numerusform>
            <numerusform>Move %n records to the recycle bin?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are on the server only.</source>
        <translation>
            <numerusform>%n of them is on the server only.</numerusform>
            <numerusform>%n of them are on the server only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on this computer, %n more on the server</source>
        <translation>
            <numerusform>%1 on this computer, %n more on the server</numerusform>
            <numerusform>%1 on this computer, %n more on the server</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordPage</name>
    <message numerus="yes">
        <source>Somebody else changed %n field(s) that you changed too.</source>
        <translation>
            <numerusform>Somebody else changed %n field that you changed too.</numerusform>
            <numerusform>Somebody else changed %n fields that you changed too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RecordSheetJob</name>
    <message numerus="yes">
        <source>%n more record(s) are not printed.</source>
        <translation>
            <numerusform>%n more record is not printed.</numerusform>
            <numerusform>%n more records are not printed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::Records</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n record(s)</source>
        <translation>
            <numerusform>Looking at %n record</numerusform>
            <numerusform>Looking at %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RelatedList</name>
    <message numerus="yes">
        <source>%n record(s) stay where they are: you may not delete them.</source>
        <translation>
            <numerusform>%n record stays where it is: you may not delete it.</numerusform>
            <numerusform>%n records stay where they are: you may not delete them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the recycle bin</source>
        <translation>
            <numerusform>%n record moved to the recycle bin</numerusform>
            <numerusform>%n records moved to the recycle bin</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::RevertPanel</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::SignInPage</name>
    <message numerus="yes">
        <source>The new password needs at least %n characters.</source>
        <translation>
            <numerusform>The new password needs at least %n characters.</numerusform>
            <numerusform>The new password needs at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::SyncPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::SyncTexts</name>
    <message numerus="yes">
        <source>Working offline – %n change(s) will be sent later.</source>
        <translation>
            <numerusform>Working offline – %n change will be sent later.</numerusform>
            <numerusform>Working offline – %n changes will be sent later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Next attempt in %n second(s).</source>
        <translation>
            <numerusform>Next attempt in %n second.</numerusform>
            <numerusform>Next attempt in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::TimelineDelegate</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::TrayIcon</name>
    <message numerus="yes">
        <source>Tandem: %n thing(s) wait for you</source>
        <translation>
            <numerusform>Tandem: %n thing waits for you</numerusform>
            <numerusform>Tandem: %n things wait for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::WaitingPanel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other change(s) that wait point to it. The server will refuse them; they are under Problems then.</source>
        <translation>
            <numerusform>%n other change that waits points to it. The server will refuse it; it is under Problems then.</numerusform>
            <numerusform>%n other changes that wait point to it. The server will refuse them; they are under Problems then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Discard %n change(s)</source>
        <translation>
            <numerusform>Discard %n change</numerusform>
            <numerusform>Discard %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::crm::BoardColumn</name>
    <message numerus="yes">
        <source>%n deal(s)</source>
        <translation>
            <numerusform>%n deal</numerusform>
            <numerusform>%n deals</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::client::oa::ApprovalsPage</name>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandemctl</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
</context>
</TS>
