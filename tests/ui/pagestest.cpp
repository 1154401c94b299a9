#include "mainwindow/pages.h"
#include "mainwindow/mainmenu.h"
#include "mainwindow/shortcutsheet.h"
#include "mainwindow/sidebar.h"
#include "overview/connectionactions.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A page as a newcomer writes one.
class SomePage final : public Page {
public:
    SomePage(const QString &title, const QString &picture) : Page(title, picture, nullptr)
    {
        field.hide();
    }
    void setConnection(const ConnectionStatus &status) override { shown = status.connection.id; }
    void refresh() override { ++refreshed; }
    void focusFirst() override { ++focused; }
    PageSearch search() const override
    {
        return searched.isEmpty() ? PageSearch()
                                  : PageSearch{&field, u"&Find in the "_s + searched};
    }
    void searchesIn(const QString &what)
    {
        searched = what;
        field.setAccessibleName(u"Search the "_s + what);
        field.show();
    }

    qint64 shown = 0;
    int refreshed = 0;
    int focused = 0;
    QString searched;
    mutable QLineEdit field{this};
};

/// A window with three pages and nothing else.
struct Bench {
    QMainWindow window;
    ConnectionActions actions;
    QAction connectNew;
    Pages *pages = new Pages(&window);
    SomePage *overview = new SomePage(u"&Overview"_s, u"overview"_s);
    SomePage *errors = new SomePage(u"&Errors"_s, u"error"_s);
    SomePage *log = new SomePage(u"Sync &log"_s, u"log"_s);
    std::unique_ptr<Sidebar> sidebar;

    void open()
    {
        for (Page *page : {overview, errors, log})
            pages->add(page);
        window.setCentralWidget(pages);
        window.setMenuBar(new MainMenu(actions, &connectNew, *pages, &window));
        sidebar = std::make_unique<Sidebar>(*pages, &connectNew);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
    [[nodiscard]] QListWidget *list() const
    {
        return sidebar->findChild<QListWidget *>(u"pages"_s);
    }
    [[nodiscard]] QStringList listed() const
    {
        QStringList lines;
        for (int row = 0; row < list()->count(); ++row)
            lines << list()->item(row)->text();
        return lines;
    }
    /// The View menu down to the search, with the keys.
    [[nodiscard]] QStringList viewMenu() const
    {
        QStringList lines;
        for (const QAction *entry : window.menuBar()->actions().at(2)->menu()->actions()) {
            if (!entry->isSeparator() && entry->isVisible() && !entry->menu())
                lines << entry->text() + u' ' + entry->shortcut().toString();
        }
        return lines;
    }
    [[nodiscard]] QStringList sheet()
    {
        const std::unique_ptr<QDialog> made(makeShortcutSheet(*pages, &window));
        QStringList words;
        for (const QLabel *label : made->findChildren<QLabel *>())
            words << label->text();
        return words;
    }
};

} // namespace

class PagesTest final : public QObject {
    Q_OBJECT
private slots:
    void aPageThatIsAddedStandsInSidebarMenuAndSheet()
    {
        Bench bench;
        bench.open();
        QCOMPARE(bench.listed(), QStringList({u"Overview"_s, u"Errors"_s, u"Sync log"_s}));
        QCOMPARE(bench.viewMenu(),
            QStringList({u"&Overview Ctrl+1"_s, u"&Errors Ctrl+2"_s, u"Sync &log Ctrl+3"_s}));
        const QStringList sheet = bench.sheet();
        QCOMPARE(sheet.value(sheet.indexOf(u"Ctrl+2"_s) + 1), u"Errors"_s);
        QVERIFY(!sheet.contains(u"Ctrl+F"_s));
    }

    void menuAndSidebarShowTheSamePage()
    {
        Bench bench;
        bench.open();
        bench.errors->showAction()->trigger();
        QCOMPARE(bench.pages->current(), bench.errors);
        QCOMPARE(bench.list()->currentRow(), 1);
        QCOMPARE(bench.errors->focused, 1);
        bench.list()->setCurrentRow(2);
        QCOMPARE(bench.pages->current(), bench.log);
        QCOMPARE(bench.log->focused, 0); // the keyboard stays in the sidebar
    }

    void whateverIsShownEveryPageKnowsTheConnection()
    {
        Bench bench;
        bench.open();
        ConnectionStatus status;
        status.connection.id = 7;
        bench.pages->setConnection(status);
        bench.pages->refresh();
        for (const SomePage *page : {bench.overview, bench.errors, bench.log}) {
            QCOMPARE(page->shown, 7);
            QCOMPARE(page->refreshed, 1);
        }
    }

    void findSearchesThePageThatIsShownOrTheFirstThatCan()
    {
        Bench bench;
        bench.errors->searchesIn(u"errors"_s);
        bench.log->searchesIn(u"sync log"_s);
        bench.open();
        QCOMPARE(bench.viewMenu().last(), u"&Find in the errors Ctrl+F"_s);
        const QStringList sheet = bench.sheet();
        QCOMPARE(sheet.value(sheet.indexOf(u"Ctrl+F"_s) + 1), u"Search the errors"_s);

        QTest::keyClick(&bench.window, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(bench.pages->current(), bench.errors);
        QCOMPARE(bench.window.focusWidget(), &bench.errors->field);

        bench.pages->setCurrentWidget(bench.log);
        QCOMPARE(bench.viewMenu().last(), u"&Find in the sync log Ctrl+F"_s);
        QTest::keyClick(&bench.window, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(bench.window.focusWidget(), &bench.log->field);
    }
};

QTEST_MAIN(PagesTest)
#include "pagestest.moc"
