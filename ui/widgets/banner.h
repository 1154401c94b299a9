#pragma once

#include "base/failure.h"

#include <QFrame>

class Picture;
class QLabel;
class QPushButton;
class RawDetails;

/// One sentence that needs the admin, the raw answer behind it and the button that mends it. Says
/// by icon and words what its colour says too.
class Banner final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Information, Warning, Failure };

    explicit Banner(QWidget *parent = nullptr);

    /// `button` may be empty: then there is none.
    void say(
        Kind kind, const QString &sentence, const QString &raw = {}, const QString &button = {});
    void say(const Failure &failure, const QString &button = {});
    [[nodiscard]] QString sentence() const;

signals:
    void buttonClicked();
    void linkActivated(const QString &address);

private:
    Picture *m_icon;
    QLabel *m_sentence;
    QPushButton *m_button;
    RawDetails *m_details;
};
