#include "widgets/stylesheet.h"

#include "widgets/colors.h"

#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const auto sheet = uR"(
QToolTip { background: @text; color: @surface; border: none; padding: 6px 8px; }
QMenuBar { background: @window; border-bottom: 1px solid @border; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: @accentSoft; }
QMenu { background: @surface; border: 1px solid @border; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @border; margin: 6px 4px; }
QMenu::icon { padding-left: 8px; }
QStatusBar { background: @window; color: @muted; border-top: 1px solid @border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted; padding: 3px 0px; }

QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[banner="warning"] { background: @warningSoft; border: 1px solid @warningSoft; border-radius: 8px; }
QFrame[banner="bad"] { background: @badSoft; border: 1px solid @badSoft; border-radius: 8px; }
QFrame[banner="info"] { background: @accentSoft; border: 1px solid @accentSoft; border-radius: 8px; }
QLabel[quiet="true"] { color: @muted; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }

QPushButton { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px; padding: 7px 15px; outline: 0; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @accentSoft; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton:focus { border: 2px solid @accent; padding: 6px 14px; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accentHover; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 3px 1px; text-align: left; }
QPushButton[link="true"]:hover { background: @hover; }
QPushButton[link="true"]:focus { border: 2px solid @accent; padding: 2px 0px; }
QPushButton::menu-indicator { image: none; width: 0px; }

QRadioButton { border: 2px solid transparent; border-radius: 5px; padding: 1px 6px 1px 2px; outline: 0; }
QRadioButton:focus { border-color: @accent; }
QRadioButton::indicator { width: 12px; height: 12px; border: 2px solid @muted; border-radius: 8px; background: @surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @onAccent; }
QRadioButton::indicator:disabled { border-color: @border; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:focus { border: 2px solid @accent; padding: 2px; }

QLineEdit { background: @surface; border: 1px solid @fieldBorder; border-radius: 6px; padding: 6px 8px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus { border: 2px solid @accent; padding: 5px 7px; }
QLineEdit:read-only { background: @window; }
QLineEdit[wrong="true"] { border: 2px solid @bad; padding: 5px 7px; }
QPlainTextEdit, QTextBrowser { background: @window; border: 1px solid @border; border-radius: 6px; padding: 4px; selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit:focus, QTextBrowser:focus { border: 1px solid @accent; }
QTextBrowser[bare="true"] { background: transparent; border: 1px solid transparent; padding: 0px; }
QTextBrowser[bare="true"]:focus { border-color: @accent; }

QComboBox { background: @surface; border: 1px solid @fieldBorder; border-radius: 6px; padding: 6px 28px 6px 10px; }
QComboBox:hover { background: @hover; }
QComboBox:focus { border: 2px solid @accent; padding: 5px 27px 5px 9px; }
QComboBox::drop-down { border: none; width: 26px; subcontrol-origin: padding; subcontrol-position: center right; }
QComboBox::down-arrow { image: url(:/icons/@chevron.svg); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; padding: 4px; selection-background-color: @accentSoft; selection-color: @text; outline: 0; }
QSpinBox { background: @surface; border: 1px solid @fieldBorder; border-radius: 6px; padding: 6px 8px; }
QSpinBox:focus { border: 2px solid @accent; padding: 5px 7px; }

QTableView { background: @surface; border: 1px solid transparent; border-radius: 7px; selection-background-color: @accentSoft; selection-color: @text; outline: 0; }
QTableView:focus { border: 1px solid @accent; }
QTableView::item { padding: 0px 12px; border: none; }
QTableView::item:selected { background: @accentSoft; color: @text; }
QHeaderView { background: @surface; border-top-left-radius: 7px; border-top-right-radius: 7px; }
QHeaderView::section { background: transparent; color: @muted; border: none; border-bottom: 1px solid @border; padding: 9px 15px; font-weight: 400; }

QListWidget#pages { background: transparent; border: none; outline: 0; }
QWidget#sidebar { background: @sidebar; border-right: 1px solid @border; }

QProgressBar { background: @track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QProgressBar[tone="warning"]::chunk { background: @warning; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 4px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 4px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0px; height: 0px; }
QSplitter::handle { background: transparent; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[plain="true"] { background: transparent; }
)"_s;

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

} // namespace

QString styleSheetFor(const Colors &colors)
{
    const bool dark = isDark(colors.palette());
    // A name that begins with another one stands before it.
    const std::initializer_list<std::pair<QLatin1StringView, QString>> words{
        {"@accentHover"_L1, mixed(colors.accent, colors.text, 0.15).name()},
        {"@accentSoft"_L1, colors.accentSoft.name()},
        {"@accent"_L1, colors.accent.name()},
        {"@onAccent"_L1, colors.onAccent.name()},
        {"@window"_L1, colors.window.name()},
        {"@sidebar"_L1, colors.sidebar.name()},
        {"@surface"_L1, colors.surface.name()},
        {"@hover"_L1, colors.hover.name()},
        {"@border"_L1, colors.border.name()},
        {"@fieldBorder"_L1, mixed(colors.border, colors.muted, 0.35).name()},
        {"@track"_L1, mixed(colors.border, colors.surface, dark ? 0.1 : 0.0).name()},
        {"@scroll"_L1, mixed(colors.border, colors.muted, 0.3).name()},
        {"@text"_L1, colors.text.name()},
        {"@muted"_L1, colors.muted.name()},
        {"@warningSoft"_L1, colors.warningSoft.name()},
        {"@warning"_L1, colors.warning.name()},
        {"@badSoft"_L1, colors.badSoft.name()},
        {"@bad"_L1, colors.bad.name()},
        {"@chevron"_L1, dark ? u"chevron-on-dark"_s : u"chevron-on-light"_s},
    };
    QString text = sheet;
    for (const auto &[name, value] : words)
        text.replace(name, value);
    return text;
}
