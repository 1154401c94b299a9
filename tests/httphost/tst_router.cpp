#include "httphost/router.h"

#include <QTest>

namespace {

/// Handlers are names here: `records`, `one`.
http::Router<QByteArray> router()
{
    http::Router<QByteArray> routes;
    routes.add("GET", "", "resources");
    routes.add("GET", "sobjects", "objects");
    routes.add("GET", "sobjects/{object}/{id}", "record");
    routes.add("PATCH", "sobjects/{object}/{id}", "change");
    routes.add("GET", "sobjects/{object}/{field}/{value...}", "by key");
    routes.add("GET", "sobjects/{object}/describe", "describe");
    routes.add("DELETE", "sobjects/{object}/{other}", "never for PATCH");
    routes.add("GET", "sobjects/{name}/{again}", "later than record");
    return routes;
}

} // namespace

class TestRouter : public QObject {
    Q_OBJECT

private slots:
    void aPathHasItsHandler_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("handler"); // or the methods that are allowed, in brackets
        QTest::addColumn<QByteArray>("arguments");

        const auto row = [](const char *what, const char *method, const char *path,
                             const char *handler, const char *arguments = "") {
            QTest::newRow(what) << QByteArray(method) << QByteArray(path) << QByteArray(handler)
                                << QByteArray(arguments);
        };
        row("the root", "GET", "", "resources");
        row("a fixed path", "GET", "sobjects", "objects");
        row("a slash at the end", "GET", "sobjects/", "objects");
        row("variables", "GET", "sobjects/Contact/003A", "record", "id=003A object=Contact");
        row("another method", "PATCH", "sobjects/Contact/003A", "change", "id=003A object=Contact");
        row("fixed before variable", "GET", "sobjects/Contact/describe", "describe",
            "object=Contact");
        row("the rest, slashes included", "GET", "sobjects/Contact/Key__c/a/b%2Fc", "by key",
            "field=Key__c object=Contact value=a/b/c");
        row("decoded", "GET", "sobjects/Contact/a%20b", "record", "id=a b object=Contact");
        row("case counts", "GET", "SObjects", "[]");
        row("too short", "GET", "sobjects/Contact", "[]");
        row("nobody", "GET", "nowhere/at/all", "[]");
        row("other methods only", "PUT", "sobjects/Contact/003A", "[GET PATCH DELETE]");
        row("methods of the best pattern alone", "PATCH", "sobjects/Contact/describe", "[GET]");
    }
    void aPathHasItsHandler()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        const http::Router<QByteArray> routes = router();
        const auto found = routes.find(method, path);
        QByteArrayList arguments;
        for (const auto &[name, value] : found.arguments)
            arguments.append(name + '=' + value);
        QTEST(arguments.join(' '), "arguments");
        QTEST(found.handler != nullptr ? *found.handler : '[' + found.allowed.join(' ') + ']',
            "handler");
    }
};

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
