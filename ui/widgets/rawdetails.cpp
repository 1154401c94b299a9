#include "widgets/rawdetails.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

RawDetails::RawDetails(QWidget *parent)
    : QWidget(parent)
    , m_toggle(new QPushButton(this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_text(new QPlainTextEdit(this))
{
    m_toggle->setObjectName(u"showDetailsButton"_s);
    m_toggle->setProperty("link", true);
    m_toggle->setCheckable(false);
    m_copy->setObjectName(u"copyDetailsButton"_s);
    m_copy->setProperty("link", true);
    m_copy->setAccessibleName(tr("Copy the details"));
    m_text->setObjectName(u"rawText"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("The raw answer, word for word"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * 5 + 16);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_toggle);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(buttons);
    column->addWidget(m_text);

    connect(m_toggle, &QPushButton::clicked, this, [this] { fold(m_text->isHidden()); });
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_raw); });
    fold(false);
    setRaw({});
}

void RawDetails::setRaw(const QString &raw)
{
    setVisible(!raw.isEmpty());
    if (raw == m_raw)
        return;
    m_raw = raw;
    m_text->setPlainText(raw);
}

void RawDetails::fold(bool shown)
{
    m_text->setVisible(shown);
    m_copy->setVisible(shown);
    m_toggle->setText(shown ? tr("Hide details") : tr("Show details"));
}
