#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

/// A value that can be selected and, where it is worth it (an Id, an address), copied with a
/// button. A value too long for its place is shortened in the middle; the whole is in the tooltip
/// and is what is copied.
class CopyableValue final : public QWidget {
    Q_OBJECT
    /// Names the value for a screen reader and the button: "Salesforce org Id".
    Q_PROPERTY(QString what READ what WRITE setWhat)
    Q_PROPERTY(bool copyable READ isCopyable WRITE setCopyable)
public:
    explicit CopyableValue(QWidget *parent = nullptr);

    [[nodiscard]] QString what() const { return m_what; }
    void setWhat(const QString &what);
    [[nodiscard]] bool isCopyable() const { return m_copyable; }
    void setCopyable(bool copyable);

    void setValue(const QString &value);
    /// For relative times: the value to read, and the exact one when hovering.
    void setValue(const QString &value, const QString &exact);
    [[nodiscard]] QString value() const { return m_value; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void copy();
    void fit();
    void nameAll();

    QString m_what;
    QString m_value;
    QString m_exact;
    bool m_copyable = false;
    QLabel *m_label;
    QToolButton *m_copyButton;
};
