<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>SignInPage</name>
    <message>
        <source>You are signed in</source>
        <translation>Sie sind angemeldet</translation>
    </message>
    <message>
        <source>You can close this page and go back to Orgmend.</source>
        <translation>Sie können diese Seite schließen und zu Orgmend zurückkehren.</translation>
    </message>
    <message>
        <source>Access was not allowed</source>
        <translation>Der Zugriff wurde nicht erlaubt</translation>
    </message>
    <message>
        <source>Salesforce refused the sign-in</source>
        <translation>Salesforce hat die Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Nothing was connected. You can close this page and try again from Orgmend.</source>
        <translation>Es wurde nichts verbunden. Sie können diese Seite schließen und es in Orgmend erneut versuchen.</translation>
    </message>
    <message>
        <source>Orgmend shows what to do next. You can close this page.</source>
        <translation>Orgmend zeigt, was als Nächstes zu tun ist. Sie können diese Seite schließen.</translation>
    </message>
    <message>
        <source>This page belongs to another sign-in</source>
        <translation>Diese Seite gehört zu einer anderen Anmeldung</translation>
    </message>
    <message>
        <source>Orgmend still waits for the one that it started. Use the page that it opened last, or start again from Orgmend.</source>
        <translation>Orgmend wartet noch auf die, die es begonnen hat. Benutzen Sie die Seite, die es zuletzt geöffnet hat, oder beginnen Sie in Orgmend von vorn.</translation>
    </message>
</context>
</TS>
