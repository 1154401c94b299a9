<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>CommandLine</name>
    <message>
        <source>Keeps a Salesforce org and a SQL database in step.</source>
        <translation>Hält eine Salesforce-Org und eine SQL-Datenbank im Einklang.</translation>
    </message>
    <message>
        <source>Prints this help.</source>
        <translation>Zeigt diese Hilfe.</translation>
    </message>
    <message>
        <source>Prints the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>Opens the practice org, a stand-in for Salesforce.</source>
        <translation>Öffnet die Übungs-Org, einen Ersatz für Salesforce.</translation>
    </message>
    <message>
        <source>The workspace to open: a file or a postgresql:// address.</source>
        <translation>Der Arbeitsbereich: eine Datei oder eine postgresql://-Adresse.</translation>
    </message>
    <message>
        <source>Where sign-ins are kept: keychain or file:PATH.</source>
        <translation>Wo Anmeldungen aufbewahrt werden: keychain oder file:PFAD.</translation>
    </message>
    <message>
        <source>The workspace to open.</source>
        <translation>Der Arbeitsbereich, der geöffnet wird.</translation>
    </message>
    <message>
        <source>Only one workspace can be opened.</source>
        <translation>Es kann nur ein Arbeitsbereich geöffnet werden.</translation>
    </message>
    <message>
        <source>The practice org has a workspace of its own.</source>
        <translation>Die Übungs-Org hat ihren eigenen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>--secrets is keychain or file:PATH.</source>
        <translation>--secrets ist keychain oder file:PFAD.</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Starting the practice org…</source>
        <translation>Die Übungs-Org startet …</translation>
    </message>
    <message>
        <source>The first time, %1 contacts are made up for it. That takes a moment.</source>
        <translation>Beim ersten Mal werden dafür %1 Kontakte erfunden. Das dauert einen Moment.</translation>
    </message>
    <message>
        <source>the practice org has stopped and is starting again</source>
        <translation>die Übungs-Org ist stehen geblieben und startet neu</translation>
    </message>
</context>
</TS>
