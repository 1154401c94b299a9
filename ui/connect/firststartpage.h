#pragma once

#include <QWidget>

class QPushButton;

/// What a workspace without a connection shows: two ways in.
class FirstStartPage final : public QWidget {
    Q_OBJECT
public:
    explicit FirstStartPage(QWidget *parent = nullptr);

signals:
    void connectRequested();
    void practiceRequested();

private:
    QPushButton *m_connectButton;
    QPushButton *m_practiceButton;
};
