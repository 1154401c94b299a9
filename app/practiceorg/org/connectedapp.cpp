#include "app/practiceorg/org/connectedapp.h"

using namespace Qt::StringLiterals;

namespace practice {

bool ConnectedApp::accepts(const QByteArray &callback) const
{
    return callbacks.contains(QString::fromUtf8(callback));
}

ConnectedApp practiceApp()
{
    ConnectedApp app;
    app.clientId =
        "3MVG9pRaCt1ceOrgY0uMayTryEverythingOut.Harborlight_0rgmendPracticeConsumerKey7fQx2";
    app.clientSecret = "8A17C4D5E02B96F3PRACTICE0C2B7D41E6F5A9038B7D6C5E4F3A2B1C0D9E8F71";
    const auto add = [&app](int first, int last) {
        for (int port = first; port <= last; ++port)
            app.callbacks.append(u"http://localhost:%1/OauthRedirect"_s.arg(port));
    };
    add(1717, 1727);
    add(17170, 17180);
    return app;
}

ConnectedApp platformCli()
{
    ConnectedApp app;
    app.clientId = "PlatformCLI";
    app.callbacks = {u"http://localhost:1717/OauthRedirect"_s};
    return app;
}

QString appStateName(ConnectedApp::State state)
{
    switch (state) {
    case ConnectedApp::State::Installed:
        return u"installed"_s;
    case ConnectedApp::State::NotInstalled:
        return u"not_installed"_s;
    case ConnectedApp::State::Blocked:
        return u"blocked"_s;
    case ConnectedApp::State::NotApproved:
        return u"not_approved"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ConnectedApp::State> appStateFrom(const QString &name)
{
    using State = ConnectedApp::State;
    for (const State state :
        {State::Installed, State::NotInstalled, State::Blocked, State::NotApproved}) {
        if (appStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

} // namespace practice
