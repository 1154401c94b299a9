<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to Salesforce</source>
        <translation>Mit Salesforce verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Waiting for your browser</source>
        <translation>Warten auf Ihren Browser</translation>
    </message>
    <message>
        <source>Copy the &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>No browser opened, or the wrong one? Copy the link and open it where you are signed in to Salesforce, on this machine.</source>
        <translation>Kein Browser oder der falsche? Kopieren Sie den Link und öffnen Sie ihn auf diesem Rechner dort, wo Sie bei Salesforce angemeldet sind.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Sign in to %1 again</source>
        <translation>Erneut bei %1 anmelden</translation>
    </message>
    <message>
        <source>Preparing the sign-in…</source>
        <translation>Die Anmeldung wird vorbereitet …</translation>
    </message>
    <message>
        <source>Sign in to %1 there and choose Allow. This window goes on by itself.</source>
        <translation>Melden Sie sich dort bei %1 an und wählen Sie „Zulassen“. Dieses Fenster macht von selbst weiter.</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the link, open it in a browser on this machine, sign in and choose Allow.</source>
        <translation>Es ließ sich kein Browser öffnen. Kopieren Sie den Link, öffnen Sie ihn in einem Browser auf diesem Rechner, melden Sie sich an und wählen Sie „Zulassen“.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>time as minutes:seconds</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>ConnectForm</name>
    <message>
        <source>Which org?</source>
        <translation>Welche Org?</translation>
    </message>
    <message>
        <source>&amp;Production</source>
        <translation>&amp;Produktion</translation>
    </message>
    <message>
        <source>login.salesforce.com</source>
        <translation>login.salesforce.com</translation>
    </message>
    <message>
        <source>&amp;Sandbox</source>
        <translation>&amp;Sandbox</translation>
    </message>
    <message>
        <source>test.salesforce.com</source>
        <translation>test.salesforce.com</translation>
    </message>
    <message>
        <source>My &amp;Domain</source>
        <translation>My &amp;Domain</translation>
    </message>
    <message>
        <source>Your org&apos;s own host name</source>
        <translation>Der eigene Hostname Ihrer Org</translation>
    </message>
    <message>
        <source>My Domain host</source>
        <translation>Host der My Domain</translation>
    </message>
    <message>
        <source>yourdomain.my.salesforce.com</source>
        <translation>ihredomain.my.salesforce.com</translation>
    </message>
    <message>
        <source>Consumer &amp;key</source>
        <translation>Consumer &amp;Key</translation>
    </message>
    <message>
        <source>Consumer key</source>
        <translation>Consumer Key</translation>
    </message>
    <message>
        <source>3MVG9…</source>
        <translation>3MVG9…</translation>
    </message>
    <message>
        <source>&amp;Name of the connection</source>
        <translation>&amp;Name der Verbindung</translation>
    </message>
    <message>
        <source>Name of the connection</source>
        <translation>Name der Verbindung</translation>
    </message>
    <message>
        <source>The org&apos;s own name</source>
        <translation>Der Name der Org</translation>
    </message>
    <message>
        <source>Tables to begin with</source>
        <translation>Tabellen für den Anfang</translation>
    </message>
    <message>
        <source>P&amp;eople: contacts and leads share one table</source>
        <translation>P&amp;ersonen: Kontakte und Leads in einer Tabelle</translation>
    </message>
    <message>
        <source>&amp;Mirror: one table for each Salesforce object</source>
        <translation>Spie&amp;gel: eine Tabelle je Salesforce-Objekt</translation>
    </message>
    <message>
        <source>More &amp;options</source>
        <translation>Weitere &amp;Optionen</translation>
    </message>
    <message>
        <source>Table prefi&amp;x</source>
        <translation>Tabellenpräfi&amp;x</translation>
    </message>
    <message>
        <source>Table prefix</source>
        <translation>Tabellenpräfix</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>Callback p&amp;ort</source>
        <translation>Callback-P&amp;ort</translation>
    </message>
    <message>
        <source>Callback port</source>
        <translation>Callback-Port</translation>
    </message>
    <message>
        <source>How to get a consumer key</source>
        <translation>So kommen Sie zu einem Consumer Key</translation>
    </message>
    <message>
        <source>Kind of app</source>
        <translation>Art der App</translation>
    </message>
    <message>
        <source>External Client App (orgs of today)</source>
        <translation>External Client App (heutige Orgs)</translation>
    </message>
    <message>
        <source>Connected App (older orgs)</source>
        <translation>Connected App (ältere Orgs)</translation>
    </message>
    <message>
        <source>Steps in Salesforce</source>
        <translation>Schritte in Salesforce</translation>
    </message>
    <message>
        <source>Callback URL</source>
        <translation>Callback-URL</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the callback URL</source>
        <translation>Callback-URL kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>A&amp;nmelden</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Sign-in at login.salesforce.com.</source>
        <translation>Anmeldung bei login.salesforce.com.</translation>
    </message>
    <message>
        <source>Sign-in at test.salesforce.com.</source>
        <translation>Anmeldung bei test.salesforce.com.</translation>
    </message>
    <message>
        <source>You find it in Setup under My Domain.</source>
        <translation>Sie finden ihn im Setup unter My Domain.</translation>
    </message>
    <message>
        <source>Sign-in at %1.</source>
        <translation>Anmeldung bei %1.</translation>
    </message>
    <message>
        <source>A consumer key has no spaces.</source>
        <translation>Ein Consumer Key enthält keine Leerzeichen.</translation>
    </message>
    <message>
        <source>Long, and begins with 3MVG9 as a rule.</source>
        <translation>Lang, und beginnt in der Regel mit 3MVG9.</translation>
    </message>
    <message>
        <source>Fewer &amp;options</source>
        <translation>Weniger &amp;Optionen</translation>
    </message>
</context>
<context>
    <name>ConsumerKeyGuide</name>
    <message>
        <source>In Salesforce open &lt;b&gt;Setup&lt;/b&gt;, search for &lt;b&gt;External Client App Manager&lt;/b&gt; and choose &lt;b&gt;New External Client App&lt;/b&gt;.</source>
        <translation>Öffnen Sie in Salesforce das &lt;b&gt;Setup&lt;/b&gt;, suchen Sie &lt;b&gt;External Client App Manager&lt;/b&gt; und wählen Sie &lt;b&gt;New External Client App&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Give it a name and your e-mail address; leave the distribution state at &lt;b&gt;Local&lt;/b&gt;.</source>
        <translation>Geben Sie ihr einen Namen und Ihre E-Mail-Adresse; der Verteilungsstatus bleibt &lt;b&gt;Local&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Open &lt;b&gt;API (Enable OAuth Settings)&lt;/b&gt;, tick &lt;b&gt;Enable OAuth&lt;/b&gt; and paste the callback URL from below.</source>
        <translation>Öffnen Sie &lt;b&gt;API (Enable OAuth Settings)&lt;/b&gt;, haken Sie &lt;b&gt;Enable OAuth&lt;/b&gt; an und fügen Sie die Callback-URL von unten ein.</translation>
    </message>
    <message>
        <source>In Salesforce open &lt;b&gt;Setup&lt;/b&gt;, search for &lt;b&gt;App Manager&lt;/b&gt; and choose &lt;b&gt;New Connected App&lt;/b&gt;.</source>
        <translation>Öffnen Sie in Salesforce das &lt;b&gt;Setup&lt;/b&gt;, suchen Sie &lt;b&gt;App Manager&lt;/b&gt; und wählen Sie &lt;b&gt;New Connected App&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Give it a name and your e-mail address, and tick &lt;b&gt;Enable OAuth Settings&lt;/b&gt;.</source>
        <translation>Geben Sie ihr einen Namen und Ihre E-Mail-Adresse und haken Sie &lt;b&gt;Enable OAuth Settings&lt;/b&gt; an.</translation>
    </message>
    <message>
        <source>Paste the callback URL from below.</source>
        <translation>Fügen Sie die Callback-URL von unten ein.</translation>
    </message>
    <message>
        <source>Create it. Under &lt;b&gt;Settings → OAuth Settings → Consumer Key and Secret&lt;/b&gt; copy the consumer key. The secret is not needed.</source>
        <translation>Legen Sie sie an. Kopieren Sie unter &lt;b&gt;Settings → OAuth Settings → Consumer Key and Secret&lt;/b&gt; den Consumer Key. Das Secret wird nicht gebraucht.</translation>
    </message>
    <message>
        <source>Save it. Under &lt;b&gt;Manage Consumer Details&lt;/b&gt; copy the consumer key. The secret is not needed.</source>
        <translation>Speichern Sie sie. Kopieren Sie unter &lt;b&gt;Manage Consumer Details&lt;/b&gt; den Consumer Key. Das Secret wird nicht gebraucht.</translation>
    </message>
    <message>
        <source>Add two scopes: &lt;b&gt;Manage user data via APIs (api)&lt;/b&gt; and &lt;b&gt;Perform requests at any time (refresh_token, offline_access)&lt;/b&gt;.</source>
        <translation>Fügen Sie zwei Scopes hinzu: &lt;b&gt;Manage user data via APIs (api)&lt;/b&gt; und &lt;b&gt;Perform requests at any time (refresh_token, offline_access)&lt;/b&gt;.</translation>
    </message>
    <message>
        <source>Tick &lt;b&gt;Require Proof Key for Code Exchange (PKCE)&lt;/b&gt;. Untick &lt;b&gt;Require secret for Web Server Flow&lt;/b&gt; and &lt;b&gt;Require secret for Refresh Token Flow&lt;/b&gt;.</source>
        <translation>Haken Sie &lt;b&gt;Require Proof Key for Code Exchange (PKCE)&lt;/b&gt; an. Nehmen Sie die Haken bei &lt;b&gt;Require secret for Web Server Flow&lt;/b&gt; und &lt;b&gt;Require secret for Refresh Token Flow&lt;/b&gt; weg.</translation>
    </message>
    <message>
        <source>It can take ten minutes until Salesforce knows a new app. If it says that the client is unknown, wait and try again.</source>
        <translation>Es kann zehn Minuten dauern, bis Salesforce eine neue App kennt. Heißt es, der Client sei unbekannt, warten Sie und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>DomainHost</name>
    <message>
        <source>This is not a host name.</source>
        <translation>Das ist kein Hostname.</translation>
    </message>
    <message>
        <source>Only https is safe here: leave out the beginning of the address.</source>
        <translation>Hier ist nur https sicher: Lassen Sie den Anfang der Adresse weg.</translation>
    </message>
    <message>
        <source>This is the host of Salesforce&apos;s pages. Sign-in goes to %1.</source>
        <translation>Das ist der Host der Salesforce-Seiten. Die Anmeldung geht an %1.</translation>
    </message>
    <message>
        <source>The full host is needed, for example yourdomain.my.salesforce.com or, for a sandbox, yourdomain--name.sandbox.my.salesforce.com.</source>
        <translation>Der ganze Hostname wird gebraucht, zum Beispiel ihredomain.my.salesforce.com oder, bei einer Sandbox, ihredomain--name.sandbox.my.salesforce.com.</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>&amp;Connect to Salesforce</source>
        <translation>Mit Salesforce &amp;verbinden</translation>
    </message>
    <message>
        <source>&amp;Try it with a practice org</source>
        <translation>Mit einer &amp;Übungs-Org ausprobieren</translation>
    </message>
    <message>
        <source>Your org and your database, in step</source>
        <translation>Ihre Org und Ihre Datenbank im Einklang</translation>
    </message>
    <message>
        <source>An org of yours</source>
        <translation>Eine Org von Ihnen</translation>
    </message>
    <message>
        <source>Production, sandbox or My Domain. You sign in in your own browser; Orgmend never sees your password.</source>
        <translation>Produktion, Sandbox oder My Domain. Sie melden sich in Ihrem eigenen Browser an; Orgmend sieht Ihr Kennwort nie.</translation>
    </message>
    <message>
        <source>A practice org</source>
        <translation>Eine Übungs-Org</translation>
    </message>
    <message>
        <source>A stand-in for Salesforce on this machine, full of made-up people, companies and deals. Nothing leaves this computer.</source>
        <translation>Ein Ersatz für Salesforce auf diesem Rechner, voll erfundener Personen, Firmen und Verkaufschancen. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Orgmend reads your Salesforce records into a database of your own,
keeps them up to date and says what happened.</source>
        <translation>Orgmend liest Ihre Salesforce-Datensätze in eine eigene Datenbank,
hält sie aktuell und sagt, was geschehen ist.</translation>
    </message>
</context>
<context>
    <name>SignInQuestion</name>
    <message>
        <source>This org is %1</source>
        <translation>Diese Org ist %1</translation>
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
        <source>&amp;Connect it as a sandbox</source>
        <translation>Als &amp;Sandbox verbinden</translation>
    </message>
    <message>
        <source>&amp;Connect it as production</source>
        <translation>Als &amp;Produktion verbinden</translation>
    </message>
    <message>
        <source>Signed in as somebody else</source>
        <translation>Als jemand anderes angemeldet</translation>
    </message>
    <message>
        <source>&amp;Go on as %1</source>
        <translation>&amp;Weiter als %1</translation>
    </message>
    <message>
        <source>Where shall the sign-in be kept?</source>
        <translation>Wo soll die Anmeldung aufbewahrt werden?</translation>
    </message>
    <message>
        <source>%1

Orgmend can keep it in a file instead: %2. Only your user can read that file (mode 0600), but it is not encrypted.</source>
        <translation>%1

Orgmend kann sie stattdessen in einer Datei aufbewahren: %2. Nur Ihr Benutzer kann diese Datei lesen (Modus 0600), verschlüsselt ist sie nicht.</translation>
    </message>
    <message>
        <source>&amp;Keep it in the file</source>
        <translation>&amp;In der Datei aufbewahren</translation>
    </message>
</context>
</TS>
