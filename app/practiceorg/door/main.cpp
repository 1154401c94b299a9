#include "app/practiceorg/door/practiceorg.h"
#include "httphost/httphost.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <array>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>

#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int usageExit = 2;
constexpr int failedExit = 1;

struct Wanted {
    practice::Settings settings;
    quint16 port = 0;
    bool diesWithParent = false;
};

void complain(const QString &text)
{
    std::fprintf(stderr, "orgmend-practice-org: %s\n", qUtf8Printable(text));
}

/// A number option within bounds, or nothing: the complaint has been made.
std::optional<qint64> number(
    const QCommandLineParser &parser, const QString &name, qint64 lowest, qint64 highest)
{
    bool isNumber = false;
    const qint64 value = parser.value(name).toLongLong(&isNumber);
    if (isNumber && value >= lowest && value <= highest)
        return value;
    complain(u"--%1 is a number from %2 to %3"_s.arg(name).arg(lowest).arg(highest));
    return std::nullopt;
}

std::optional<Wanted> readArguments(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A practice org: speaks Salesforce's protocol on this machine, with made-up data.\n"
        "Prints one line of JSON once it is ready and runs until it is stopped."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"port"_s, u"First of four ports in a row; 0: any free ones."_s, u"N"_s, u"0"_s},
        {u"records"_s, u"How many contacts; the other objects in proportion."_s, u"N"_s, u"1000"_s},
        {u"seed"_s, u"The same seed makes the same data."_s, u"S"_s, u"1"_s},
        {u"data-dir"_s, u"Keeps the data there. Without it, it goes with the program."_s, u"DIR"_s},
        {u"auto-approve"_s, u"The authorize page consents by itself."_s},
        {u"latency-ms"_s, u"Waits before each answer."_s, u"N"_s, u"0"_s},
        {u"die-with-parent"_s, u"Ends when the program that started it ends."_s},
    });
    parser.process(app);
    if (!parser.positionalArguments().isEmpty()) {
        complain(u"unexpected argument %1"_s.arg(parser.positionalArguments().constFirst()));
        return std::nullopt;
    }
    const auto port = number(parser, u"port"_s, 0, 65'532);
    const auto records = number(parser, u"records"_s, 0, 10'000'000);
    const auto seed = number(parser, u"seed"_s, 0, std::numeric_limits<qint64>::max());
    const auto latency = number(parser, u"latency-ms"_s, 0, 600'000);
    if (!port || !records || !seed || !latency)
        return std::nullopt;
    Wanted wanted;
    wanted.port = static_cast<quint16>(*port);
    wanted.settings.records = static_cast<int>(*records);
    wanted.settings.seed = static_cast<quint64>(*seed);
    wanted.settings.latencyMs = static_cast<int>(*latency);
    wanted.settings.dataDir = parser.value(u"data-dir"_s);
    wanted.settings.autoApprove = parser.isSet(u"auto-approve"_s);
    wanted.diesWithParent = parser.isSet(u"die-with-parent"_s);
    return wanted;
}

/// The four doors to the street: production and sandbox login, production and sandbox instance.
class Doors {
public:
    explicit Doors(practice::PracticeOrg &org)
    {
        using practice::Door;
        using practice::Environment;
        http::HostLimits limits;
        limits.body = qint64(200) << 20; // above the 150 MB that Bulk API 2.0 lets in
        limits.header = 1 << 20;         // what is too long for Salesforce the org itself refuses
        const auto add = [&](Door door, Environment environment) {
            const bool hasControls = door == Door::Login && environment == Environment::Production;
            m_hosts.push_back(std::make_unique<http::Host>(
                [&org, door, environment, hasControls](
                    http::Request &request, http::ReplySink &reply) {
                    const bool controls = hasControls && request.target.startsWith("/practice/");
                    org.answer(controls ? Door::Control : door, environment, request, reply);
                },
                limits));
        };
        add(Door::Login, Environment::Production);
        add(Door::Login, Environment::Sandbox);
        add(Door::Instance, Environment::Production);
        add(Door::Instance, Environment::Sandbox);
    }

    Result<practice::Addresses> open(quint16 first)
    {
        std::array<QString, 4> urls;
        for (std::size_t i = 0; i < m_hosts.size(); ++i) {
            const auto port = first == 0 ? quint16(0) : static_cast<quint16>(first + i);
            const Result<quint16> bound = m_hosts[i]->listen(port);
            if (!bound)
                return bound.failure();
            urls[i] = u"http://127.0.0.1:%1"_s.arg(*bound);
        }
        return practice::Addresses{urls[0], urls[1], urls[2], urls[3], urls[0]};
    }

    void close()
    {
        for (const std::unique_ptr<http::Host> &host : m_hosts)
            host->stop();
    }

private:
    std::vector<std::unique_ptr<http::Host>> m_hosts;
};

int serve(const Wanted &wanted, const sigset_t &endSignals)
{
    practice::PracticeOrg org(wanted.settings);
    if (const Result<void> opened = org.open(); !opened) {
        complain(u"can't open its data: %1 %2"_s.arg(
            opened.failure().arguments.join(u", "_s), opened.failure().raw));
        return failedExit;
    }
    Doors doors(org);
    const Result<practice::Addresses> addresses = doors.open(wanted.port);
    if (!addresses) {
        complain(u"port %1 can't be used: %2"_s.arg(
            addresses.failure().arguments.value(0), addresses.failure().raw));
        return failedExit;
    }
    org.setAddresses(*addresses);
    const QByteArray line = QJsonDocument(org.announcement()).toJson(QJsonDocument::Compact);
    std::fprintf(stdout, "%s\n", line.constData());
    std::fflush(stdout);

    int signal = 0;
    sigwait(&endSignals, &signal);
    org.stop();
    doors.close();
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    // Before the first thread, which inherits it: only sigwait() sees these signals.
    sigset_t endSignals;
    sigemptyset(&endSignals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&endSignals, signal);
    pthread_sigmask(SIG_BLOCK, &endSignals, nullptr);
    std::signal(SIGPIPE, SIG_IGN); // a reader of our one line may be gone already

    const pid_t parent = getppid();
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"orgmend-practice-org"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ORGMEND_VERSION));
    const std::optional<Wanted> wanted = readArguments(app);
    if (!wanted)
        return usageExit;
    if (wanted->diesWithParent) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent)
            return 0; // it ended before it could be watched
    }
    return serve(*wanted, endSignals);
}
