#pragma once

#include "values/event.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

/// The whole of one event: its sentence, what it moved, and Salesforce's own text word for word.
class EventDetails final : public QFrame {
    Q_OBJECT
public:
    explicit EventDetails(QWidget *parent = nullptr);

    void setEvent(const Event &event);
    void clear();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    Event m_event;
    QLabel *m_title;
    QLabel *m_sentence;
    QLabel *m_numbers;
    QLabel *m_rawLabel;
    QPlainTextEdit *m_raw;
    QPushButton *m_copyRaw;
    QPushButton *m_copyJson;
};
