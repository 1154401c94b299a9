#pragma once

#include "widgets/icon.h"

#include <QWidget>

/// An icon on its own, in the colours of the theme that is on. Says nothing: what it means stands
/// beside it in words.
class Picture final : public QWidget {
    Q_OBJECT
public:
    explicit Picture(QWidget *parent = nullptr);

    void setIcon(const QString &iconName, IconInk ink, int side);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QIcon m_icon;
};
