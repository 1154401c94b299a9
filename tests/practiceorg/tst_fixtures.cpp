#include "tests/practiceorg/fixturesteps.h"
#include "tests/practiceorg/fixturetable.h"
#include "tests/practiceorg/shape.h"

#include "app/practiceorg/text/csv.h"
#include "tests/support/testmain.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using fixtures::Entry;

namespace {

QString recordings() { return QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/"); }

QByteArray recorded(const QString &file)
{
    QFile opened(recordings() + file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QList<QStringList> cellsOf(const QByteArray &csv, char delimiter = ',')
{
    practice::csv::Dialect dialect;
    dialect.delimiter = delimiter;
    practice::csv::Reader reader({csv.constData(), static_cast<std::size_t>(csv.size())}, dialect);
    QList<QStringList> rows;
    while (reader.next() == practice::csv::Reader::Outcome::Row) {
        QStringList row;
        for (const std::string_view cell : reader.cells())
            row.append(QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size())));
        rows.append(row);
    }
    return rows;
}

/// Header and how many cells a row has: the shape of a CSV answer.
QString csvShape(const QByteArray &csv)
{
    QStringList shape{QString::fromUtf8(csv.left(csv.indexOf('\n')))};
    for (const QStringList &row : cellsOf(csv))
        shape.append(QString::number(row.size()));
    return shape.join(u' ');
}

/// Patterns that no difference answers to, and differences that no pattern names.
QStringList unexplained(const QStringList &patterns, const QStringList &differences)
{
    QStringList left = differences;
    QStringList idle;
    for (const QString &pattern : patterns) {
        const auto expression = QRegularExpression(
            u'^' + QRegularExpression::escape(pattern).replace(u"\\*"_s, u"[^\\]]*"_s) + u'$');
        const qsizetype before = left.size();
        left.removeIf([&expression](const QString &difference) {
            return expression.match(difference).hasMatch();
        });
        if (left.size() == before)
            idle.append(u"no longer: "_s + pattern);
    }
    return left + idle;
}

} // namespace

/// Every recorded file beside what the practice org does with the same request; the table of both
/// is app/practiceorg/fixtures.md.
class FixturesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theTableHasEveryRecording();
    void everyRecordingIsAnsweredAsTheTableSays_data();
    void everyRecordingIsAnsweredAsTheTableSays();

private:
    [[nodiscard]] const Entry &entry(const QString &file) const;
    DoorBench::Answer answerTo(const Entry &entry);
    void compareJson(const Entry &entry, const DoorBench::Answer &answer);
    void upload(const Entry &entry);
    QByteArray uploadedText(const fixtures::Upload &upload, QByteArray csv);
    QByteArray startUpload(const fixtures::Upload &upload, const QByteArray &csv, QString &refusal);

    QList<Entry> m_table;
    std::unique_ptr<fixtures::Bench> m_bench;
};

void FixturesTest::initTestCase()
{
    if (!QFileInfo::exists(recordings() + u"INDEX.md"_s))
        QSKIP("the recorded answers are not here: ../shared/salesforce/fixtures");
    m_table = fixtures::readTable(QStringLiteral(ORGMEND_FIXTURE_TABLE));
    QVERIFY2(m_table.size() > 50, "app/practiceorg/fixtures.md has a table of five columns");
    m_bench = std::make_unique<fixtures::Bench>(250);
    fixtures::prepare(*m_bench);
}

void FixturesTest::theTableHasEveryRecording()
{
    QStringList theirs;
    for (const QStringList &row : fixtures::rowsOf(recordings() + u"INDEX.md"_s)) {
        // The table of licences behind it has no files in back quotes.
        theirs.append(fixtures::quoted(row[0]).value(0));
    }
    QStringList ours;
    for (const Entry &entry : std::as_const(m_table))
        ours.append(entry.file);
    theirs.sort();
    ours.sort();
    QCOMPARE(ours.join(u'\n'), theirs.join(u'\n'));
    for (const auto &[file, step] : fixtures::steps())
        QVERIFY2(theirs.contains(file), qPrintable(file));
    for (const auto &[file, upload] : fixtures::uploads())
        QVERIFY2(theirs.contains(file), qPrintable(file));
}

void FixturesTest::everyRecordingIsAnsweredAsTheTableSays_data()
{
    QTest::addColumn<QString>("file");
    for (const Entry &entry : std::as_const(m_table))
        QTest::newRow(qPrintable(entry.file)) << entry.file;
}

void FixturesTest::everyRecordingIsAnsweredAsTheTableSays()
{
    QFETCH(QString, file);
    const Entry &about = entry(file);
    QVERIFY2(!recorded(file).isEmpty(), "the recording is there");
    if (about.verdict != "match"_L1)
        QVERIFY2(!about.reason.isEmpty(), "the table says why");

    if (about.verdict == "upload"_L1) {
        upload(about);
        return;
    }
    if (about.verdict == "not asked"_L1) {
        QVERIFY(about.verb.isEmpty());
        return;
    }
    QVERIFY2(!about.verb.isEmpty(), "the table has the request");
    const DoorBench::Answer answer = answerTo(about);
    if (about.verdict == "not there"_L1) {
        QCOMPARE(answer.status, 404);
    } else if (file.endsWith(".csv"_L1)) {
        QCOMPARE(about.verdict, u"match"_s);
        QCOMPARE(csvShape(answer.body), csvShape(recorded(file)));
    } else {
        compareJson(about, answer);
    }
}

const Entry &FixturesTest::entry(const QString &file) const
{
    return *std::ranges::find(m_table, file, &Entry::file);
}

DoorBench::Answer FixturesTest::answerTo(const Entry &entry)
{
    const auto known = fixtures::steps().find(entry.file);
    const fixtures::Step step = known == fixtures::steps().end() ? fixtures::Step() : known->second;
    if (step.before)
        step.before(*m_bench);
    QByteArray body = step.body;
    if (entry.file == "restforce/auth_success_response.json"_L1)
        body = "grant_type=refresh_token&client_id=" + m_bench->who().clientId.toLatin1()
            + "&refresh_token=" + m_bench->who().refreshToken.reveal();
    const DoorBench::Answer answer =
        m_bench->ask(entry.verb, m_bench->filled(entry.path), body, step.headers);
    if (step.after)
        step.after(*m_bench);
    return answer;
}

void FixturesTest::compareJson(const Entry &entry, const DoorBench::Answer &answer)
{
    QVERIFY(entry.verdict == "match"_L1 || entry.verdict == "differs"_L1);
    const QJsonDocument theirs = QJsonDocument::fromJson(recorded(entry.file));
    QVERIFY(!theirs.isNull());
    const QStringList found = shape::differences(
        theirs.isArray() ? QJsonValue(theirs.array()) : QJsonValue(theirs.object()), answer.json());
    const QStringList left = unexplained(entry.detail, found);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    QCOMPARE(found.isEmpty(), entry.verdict == "match"_L1);
}

/// The heading as it is called here; Ids of records that are here.
QByteArray FixturesTest::uploadedText(const fixtures::Upload &upload, QByteArray csv)
{
    csv.replace("\r\n", "\n");
    const qsizetype lineEnd = csv.indexOf('\n');
    const char delimiter = ',';
    QByteArrayList headings = csv.left(lineEnd).split(delimiter);
    for (const auto &[from, to] : upload.headings) {
        const qsizetype at = headings.indexOf(from);
        if (at < 0)
            qFatal("no heading %s", from.constData());
        headings[at] = to;
    }
    csv = headings.join(delimiter) + csv.mid(lineEnd);
    if (upload.givenIds.isEmpty())
        return csv;
    const QJsonArray ids = m_bench->query("SELECT Id FROM " + upload.givenIds + " LIMIT 9")
                               .json()[u"records"]
                               .toArray();
    qsizetype next = 0;
    for (const QStringList &row : cellsOf(csv).mid(1))
        csv.replace(row[0].toLatin1(), ids[next++][u"Id"].toString().toLatin1());
    return csv;
}

QByteArray FixturesTest::startUpload(
    const fixtures::Upload &upload, const QByteArray &csv, QString &refusal)
{
    QJsonObject wanted{{u"object"_s, upload.object}, {u"operation"_s, upload.operation},
        {u"columnDelimiter"_s, upload.delimiter}};
    if (!upload.externalId.isEmpty())
        wanted.insert(u"externalIdFieldName"_s, upload.externalId);
    const QByteArray jobs = m_bench->data + "jobs/ingest";
    const QJsonValue created = m_bench->post(jobs, wanted).json();
    if (created.isArray()) {
        refusal = created[0][u"errorCode"].toString() + u": "_s + created[0][u"message"].toString();
        return {};
    }
    const QByteArray job = jobs + '/' + created[u"id"].toString().toLatin1();
    m_bench->ask("PUT", job + "/batches", csv, {{"Content-Type", "text/csv"}});
    m_bench->ask("PATCH", job, R"({"state":"UploadComplete"})");
    return job;
}

/// The job's outcome is the table's, and what was taken comes back cell by cell.
void FixturesTest::upload(const Entry &entry)
{
    const auto known = fixtures::uploads().find(entry.file);
    QVERIFY2(known != fixtures::uploads().end(), "the test knows what job to make");
    const fixtures::Upload &what = known->second;
    const QByteArray csv = uploadedText(what, recorded(entry.file));
    QString outcome;
    const QByteArray job = startUpload(what, csv, outcome);
    if (job.isEmpty()) {
        QCOMPARE(outcome, entry.detail.value(0));
        return;
    }
    const QJsonObject done = m_bench->finished(job);
    const int rows = done[u"numberRecordsProcessed"].toInt();
    const int failed = done[u"numberRecordsFailed"].toInt();
    outcome = done[u"state"].toString() + u": "_s;
    outcome += done.contains(u"errorMessage"_s) ? done[u"errorMessage"].toString()
                                                : u"%1 of %2"_s.arg(rows - failed).arg(rows);
    const QByteArray refused = m_bench->get(job + "/failedResults/").body;
    QVERIFY2(
        outcome == entry.detail.value(0), qPrintable(outcome + u'\n' + QString::fromUtf8(refused)));
    if (done.contains(u"errorMessage"_s))
        return;

    static const QHash<QString, char> delimiters{
        {u"COMMA"_s, ','}, {u"TAB"_s, '\t'}, {u"SEMICOLON"_s, ';'}, {u"BACKQUOTE"_s, '`'}};
    const char delimiter = delimiters[what.delimiter];
    const QList<QStringList> sent = cellsOf(csv, delimiter);
    const QByteArray taken = m_bench->get(job + "/successfulResults/").body;
    QByteArray heading = "\"sf__Id\",\"sf__Created\",";
    heading.replace(',', delimiter);
    heading += csv.left(csv.indexOf('\n') + 1);
    QCOMPARE(taken.left(heading.size()), heading);
    const QList<QStringList> back = cellsOf(taken, delimiter).mid(1);
    QCOMPARE(back.size(), rows - failed);
    QCOMPARE(sent.size() - 1, rows);
    for (const QStringList &row : back)
        QVERIFY2(sent.contains(row.mid(2)), qPrintable(row.join(u'|')));
}

ORGMEND_TEST(FixturesTest)
#include "tst_fixtures.moc"
