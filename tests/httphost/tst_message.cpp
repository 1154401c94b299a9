#include "httphost/message.h"

#include <QTest>

class TestMessage : public QObject {
    Q_OBJECT

private slots:
    void headerNamesCompareWithoutCase()
    {
        http::Headers headers{{"Content-Type", "a"}, {"X", "1"}, {"x", "2"}};
        QCOMPARE(headers.value("content-type"), "a");
        QCOMPARE(headers.value("X"), "1");
        QVERIFY(headers.contains("cONTENT-tYPE"));
        QVERIFY(!headers.contains("Content"));
        headers.set("x", "3");
        QCOMPARE(headers.all().size(), 2U);
        QCOMPARE(headers.value("X"), "3");
    }

    void formValuesAreDecodedOnce()
    {
        const QByteArray form = "code=aPrx%3D%3D&empty=&flag&a+b=c+d%2B&twice=%2525";
        QCOMPARE(http::formValue(form, "code"), "aPrx==");
        QCOMPARE(http::formValue(form, "a b"), "c d+");
        QCOMPARE(http::formValue(form, "twice"), "%25");
        QVERIFY(!http::formValue(form, "empty").isNull());
        QVERIFY(!http::formValue(form, "flag").isNull());
        QVERIFY(http::formValue(form, "missing").isNull());
        QCOMPARE(http::formValues(form).size(), 5U);
    }

    void aTargetIsSplitAtItsFirstQuestionMark()
    {
        http::Request request;
        request.target = "//services/data?q=what%3F?&n=1";
        QCOMPARE(request.path(), "//services/data");
        QCOMPARE(request.query(), "q=what%3F?&n=1");
        QCOMPARE(request.parameter("q"), "what??");
        request.target = "/plain";
        QCOMPARE(request.path(), "/plain");
        QVERIFY(request.query().isNull());
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
