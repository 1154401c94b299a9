#pragma once

#include <QLabel>

/// One line of plain text that is shortened where it does not fit; the whole is in the tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};
