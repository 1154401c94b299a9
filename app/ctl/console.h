#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>

/// stdout, stderr and the keyboard. With `--json` stdout carries one document and nothing else.
/// A reader who leaves early and a full disk are remembered, not ignored: `unwritten()`.
class Console {
public:
    Console(bool json, bool progress);
    ~Console();

    [[nodiscard]] bool isJson() const { return m_json; }
    void document(const QJsonObject &document); ///< stdout
    void piece(const QByteArray &json);         ///< stdout: part of a document that grows
    void print(const QString &text);            ///< stdout, for people; nothing with --json
    void note(const QString &text);             ///< stderr
    /// The live line: rewritten on a terminal, a line every few seconds otherwise.
    void progress(const QString &line);
    /// OutputUnwritable, once stdout did not take what it was given; from then on it is given
    /// nothing more.
    [[nodiscard]] std::optional<Failure> unwritten() const;
    /// The exit status of a program that ends with `exitStatus` and could, or could not, say so.
    [[nodiscard]] int ending(int exitStatus);

    /// Whether somebody sits at the keyboard.
    [[nodiscard]] static bool canAsk();
    /// No, unless the answer is yes. Cancelled when `stop` comes before an answer.
    [[nodiscard]] Result<bool> ask(const QString &question, const std::stop_token &stop);
    /// The first line of stdin, which a terminal does not show; Cancelled when `stop` comes first.
    [[nodiscard]] Result<QByteArray> readSecretLine(
        const QString &prompt, const std::stop_token &stop);

private:
    [[nodiscard]] Result<QByteArray> answerTo(const QString &prompt, const std::stop_token &stop);
    void endLiveLine();
    void putOut(const QByteArray &bytes);

    const bool m_json;
    const bool m_progress;
    const bool m_live;
    mutable std::mutex m_mutex;
    std::optional<Failure> m_unwritten;
    bool m_liveLineShown = false;
    std::chrono::steady_clock::time_point m_lastProgress;
};
