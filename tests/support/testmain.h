#pragma once

#include <QObject>

#include <memory>

/// A test program of several classes. Each of its files ends with ORGMEND_TEST(TestX), where one
/// that is a program of its own has QTEST_GUILESS_MAIN(TestX); testmain.cpp runs them one after the
/// other.
namespace testmain {

using Maker = std::unique_ptr<QObject> (*)();

struct Registration {
    Registration(const QMetaObject &type, Maker make);
};

} // namespace testmain

#define ORGMEND_TEST(Class)                                                                        \
    static const testmain::Registration registrationOf##Class(Class::staticMetaObject,             \
        []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
