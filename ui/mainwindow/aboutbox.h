#pragma once

class QMessageBox;
class QWidget;

/// What Orgmend is, which version, and its licence. The caller shows it; it deletes itself when
/// closed.
[[nodiscard]] QMessageBox *makeAboutBox(QWidget *parent);
