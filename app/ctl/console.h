#pragma once

#include "ctl/arguments.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <mutex>

/// stdout, stderr and the keyboard. With `--json` stdout carries one document and nothing else.
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

    /// Whether somebody sits at the keyboard.
    [[nodiscard]] static bool canAsk();
    /// No, unless the answer is yes.
    [[nodiscard]] bool ask(const QString &question);
    /// The first line of stdin.
    [[nodiscard]] static QByteArray readSecretLine();

private:
    void endLiveLine();

    const bool m_json;
    const bool m_progress;
    const bool m_live;
    std::mutex m_mutex;
    bool m_liveLineShown = false;
    std::chrono::steady_clock::time_point m_lastProgress;
};
