#include "widgets/theme.h"

#include "widgets/colors.h"
#include "widgets/stylesheet.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QEvent>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace {

const auto portalService = "org.freedesktop.portal.Desktop"_L1;
const auto portalPath = "/org/freedesktop/portal/desktop"_L1;
const auto portalSettings = "org.freedesktop.portal.Settings"_L1;
const auto appearanceGroup = "org.freedesktop.appearance"_L1;
const auto schemeKey = "color-scheme"_L1;

/// Without a bus QtDBus would start one; the look of a window is no reason for that.
bool sessionBusIsThere()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(
            QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/bus"_L1);
}

/// The portal's `Read` wraps its answer in a variant once more than `ReadOne` does.
uint unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

Theme::Theme(QApplication &application, Choice choice)
    : m_application(application), m_choice(choice)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    m_systemPaletteDark = ::isDark(QApplication::palette());
    apply();
    m_application.installEventFilter(this);
    if (sessionBusIsThere())
        askPortal();
}

Theme::Choice Theme::choiceFromWord(const QString &word)
{
    if (word == "light"_L1)
        return Choice::Light;
    return word == "dark"_L1 ? Choice::Dark : Choice::FollowSystem;
}

QString Theme::word(Choice choice)
{
    switch (choice) {
    case Choice::Light:
        return u"light"_s;
    case Choice::Dark:
        return u"dark"_s;
    case Choice::FollowSystem:
        break;
    }
    return u"auto"_s;
}

void Theme::choose(Choice choice)
{
    m_choice = choice;
    apply();
}

void Theme::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(portalService, portalPath, portalSettings, u"SettingChanged"_s, this,
        SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(portalService, portalPath, portalSettings, u"Read"_s);
    question << QString(appearanceGroup) << QString(schemeKey);
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question, 5'000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply(*answer);
        if (!reply.isError()) // no portal, no wish: the palette decides
            takePortalScheme(unwrapped(QVariant::fromValue(reply.value())));
        answer->deleteLater();
    });
}

void Theme::portalSettingChanged(
    const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group == appearanceGroup && key == schemeKey)
        takePortalScheme(unwrapped(QVariant::fromValue(value)));
}

void Theme::takePortalScheme(uint scheme)
{
    m_portalScheme = scheme;
    apply();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_applying && event->type() == QEvent::ThemeChange) {
        readSystemPalette();
        apply();
    }
    return QObject::eventFilter(watched, event);
}

/// Ours hides the system's palette; taken away for a moment, it shows what the system has now.
void Theme::readSystemPalette()
{
    m_applying = true;
    QApplication::setPalette(QPalette());
    m_systemPaletteDark = ::isDark(QApplication::palette());
    QApplication::setPalette(m_dark ? Colors::dark().palette() : Colors::light().palette());
    m_applying = false;
}

void Theme::apply()
{
    const bool systemDark = m_portalScheme == 1 || (m_portalScheme == 0 && m_systemPaletteDark);
    m_dark = m_choice == Choice::Dark || (m_choice == Choice::FollowSystem && systemDark);

    m_applying = true;
    const Colors &colors = m_dark ? Colors::dark() : Colors::light();
    const QPalette palette = colors.palette();
    if (QApplication::palette() != palette || m_application.styleSheet().isEmpty()) {
        QApplication::setPalette(palette);
        m_application.setStyleSheet(styleSheetFor(colors));
    }
    m_applying = false;
    emit changed();
}
