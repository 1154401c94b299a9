<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>EventDetails</name>
    <message>
        <source>Raw text</source>
        <translation>Rohtext</translation>
    </message>
    <message>
        <source>Copy ra&amp;w text</source>
        <translation>&amp;Rohtext kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als &amp;JSON kopieren</translation>
    </message>
    <message>
        <source>Details of the event</source>
        <translation>Einzelheiten des Ereignisses</translation>
    </message>
    <message>
        <source>Raw text, word for word</source>
        <translation>Rohtext, Wort für Wort</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>API calls: %1</source>
        <translation>API-Aufrufe: %1</translation>
    </message>
    <message>
        <source>No event chosen</source>
        <translation>Kein Ereignis gewählt</translation>
    </message>
    <message>
        <source>Choose a line to read all of it, with Salesforce&apos;s own words.</source>
        <translation>Wählen Sie eine Zeile, um alles zu lesen, mit Salesforces eigenen Worten.</translation>
    </message>
</context>
<context>
    <name>EventModel</name>
    <message>
        <source>%1 new</source>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>%1 updated</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>keine Änderung</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>API calls</source>
        <translation>API-Aufrufe</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Sync log</source>
        <translation>Sync-Protokoll</translation>
    </message>
    <message>
        <source>Search the sync log</source>
        <translation>Im Sync-Protokoll suchen</translation>
    </message>
    <message>
        <source>Levels shown</source>
        <translation>Gezeigte Stufen</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>Ab Info</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Objects shown</source>
        <translation>Gezeigte Objekte</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>Alle Objekte</translation>
    </message>
    <message>
        <source>New events</source>
        <translation>Neue Ereignisse</translation>
    </message>
    <message>
        <source>Go to the newest event and follow</source>
        <translation>Zum neuesten Ereignis gehen und folgen</translation>
    </message>
    <message>
        <source>F&amp;ollow</source>
        <translation>F&amp;olgen</translation>
    </message>
    <message>
        <source>New events appear at the top as they happen. Scrolling away stops it.</source>
        <translation>Neue Ereignisse erscheinen oben, sobald sie geschehen. Wegrollen hält das an.</translation>
    </message>
    <message>
        <source>Events, newest first</source>
        <translation>Ereignisse, neueste zuerst</translation>
    </message>
    <message>
        <source>No event fits</source>
        <translation>Kein Ereignis passt</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Each sync writes here what it read, what it changed and what went wrong, as it happens.</source>
        <translation>Jeder Sync schreibt hierher, was er gelesen und geändert hat und was schiefging, sobald es geschieht.</translation>
    </message>
    <message>
        <source>Search %1 events (Ctrl+F)</source>
        <translation>%1 Ereignisse durchsuchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Nothing in the log fits the search and the filters. Esc takes them away.</source>
        <translation>Nichts im Protokoll passt zu Suche und Filtern. Esc nimmt sie weg.</translation>
    </message>
    <message>
        <source>&quot;All levels&quot; also searches the lines about single records.</source>
        <translation>„Alle Stufen“ durchsucht auch die Zeilen zu einzelnen Datensätzen.</translation>
    </message>
    <message>
        <source>Sync &amp;log</source>
        <translation>Sync-&amp;Protokoll</translation>
    </message>
    <message>
        <source>&amp;Find in the sync log</source>
        <translation>Im Sync-Protokoll &amp;suchen</translation>
    </message>
</context>
</TS>
