<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
    <name>tandem::client::Records</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
</TS>
