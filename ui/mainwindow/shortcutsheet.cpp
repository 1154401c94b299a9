#include "mainwindow/shortcutsheet.h"

#include "mainwindow/pages.h"
#include "widgets/texts.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>

#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct Sheet {
    Q_DECLARE_TR_FUNCTIONS(ShortcutSheet)
};

QString native(const QKeySequence &keys) { return keys.toString(QKeySequence::NativeText); }
QString native(const QString &keys) { return native(QKeySequence(keys)); }

struct Line {
    QString keys;
    QString meaning;
};

std::vector<Line> linesOf(const Pages &pages)
{
    std::vector<Line> lines{
        {native(u"F5"_s) + u"  "_s + native(u"Ctrl+R"_s), Sheet::tr("Resync now")}};
    for (const Page *page : pages.all()) {
        if (const QKeySequence keys = page->showAction()->shortcut(); !keys.isEmpty())
            lines.push_back({native(keys), page->title()});
    }
    if (const QLineEdit *search = pages.search().field)
        lines.push_back({native(u"Ctrl+F"_s), search->accessibleName()});
    lines.insert(lines.end(),
        {{native(u"Esc"_s), Sheet::tr("Clear search and filters, close a dialog")},
            {native(u"Ctrl+N"_s), Sheet::tr("Connect to Salesforce")},
            {native(u"Tab"_s) + u"  "_s + native(u"Shift+Tab"_s),
                Sheet::tr("Next and previous field")},
            {native(u"F10"_s), Sheet::tr("Menu bar")}, {native(u"F1"_s), Sheet::tr("This sheet")},
            {native(u"Ctrl+Q"_s), Sheet::tr("Quit")}});
    return lines;
}

} // namespace

QDialog *makeShortcutSheet(const Pages &pages, QWidget *parent)
{
    auto *sheet = new QDialog(parent);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->setObjectName(u"shortcutSheet"_s);
    sheet->setWindowTitle(Sheet::tr("Keyboard shortcuts"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const auto &[keys, meaning] : linesOf(pages)) {
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
