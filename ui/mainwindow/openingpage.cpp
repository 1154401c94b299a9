#include "mainwindow/openingpage.h"

#include "widgets/banner.h"
#include "widgets/emptystate.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

OpeningPage::OpeningPage(QWidget *parent)
    : QWidget(parent), m_words(new EmptyState(u"hourglass"_s, this)), m_banner(new Banner(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(m_banner);
    column->addWidget(m_words, 1);
    m_banner->hide();
    connect(m_banner, &Banner::buttonClicked, this, &OpeningPage::tryAgain);
}

void OpeningPage::say(const QString &title, const QString &explanation)
{
    m_banner->hide();
    m_words->show();
    m_words->say(title, explanation);
}

void OpeningPage::showFailure(const Failure &failure)
{
    m_words->say(tr("Nothing is shown yet"), tr("What was in the workspace is still there."));
    m_banner->setVisible(true);
    m_banner->say(failure, tr("&Try again"));
}
