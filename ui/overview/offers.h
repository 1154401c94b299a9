#pragma once

#include "values/connectionstatus.h"
#include "widgets/colors.h"

#include <vector>

/// What a connection offers at a moment. The card, its menu and the menu bar offer the same.
enum class Offer {
    Connect,
    Reconnect,
    ResyncNow,
    RunInitialSync,
    Pause,
    Resume,
    Cancel,
    Disconnect,
    ContinueSetUp,
    TryNow,
};

/// How the card looks in one of its states.
struct CardState {
    Tone tone = Tone::Neutral;
    QString icon;
    QString label;     ///< *Connected*, *Token expired* …
    QString secondary; ///< `no sync for 1 h 12 min`; empty where the label says it all
    Offer primary = Offer::Connect;
    std::vector<Offer> others; ///< buttons beside the primary one
};

[[nodiscard]] CardState cardStateOf(const ConnectionStatus &status, const QDateTime &now);
[[nodiscard]] bool isOffered(Offer offer, const ConnectionStatus &status);
/// The words on a button or menu entry, with its mnemonic.
[[nodiscard]] QString wordsOf(Offer offer);

/// The facts of the card that take a decision.
[[nodiscard]] QString lastSyncText(const ConnectionStatus &status, const QDateTime &now);
[[nodiscard]] QString tokenText(const ConnectionStatus &status);
[[nodiscard]] QString nextSyncText(const ConnectionStatus &status, const QDateTime &now);
