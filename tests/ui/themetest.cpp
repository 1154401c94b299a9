#include "widgets/theme.h"
#include "widgets/badge.h"
#include "widgets/colors.h"
#include "widgets/icon.h"
#include "widgets/texts.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

class ThemeTest final : public QObject {
    Q_OBJECT
private slots:
    void textCanBeReadInBothThemes()
    {
        for (const Colors &colors : {Colors::light(), Colors::dark()}) {
            for (const QColor &ground :
                {colors.window, colors.sidebar, colors.surface, colors.hover, colors.accentSoft}) {
                QVERIFY(contrast(colors.text, ground) >= 4.5);
                QVERIFY2(contrast(colors.muted, ground) >= 4.5, qPrintable(ground.name()));
            }
            for (const Tone tone :
                {Tone::Neutral, Tone::Good, Tone::Busy, Tone::Warning, Tone::Bad})
                QVERIFY(contrast(colors.ink(tone), colors.background(tone)) >= 4.5);
            QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
            QVERIFY(contrast(colors.accent, colors.surface) >= 4.5);
            QVERIFY(contrast(colors.production, colors.productionSoft) >= 4.5);
            QVERIFY(contrast(colors.sandbox, colors.sandboxSoft) >= 4.5);
            QVERIFY(contrast(colors.text, colors.warningSoft) >= 4.5);
            QVERIFY(contrast(colors.text, colors.badSoft) >= 4.5);
        }
    }

    void aChangeOfThemeReachesWidgetsAndIconsAtOnce()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QSignalSpy changed(&theme, &Theme::changed);
        const QIcon search = icon(u"search"_s);
        const QImage lightIcon = search.pixmap(16, 16).toImage();
        QVERIFY(!isDark(QApplication::palette()));

        theme.choose(Theme::Choice::Dark);

        QCOMPARE(changed.size(), 1);
        QVERIFY(theme.isDark());
        QVERIFY(isDark(QApplication::palette()));
        QVERIFY(search.pixmap(16, 16).toImage() != lightIcon);
        theme.choose(Theme::Choice::Light);
        QCOMPARE(search.pixmap(16, 16).toImage(), lightIcon);
    }

    void environmentsAreToldApartByWordAndColour()
    {
        Badge production;
        Badge sandbox;
        production.sayEnvironment(Environment::Production);
        sandbox.sayEnvironment(Environment::Sandbox);
        QCOMPARE(production.text(), u"PRODUCTION"_s);
        QCOMPARE(sandbox.text(), u"SANDBOX"_s);
        QVERIFY(production.grab().toImage().pixelColor(6, 12)
            != sandbox.grab().toImage().pixelColor(6, 12));
    }

    void timesReadAsPeopleSayThem()
    {
        const QDateTime now(QDate(2026, 1, 12), QTime(12, 0), QTimeZone::utc());
        QCOMPARE(texts::ago(now.addSecs(-3), now), u"just now"_s);
        QCOMPARE(texts::ago(now.addSecs(-180), now), u"3 min ago"_s);
        QCOMPARE(texts::ago(now.addSecs(-72 * 60), now), u"1 h 12 min ago"_s);
        QCOMPARE(texts::ago({}, now), u"never"_s);
        QCOMPARE(texts::ahead(now.addSecs(61), now), u"in 2 min"_s);
        QCOMPARE(texts::ahead(now.addSecs(20), now), u"in less than a minute"_s);
        QCOMPARE(texts::ahead(now.addSecs(-1), now), u"now"_s);
    }
};

QTEST_MAIN(ThemeTest)
#include "themetest.moc"
