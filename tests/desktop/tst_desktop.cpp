#include "desktop/desktop.h"
#include "widgets/badge.h"
#include "widgets/banner.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

constexpr int longEnough = 60'000;

/// The whole program as `orgmend --practice` makes it, with the real practice org as its child, in
/// folders of its own. A script between the two leaves the child's process Id in a file, and holds
/// it back while there is a file `hold`.
struct Bench {
    QTemporaryDir folder;
    std::unique_ptr<QSettings> settings;
    std::unique_ptr<Theme> theme;
    std::unique_ptr<Desktop> desktop;

    Bench()
    {
        QFile script(path(u"practice.sh"_s));
        if (!script.open(QIODevice::WriteOnly))
            qFatal("no script");
        script.write("#!/bin/sh\necho $$ > '" + path(u"pid"_s).toUtf8() + "'\nwhile [ -e '"
            + path(u"hold"_s).toUtf8()
            + "' ]; do sleep 0.05; done\nexec '" ORGMEND_BIN_DIR "/orgmend-practice-org' \"$@\"\n");
        script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        script.close();

        DesktopParts parts;
        parts.line = readCommandLine({u"orgmend"_s, u"--practice"_s}, folder.path());
        parts.dataFolder = folder.path();
        parts.practice.file = script.fileName();
        parts.practice.folder = path(u"practice"_s);
        parts.practice.contacts = 300;
        parts.clock = std::make_shared<SystemClock>();
        if (!QDir().mkpath(parts.practice.folder))
            qFatal("no folder");
        settings = std::make_unique<QSettings>(path(u"settings.ini"_s), QSettings::IniFormat);
        theme = std::make_unique<Theme>(*qApp, Theme::Choice::Light);
        desktop = std::make_unique<Desktop>(parts, *settings, *theme);
    }
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    [[nodiscard]] QString workspace() const { return path(u"practice/practice.orgmend"_s); }
    void hold(bool held) const
    {
        QFile file(path(u"hold"_s));
        if (held ? !file.open(QIODevice::WriteOnly) : !file.remove())
            qFatal("no hold");
    }
    void crashPracticeOrg() const
    {
        QFile file(path(u"pid"_s));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no process Id");
        ::kill(file.readAll().trimmed().toInt(), SIGKILL);
    }

    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return desktop->window().findChild<T *>(name);
    }
    [[nodiscard]] QString badge() const { return find<Badge>(u"stateBadge"_s)->text(); }
    [[nodiscard]] QString secondary() const { return find<QLabel>(u"secondaryLabel"_s)->text(); }
    [[nodiscard]] bool isOnCard() const { return find<QWidget>(u"ConnectionCard"_s)->isVisible(); }
    /// `Synced` in every row of the objects.
    [[nodiscard]] bool isSynced() const
    {
        const QAbstractItemModel *model = find<QTableView>(u"objectTable"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const int status = model->columnCount() - 1;
            if (!model->index(row, status).data().toString().startsWith(u"Synced"_s)
                && !model->index(row, status).data().toString().startsWith(u"Fields left out"_s))
                return false;
        }
        return model->rowCount() > 0;
    }
    [[nodiscard]] Banner *visibleBanner() const
    {
        for (Banner *banner : desktop->window().findChildren<Banner *>()) {
            if (banner->isVisible())
                return banner;
        }
        return nullptr;
    }
};

} // namespace

class DesktopTest final : public QObject {
    Q_OBJECT
private slots:
    void theFirstStartEndsOnASyncedPracticeOrg()
    {
        const Bench bench;
        bench.desktop->begin();
        QTRY_VERIFY_WITH_TIMEOUT(bench.isOnCard() && bench.isSynced(), longEnough);
        QTRY_COMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.find<QTableView>(u"objectTable"_s)->model()->index(1, 2).data().toString(),
            u"300"_s);
    }

    void aPracticeOrgThatDiesIsStartedAgainUnderTheSamePage()
    {
        const Bench bench;
        bench.desktop->begin();
        QTRY_VERIFY_WITH_TIMEOUT(bench.isOnCard() && bench.isSynced(), longEnough);
        auto *pages = qobject_cast<QStackedWidget *>(bench.desktop->window().centralWidget());
        QVERIFY(pages);
        bool left = false;
        connect(pages, &QStackedWidget::currentChanged, pages, [&left] { left = true; });

        bench.hold(true);
        bench.crashPracticeOrg();
        QTRY_COMPARE(bench.secondary(), u"the practice org has stopped and is starting again"_s);
        QTest::mouseClick(bench.find<QPushButton>(u"primaryButton"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Offline"_s, longEnough);

        // And what could not be read meanwhile is read now, without being asked for.
        bench.hold(false);
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, longEnough);
        QCOMPARE(bench.secondary(), QString());
        QVERIFY(!left);
    }

    /// The practice org runs, what follows fails, and Try again goes on from there.
    void tryAgainLeadsOnWhileThePracticeOrgRuns()
    {
        const Bench bench;
        QFile other(bench.workspace());
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write(QByteArray(20'000, 'x'));
        other.close();
        bench.desktop->begin();
        QTRY_VERIFY_WITH_TIMEOUT(bench.visibleBanner(), longEnough);
        QVERIFY(!bench.isOnCard());

        QVERIFY(other.remove());
        QTest::mouseClick(
            bench.visibleBanner()->findChild<QPushButton *>(u"bannerButton"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isOnCard() && bench.isSynced(), longEnough);
        QVERIFY(!bench.visibleBanner());
    }
};

QTEST_MAIN(DesktopTest)
#include "tst_desktop.moc"
