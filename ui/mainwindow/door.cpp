#include "mainwindow/door.h"
#include "connect/connectrequest.h"

Door doorTo(const std::shared_ptr<Engine> &engine)
{
    Door door;
    door.prepare = [engine] { return engine->prepare(); };
    door.connections = [engine] { return engine->connections(); };
    door.disconnect = [engine](qint64 connection, const std::stop_token &stop) {
        return engine->disconnect(connection, stop);
    };
    door.pause = [engine](qint64 connection) { return engine->pause(connection); };
    door.resume = [engine](qint64 connection) { return engine->resume(connection); };
    door.log.events = [engine](const EventQuery &query) { return engine->events(query); };
    door.log.count = [engine](const EventQuery &query) { return engine->countEvents(query); };
    door.signIn.connect = [engine](const ConnectRequest &request,
                              const BrowserSignIn::OpenPage &open, const std::stop_token &stop) {
        return engine->connect(request, open, stop);
    };
    door.signIn.reconnect = [engine](qint64 connection, const ConnectRequest &request,
                                const BrowserSignIn::OpenPage &open, const std::stop_token &stop) {
        return engine->reconnect(connection, request, open, stop);
    };
    return door;
}
