#include "mainwindow/aboutbox.h"

#include <QCoreApplication>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace {

struct About {
    Q_DECLARE_TR_FUNCTIONS(AboutBox)
};

} // namespace

QMessageBox *makeAboutBox(QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(About::tr("About Orgmend"));
    box->setIconPixmap(parent->windowIcon().pixmap(64, 64));
    box->setText(u"Orgmend %1"_s.arg(QStringLiteral(ORGMEND_VERSION)));
    box->setInformativeText(
        About::tr("Keeps a Salesforce org and a SQL database in step.\nFree software under the GNU "
                  "General Public License, version 3 or later. Not made by or with Salesforce."));
    return box;
}
