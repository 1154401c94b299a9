<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Ctl</name>
    <message>
        <source>Others on this computer could read a password on the command line. Put it into a PGPASSFILE or a service file instead.</source>
        <translation>Andere an diesem Computer könnten ein Passwort auf der Befehlszeile lesen. Legen Sie es in eine PGPASSFILE oder eine Service-Datei.</translation>
    </message>
    <message>
        <source>--secrets takes &quot;keychain&quot; or &quot;file:PATH&quot;.</source>
        <translation>--secrets nimmt „keychain“ oder „file:PFAD“.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <translation>Es gibt keine Option %1.</translation>
    </message>
    <message>
        <source>The command %1 has no option --%2.</source>
        <translation>Der Befehl %1 hat keine Option --%2.</translation>
    </message>
    <message>
        <source>There is no option --%1 before a command.</source>
        <translation>Vor einem Befehl gibt es keine Option --%1.</translation>
    </message>
    <message>
        <source>The option --%1 takes no value.</source>
        <translation>Die Option --%1 nimmt keinen Wert.</translation>
    </message>
    <message>
        <source>The option --%1 needs a value.</source>
        <translation>Die Option --%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>Unknown command &quot;%1&quot;. Try orgmendctl --help.</source>
        <translation>Unbekannter Befehl „%1“. Versuchen Sie orgmendctl --help.</translation>
    </message>
    <message>
        <source>The command %1 does not take &quot;%2&quot;.</source>
        <translation>Der Befehl %1 nimmt kein „%2“.</translation>
    </message>
    <message>
        <source>Say what to do. Try orgmendctl --help.</source>
        <translation>Sagen Sie, was zu tun ist. Versuchen Sie orgmendctl --help.</translation>
    </message>
    <message>
        <source>After %1 comes one of: %2. Try orgmendctl %1 --help.</source>
        <translation>Auf %1 folgt eines von: %2. Versuchen Sie orgmendctl %1 --help.</translation>
    </message>
    <message>
        <source>The command %1 needs %2. Try orgmendctl %1 --help.</source>
        <translation>Der Befehl %1 braucht %2. Versuchen Sie orgmendctl %1 --help.</translation>
    </message>
    <message>
        <source>disconnect asks before it signs out. Say --yes where nobody can answer.</source>
        <translation>disconnect fragt, bevor es abmeldet. Geben Sie --yes an, wo niemand antworten kann.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stops syncing and its sign-in is revoked. The data stays.</source>
        <translation>„%1“ synchronisiert nicht mehr, und die Anmeldung wird widerrufen. Die Daten bleiben.</translation>
    </message>
    <message>
        <source>Paused. No sync runs until you resume it: orgmendctl resume</source>
        <translation>Pausiert. Kein Sync läuft, bis Sie fortsetzen: orgmendctl resume</translation>
    </message>
    <message>
        <source>Resumed.</source>
        <translation>Fortgesetzt.</translation>
    </message>
    <message>
        <source>Sign out; the data stays.</source>
        <translation>Abmelden; die Daten bleiben.</translation>
    </message>
    <message>
        <source>Stops a running sync, revokes the sign-in in Salesforce and removes it from this computer. Asks first, unless --yes is given.</source>
        <translation>Hält einen laufenden Sync an, widerruft die Anmeldung in Salesforce und entfernt sie von diesem Computer. Fragt vorher, außer mit --yes.</translation>
    </message>
    <message>
        <source>List the connections of the workspace.</source>
        <translation>Die Verbindungen des Arbeitsbereichs auflisten.</translation>
    </message>
    <message>
        <source>Stop syncing until resumed.</source>
        <translation>Nicht mehr synchronisieren, bis fortgesetzt wird.</translation>
    </message>
    <message>
        <source>A sync that runs ends at the next page; nothing is lost.</source>
        <translation>Ein laufender Sync endet bei der nächsten Seite; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Allow syncing again.</source>
        <translation>Wieder synchronisieren lassen.</translation>
    </message>
    <message>
        <source>The next sync goes on where the last one stopped.</source>
        <translation>Der nächste Sync macht dort weiter, wo der letzte aufgehört hat.</translation>
    </message>
    <message>
        <source>Show the state of a connection.</source>
        <translation>Den Zustand einer Verbindung zeigen.</translation>
    </message>
    <message>
        <source>State, last sync, and a line for each object with its counts.</source>
        <translation>Zustand, letzter Sync und eine Zeile je Objekt mit seinen Zahlen.</translation>
    </message>
    <message>
        <source>--level takes debug, info, warning or error.</source>
        <translation>--level nimmt debug, info, warning oder error.</translation>
    </message>
    <message>
        <source>--since takes a date, a date and time, or how long ago: 30m, 12h, 7d.</source>
        <translation>--since nimmt ein Datum, ein Datum mit Uhrzeit oder wie lange her: 30m, 12h, 7d.</translation>
    </message>
    <message>
        <source>--limit takes a number from 1.</source>
        <translation>--limit nimmt eine Zahl ab 1.</translation>
    </message>
    <message>
        <source>Show the sync log.</source>
        <translation>Das Sync-Protokoll zeigen.</translation>
    </message>
    <message>
        <source>The newest lines come last. TIME is a date and time, or how long ago: 30m, 12h, 7d. --follow goes on until Ctrl+C. --level debug has single records too, as --json has without --level. Lines stay for 90 days, failures for a year.</source>
        <translation>Die neuesten Zeilen kommen zuletzt. TIME ist ein Datum mit Uhrzeit oder wie lange her: 30m, 12h, 7d. --follow geht weiter bis Strg+C. --level debug hat auch einzelne Datensätze, ebenso --json ohne --level. Zeilen bleiben 90 Tage, Fehlschläge ein Jahr.</translation>
    </message>
    <message>
        <source>--callback-port takes a number from 1 to 65535.</source>
        <translation>--callback-port nimmt eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>Refresh token (it is not shown): </source>
        <translation>Refresh-Token (wird nicht angezeigt): </translation>
    </message>
    <message>
        <source>--refresh-token-stdin found no token on stdin.</source>
        <translation>--refresh-token-stdin hat auf stdin kein Token gefunden.</translation>
    </message>
    <message>
        <source>Sign in in the browser. If no page opens, open this address yourself:</source>
        <translation>Melden Sie sich im Browser an. Öffnet sich keine Seite, öffnen Sie diese Adresse selbst:</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address yourself:</source>
        <translation>Kein Browser ließ sich öffnen. Öffnen Sie diese Adresse selbst:</translation>
    </message>
    <message>
        <source>connect needs --client-id with the app&apos;s consumer key.</source>
        <translation>connect braucht --client-id mit dem Consumer Key der App.</translation>
    </message>
    <message>
        <source>--refresh-token-stdin and --instance-url belong together.</source>
        <translation>--refresh-token-stdin und --instance-url gehören zusammen.</translation>
    </message>
    <message>
        <source>Connected. The first sync is: orgmendctl sync</source>
        <translation>Verbunden. Der erste Sync ist: orgmendctl sync</translation>
    </message>
    <message>
        <source>Reconnected. The next sync goes on where the last one stopped.</source>
        <translation>Neu verbunden. Der nächste Sync macht dort weiter, wo der letzte aufgehört hat.</translation>
    </message>
    <message>
        <source>Sign in to an org and keep the connection.</source>
        <translation>Bei einer Org anmelden und die Verbindung behalten.</translation>
    </message>
    <message>
        <source>Opens Salesforce&apos;s sign-in page in the browser and waits two minutes for the answer. The app in Salesforce needs the callback http://localhost:1717/OauthRedirect and the scopes api and refresh_token. Does not sync; the first sync does.</source>
        <translation>Öffnet die Anmeldeseite von Salesforce im Browser und wartet zwei Minuten auf die Antwort. Die App in Salesforce braucht die Callback-Adresse http://localhost:1717/OauthRedirect und die Scopes api und refresh_token. Synchronisiert nicht; das tut der erste Sync.</translation>
    </message>
    <message>
        <source>Sign in again; mappings, cursors and data stay.</source>
        <translation>Neu anmelden; Zuordnungen, Stand und Daten bleiben.</translation>
    </message>
    <message>
        <source>Sign in as the same user of the same org. Another user is refused unless --accept-other-user says that this is meant.</source>
        <translation>Melden Sie sich als derselbe Benutzer derselben Org an. Ein anderer Benutzer wird abgelehnt, außer wenn --accept-other-user sagt, dass er gemeint ist.</translation>
    </message>
    <message>
        <source>Bring the tables up to date, once.</source>
        <translation>Die Tabellen einmal auf den neuesten Stand bringen.</translation>
    </message>
    <message>
        <source>Reads what changed since the last sync; --full reads everything. When another program is syncing the same connection, its run is followed instead. A paused connection is not synced until it is resumed.</source>
        <translation>Liest, was sich seit dem letzten Sync geändert hat; --full liest alles. Synchronisiert gerade ein anderes Programm dieselbe Verbindung, wird dessen Lauf verfolgt. Eine pausierte Verbindung wird erst synchronisiert, wenn sie fortgesetzt ist.</translation>
    </message>
    <message>
        <source>y yes</source>
        <extracomment>What says yes to &quot;Continue?&quot;, short and long, in lower case.</extracomment>
        <translation>j ja</translation>
    </message>
    <message>
        <source>Continue? [y/N] </source>
        <translation>Fortfahren? [j/N] </translation>
    </message>
    <message>
        <source>Options for every command:
  --workspace FILE       the workspace (ORGMEND_WORKSPACE; otherwise default.orgmend in
                         your data folder)
  --connection NAME|ID   may be left out when there is only one
  --secrets keychain|file:PATH
                         where sign-ins are kept (ORGMEND_SECRETS; otherwise the keychain)
  --json                 one JSON document on stdout, always in English
  --no-progress          no progress on stderr
  --version, --help</source>
        <translation>Optionen für jeden Befehl:
  --workspace DATEI      der Arbeitsbereich (ORGMEND_WORKSPACE; sonst default.orgmend in
                         Ihrem Datenordner)
  --connection NAME|ID   kann wegbleiben, wenn es nur eine gibt
  --secrets keychain|file:PFAD
                         wo Anmeldungen aufbewahrt werden (ORGMEND_SECRETS; sonst der
                         Schlüsselbund)
  --json                 ein JSON-Dokument auf stdout, immer auf Englisch
  --no-progress          kein Fortschritt auf stderr
  --version, --help</translation>
    </message>
    <message>
        <source>Exit status:
  0    done
  1    done, but some records failed, or the output could not be written
  2    wrong usage, or the connection is paused
  3    sign-in needed, or refused by Salesforce
  4    a Salesforce limit
  5    Salesforce or the network can&apos;t be reached
  6    the workspace can&apos;t be used
  70   our fault
  130  stopped before the end: Ctrl+C, or cancelled or paused elsewhere</source>
        <translation>Exit-Status:
  0    erledigt
  1    erledigt, aber einige Datensätze schlugen fehl, oder die Ausgabe ließ sich nicht schreiben
  2    falscher Aufruf, oder die Verbindung ist pausiert
  3    Anmeldung nötig oder von Salesforce abgelehnt
  4    ein Limit von Salesforce
  5    Salesforce oder das Netz ist nicht erreichbar
  6    der Arbeitsbereich ist nicht benutzbar
  70   unser Fehler
  130  vor dem Ende angehalten: Strg+C, oder anderswo abgebrochen oder pausiert</translation>
    </message>
    <message>
        <source>Usage:
  orgmendctl %1

%2

Examples:
%3

%4</source>
        <translation>Aufruf:
  orgmendctl %1

%2

Beispiele:
%3

%4</translation>
    </message>
    <message>
        <source>Keeps a Salesforce org and a SQL database in step, without a window.

Usage: orgmendctl [options] COMMAND

Commands:
%1
%2

%3

More about a command: orgmendctl COMMAND --help</source>
        <translation>Hält eine Salesforce-Org und eine SQL-Datenbank im Einklang, ohne Fenster.

Aufruf: orgmendctl [Optionen] BEFEHL

Befehle:
%1
%2

%3

Mehr zu einem Befehl: orgmendctl BEFEHL --help</translation>
    </message>
    <message>
        <source>Usage: orgmendctl [options] %1 COMMAND

Commands:
%2
More about a command: orgmendctl %1 COMMAND --help</source>
        <translation>Aufruf: orgmendctl [Optionen] %1 BEFEHL

Befehle:
%2
Mehr zu einem Befehl: orgmendctl %1 BEFEHL --help</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1 · no sync for %2</source>
        <translation>%1 · seit %2 kein Sync</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>In Salesforce</source>
        <translation>In Salesforce</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Letzter Sync</translation>
    </message>
    <message>
        <source>The option for the file is --secrets file:PATH.</source>
        <translation>Die Option für die Datei ist --secrets file:PFAD.</translation>
    </message>
    <message>
        <source>No connection yet. Connect an org with: orgmendctl connect --client-id KEY</source>
        <translation>Noch keine Verbindung. Verbinden Sie eine Org mit: orgmendctl connect --client-id KEY</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Org Id</source>
        <translation>Org-Id</translation>
    </message>
    <message>
        <source>Next sync</source>
        <translation>Nächster Sync</translation>
    </message>
    <message>
        <source>API calls</source>
        <translation>API-Aufrufe</translation>
    </message>
    <message>
        <source>%1 of %2 in 24 hours</source>
        <translation>%1 von %2 in 24 Stunden</translation>
    </message>
    <message>
        <source>The last sync failed. %1</source>
        <translation>Der letzte Sync ist fehlgeschlagen. %1</translation>
    </message>
    <message>
        <source>%1: not visible to the user, left out: %2</source>
        <translation>%1: für den Benutzer nicht sichtbar, weggelassen: %2</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>%1: run %2, %3, %4 API calls.</source>
        <translation>%1: Lauf %2, %3, %4 API-Aufrufe.</translation>
    </message>
    <message>
        <source>%1 of %2 objects</source>
        <translation>%1 von %2 Objekten</translation>
    </message>
    <message>
        <source>%1 · %2: %3 of %4 records</source>
        <translation>%1 · %2: %3 von %4 Datensätzen</translation>
    </message>
    <message>
        <source>%1 · %2: %3 records</source>
        <translation>%1 · %2: %3 Datensätze</translation>
    </message>
</context>
</TS>
