#include "app/practiceorg/oauth/oauthpages.h"

#include "app/practiceorg/oauth/oauthreply.h"
#include "app/practiceorg/org/org.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

const QString frame = uR"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%1</title>
<style>
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5c6b7a; --page: #f3f5f8; --card: #ffffff; --line: #d8dee6; --blue: #0b5cab; --red: #a8221c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa8b7; --page: #14191f; --card: #1d242c; --line: #333d48; --blue: #4f9be6; --red: #ff8b80; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { width: min(26rem, calc(100vw - 3rem)); background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 2rem; }
h1 { font-size: 1.3rem; margin: 0 0 .25rem; } p { margin: .5rem 0; } .soft { color: var(--soft); font-size: .9rem; } .bad { color: var(--red); }
label { display: block; margin-top: 1rem; font-size: .9rem; color: var(--soft); }
input { box-sizing: border-box; width: 100%; padding: .55rem .7rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; }
ul { padding-left: 1.2rem; } .buttons { display: flex; gap: .75rem; margin-top: 1.5rem; }
button { flex: 1; padding: .6rem; font: inherit; border-radius: 6px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.main { background: var(--blue); border-color: var(--blue); color: #fff; } code { overflow-wrap: anywhere; }
</style>
</head>
<body><main>
%2
</main></body>
</html>
)"_s;

QString page(const QString &title, const QString &body)
{
    return QString(frame).replace(u"%1"_s, title).replace(u"%2"_s, body);
}

QString hiddenFields(const QByteArray &form)
{
    QString fields;
    for (const auto &[name, value] : http::formValues(form)) {
        if (name != "username" && name != "password" && name != "decision")
            fields += u"<input type=\"hidden\" name=\"%1\" value=\"%2\">\n"_s.arg(
                QString::fromUtf8(name).toHtmlEscaped(), QString::fromUtf8(value).toHtmlEscaped());
    }
    return fields;
}

QString environmentWord(const Org &org) { return org.isSandbox() ? u"sandbox"_s : u"production"_s; }

void answerPage(http::ReplySink &reply, int status, const QString &html)
{
    http::Headers headers = noStore();
    headers.add("X-Frame-Options", "DENY"); // nobody may lay something over the Allow button
    reply.answer(status, "text/html;charset=UTF-8", html.toUtf8(), headers);
}

} // namespace

void answerConsentPage(
    Org &org, http::ReplySink &reply, const QByteArray &form, const QString &problem)
{
    QString body = u"<h1>Allow access?</h1>\n<p class=\"soft\">%1 · practice org, %2</p>\n"_s.arg(
        org.orgName().toHtmlEscaped(), environmentWord(org));
    if (!problem.isEmpty())
        body += u"<p class=\"bad\" role=\"alert\">%1</p>\n"_s.arg(problem.toHtmlEscaped());
    body += u"<form method=\"post\" action=\"/services/oauth2/authorize\">\n"_s + hiddenFields(form)
        + u"<label for=\"username\">Username</label>\n"
          "<input id=\"username\" name=\"username\" autocomplete=\"username\" value=\"%1\">\n"
          "<label for=\"password\">Password</label>\n"
          "<input id=\"password\" name=\"password\" type=\"password\" value=\"practice\">\n"
          "<p class=\"soft\">Any password will do: nothing here is real.</p>\n"_s.arg(
              org.username().toHtmlEscaped())
        + u"<p>The app asks to</p>\n<ul><li>manage your data through the API</li>"
          "<li>do so at any time, until you revoke it</li></ul>\n"
          "<div class=\"buttons\">\n"
          "<button class=\"main\" type=\"submit\" id=\"allow\" name=\"decision\" "
          "value=\"allow\">Allow</button>\n"
          "<button type=\"submit\" id=\"deny\" name=\"decision\" value=\"deny\">Deny</button>\n"
          "</div>\n</form>"_s;
    answerPage(reply, 200, page(u"Allow access?"_s, body));
}

void answerErrorPage(Org &org, http::ReplySink &reply, const QByteArray &error,
    const QByteArray &description, const QString &explanation)
{
    const QByteArray address =
        "error=" + error + "&error_description=" + description.toPercentEncoding();
    const QString body =
        u"<h1>We can't sign you in</h1>\n<p class=\"soft\">%1 · practice org, %2</p>\n"
        "<p>%3</p>\n<p class=\"soft\"><code>error=%4</code><br><code>error_description=%5</code>"
        "</p>\n<script>history.replaceState(null, '', location.pathname + '?%6');</script>"_s.arg(
            org.orgName().toHtmlEscaped(), environmentWord(org), explanation.toHtmlEscaped(),
            QString::fromLatin1(error).toHtmlEscaped(),
            QString::fromLatin1(description).toHtmlEscaped(), QString::fromLatin1(address));
    answerPage(reply, 400, page(u"Sign-in failed"_s, body));
}

} // namespace practice
