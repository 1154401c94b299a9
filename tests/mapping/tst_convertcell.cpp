#include "mapping/convertcell.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestConversion : public QObject {
    Q_OBJECT

private slots:
    void valuesTakeTheFormOfTheirColumn_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<int>("as");
        QTest::addColumn<QByteArray>("expected"); // kind, then value
        const auto row = [](const char *cell, Conversion as, const char *expected) {
            QTest::newRow((std::string(cell) + " as " + std::to_string(int(as))).c_str())
                << QByteArray(cell) << int(as) << QByteArray(expected);
        };
        row("", Conversion::Text, "null");
        row("Grüße", Conversion::Text, "text Grüße");
        row("true", Conversion::Boolean, "integer 1");
        row("false", Conversion::Boolean, "integer 0");
        row("maybe", Conversion::Boolean, "invalid");
        row("42", Conversion::Integer, "integer 42");
        row("-7.0", Conversion::Integer, "integer -7");
        row("1.2E3", Conversion::Integer, "integer 1200");
        row("1.5", Conversion::Integer, "invalid");
        row("forty", Conversion::Integer, "invalid");
        row("0.25", Conversion::Real, "real 0.25");
        row("1e", Conversion::Real, "invalid");
        row("500000.0", Conversion::Decimal, "text 500000");
        row("5E5", Conversion::Decimal, "text 500000");
        row("5.0E-3", Conversion::Decimal, "text 0.005");
        row("1.23456789012345678E18", Conversion::Decimal, "text 1234567890123456780");
        row("0.10", Conversion::Decimal, "text 0.1");
        row(".5", Conversion::Decimal, "text 0.5");
        row("-0.00", Conversion::Decimal, "text 0");
        row("007.70", Conversion::Decimal, "text 7.7");
        row("100", Conversion::Decimal, "text 100");
        row("1,000", Conversion::Decimal, "invalid");
        row("-", Conversion::Decimal, "invalid");
        row("2026-02-28", Conversion::Date, "text 2026-02-28");
        row("2026-02-28T10:00:00.000Z", Conversion::Date, "text 2026-02-28");
        row("28.02.2026", Conversion::Date, "invalid");
        row("2026-02-28T10:00:00.000Z", Conversion::Timestamp, "text 2026-02-28T10:00:00.000Z");
        row("2026-02-28T10:00:00.000+0000", Conversion::Timestamp, "text 2026-02-28T10:00:00.000Z");
        row("2026-02-28T10:00:00+02:00", Conversion::Timestamp, "text 2026-02-28T08:00:00.000Z");
        row("2026-02-28", Conversion::Timestamp, "text 2026-02-28T00:00:00.000Z");
        row("yesterday", Conversion::Timestamp, "invalid");
    }
    void valuesTakeTheFormOfTheirColumn()
    {
        QFETCH(QByteArray, cell);
        QFETCH(int, as);
        std::string room;
        const CellValue value = convertCell(
            {cell.constData(), std::size_t(cell.size())}, static_cast<Conversion>(as), room);
        QByteArray is;
        switch (value.kind) {
        case CellValue::Kind::Null:
            is = "null";
            break;
        case CellValue::Kind::Invalid:
            is = "invalid";
            break;
        case CellValue::Kind::Integer:
            is = "integer " + QByteArray::number(value.integer);
            break;
        case CellValue::Kind::Real:
            is = "real " + QByteArray::number(value.real);
            break;
        case CellValue::Kind::Text:
            is = "text " + QByteArray(value.text.data(), qsizetype(value.text.size()));
            break;
        }
        QTEST(is, "expected");
    }
};

ORGMEND_TEST(TestConversion)
#include "tst_convertcell.moc"
