#include "connect/signinpage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QByteArray page(const QString &mark, const QString &colour, const QString &title,
    const QString &text, const QString &detail = {})
{
    const QString details =
        detail.isEmpty() ? QString() : QString(u"<pre>"_s % detail.toHtmlEscaped() % u"</pre>"_s);
    // The empty icon spares the browser the question for one.
    const QString html = uR"(<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>%1 · Orgmend</title>
<style>
:root { --back: #f4f5f7; --card: #ffffff; --text: #1b1f24; --soft: #59636e; --line: #d8dee4; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16181c; --card: #1f2227; --text: #eceff3; --soft: #a3adb8; --line: #343a42; }
}
body { margin: 0; min-height: 100vh; display: flex; align-items: center; justify-content: center;
  background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 30rem; margin: 1.5rem; padding: 2.5rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 12px; text-align: center; }
.mark { width: 3rem; height: 3rem; line-height: 3rem; margin: 0 auto 1rem; border-radius: 50%;
  background: %4; color: #ffffff; font-size: 1.5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.375rem; } p { margin: 0; color: var(--soft); }
pre { margin: 1.25rem 0 0; padding: .75rem; border: 1px solid var(--line); border-radius: 8px;
  white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; font-size: .8125rem; }
</style></head>
<body><main><div class="mark" aria-hidden="true">%5</div><h1>%1</h1><p>%2</p>%3</main></body></html>
)"_s;
    return html.arg(title.toHtmlEscaped(), text.toHtmlEscaped(), details, colour, mark).toUtf8();
}

QString detailOf(const QString &error, const QString &description)
{
    if (description.isEmpty())
        return error;
    return description % u'\n' % error;
}

} // namespace

namespace signinpage {

QByteArray welcome()
{
    return page(u"\u2713"_s, u"#1a7f4b"_s,
        QCoreApplication::translate("SignInPage", "You are signed in"),
        QCoreApplication::translate(
            "SignInPage", "You can close this page and go back to Orgmend."));
}

QByteArray refused(const QString &error, const QString &description)
{
    const bool denied = error == "access_denied"_L1;
    return page(u"!"_s, u"#b3401f"_s,
        denied ? QCoreApplication::translate("SignInPage", "Access was not allowed")
               : QCoreApplication::translate("SignInPage", "Salesforce refused the sign-in"),
        denied ? QCoreApplication::translate("SignInPage",
                     "Nothing was connected. You can close this page and try again from Orgmend.")
               : QCoreApplication::translate(
                     "SignInPage", "Orgmend shows what to do next. You can close this page."),
        detailOf(error, description));
}

QByteArray stray(const QString &error, const QString &description)
{
    return page(u"!"_s, u"#b3401f"_s,
        QCoreApplication::translate("SignInPage", "This page belongs to another sign-in"),
        QCoreApplication::translate("SignInPage",
            "Orgmend still waits for the one that it started. Use the page that it opened last, or "
            "start again from Orgmend."),
        detailOf(error, description));
}

} // namespace signinpage
