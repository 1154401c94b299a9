#include "widgets/emptystate.h"

#include "widgets/picture.h"
#include "widgets/texts.h"

#include <QLabel>
#include <QVBoxLayout>

EmptyState::EmptyState(const QString &iconName, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_explanation(new QLabel(this))
{
    auto *picture = new Picture(this);
    picture->setIcon(iconName, IconInk::Muted, 32);
    scaleFont(m_title, 1.15, true);
    m_title->setAlignment(Qt::AlignCenter);
    makeQuiet(m_explanation);
    m_explanation->setAlignment(Qt::AlignCenter);
    m_explanation->setWordWrap(true);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(picture);
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addStretch(2);
}

void EmptyState::say(const QString &title, const QString &explanation)
{
    m_title->setText(title);
    m_explanation->setText(explanation);
}
