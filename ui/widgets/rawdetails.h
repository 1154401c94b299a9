#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

/// *Show details*: the other side's own words, word for word, selectable and copyable, folded away
/// until asked for.
class RawDetails final : public QWidget {
    Q_OBJECT
public:
    explicit RawDetails(QWidget *parent = nullptr);

    /// Hides the whole where there is nothing to show.
    void setRaw(const QString &raw);
    [[nodiscard]] QString raw() const { return m_raw; }

private:
    void fold(bool shown);

    QString m_raw;
    QPushButton *m_toggle;
    QPushButton *m_copy;
    QPlainTextEdit *m_text;
};
