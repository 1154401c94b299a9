#pragma once

#include "base/failure.h"

#include <QWidget>

class Banner;
class EmptyState;

/// While the workspace opens, and when it could not be opened: why, and another try.
class OpeningPage final : public QWidget {
    Q_OBJECT
public:
    explicit OpeningPage(QWidget *parent = nullptr);

    void say(const QString &title, const QString &explanation);
    void showFailure(const Failure &failure);

signals:
    void tryAgain();

private:
    EmptyState *m_words;
    Banner *m_banner;
};
