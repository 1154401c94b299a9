#include "widgets/copyablevalue.h"

#include "widgets/icon.h"
#include "widgets/texts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CopyableValue::CopyableValue(QWidget *parent)
    : QWidget(parent), m_label(new QLabel(this)), m_copyButton(new QToolButton(this))
{
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setMinimumWidth(24);
    m_copyButton->setObjectName(u"copyButton"_s);
    m_copyButton->setIcon(icon(u"copy"_s, IconInk::Muted));
    m_copyButton->setIconSize({14, 14});
    m_copyButton->setFixedSize(24, 24);
    m_copyButton->setFocusPolicy(Qt::StrongFocus);
    connect(m_copyButton, &QToolButton::clicked, this, &CopyableValue::copy);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_label);
    row->addWidget(m_copyButton);
    row->addStretch(1);
    setFixedHeight(24);
    setCopyable(false);
}

void CopyableValue::setWhat(const QString &what)
{
    m_what = what;
    nameAll();
}

void CopyableValue::setCopyable(bool copyable)
{
    m_copyable = copyable;
    m_copyButton->setVisible(copyable && !m_value.isEmpty());
}

void CopyableValue::setValue(const QString &value) { setValue(value, value); }

void CopyableValue::setValue(const QString &value, const QString &exact)
{
    if (m_value == value && m_exact == exact && !m_label->text().isEmpty())
        return;
    m_value = value;
    m_exact = exact;
    setCopyable(m_copyable);
    m_label->setToolTip(exact);
    nameAll();
    fit();
}

void CopyableValue::nameAll()
{
    m_label->setAccessibleName(
        u"%1: %2"_s.arg(m_what, m_value.isEmpty() ? texts::unknown() : m_value));
    m_copyButton->setToolTip(tr("Copy: %1").arg(m_what));
    m_copyButton->setAccessibleName(m_copyButton->toolTip());
}

void CopyableValue::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void CopyableValue::fit()
{
    const int button = m_copyable ? m_copyButton->width() + layout()->spacing() : 0;
    m_label->setText(
        m_label->fontMetrics().elidedText(m_value.isEmpty() ? texts::unknown() : m_value,
            m_copyable ? Qt::ElideMiddle : Qt::ElideRight, std::max(24, width() - button - 4)));
}

void CopyableValue::copy()
{
    QGuiApplication::clipboard()->setText(m_value);
    m_copyButton->setIcon(icon(u"check"_s, IconInk::Good));
    m_copyButton->setToolTip(tr("Copied"));
    m_copyButton->setAccessibleName(tr("Copied"));
    QTimer::singleShot(1500ms, m_copyButton, [this] {
        m_copyButton->setIcon(icon(u"copy"_s, IconInk::Muted));
        nameAll();
    });
}
