#include "connect/firststartpage.h"

#include "widgets/picture.h"
#include "widgets/texts.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QFrame *makeWay(QWidget *parent, const QString &picture, const QString &title,
    const QString &explanation, QPushButton *button)
{
    auto *card = new QFrame(parent);
    card->setProperty("card", true);
    auto *image = new Picture(card);
    image->setIcon(picture, IconInk::Accent, 32);
    auto *heading = new QLabel(title, card);
    scaleFont(heading, 1.15, true);
    auto *words = new QLabel(explanation, card);
    words->setWordWrap(true);
    makeQuiet(words);

    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addWidget(image, 0, Qt::AlignLeft);
    column->addSpacing(4);
    column->addWidget(heading);
    column->addWidget(words, 1, Qt::AlignTop);
    column->addSpacing(12);
    column->addWidget(button);
    button->setAccessibleDescription(explanation);
    return card;
}

} // namespace

FirstStartPage::FirstStartPage(QWidget *parent)
    : QWidget(parent)
    , m_connectButton(new QPushButton(tr("&Connect to Salesforce"), this))
    , m_practiceButton(new QPushButton(tr("&Try it with a practice org"), this))
{
    m_connectButton->setObjectName(u"connectButton"_s);
    m_connectButton->setProperty("primary", true);
    m_practiceButton->setObjectName(u"practiceButton"_s);
    for (QPushButton *button : {m_connectButton, m_practiceButton})
        button->setAutoDefault(true); // Enter as well as Space
    connect(m_connectButton, &QPushButton::clicked, this, &FirstStartPage::connectRequested);
    connect(m_practiceButton, &QPushButton::clicked, this, &FirstStartPage::practiceRequested);

    auto *logo = new QLabel(this);
    logo->setPixmap(QIcon(u":/icons/orgmend.svg"_s).pixmap(64, 64));
    logo->setAlignment(Qt::AlignCenter);
    auto *title = new QLabel(tr("Your org and your database, in step"), this);
    scaleFont(title, 1.8, true);
    title->setAlignment(Qt::AlignCenter);
    title->setWordWrap(true);
    auto *words =
        new QLabel(tr("Orgmend reads your Salesforce records into a database of your own,\n"
                      "keeps them up to date and says what happened."),
            this);
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    makeQuiet(words);

    auto *ways = new QGridLayout;
    ways->setSpacing(16);
    ways->addWidget(makeWay(this, u"plug"_s, tr("An org of yours"),
                        tr("Production, sandbox or My Domain. You sign in in your own browser; "
                           "Orgmend never sees your password."),
                        m_connectButton),
        0, 0);
    ways->addWidget(makeWay(this, u"play"_s, tr("A practice org"),
                        tr("A stand-in for Salesforce on this machine, full of made-up people, "
                           "companies and deals. Nothing leaves this computer."),
                        m_practiceButton),
        0, 1);
    ways->setColumnStretch(0, 1);
    ways->setColumnStretch(1, 1);

    auto *middle = new QWidget(this);
    middle->setMaximumWidth(720);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(logo);
    column->addSpacing(8);
    column->addWidget(title);
    column->addWidget(words);
    column->addSpacing(24);
    column->addLayout(ways);
    column->addStretch(3);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(middle, 20);
    row->addStretch(1);
    setTabOrder(m_connectButton, m_practiceButton);
}
