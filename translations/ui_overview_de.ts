<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>ConnectionActions</name>
    <message>
        <source>Read what has changed in Salesforce, now</source>
        <translation>Jetzt lesen, was sich in Salesforce geändert hat</translation>
    </message>
    <message>
        <source>Read every record again, changed or not</source>
        <translation>Jeden Datensatz noch einmal lesen, geändert oder nicht</translation>
    </message>
    <message>
        <source>Stop reading until you resume; you stay signed in</source>
        <translation>Nichts lesen, bis Sie fortsetzen; Sie bleiben angemeldet</translation>
    </message>
    <message>
        <source>Sign out of Salesforce; the rows stay</source>
        <translation>Bei Salesforce abmelden; die Zeilen bleiben</translation>
    </message>
</context>
<context>
    <name>ConnectionCard</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>Fortschritt des Syncs</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Instance address</source>
        <translation>Adresse der Instanz</translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation>Angemeldet als</translation>
    </message>
    <message>
        <source>Salesforce org Id</source>
        <translation>Salesforce-Org-Id</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API-Version</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Letzter Sync</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Next sync</source>
        <translation>Nächster Sync</translation>
    </message>
    <message>
        <source>Last full sync</source>
        <translation>Letzter voller Sync</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>wird angehalten …</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Org Id</source>
        <translation>Org-Id</translation>
    </message>
    <message>
        <source>Full sync</source>
        <translation>Voll-Sync</translation>
    </message>
    <message>
        <source>%1 · less than a minute</source>
        <translation>%1 · weniger als eine Minute</translation>
    </message>
    <message>
        <source>%1 · about %2</source>
        <translation>%1 · etwa %2</translation>
    </message>
</context>
<context>
    <name>ObjectModel</name>
    <message>
        <source>Object → table</source>
        <translation>Objekt → Tabelle</translation>
    </message>
    <message>
        <source>In Salesforce</source>
        <translation>In Salesforce</translation>
    </message>
    <message>
        <source>Local rows</source>
        <translation>Lokale Zeilen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Read up to</source>
        <translation>Gelesen bis</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Letzter Sync</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Syncing %1</source>
        <translation>Läuft, %1</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Some failed</source>
        <translation>Einige Fehler</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Fields left out</source>
        <translation>Felder fehlen</translation>
    </message>
    <message>
        <source>Records of %1 in Salesforce when they were last counted.</source>
        <translation>Datensätze von %1 in Salesforce bei der letzten Zählung.</translation>
    </message>
    <message>
        <source>Not counted yet.</source>
        <translation>Noch nicht gezählt.</translation>
    </message>
    <message>
        <source>Rows of %1 that belong to a record of %2.</source>
        <translation>Zeilen von %1, die zu einem Datensatz von %2 gehören.</translation>
    </message>
    <message>
        <source>Nothing read yet.</source>
        <translation>Noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Salesforce does not show these fields, so their columns stay as they are: %1.</source>
        <translation>Salesforce zeigt diese Felder nicht, daher bleiben ihre Spalten, wie sie sind: %1.</translation>
    </message>
    <message>
        <source>The next sync reads what has changed since then, by %1: %2 (UTC).</source>
        <translation>Der nächste Sync liest, was sich seitdem geändert hat, nach %1: %2 (UTC).</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>no sync for %1</source>
        <translation>seit %1 kein Sync</translation>
    </message>
    <message>
        <source>no sync for a long time</source>
        <translation>seit langem kein Sync</translation>
    </message>
    <message>
        <source>not synced yet</source>
        <translation>noch nicht synchronisiert</translation>
    </message>
    <message>
        <source>nothing is read until you resume</source>
        <translation>bis Sie fortsetzen, wird nichts gelesen</translation>
    </message>
    <message>
        <source>sign in again to go on</source>
        <translation>bitte erneut anmelden</translation>
    </message>
    <message>
        <source>your rows are still here</source>
        <translation>Ihre Zeilen sind noch da</translation>
    </message>
    <message>
        <source>the sign-in did not end</source>
        <translation>die Anmeldung blieb unvollendet</translation>
    </message>
    <message>
        <source>goes on at %1</source>
        <translation>weiter um %1</translation>
    </message>
    <message>
        <source>Salesforce can&apos;t be reached</source>
        <translation>Salesforce ist nicht erreichbar</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Reco&amp;nnect</source>
        <translation>&amp;Neu verbinden</translation>
    </message>
    <message>
        <source>&amp;Resync now</source>
        <translation>&amp;Jetzt synchronisieren</translation>
    </message>
    <message>
        <source>Run &amp;initial sync</source>
        <translation>&amp;Erst-Sync ausführen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Disconnect…</source>
        <translation>&amp;Trennen …</translation>
    </message>
    <message>
        <source>Continue &amp;set-up</source>
        <translation>Ein&amp;richtung fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Try now</source>
        <translation>Jetzt &amp;versuchen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
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
        <source>nothing had changed</source>
        <translation>nichts hatte sich geändert</translation>
    </message>
    <message>
        <source>Expired · sign in again</source>
        <translation>Abgelaufen · erneut anmelden</translation>
    </message>
    <message>
        <source>None · not signed in</source>
        <translation>Keines · nicht angemeldet</translation>
    </message>
    <message>
        <source>Renewed by itself · last at %1</source>
        <translation>Erneuert sich selbst · zuletzt um %1</translation>
    </message>
    <message>
        <source>Renewed by itself</source>
        <translation>Erneuert sich selbst</translation>
    </message>
    <message>
        <source>running now</source>
        <translation>läuft gerade</translation>
    </message>
    <message>
        <source>when you resume</source>
        <translation>wenn Sie fortsetzen</translation>
    </message>
    <message>
        <source>after you sign in</source>
        <translation>nach der Anmeldung</translation>
    </message>
    <message>
        <source>%1 · every %2</source>
        <translation>%1 · alle %2</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Objects of this connection</source>
        <translation>Objekte dieser Verbindung</translation>
    </message>
    <message>
        <source>No objects yet</source>
        <translation>Noch keine Objekte</translation>
    </message>
    <message>
        <source>Here stands one line for each Salesforce object that is kept in step with a table, with its counts and its last sync. The template &quot;empty&quot; starts without any.</source>
        <translation>Hier steht eine Zeile für jedes Salesforce-Objekt, das mit einer Tabelle im Einklang gehalten wird, mit Zahlen und letztem Sync. Die Vorlage „empty“ beginnt ohne.</translation>
    </message>
    <message>
        <source>Signed out. Nothing is synced until you connect again; your rows stay in the workspace. To end the app&apos;s access in Salesforce too, open &lt;a href=&quot;%1&quot;&gt;Setup&lt;/a&gt; → Connected Apps OAuth Usage, find the app and choose Revoke.</source>
        <translation>Abgemeldet. Bis Sie wieder verbinden, wird nichts synchronisiert; Ihre Zeilen bleiben im Arbeitsbereich. Um den Zugriff der App auch in Salesforce zu beenden, öffnen Sie &lt;a href=&quot;%1&quot;&gt;Setup&lt;/a&gt; → Connected Apps OAuth Usage, suchen Sie die App und wählen Sie Revoke.</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
</context>
</TS>
