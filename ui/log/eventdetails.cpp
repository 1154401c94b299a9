#include "log/eventdetails.h"

#include "documents/eventdocument.h"
#include "log/eventmodel.h"
#include "widgets/texts.h"
#include "wording/wording.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

EventDetails::EventDetails(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_numbers(new QLabel(this))
    , m_rawLabel(new QLabel(tr("Raw text"), this))
    , m_raw(new QPlainTextEdit(this))
    , m_copyRaw(new QPushButton(tr("Copy ra&w text"), this))
    , m_copyJson(new QPushButton(tr("Copy as &JSON"), this))
{
    setProperty("card", true);
    setAccessibleName(tr("Details of the event"));
    scaleFont(m_title, 1.0, true);
    for (QLabel *label : {m_title, m_sentence, m_numbers}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setWordWrap(true);
    }
    m_title->setTextFormat(Qt::PlainText);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setObjectName(u"eventSentence"_s);
    makeQuiet(m_numbers);
    makeQuiet(m_rawLabel);
    m_raw->setObjectName(u"eventRaw"_s);
    m_raw->setAccessibleName(tr("Raw text, word for word"));
    m_raw->setReadOnly(true);
    m_raw->setTabChangesFocus(true);
    m_raw->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_raw->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_raw->setMinimumHeight(m_raw->fontMetrics().lineSpacing() * 2 + 20);
    m_copyRaw->setObjectName(u"copyRawButton"_s);
    m_copyJson->setObjectName(u"copyJsonButton"_s);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_numbers, 1);
    buttons->addWidget(m_copyRaw);
    buttons->addWidget(m_copyJson);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addWidget(m_rawLabel);
    column->addWidget(m_raw, 1);
    column->addLayout(buttons);
    column->addStretch(0);

    connect(m_copyRaw, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_event.raw); });
    connect(m_copyJson, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(QJsonDocument(documents::event(m_event)).toJson()));
    });
    clear();
}

void EventDetails::setEvent(const Event &event)
{
    m_event = event;
    QStringList title{event.name, texts::exact(event.at)};
    if (event.run != 0)
        title << tr("run %1").arg(texts::number(event.run));
    m_title->setText(title.join(u" · "_s));
    m_sentence->setText(wording::sentence(event));

    QStringList numbers{wording::label(event.level)};
    if (!event.object.isEmpty())
        numbers << event.object;
    if (event.counts)
        numbers << countsText(event.counts);
    if (event.seconds)
        numbers << tr("%1 s").arg(QLocale().toString(*event.seconds, 'f', 1));
    if (event.apiCalls)
        numbers << tr("API calls: %1").arg(texts::number(*event.apiCalls));
    m_numbers->setText(numbers.join(u" · "_s));

    const bool hasRaw = !event.raw.isEmpty();
    m_raw->setPlainText(event.raw);
    for (QWidget *widget : {static_cast<QWidget *>(m_raw), static_cast<QWidget *>(m_rawLabel),
             static_cast<QWidget *>(m_copyRaw)})
        widget->setVisible(hasRaw);
    m_copyJson->setVisible(true);
    fit();
}

void EventDetails::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

/// A splitter does not ask how high a sentence of two lines is.
void EventDetails::fit()
{
    const int needed = layout()->totalMinimumHeightForWidth(width());
    if (needed != minimumHeight())
        setMinimumHeight(needed);
}

void EventDetails::clear()
{
    m_event = {};
    m_title->setText(tr("No event chosen"));
    m_sentence->setText(tr("Choose a line to read all of it, with Salesforce's own words."));
    m_numbers->clear();
    m_raw->clear();
    m_raw->hide();
    m_rawLabel->hide();
    m_copyRaw->hide();
    m_copyJson->hide();
}
