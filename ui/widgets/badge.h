#pragma once

#include "values/connection.h"
#include "widgets/colors.h"

#include <QIcon>
#include <QLabel>

/// A state as a small rounded field: icon and word in one colour. The word alone says it all.
class Badge final : public QLabel {
    Q_OBJECT
public:
    explicit Badge(QWidget *parent = nullptr);

    void say(const QString &text, const QString &iconName, Tone tone);
    /// `PRODUCTION` or `SANDBOX`, each in its own colour.
    void sayEnvironment(Environment environment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
    QString m_iconName;
    Tone m_tone = Tone::Neutral;
    std::optional<Environment> m_environment; ///< none: it says something else
};

/// What the environment is called on screen, in capitals and words.
[[nodiscard]] QString environmentWord(Environment environment);
