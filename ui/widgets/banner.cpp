#include "widgets/banner.h"

#include "widgets/picture.h"
#include "widgets/rawdetails.h"
#include "wording/wording.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new Picture(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_details(new RawDetails(this))
{
    m_icon->setFixedWidth(20);
    m_sentence->setObjectName(u"bannerSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_button->setObjectName(u"bannerButton"_s);
    m_button->setAutoDefault(true); // Enter as well as Space

    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_sentence);
    words->addWidget(m_details);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_button, 0, Qt::AlignTop);

    connect(m_button, &QPushButton::clicked, this, &Banner::buttonClicked);
    connect(m_sentence, &QLabel::linkActivated, this, &Banner::linkActivated);
}

void Banner::say(Kind kind, const QString &sentence, const QString &raw, const QString &button)
{
    const bool news = sentence != m_sentence->text();
    const QString look = kind == Kind::Failure ? u"bad"_s
        : kind == Kind::Warning                ? u"warning"_s
                                               : u"info"_s;
    const IconInk ink = kind == Kind::Failure ? IconInk::Bad
        : kind == Kind::Warning               ? IconInk::Warning
                                              : IconInk::Accent;
    const QString picture = kind == Kind::Failure ? u"error"_s
        : kind == Kind::Warning                   ? u"warning"_s
                                                  : u"info"_s;
    if (property("banner").toString() != look) {
        setProperty("banner", look);
        style()->unpolish(this);
        style()->polish(this);
    }
    m_icon->setIcon(picture, ink, 20);
    // Only our own words carry links; a failure holds words of others, whatever they look like.
    m_sentence->setTextFormat(kind == Kind::Information ? Qt::RichText : Qt::PlainText);
    m_sentence->setText(sentence);
    m_details->setRaw(raw);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    setAccessibleName(sentence);
    if (news && isVisible()) {
        QAccessibleEvent said(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&said);
    }
}

void Banner::say(const Failure &failure, const QString &button)
{
    const bool ends = failure.kind() == Failure::Kind::Cancelled
        || failure.kind() == Failure::Kind::Limit || failure.kind() == Failure::Kind::SignInNeeded;
    say(ends ? Kind::Warning : Kind::Failure, wording::sentence(failure), failure.raw, button);
}

QString Banner::sentence() const { return m_sentence->text(); }
