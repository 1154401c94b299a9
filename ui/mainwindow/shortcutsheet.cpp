#include "mainwindow/shortcutsheet.h"

#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

struct Sheet {
    Q_DECLARE_TR_FUNCTIONS(ShortcutSheet)
};

QString native(const QString &keys)
{
    return QKeySequence(keys).toString(QKeySequence::NativeText);
}

} // namespace

QDialog *makeShortcutSheet(QWidget *parent)
{
    auto *sheet = new QDialog(parent);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setObjectName(u"shortcutSheet"_s);
    sheet->setWindowTitle(Sheet::tr("Keyboard shortcuts"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(8);
    const std::pair<QString, QString> lines[]{
        {native(u"F5"_s) + u"  "_s + native(u"Ctrl+R"_s), Sheet::tr("Resync now")},
        {native(u"Ctrl+1"_s), Sheet::tr("Overview")},
        {native(u"Ctrl+2"_s), Sheet::tr("Sync log")},
        {native(u"Ctrl+F"_s), Sheet::tr("Search the sync log")},
        {native(u"Esc"_s), Sheet::tr("Clear search and filters, close a dialog")},
        {native(u"Ctrl+N"_s), Sheet::tr("Connect to Salesforce")},
        {native(u"Tab"_s) + u"  "_s + native(u"Shift+Tab"_s), Sheet::tr("Next and previous field")},
        {native(u"F10"_s), Sheet::tr("Menu bar")},
        {native(u"F1"_s), Sheet::tr("This sheet")},
        {native(u"Ctrl+Q"_s), Sheet::tr("Quit")},
    };
    int row = 0;
    for (const auto &[keys, meaning] : lines) {
        auto *left = new QLabel(keys, sheet);
        scaleFont(left, 1.0, true);
        grid->addWidget(left, row, 0);
        grid->addWidget(new QLabel(meaning, sheet), row, 1);
        ++row;
    }
    auto *buttons = new QDialogButtonBox(sheet);
    buttons->addButton(Sheet::tr("&Close"), QDialogButtonBox::RejectRole);
    QObject::connect(buttons, &QDialogButtonBox::rejected, sheet, &QDialog::reject);
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(24);
    column->addLayout(grid);
    column->addWidget(buttons);
    return sheet;
}
