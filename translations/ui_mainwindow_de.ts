<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AboutBox</name>
    <message>
        <source>About Orgmend</source>
        <translation>Über Orgmend</translation>
    </message>
    <message>
        <source>Keeps a Salesforce org and a SQL database in step.
Free software under the GNU General Public License, version 3 or later. Not made by or with Salesforce.</source>
        <translation>Hält eine Salesforce-Org und eine SQL-Datenbank im Einklang.
Freie Software unter der GNU General Public License, Version 3 oder neuer. Nicht von oder mit Salesforce gemacht.</translation>
    </message>
</context>
<context>
    <name>ConnectionSwitcher</name>
    <message>
        <source>Connection shown: %1</source>
        <translation>Gezeigte Verbindung: %1</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>&amp;Connection</source>
        <translation>&amp;Verbindung</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Sync</source>
        <translation>&amp;Sync</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;As the system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Orgmend</source>
        <translation>Ü&amp;ber Orgmend</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Connect &amp;another org…</source>
        <translation>Weitere Org ver&amp;binden …</translation>
    </message>
    <message>
        <source>Opening the workspace…</source>
        <translation>Der Arbeitsbereich wird geöffnet …</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>Nothing is shown yet</source>
        <translation>Noch wird nichts gezeigt</translation>
    </message>
    <message>
        <source>What was in the workspace is still there.</source>
        <translation>Was im Arbeitsbereich war, ist noch da.</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Quitting</name>
    <message>
        <source>A sync is running</source>
        <translation>Ein Sync läuft</translation>
    </message>
    <message>
        <source>Stop the sync and quit?</source>
        <translation>Den Sync anhalten und beenden?</translation>
    </message>
    <message>
        <source>What has been read stays. The next sync goes on where this one stops.</source>
        <translation>Was gelesen wurde, bleibt. Der nächste Sync macht dort weiter, wo dieser anhält.</translation>
    </message>
    <message>
        <source>&amp;Stop and quit</source>
        <translation>&amp;Anhalten und beenden</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Disconnect from %1 (%2)?</source>
        <translation>Verbindung zu %1 (%2) trennen?</translation>
    </message>
    <message>
        <source>A sync that is running stops, and Salesforce is told to end the sign-in of %1. Your rows, the tables&apos; set-up and the log stay in the workspace; you can connect again at any time.</source>
        <translation>Ein laufender Sync hält an, und Salesforce beendet die Anmeldung von %1. Ihre Zeilen, die Einrichtung der Tabellen und das Protokoll bleiben im Arbeitsbereich; Sie können sich jederzeit wieder verbinden.</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>&amp;Trennen</translation>
    </message>
    <message>
        <source>&amp;Stay connected</source>
        <translation>&amp;Verbunden bleiben</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Resync now</source>
        <translation>Jetzt synchronisieren</translation>
    </message>
    <message>
        <source>Clear search and filters, close a dialog</source>
        <translation>Suche und Filter leeren, Dialog schließen</translation>
    </message>
    <message>
        <source>Connect to Salesforce</source>
        <translation>Mit Salesforce verbinden</translation>
    </message>
    <message>
        <source>Next and previous field</source>
        <translation>Nächstes und voriges Feld</translation>
    </message>
    <message>
        <source>Menu bar</source>
        <translation>Menüleiste</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Diese Übersicht</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>API calls today</source>
        <translation>API-Aufrufe heute</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of the org&apos;s API calls of the last 24 hours, by every program that uses it.</source>
        <translation>%1 der API-Aufrufe der Org in den letzten 24 Stunden, von allen Programmen, die sie benutzen.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Next sync: %1</source>
        <translation>Nächster Sync: %1</translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Noch keine Verbindung</translation>
    </message>
    <message>
        <source>↓ %1 rows/s</source>
        <translation>↓ %1 Zeilen/s</translation>
    </message>
</context>
</TS>
