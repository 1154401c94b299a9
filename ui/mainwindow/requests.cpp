#include "mainwindow/requests.h"

#include "connect/connectdialog.h"
#include "widgets/badge.h"

#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

Requests::Requests(ConnectionsDoor &connections, const BrowserSignIn &signIn, QWidget *window)
    : QObject(window), m_connections(connections), m_signIn(signIn), m_window(window)
{
}

void Requests::perform(Offer offer, const Connection &connection)
{
    const qint64 id = connection.id;
    switch (offer) {
    case Offer::Connect:
    case Offer::ContinueSetUp:
        signInAgain(connection, false);
        break;
    case Offer::Reconnect:
        signInAgain(connection, true);
        break;
    case Offer::ResyncNow:
    case Offer::TryNow:
        emit syncRequested(id, false);
        break;
    case Offer::RunInitialSync:
        emit syncRequested(id, true);
        break;
    case Offer::Cancel:
        emit cancelRequested(id);
        break;
    case Offer::Pause:
        ask([this, id](const std::stop_token &) { return m_connections.pause(id); });
        break;
    case Offer::Resume:
        ask([this, id](const std::stop_token &) { return m_connections.resume(id); });
        break;
    case Offer::Disconnect:
        confirmDisconnect(connection);
        break;
    }
}

void Requests::connectNew() { open(new ConnectDialog(m_connections, m_signIn, m_window)); }

void Requests::signInAgain(const Connection &connection, bool atOnce)
{
    auto *dialog = new ConnectDialog(m_connections, m_signIn, connection, m_window);
    open(dialog);
    if (atOnce)
        dialog->begin();
}

void Requests::open(ConnectDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::connected, this, [this](const ConnectionStatus &status) {
        emit connected(status.connection.id);
        emit syncRequested(status.connection.id, false);
    });
    dialog->open();
}

void Requests::confirmDisconnect(const Connection &connection)
{
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"disconnectQuestion"_s);
    box->setIcon(QMessageBox::NoIcon);
    box->setWindowTitle(tr("Disconnect"));
    box->setText(tr("Disconnect from %1 (%2)?")
            .arg(connection.name, environmentWord(connection.environment)));
    box->setInformativeText(
        tr("A sync that is running stops, and Salesforce is told to end the sign-in of %1. Your "
           "rows, the tables' set-up and the log stay in the workspace; you can connect again at "
           "any time.")
            .arg(connection.username));
    QPushButton *yes = box->addButton(tr("&Disconnect"), QMessageBox::AcceptRole);
    yes->setObjectName(u"confirmDisconnectButton"_s);
    QPushButton *no = box->addButton(tr("&Stay connected"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, [this, id = connection.id] {
        ask([this, id](const std::stop_token &stop) { return m_connections.disconnect(id, stop); });
    });
    box->open();
}

void Requests::ask(const Work &work)
{
    if (m_job.isRunning())
        return;
    m_asked = work;
    emit begun();
    m_job.start(m_asked, [this](const Result<void> &done) {
        if (!done)
            emit failed(done.failure());
        emit ended();
    });
}
