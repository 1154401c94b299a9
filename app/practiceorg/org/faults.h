#pragma once

#include "httphost/message.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace practice {

/// What a fault does to one answer (CONTRACT.md, "Faults").
struct FaultAction {
    enum class Corrupt { Nothing, Json, Csv, Gzip, Html };

    std::optional<int> status; ///< given, or a body: the org itself is not asked
    std::optional<QByteArray> body;
    http::Headers headers;
    int delayMs = 0;
    std::optional<qint64> cutAfterBytes; ///< -1: after applying, before answering
    bool reset = false;                  ///< cut with RST instead of FIN
    Corrupt corrupt = Corrupt::Nothing;

    [[nodiscard]] bool answersItself() const { return status || body; }
};

/// The faults that are set, and whose turn it is. Safe to use from many threads.
class Faults {
public:
    explicit Faults(quint64 seed);

    /// Adds what `POST faults` brings. Says what is wrong with it; empty: all taken.
    [[nodiscard]] QString add(const QJsonArray &faults);
    void clear();
    /// What to do with this request. Counts it for every fault that it matches.
    [[nodiscard]] std::optional<FaultAction> next(
        const QByteArray &method, const QByteArray &target);
    /// The faults as they were given, with how often each was met and acted.
    [[nodiscard]] QJsonArray state() const;

private:
    struct Fault {
        QJsonObject given;
        QString method;   ///< empty: any
        std::string path; ///< glob; empty: any
        int nth = 0;
        int every = 0;
        double probability = 1;
        FaultAction action;
        int met = 0;
        int acted = 0;
    };
    [[nodiscard]] static QString read(const QJsonObject &given, Fault &fault);

    mutable std::mutex m_mutex;
    std::vector<Fault> m_faults;
    std::mt19937_64 m_random;
};

/// Does to an answer what a fault says.
class FaultyReply final : public http::ReplySink {
public:
    using Wait = std::function<void(int ms)>;
    FaultyReply(http::ReplySink &next, FaultAction action, Wait wait);

    void begin(int status, const http::Headers &headers) override;
    bool write(std::string_view piece) override;
    void cut(bool reset) override;
    /// After the handler: the cut before answering, and the end of what was corrupted.
    void finish();

private:
    bool pass(std::string_view piece);

    http::ReplySink &m_next;
    const FaultAction m_action;
    const Wait m_wait;
    std::string m_held; ///< the end of the body so far, which a corrupt answer loses
    std::size_t m_hold = 0;
    qint64 m_left = 0; ///< until the cut
    bool m_begun = false;
    bool m_over = false;
    bool m_swallow = false;
};

} // namespace practice
