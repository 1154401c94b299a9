#pragma once

class Pages;
class QDialog;
class QWidget;

/// All keys of the window on one sheet (F1). The caller shows it; it deletes itself when closed.
[[nodiscard]] QDialog *makeShortcutSheet(const Pages &pages, QWidget *parent);
