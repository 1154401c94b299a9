#pragma once

#include <QObject>

class QApplication;
class QDBusVariant;

/// Light or dark, as the system has it and as soon as it changes, or as the admin chose. Sets the
/// application's style, palette and style sheet; everything else takes its colours from the palette
/// (Colors::of).
///
/// The system's wish comes from the desktop portal (`org.freedesktop.appearance`, `color-scheme`:
/// 1 dark, 2 light), and where there is none from the luminance of the system's palette.
class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Choice { FollowSystem, Light, Dark };

    explicit Theme(QApplication &application, Choice choice = Choice::FollowSystem);

    /// `light`, `dark`; anything else follows the system. ORGMEND_THEME overrides for tests.
    [[nodiscard]] static Choice choiceFromWord(const QString &word);
    [[nodiscard]] static QString word(Choice choice);

    void choose(Choice choice);
    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private slots:
    void portalSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void takePortalScheme(uint scheme);
    void readSystemPalette();
    void apply();

    QApplication &m_application;
    Choice m_choice;
    bool m_applying = false;
    bool m_dark = false;
    bool m_systemPaletteDark = false;
    uint m_portalScheme = 0; ///< 0: no wish
};
