<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Wording</name>
    <message>
        <source>Initial sync</source>
        <translation>Erst-Sync</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholung</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Sync</translation>
    </message>
    <message>
        <source>%1 started on schedule.</source>
        <translation>%1 nach Zeitplan gestartet.</translation>
    </message>
    <message>
        <source>%1 started from the window.</source>
        <translation>%1 aus dem Fenster gestartet.</translation>
    </message>
    <message>
        <source>%1 started from the command line.</source>
        <translation>%1 von der Befehlszeile gestartet.</translation>
    </message>
    <message>
        <source>%1 started.</source>
        <translation>%1 gestartet.</translation>
    </message>
    <message>
        <source>Sync completed in part: %1.</source>
        <translation>Sync teilweise abgeschlossen: %1.</translation>
    </message>
    <message>
        <source>Sync completed: nothing had changed.</source>
        <translation>Sync abgeschlossen: Es hatte sich nichts geändert.</translation>
    </message>
    <message>
        <source>Sync completed: %1.</source>
        <translation>Sync abgeschlossen: %1.</translation>
    </message>
    <message>
        <source>Sync failed. Everything that had arrived is kept.</source>
        <translation>Sync fehlgeschlagen. Alles, was angekommen war, bleibt.</translation>
    </message>
    <message>
        <source>Sync failed. %1</source>
        <translation>Sync fehlgeschlagen. %1</translation>
    </message>
    <message>
        <source>%1 could not be synced; the other objects went on.</source>
        <translation>%1 konnte nicht synchronisiert werden; die anderen Objekte liefen weiter.</translation>
    </message>
    <message>
        <source>%1 could not be synced; the other objects went on. %2</source>
        <translation>%1 konnte nicht synchronisiert werden; die anderen Objekte liefen weiter. %2</translation>
    </message>
    <message>
        <source>nothing had changed</source>
        <translation>nichts hatte sich geändert</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1 → %2: %3.</source>
        <translation>%1 → %2: %3.</translation>
    </message>
    <message>
        <source>%1 is read in bulk, because this is its first sync.</source>
        <translation>%1 wird im Ganzen gelesen, weil es der erste Sync ist.</translation>
    </message>
    <message>
        <source>%1 is read page by page, because its first sync is small.</source>
        <translation>%1 wird seitenweise gelesen, weil der erste Sync klein ist.</translation>
    </message>
    <message>
        <source>%1 is read in bulk, because everything was asked for.</source>
        <translation>%1 wird im Ganzen gelesen, weil alles verlangt wurde.</translation>
    </message>
    <message>
        <source>%1 is read page by page, because everything was asked for and there is little of it.</source>
        <translation>%1 wird seitenweise gelesen, weil alles verlangt wurde und es wenig ist.</translation>
    </message>
    <message>
        <source>%1 is read in bulk, because so many fields are mapped.</source>
        <translation>%1 wird im Ganzen gelesen, weil so viele Felder zugeordnet sind.</translation>
    </message>
    <message>
        <source>%1 goes on where the last run stopped.</source>
        <translation>%1 geht dort weiter, wo der letzte Lauf aufhörte.</translation>
    </message>
    <message>
        <source>%1 is read in bulk, because much has changed.</source>
        <translation>%1 wird im Ganzen gelesen, weil sich viel geändert hat.</translation>
    </message>
    <message>
        <source>%1 is read page by page, because little has changed.</source>
        <translation>%1 wird seitenweise gelesen, weil sich wenig geändert hat.</translation>
    </message>
    <message>
        <source>%1 is read in bulk, because much has changed (%2 expected).</source>
        <translation>%1 wird im Ganzen gelesen, weil sich viel geändert hat (%2 erwartet).</translation>
    </message>
    <message>
        <source>%1 is read page by page, because little has changed (%2 expected).</source>
        <translation>%1 wird seitenweise gelesen, weil sich wenig geändert hat (%2 erwartet).</translation>
    </message>
    <message>
        <source>Bulk job %1 is complete.</source>
        <translation>Bulk-Job %1 ist fertig.</translation>
    </message>
    <message>
        <source>Bulk job %1 is complete: %2 records to read.</source>
        <translation>Bulk-Job %1 ist fertig: %2 Datensätze zu lesen.</translation>
    </message>
    <message>
        <source>Bulk job %1 failed in Salesforce.</source>
        <translation>Bulk-Job %1 ist in Salesforce fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Bulk job %1 was stopped.</source>
        <translation>Bulk-Job %1 wurde angehalten.</translation>
    </message>
    <message>
        <source>Bulk job %1: Salesforce is preparing the records.</source>
        <translation>Bulk-Job %1: Salesforce bereitet die Datensätze vor.</translation>
    </message>
    <message>
        <source>Bulk job %1: Salesforce has prepared %2 records.</source>
        <translation>Bulk-Job %1: Salesforce hat %2 Datensätze vorbereitet.</translation>
    </message>
    <message>
        <source>The request did not succeed</source>
        <translation>Die Anfrage gelang nicht</translation>
    </message>
    <message>
        <source>%1. Trying again.</source>
        <translation>%1. Neuer Versuch.</translation>
    </message>
    <message>
        <source>%1. Trying again in %2.</source>
        <translation>%1. Neuer Versuch in %2.</translation>
    </message>
    <message>
        <source>Possible duplicate: %1 %2 has a row of its own, because several rows have the email %3.</source>
        <translation>Mögliches Duplikat: %1 %2 hat eine eigene Zeile, weil mehrere Zeilen die E-Mail %3 haben.</translation>
    </message>
    <message>
        <source>Possible duplicate: %1 %2 has a row of its own, because several records of %1 have the email %3.</source>
        <translation>Mögliches Duplikat: %1 %2 hat eine eigene Zeile, weil mehrere Datensätze von %1 die E-Mail %3 haben.</translation>
    </message>
    <message>
        <source>Possible duplicate: %1 %2 has a row of its own, because the row with the email %3 already belongs to another %1.</source>
        <translation>Mögliches Duplikat: %1 %2 hat eine eigene Zeile, weil die Zeile mit der E-Mail %3 schon zu einem anderen %1 gehört.</translation>
    </message>
    <message numerus="yes">
        <source>%2 of the records of %1 kept here are not visible to the connected user, and no deletion was reported. Their rows stay as they are.</source>
        <translation>
            <numerusform>%2 der hier gehaltenen Datensätze von %1 ist für den verbundenen Benutzer nicht sichtbar, und eine Löschung wurde nicht gemeldet. Die Zeile bleibt, wie sie ist.</numerusform>
            <numerusform>%2 der hier gehaltenen Datensätze von %1 sind für den verbundenen Benutzer nicht sichtbar, und eine Löschung wurde nicht gemeldet. Ihre Zeilen bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>Sync stopped, because the connection was paused. Everything that had arrived is kept.</source>
        <translation>Sync angehalten, weil die Verbindung pausiert wurde. Alles, was angekommen war, bleibt.</translation>
    </message>
    <message>
        <source>Sync cancelled. Everything that had arrived is kept; the next sync goes on from there.</source>
        <translation>Sync abgebrochen. Alles, was angekommen war, bleibt; der nächste Sync geht dort weiter.</translation>
    </message>
    <message>
        <source>%1 goes on from the last stored page; %2 records were already in.</source>
        <translation>%1 geht nach der letzten gespeicherten Seite weiter; %2 Datensätze waren schon da.</translation>
    </message>
    <message>
        <source>The org has used %1 of its %2 API calls of the last 24 hours.</source>
        <translation>Die Org hat %1 ihrer %2 API-Aufrufe der letzten 24 Stunden verbraucht.</translation>
    </message>
    <message>
        <source>Run %1 ended without a word, as after a crash or a power cut. Everything it had stored is kept; the next sync goes on from there.</source>
        <translation>Lauf %1 endete ohne ein Wort, wie nach einem Absturz oder Stromausfall. Alles, was er gespeichert hatte, bleibt; der nächste Sync geht dort weiter.</translation>
    </message>
    <message>
        <source>The field %2 of %1 is left out, because Salesforce does not show it to the connected user. Its column stays as it is.</source>
        <translation>Das Feld %2 von %1 bleibt weg, weil Salesforce es dem verbundenen Benutzer nicht zeigt. Seine Spalte bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>A Lead and a Contact with the email %2 are one person: row %1.</source>
        <translation>Ein Lead und ein Kontakt mit der E-Mail %2 sind eine Person: Zeile %1.</translation>
    </message>
    <message>
        <source>%1 was merged into %2 in Salesforce; row %3 is kept.</source>
        <translation>%1 wurde in Salesforce mit %2 zusammengeführt; Zeile %3 bleibt.</translation>
    </message>
    <message>
        <source>Row %2 of %1 is kept although its record is gone, because it holds changes that were not sent yet.</source>
        <translation>Zeile %2 von %1 bleibt, obwohl ihr Datensatz weg ist, weil sie Änderungen enthält, die noch nicht gesendet sind.</translation>
    </message>
    <message>
        <source>%1 %2 could not be stored. The exact words are in the details.</source>
        <translation>%1 %2 konnte nicht gespeichert werden. Der genaue Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>Verbunden.</translation>
    </message>
    <message>
        <source>Connected as %1.</source>
        <translation>Verbunden als %1.</translation>
    </message>
    <message>
        <source>Reconnected. Syncing goes on where it stopped.</source>
        <translation>Neu verbunden. Der Sync geht weiter, wo er aufhörte.</translation>
    </message>
    <message>
        <source>Reconnected as %1. Syncing goes on where it stopped.</source>
        <translation>Neu verbunden als %1. Der Sync geht weiter, wo er aufhörte.</translation>
    </message>
    <message>
        <source>Disconnected; the data stays. Salesforce could not be asked to revoke the sign-in: do it there under Setup → Connected Apps OAuth Usage → Revoke.</source>
        <translation>Getrennt; die Daten bleiben. Salesforce konnte nicht gebeten werden, die Anmeldung zu widerrufen: Tun Sie das dort unter Setup → Connected Apps OAuth Usage → Revoke.</translation>
    </message>
    <message>
        <source>Disconnected. The sign-in was revoked; the data stays.</source>
        <translation>Getrennt. Die Anmeldung wurde widerrufen; die Daten bleiben.</translation>
    </message>
    <message>
        <source>Disconnected. The sign-in of %1 was revoked; the data stays.</source>
        <translation>Getrennt. Die Anmeldung von %1 wurde widerrufen; die Daten bleiben.</translation>
    </message>
    <message>
        <source>Paused. No sync runs until it is resumed.</source>
        <translation>Pausiert. Bis zur Fortsetzung läuft kein Sync.</translation>
    </message>
    <message>
        <source>Resumed.</source>
        <translation>Fortgesetzt.</translation>
    </message>
    <message>
        <source>The sign-in was renewed.</source>
        <translation>Die Anmeldung wurde erneuert.</translation>
    </message>
    <message>
        <source>The workspace was updated from format %1 to %2.</source>
        <translation>Der Arbeitsbereich wurde von Format %1 auf %2 gebracht.</translation>
    </message>
    <message>
        <source>The workspace was updated from format %1 to %2. A backup is at %3.</source>
        <translation>Der Arbeitsbereich wurde von Format %1 auf %2 gebracht. Eine Sicherung liegt unter %3.</translation>
    </message>
    <message>
        <source>Old lines of the log were removed (%1 from before %2). Failures are kept for a year.</source>
        <translation>Alte Zeilen des Protokolls wurden entfernt (%1 aus der Zeit vor dem %2). Fehlschläge bleiben ein Jahr lang.</translation>
    </message>
    <message>
        <source>Salesforce</source>
        <translation>Salesforce</translation>
    </message>
    <message>
        <source>a sandbox</source>
        <translation>eine Sandbox</translation>
    </message>
    <message>
        <source>a production org</source>
        <translation>eine Produktions-Org</translation>
    </message>
    <message>
        <source>Salesforce no longer accepts this sign-in. The app may have been removed or revoked, or a session policy has replaced the token. Choose Reconnect and sign in as the same user; data and mappings stay as they are.</source>
        <translation>Salesforce nimmt diese Anmeldung nicht mehr an. Vielleicht wurde die App entfernt oder widerrufen, oder eine Sitzungsrichtlinie hat das Token ersetzt. Wählen Sie „Neu verbinden“ und melden Sie sich als derselbe Benutzer an; Daten und Zuordnungen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>This connection is disconnected. Reconnect it, then sync again.</source>
        <translation>Diese Verbindung ist getrennt. Verbinden Sie sie neu und synchronisieren Sie dann wieder.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is disconnected. Reconnect it, then sync again.</source>
        <translation>„%1“ ist getrennt. Verbinden Sie sie neu und synchronisieren Sie dann wieder.</translation>
    </message>
    <message>
        <source>Access was denied on Salesforce&apos;s page, so nothing was connected. Connect again and choose Allow.</source>
        <translation>Auf der Seite von Salesforce wurde der Zugriff verweigert, daher wurde nichts verbunden. Verbinden Sie erneut und wählen Sie „Zulassen“.</translation>
    </message>
    <message>
        <source>The app is blocked in this org. In Salesforce, open Setup → Connected Apps OAuth Usage, find the app and choose Unblock. Then connect again.</source>
        <translation>Die App ist in dieser Org gesperrt. Öffnen Sie in Salesforce Setup → Connected Apps OAuth Usage, suchen Sie die App und wählen Sie Unblock. Verbinden Sie dann erneut.</translation>
    </message>
    <message>
        <source>The app is not installed in this org, or this is not the org where it was created. In Salesforce, open Setup → Connected Apps OAuth Usage, find the app and choose Install, or connect with the org&apos;s own address (name.my.salesforce.com).</source>
        <translation>Die App ist in dieser Org nicht installiert, oder dies ist nicht die Org, in der sie angelegt wurde. Öffnen Sie in Salesforce Setup → Connected Apps OAuth Usage, suchen Sie die App und wählen Sie Install, oder verbinden Sie mit der eigenen Adresse der Org (name.my.salesforce.com).</translation>
    </message>
    <message>
        <source>This user is not approved for the app. In Salesforce, open the app&apos;s policies and add the user&apos;s profile or a permission set, then connect again.</source>
        <translation>Dieser Benutzer ist für die App nicht freigegeben. Öffnen Sie in Salesforce die Richtlinien der App, fügen Sie das Profil des Benutzers oder einen Berechtigungssatz hinzu und verbinden Sie dann erneut.</translation>
    </message>
    <message>
        <source>Salesforce does not know this consumer key. Compare it with the one in Setup. A new or changed app can take ten minutes to work; production and sandbox have different hosts.</source>
        <translation>Salesforce kennt diesen Consumer Key nicht. Vergleichen Sie ihn mit dem im Setup. Bis eine neue oder geänderte App wirkt, können zehn Minuten vergehen; Produktion und Sandbox haben verschiedene Hosts.</translation>
    </message>
    <message>
        <source>Salesforce does not know the consumer key &quot;%1&quot;. Compare it with the one in Setup. A new or changed app can take ten minutes to work; production and sandbox have different hosts.</source>
        <translation>Salesforce kennt den Consumer Key „%1“ nicht. Vergleichen Sie ihn mit dem im Setup. Bis eine neue oder geänderte App wirkt, können zehn Minuten vergehen; Produktion und Sandbox haben verschiedene Hosts.</translation>
    </message>
    <message>
        <source>The callback address in Salesforce differs from ours. In the app&apos;s OAuth settings, enter exactly %1 and save; it can take ten minutes to work.</source>
        <translation>Die Callback-Adresse in Salesforce weicht von unserer ab. Tragen Sie in den OAuth-Einstellungen der App genau %1 ein und speichern Sie; es kann zehn Minuten dauern, bis das wirkt.</translation>
    </message>
    <message>
        <source>Nobody came back from Salesforce&apos;s sign-in page in time. If the page showed an error about redirect_uri or client identifier, check the app&apos;s callback address (%1) and the consumer key; if it said that the app must be installed, an admin can do that under Setup → Connected Apps OAuth Usage. Then connect again.</source>
        <translation>Von der Anmeldeseite kam niemand rechtzeitig zurück. Zeigte die Seite einen Fehler zu redirect_uri oder client identifier, prüfen Sie die Callback-Adresse der App (%1) und den Consumer Key; stand dort, dass die App installiert werden muss, kann ein Admin das unter Setup → Connected Apps OAuth Usage tun. Verbinden Sie dann erneut.</translation>
    </message>
    <message>
        <source>The sign-in took too long or was already used once. Connect again.</source>
        <translation>Die Anmeldung dauerte zu lange oder wurde schon einmal verwendet. Verbinden Sie erneut.</translation>
    </message>
    <message>
        <source>Salesforce refused the sign-in (%1). Its own words are in the details.</source>
        <translation>Salesforce hat die Anmeldung abgelehnt (%1). Der Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Begründung</translation>
    </message>
    <message>
        <source>Salesforce refused the sign-in: %2 (%1).</source>
        <translation>Salesforce hat die Anmeldung abgelehnt: %2 (%1).</translation>
    </message>
    <message>
        <source>The connected user may not use Salesforce&apos;s API. Give the user the permission &quot;API Enabled&quot; in a profile or permission set, then reconnect.</source>
        <translation>Der verbundene Benutzer darf die API von Salesforce nicht verwenden. Geben Sie ihm in einem Profil oder Berechtigungssatz die Berechtigung „API Enabled“ und verbinden Sie dann neu.</translation>
    </message>
    <message>
        <source>%1 may not use Salesforce&apos;s API. Give this user the permission &quot;API Enabled&quot; in a profile or permission set, then reconnect.</source>
        <translation>%1 darf die API von Salesforce nicht verwenden. Geben Sie diesem Benutzer in einem Profil oder Berechtigungssatz die Berechtigung „API Enabled“ und verbinden Sie dann neu.</translation>
    </message>
    <message>
        <source>This connection belongs to %1, but %2 signed in. Sign in as %1, or confirm that %2 takes over; the new user may see other records and fields.</source>
        <translation>Diese Verbindung gehört %1, aber %2 hat sich angemeldet. Melden Sie sich als %1 an, oder bestätigen Sie, dass %2 übernimmt; der neue Benutzer sieht vielleicht andere Datensätze und Felder.</translation>
    </message>
    <message>
        <source>This connection belongs to the org %1, but the sign-in was to the org %2. Sign in to the same org, or make a new connection for the other one.</source>
        <translation>Diese Verbindung gehört zur Org %1, angemeldet wurde aber bei der Org %2. Melden Sie sich bei derselben Org an, oder legen Sie für die andere eine neue Verbindung an.</translation>
    </message>
    <message>
        <source>This computer has no keychain where the sign-in could be kept safely. Install one (such as GNOME Keyring or KWallet), or keep the sign-in in a file that only you can read.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, in dem die Anmeldung sicher liegen könnte. Installieren Sie einen (etwa GNOME Keyring oder KWallet), oder bewahren Sie die Anmeldung in einer Datei auf, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again, or keep the sign-in in a file that only you can read.</source>
        <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es erneut, oder bewahren Sie die Anmeldung in einer Datei auf, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>The keychain could not be used. Its own words are in the details. You can also keep the sign-in in a file that only you can read.</source>
        <translation>Der Schlüsselbund war nicht zu verwenden. Sein Wortlaut steht in den Einzelheiten. Sie können die Anmeldung auch in einer Datei aufbewahren, die nur Sie lesen können.</translation>
    </message>
    <message>
        <source>Others could read the sign-in file %1, so it was not used. It must belong to you and be readable by you alone: chmod 600 %1.</source>
        <translation>Andere könnten die Anmeldedatei %1 lesen, daher wurde sie nicht verwendet. Sie muss Ihnen gehören und nur für Sie lesbar sein: chmod 600 %1.</translation>
    </message>
    <message>
        <source>The sign-in file %1 could not be read or written. Check that its folder exists, that you may write there and that the disk has room.</source>
        <translation>Die Anmeldedatei %1 war nicht zu lesen oder zu schreiben. Prüfen Sie, ob ihr Ordner existiert, ob Sie dort schreiben dürfen und ob der Datenträger Platz hat.</translation>
    </message>
    <message>
        <source>The org has used up its API calls of the last 24 hours. Syncing goes on by itself when Salesforce allows more.</source>
        <translation>Die Org hat ihre API-Aufrufe der letzten 24 Stunden verbraucht. Der Sync geht von selbst weiter, sobald Salesforce wieder welche erlaubt.</translation>
    </message>
    <message>
        <source>The org has used %1 of its %2 API calls of the last 24 hours. Syncing goes on by itself when Salesforce allows more.</source>
        <translation>Die Org hat %1 ihrer %2 API-Aufrufe der letzten 24 Stunden verbraucht. Der Sync geht von selbst weiter, sobald Salesforce wieder welche erlaubt.</translation>
    </message>
    <message>
        <source>Too many long requests are running in the org at this moment. The next sync tries again by itself.</source>
        <translation>In der Org laufen im Augenblick zu viele lange Anfragen. Der nächste Sync versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>The org has no storage left. Free some under Setup → Storage Usage, then sync again.</source>
        <translation>Die Org hat keinen Speicher mehr frei. Schaffen Sie unter Setup → Storage Usage Platz und synchronisieren Sie dann wieder.</translation>
    </message>
    <message>
        <source>%1 was not found. Check the address and the network connection.</source>
        <translation>%1 wurde nicht gefunden. Prüfen Sie die Adresse und die Netzverbindung.</translation>
    </message>
    <message>
        <source>%1 does not accept connections. Check the address, the network and any firewall or proxy, then try again.</source>
        <translation>%1 nimmt keine Verbindungen an. Prüfen Sie Adresse, Netz und eine etwaige Firewall oder einen Proxy und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. The next sync tries again by itself.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet. Der nächste Sync versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>The secure connection to %1 could not be trusted, so nothing was sent. Check this computer&apos;s date and certificates, and whether a proxy inspects the traffic.</source>
        <translation>Der gesicherten Verbindung zu %1 war nicht zu trauen, daher wurde nichts gesendet. Prüfen Sie Datum und Zertifikate dieses Computers und ob ein Proxy den Verkehr mitliest.</translation>
    </message>
    <message>
        <source>The connection to %1 broke off. Everything that had arrived is kept; the next sync goes on from there.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen. Alles, was angekommen war, bleibt; der nächste Sync geht dort weiter.</translation>
    </message>
    <message>
        <source>The connection to %1 broke off before it answered, so it is not known whether it did what was asked. Nothing is repeated blindly; try again.</source>
        <translation>Die Verbindung zu %1 brach vor der Antwort ab, daher ist unbekannt, ob geschah, was verlangt war. Nichts wird blind wiederholt; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>%1 is not available at this moment. Try again in a few minutes; status.salesforce.com tells about maintenance.</source>
        <translation>%1 ist im Augenblick nicht verfügbar. Versuchen Sie es in einigen Minuten erneut; status.salesforce.com nennt Wartungen.</translation>
    </message>
    <message>
        <source>%1 is not available at this moment (HTTP %2). Try again in a few minutes; status.salesforce.com tells about maintenance.</source>
        <translation>%1 ist im Augenblick nicht verfügbar (HTTP %2). Versuchen Sie es in einigen Minuten erneut; status.salesforce.com nennt Wartungen.</translation>
    </message>
    <message>
        <source>%1 answered, but not as Salesforce does. Check the address, and whether a proxy or a Wi-Fi sign-in page stands in between.</source>
        <translation>%1 hat geantwortet, aber nicht so, wie Salesforce es tut. Prüfen Sie die Adresse und ob ein Proxy oder eine WLAN-Anmeldeseite dazwischensteht.</translation>
    </message>
    <message>
        <source>An answer from Salesforce arrived incomplete and was not used. The next sync asks again.</source>
        <translation>Eine Antwort von Salesforce kam unvollständig an und wurde nicht verwendet. Der nächste Sync fragt erneut.</translation>
    </message>
    <message>
        <source>An answer from Salesforce arrived incomplete and was not used (%1). The next sync asks again.</source>
        <translation>Eine Antwort von Salesforce kam unvollständig an und wurde nicht verwendet (%1). Der nächste Sync fragt erneut.</translation>
    </message>
    <message>
        <source>An answer from Salesforce could not be read and was not used. The next sync asks again.</source>
        <translation>Eine Antwort von Salesforce war nicht zu lesen und wurde nicht verwendet. Der nächste Sync fragt erneut.</translation>
    </message>
    <message>
        <source>An answer from Salesforce could not be read and was not used (%1). The next sync asks again.</source>
        <translation>Eine Antwort von Salesforce war nicht zu lesen und wurde nicht verwendet (%1). Der nächste Sync fragt erneut.</translation>
    </message>
    <message>
        <source>Another program ran this sync (run %1), and it failed. The sync log says why.</source>
        <translation>Ein anderes Programm hat diesen Sync ausgeführt (Lauf %1), und er ist fehlgeschlagen. Das Sync-Protokoll sagt, warum.</translation>
    </message>
    <message>
        <source>Salesforce refused the request. Its own words are in the details.</source>
        <translation>Salesforce hat die Anfrage abgelehnt. Der Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>Salesforce refused the request (%1). Its own words are in the details.</source>
        <translation>Salesforce hat die Anfrage abgelehnt (%1). Der Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>Salesforce refused to read %1. Its own words are in the details.</source>
        <translation>Salesforce hat es abgelehnt, %1 zu lesen. Der Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>Salesforce refused to read %1 (%2). Its own words are in the details.</source>
        <translation>Salesforce hat es abgelehnt, %1 zu lesen (%2). Der Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>The connected user does not see the object %1. Give the user read access to it in a profile or permission set, or leave the object out.</source>
        <translation>Der verbundene Benutzer sieht das Objekt %1 nicht. Geben Sie ihm in einem Profil oder Berechtigungssatz Lesezugriff, oder lassen Sie das Objekt weg.</translation>
    </message>
    <message>
        <source>The connected user does not see the field %2 of %1, and %1 can&apos;t be kept in step without it. Give the user read access to the field.</source>
        <translation>Der verbundene Benutzer sieht das Feld %2 von %1 nicht, und ohne dieses kann %1 nicht abgeglichen werden. Geben Sie ihm Lesezugriff auf das Feld.</translation>
    </message>
    <message>
        <source>Salesforce could not finish reading %1 (job %2). Its own words are in the details; the next sync asks again.</source>
        <translation>Salesforce konnte %1 nicht zu Ende lesen (Job %2). Der Wortlaut steht in den Einzelheiten; der nächste Sync fragt erneut.</translation>
    </message>
    <message>
        <source>There is no workspace at %1. Check the path, or connect an org to make one.</source>
        <translation>Unter %1 gibt es keinen Arbeitsbereich. Prüfen Sie den Pfad, oder verbinden Sie eine Org, um einen anzulegen.</translation>
    </message>
    <message>
        <source>Another program keeps the workspace %1 locked. Close that program, or wait until it has finished, and try again.</source>
        <translation>Ein anderes Programm hält den Arbeitsbereich %1 gesperrt. Schließen Sie es, oder warten Sie, bis es fertig ist, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The workspace %1 is damaged and was not changed. Restore it from a backup; copies made before an update are in the same folder.</source>
        <translation>Der Arbeitsbereich %1 ist beschädigt und wurde nicht verändert. Stellen Sie ihn aus einer Sicherung wieder her; Kopien von vor einer Aktualisierung liegen im selben Ordner.</translation>
    </message>
    <message>
        <source>The workspace %1 was made by a newer version of Orgmend. Install that version to open it; nothing was changed.</source>
        <translation>Der Arbeitsbereich %1 stammt von einer neueren Version von Orgmend. Installieren Sie diese Version, um ihn zu öffnen; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The workspace %1 was made by a newer version of Orgmend (its format is %2, this version knows up to %3). Install that version to open it; nothing was changed.</source>
        <translation>Der Arbeitsbereich %1 stammt von einer neueren Version von Orgmend (sein Format ist %2, diese Version kennt bis %3). Installieren Sie jene Version, um ihn zu öffnen; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>%1 is not an Orgmend workspace. Nothing was changed; choose another file.</source>
        <translation>%1 ist kein Arbeitsbereich von Orgmend. Nichts wurde verändert; wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The workspace %1 can be read but not written. Check the permissions of the file and of its folder.</source>
        <translation>Der Arbeitsbereich %1 lässt sich lesen, aber nicht schreiben. Prüfen Sie die Rechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>The workspace %1 could not be opened. Check that its folder exists and that you may read and write there.</source>
        <translation>Der Arbeitsbereich %1 konnte nicht geöffnet werden. Prüfen Sie, ob sein Ordner existiert und ob Sie dort lesen und schreiben dürfen.</translation>
    </message>
    <message>
        <source>The disk that holds the workspace %1 is full. Nothing was lost; free some space and try again.</source>
        <translation>Der Datenträger mit dem Arbeitsbereich %1 ist voll. Nichts ging verloren; schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The workspace %1 must be updated, and a backup comes first, but the disk has not enough room: %2 are needed, %3 are free. Nothing was changed.</source>
        <translation>Der Arbeitsbereich %1 muss aktualisiert werden, und zuvor kommt eine Sicherung, aber der Datenträger hat nicht genug Platz: %2 werden gebraucht, %3 sind frei. Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The database refused what was to be stored. Its own words are in the details; nothing was changed.</source>
        <translation>Die Datenbank hat abgelehnt, was gespeichert werden sollte. Ihr Wortlaut steht in den Einzelheiten; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>The table %1 refused what was to be stored. The database&apos;s own words are in the details; nothing was changed.</source>
        <translation>Die Tabelle %1 hat abgelehnt, was gespeichert werden sollte. Der Wortlaut der Datenbank steht in den Einzelheiten; nichts wurde verändert.</translation>
    </message>
    <message>
        <source>Another program took over the sync of this connection, so this one ended. Nothing was lost.</source>
        <translation>Ein anderes Programm hat den Sync dieser Verbindung übernommen, daher endete dieser. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Another program took over the sync of &quot;%1&quot;, so this one ended. Nothing was lost.</source>
        <translation>Ein anderes Programm hat den Sync von „%1“ übernommen, daher endete dieser. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>This version keeps workspaces in SQLite files; PostgreSQL is not there yet. Name a file that ends in .orgmend.</source>
        <translation>Diese Version bewahrt Arbeitsbereiche in SQLite-Dateien auf; PostgreSQL gibt es noch nicht. Nennen Sie eine Datei, die auf .orgmend endet.</translation>
    </message>
    <message>
        <source>That is not how this is used.</source>
        <translation>So wird das nicht verwendet.</translation>
    </message>
    <message>
        <source>There is no connection &quot;%1&quot; in this workspace.</source>
        <translation>In diesem Arbeitsbereich gibt es keine Verbindung „%1“.</translation>
    </message>
    <message>
        <source>This workspace has several connections. Choose one of them: %1.</source>
        <translation>Dieser Arbeitsbereich hat mehrere Verbindungen. Wählen Sie eine davon: %1.</translation>
    </message>
    <message>
        <source>This workspace has no connection yet. Connect an org first.</source>
        <translation>Dieser Arbeitsbereich hat noch keine Verbindung. Verbinden Sie zuerst eine Org.</translation>
    </message>
    <message>
        <source>There is already a connection &quot;%1&quot;. Choose another name.</source>
        <translation>Es gibt schon eine Verbindung „%1“. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>This org (%1) is already connected as &quot;%2&quot;. Two connections to one org would write the same records twice; use the existing one.</source>
        <translation>Diese Org (%1) ist schon als „%2“ verbunden. Zwei Verbindungen zu einer Org würden dieselben Datensätze doppelt schreiben; verwenden Sie die vorhandene.</translation>
    </message>
    <message>
        <source>You chose %1, but Salesforce says that this org is %2. Sign in to the org you meant, or confirm that this is the right one.</source>
        <translation>Sie haben %1 gewählt, aber Salesforce sagt, dass diese Org %2 ist. Melden Sie sich bei der gemeinten Org an, oder bestätigen Sie, dass dies die richtige ist.</translation>
    </message>
    <message>
        <source>The tables of &quot;%2&quot; already begin with &quot;%1&quot;. Choose another prefix.</source>
        <translation>Die Tabellen von „%2“ beginnen schon mit „%1“. Wählen Sie ein anderes Präfix.</translation>
    </message>
    <message>
        <source>%1 is not kept in step with any table. Check the spelling; objects go by their API names.</source>
        <translation>%1 wird mit keiner Tabelle abgeglichen. Prüfen Sie die Schreibweise; Objekte tragen ihre API-Namen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the address of an org. Enter production, sandbox or the full host, such as name.my.salesforce.com.</source>
        <translation>„%1“ ist nicht die Adresse einer Org. Geben Sie production, sandbox oder den ganzen Host ein, etwa name.my.salesforce.com.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; would send the sign-in unprotected. Use https.</source>
        <translation>„%1“ würde die Anmeldung ungeschützt senden. Verwenden Sie https.</translation>
    </message>
    <message>
        <source>Another program uses port %1, where the browser comes back after the sign-in. Close it, or choose another port and enter the same callback in Salesforce.</source>
        <translation>Ein anderes Programm belegt Port %1, auf dem der Browser nach der Anmeldung zurückkommt. Schließen Sie es, oder wählen Sie einen anderen Port und tragen Sie denselben Callback in Salesforce ein.</translation>
    </message>
    <message>
        <source>The practice org could not be started (%1). Its own words are in the details.</source>
        <translation>Die Übungs-Org konnte nicht gestartet werden (%1). Ihr Wortlaut steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>The connection is paused. Resume it to sync again.</source>
        <translation>Die Verbindung ist pausiert. Setzen Sie sie fort, um wieder zu synchronisieren.</translation>
    </message>
    <message>
        <source>Cancelled. Everything that had arrived is kept; the next sync goes on from there.</source>
        <translation>Abgebrochen. Alles, was angekommen war, bleibt; der nächste Sync geht dort weiter.</translation>
    </message>
    <message>
        <source>The output could not be written to its end (%1). Nothing in the workspace is lost: orgmendctl status and orgmendctl log show what was done.</source>
        <translation>Die Ausgabe konnte nicht bis zum Ende geschrieben werden (%1). Im Arbeitsbereich ging nichts verloren: orgmendctl status und orgmendctl log zeigen, was getan wurde.</translation>
    </message>
    <message>
        <source>Something went wrong inside Orgmend. Please report it with the details; your data was not changed.</source>
        <translation>In Orgmend selbst ist etwas schiefgegangen. Bitte melden Sie es mit den Einzelheiten; Ihre Daten wurden nicht verändert.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Sign-in needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Access denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>App blocked</source>
        <translation>App gesperrt</translation>
    </message>
    <message>
        <source>App not installed</source>
        <translation>App nicht installiert</translation>
    </message>
    <message>
        <source>User not approved</source>
        <translation>Benutzer nicht freigegeben</translation>
    </message>
    <message>
        <source>Consumer key unknown</source>
        <translation>Consumer Key unbekannt</translation>
    </message>
    <message>
        <source>Callback address differs</source>
        <translation>Callback-Adresse weicht ab</translation>
    </message>
    <message>
        <source>Sign-in not finished</source>
        <translation>Anmeldung nicht beendet</translation>
    </message>
    <message>
        <source>Sign-in expired</source>
        <translation>Anmeldung abgelaufen</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>API access missing</source>
        <translation>API-Zugriff fehlt</translation>
    </message>
    <message>
        <source>Another user signed in</source>
        <translation>Anderer Benutzer angemeldet</translation>
    </message>
    <message>
        <source>Another org signed in</source>
        <translation>Bei anderer Org angemeldet</translation>
    </message>
    <message>
        <source>No keychain</source>
        <translation>Kein Schlüsselbund</translation>
    </message>
    <message>
        <source>Keychain locked</source>
        <translation>Schlüsselbund gesperrt</translation>
    </message>
    <message>
        <source>Keychain not usable</source>
        <translation>Schlüsselbund nicht verwendbar</translation>
    </message>
    <message>
        <source>Sign-in file not safe</source>
        <translation>Anmeldedatei nicht sicher</translation>
    </message>
    <message>
        <source>Sign-in file not usable</source>
        <translation>Anmeldedatei nicht verwendbar</translation>
    </message>
    <message>
        <source>Daily API limit reached</source>
        <translation>Tägliche API-Grenze erreicht</translation>
    </message>
    <message>
        <source>Too many requests at once</source>
        <translation>Zu viele Anfragen zugleich</translation>
    </message>
    <message>
        <source>Org storage full</source>
        <translation>Speicher der Org voll</translation>
    </message>
    <message>
        <source>Host not found</source>
        <translation>Host nicht gefunden</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>Keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>Connection not trusted</source>
        <translation>Verbindung nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Ausgang unbekannt</translation>
    </message>
    <message>
        <source>Salesforce not available</source>
        <translation>Salesforce nicht verfügbar</translation>
    </message>
    <message>
        <source>Not Salesforce</source>
        <translation>Nicht Salesforce</translation>
    </message>
    <message>
        <source>Answer incomplete</source>
        <translation>Antwort unvollständig</translation>
    </message>
    <message>
        <source>Answer not readable</source>
        <translation>Antwort nicht lesbar</translation>
    </message>
    <message>
        <source>Sync failed</source>
        <translation>Sync fehlgeschlagen</translation>
    </message>
    <message>
        <source>Request refused</source>
        <translation>Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>Query refused</source>
        <translation>Abfrage abgelehnt</translation>
    </message>
    <message>
        <source>Object not visible</source>
        <translation>Objekt nicht sichtbar</translation>
    </message>
    <message>
        <source>Needed field not visible</source>
        <translation>Nötiges Feld nicht sichtbar</translation>
    </message>
    <message>
        <source>Bulk job failed</source>
        <translation>Bulk-Job fehlgeschlagen</translation>
    </message>
    <message>
        <source>Workspace missing</source>
        <translation>Arbeitsbereich fehlt</translation>
    </message>
    <message>
        <source>Workspace locked</source>
        <translation>Arbeitsbereich gesperrt</translation>
    </message>
    <message>
        <source>Workspace damaged</source>
        <translation>Arbeitsbereich beschädigt</translation>
    </message>
    <message>
        <source>Workspace from a newer version</source>
        <translation>Arbeitsbereich einer neueren Version</translation>
    </message>
    <message>
        <source>Not a workspace</source>
        <translation>Kein Arbeitsbereich</translation>
    </message>
    <message>
        <source>Workspace read-only</source>
        <translation>Arbeitsbereich schreibgeschützt</translation>
    </message>
    <message>
        <source>Workspace not opened</source>
        <translation>Arbeitsbereich nicht geöffnet</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>No room for a backup</source>
        <translation>Kein Platz für eine Sicherung</translation>
    </message>
    <message>
        <source>Database refused</source>
        <translation>Von der Datenbank abgelehnt</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>PostgreSQL not there yet</source>
        <translation>PostgreSQL gibt es noch nicht</translation>
    </message>
    <message>
        <source>Wrong usage</source>
        <translation>Falsche Verwendung</translation>
    </message>
    <message>
        <source>Connection unknown</source>
        <translation>Verbindung unbekannt</translation>
    </message>
    <message>
        <source>Several connections</source>
        <translation>Mehrere Verbindungen</translation>
    </message>
    <message>
        <source>No connection yet</source>
        <translation>Noch keine Verbindung</translation>
    </message>
    <message>
        <source>Name taken</source>
        <translation>Name vergeben</translation>
    </message>
    <message>
        <source>Org already connected</source>
        <translation>Org schon verbunden</translation>
    </message>
    <message>
        <source>Another environment</source>
        <translation>Andere Umgebung</translation>
    </message>
    <message>
        <source>Prefix taken</source>
        <translation>Präfix vergeben</translation>
    </message>
    <message>
        <source>Object not mapped</source>
        <translation>Objekt nicht zugeordnet</translation>
    </message>
    <message>
        <source>Address not valid</source>
        <translation>Adresse nicht gültig</translation>
    </message>
    <message>
        <source>Address not secure</source>
        <translation>Adresse nicht sicher</translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation>Port belegt</translation>
    </message>
    <message>
        <source>Practice org not started</source>
        <translation>Übungs-Org nicht gestartet</translation>
    </message>
    <message>
        <source>Output incomplete</source>
        <translation>Ausgabe unvollständig</translation>
    </message>
    <message>
        <source>Internal error</source>
        <translation>Interner Fehler</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Sync läuft</translation>
    </message>
    <message>
        <source>Token expired</source>
        <translation>Token abgelaufen</translation>
    </message>
    <message>
        <source>Incomplete set-up</source>
        <translation>Einrichtung unvollständig</translation>
    </message>
    <message>
        <source>Waiting for API calls</source>
        <translation>Wartet auf API-Aufrufe</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Completed in part</source>
        <translation>Teilweise abgeschlossen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>%1 imported, %2 updated, %3 deleted</source>
        <translation>%1 neu, %2 geändert, %3 gelöscht</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, %2 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1, %2 held</source>
        <translation>%1, %2 zurückgehalten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>There is no template &quot;%1&quot;. Choose people, mirror or empty.</source>
        <translation>Es gibt keine Vorlage „%1“. Wählen Sie people, mirror oder empty.</translation>
    </message>
    <message>
        <source>Salesforce does not say when a token expires; it is renewed when needed.</source>
        <translation>Salesforce sagt nicht, wann ein Token abläuft; es wird bei Bedarf erneuert.</translation>
    </message>
</context>
</TS>
