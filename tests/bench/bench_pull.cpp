// Orgmend's first sync of ROWS contacts through Bulk API 2.0 beside the bare loop B1 over the same
// bytes, each as a whole process: rows a second, ratio, peak memory. Usage: bench_pull [ROWS
// [ROUNDS]].

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace {

struct Measured {
    double seconds = 0;
    double peakMegabytes = 0;
};

/// Starts a program; `input` is written to its standard input, its output goes to `output` (a file)
/// when not empty.
pid_t start(
    const std::vector<std::string> &command, const std::string &input, const std::string &output)
{
    int in[2];
    if (pipe(in) != 0)
        std::exit(1);
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(in[0], 0);
        close(in[1]);
        if (!output.empty())
            dup2(open(output.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), 1);
        std::vector<char *> arguments;
        for (const std::string &word : command)
            arguments.push_back(const_cast<char *>(word.c_str()));
        arguments.push_back(nullptr);
        execv(arguments[0], arguments.data());
        std::perror(arguments[0]);
        _exit(127);
    }
    close(in[0]);
    if (write(in[1], input.data(), input.size()) < 0)
        std::perror("bench_pull");
    close(in[1]);
    return child;
}

Measured run(const std::vector<std::string> &command, const std::string &output,
    const std::string &input = {})
{
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = start(command, input, output);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "bench_pull: %s ended with status %d\n", command[0].c_str(),
            WEXITSTATUS(status));
        std::exit(1);
    }
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
        static_cast<double>(usage.ru_maxrss) / 1024};
}

std::string firstLine(const std::string &path)
{
    std::string line;
    while (line.empty()) {
        if (FILE *file = std::fopen(path.c_str(), "r")) {
            char buffer[64] = {};
            if (std::fgets(buffer, sizeof buffer, file))
                line = buffer;
            std::fclose(file);
        }
        usleep(20'000);
    }
    line.erase(line.find_last_not_of("\n") + 1);
    return line;
}

void print(const char *what, long rows, const Measured &measured)
{
    std::printf("%-28s %9.0f rows/s   %7.2f s   peak %6.1f MB\n", what,
        static_cast<double>(rows) / measured.seconds, measured.seconds, measured.peakMegabytes);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string rows = argc > 1 ? argv[1] : "1000000";
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 1;
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("orgmend-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    const auto file = [&folder](const char *name) { return (folder / name).string(); };

    const pid_t server = start({ORGMEND_BENCH_DIR "/bench_server", rows}, {}, file("port"));
    const std::string port = firstLine(file("port"));
    const std::string address = "http://127.0.0.1:" + port;

    const std::vector<std::string> ctl = {std::string(ORGMEND_BIN_DIR "/orgmendctl"), "--workspace",
        file("o.orgmend"), "--secrets", "file:" + file("secrets"), "--no-progress"};
    const auto orgmend = [&ctl](std::vector<std::string> words) {
        words.insert(words.begin(), ctl.begin(), ctl.end());
        return words;
    };
    // Round 0 is not printed: in it the server makes its answers, which is not the client's time.
    for (int round = 0; round <= rounds; ++round) {
        for (const char *name : {"bare.db", "bare.db-wal", "bare.db-shm", "o.orgmend",
                 "o.orgmend-wal", "o.orgmend-shm", "secrets"})
            std::filesystem::remove(folder / name);
        const Measured bare =
            run({ORGMEND_BENCH_DIR "/bench_bare", port, file("bare.db")}, file("out"));
        run(orgmend({"connect", "--client-id", "bench", "--login-url", address,
                "--refresh-token-stdin", "--instance-url", address}),
            file("out"), "5Aepbenchbenchbench\n");
        const Measured first = run(orgmend({"sync", "--object", "Contact"}), file("out"));
        if (round == 0)
            continue;
        const Measured full = run(orgmend({"sync", "--object", "Contact", "--full"}), file("out"));
        print("B1, the bare loop", std::atol(rows.c_str()), bare);
        print("orgmendctl sync, first", std::atol(rows.c_str()), first);
        print("orgmendctl sync --full", std::atol(rows.c_str()), full);
        std::printf("first sync at %.0f %% of B1\n", 100 * bare.seconds / first.seconds);
    }
    kill(server, SIGTERM);
    waitpid(server, nullptr, 0);
    std::filesystem::remove_all(folder);
    return 0;
}
