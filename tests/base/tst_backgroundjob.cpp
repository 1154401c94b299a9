#include "base/backgroundjob.h"
#include "base/pause.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

/// Waits until it is told to stop; says so.
int untilStopped(const std::stop_token &stop)
{
    RealPause pause;
    pause.wait(1h, stop);
    return stop.stop_requested() ? 1 : 0;
}

} // namespace

class TestBackgroundJob : public QObject {
    Q_OBJECT

private slots:
    void theAnswerArrivesOnTheThreadThatAsked()
    {
        BackgroundJob job;
        QThread *answeredOn = nullptr;
        int answer = 0;
        job.start([](const std::stop_token &) { return 42; },
            [&](int value) {
                answer = value;
                answeredOn = QThread::currentThread();
            });
        QVERIFY(job.isRunning());
        QTRY_COMPARE(answer, 42);
        QCOMPARE(answeredOn, QThread::currentThread());
        QVERIFY(!job.isRunning());
    }

    void aCancelledJobStillAnswers()
    {
        BackgroundJob job;
        int answer = -1;
        job.start(untilStopped, [&](int value) { answer = value; });
        job.cancel();
        QTRY_COMPARE(answer, 1);
    }

    void destroyingItWaitsAndDropsTheAnswer()
    {
        bool answered = false;
        {
            BackgroundJob job;
            job.start(untilStopped, [&](int) { answered = true; });
        }
        QCoreApplication::processEvents();
        QVERIFY(!answered);
    }

    void startingAgainDropsTheStaleAnswer()
    {
        BackgroundJob job;
        QList<int> answers;
        job.start(
            [](const std::stop_token &) { return 1; }, [&](int value) { answers.append(value); });
        job.start(
            [](const std::stop_token &) { return 2; }, [&](int value) { answers.append(value); });
        QTRY_COMPARE(answers, QList<int>{2});
    }

    void aJobMayBeStartedFromItsOwnAnswer()
    {
        BackgroundJob job;
        int rounds = 0;
        std::function<void(int)> again = [&](int value) {
            rounds = value;
            if (value < 5)
                job.start([value](const std::stop_token &) { return value + 1; }, again);
        };
        job.start([](const std::stop_token &) { return 1; }, again);
        QTRY_COMPARE(rounds, 5);
    }
};

QTEST_GUILESS_MAIN(TestBackgroundJob)
#include "tst_backgroundjob.moc"
