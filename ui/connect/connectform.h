#pragma once

#include "base/failure.h"
#include "connect/connectrequest.h"
#include "values/connection.h"

#include <QWidget>

#include <memory>

namespace Ui {
class ConnectForm;
}

/// Which org, which app, which name: all that a sign-in has to know beforehand, with the way to a
/// consumer key beside it. Every failure is said here, where everything typed is still there, so
/// that it can be tried again at once.
class ConnectForm final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectForm(QWidget *parent = nullptr);
    ~ConnectForm() override;

    /// Again for a connection that is already there. With another environment chosen it becomes a
    /// new one, because production and sandbox share nothing.
    void setKnown(const Connection &known);
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] ConnectRequest request() const;
    /// The connection that is signed in to again; 0: it is a new one.
    [[nodiscard]] qint64 again() const;

    void showFailure(const Failure &failure);
    void clearFailure();
    void focusButton();

signals:
    void submitted();
    void closed();

private:
    enum class Choice { Production, Sandbox, Domain };

    void groupButtons();
    void connectFields();
    [[nodiscard]] Choice chosen() const;
    [[nodiscard]] QString environment() const;
    [[nodiscard]] bool isKeyOdd() const;
    [[nodiscard]] QString hostHint() const;
    void check();
    void showGuide();
    void toggleOptions();

    std::unique_ptr<Ui::ConnectForm> m_ui;
    Connection m_known; ///< id 0: a new one
};
