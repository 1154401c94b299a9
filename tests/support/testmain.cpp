#include "tests/support/testmain.h"

#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif

#include <algorithm>
#include <ranges>
#include <vector>

namespace {

struct TestClass {
    const QMetaObject *type;
    testmain::Maker make;

    [[nodiscard]] QByteArray name() const { return type->className(); }

    /// `aTest` and `aTest:row`, also with `TestX::` in front.
    [[nodiscard]] bool has(const QByteArray &function) const
    {
        const QByteArray slot = withoutClass(function).split(':').front() + "()";
        return type->indexOfSlot(slot.constData()) >= 0;
    }

    [[nodiscard]] QByteArray withoutClass(const QByteArray &function) const
    {
        const QByteArray prefix = name() + "::";
        return function.startsWith(prefix) ? function.mid(prefix.size()) : function;
    }
};

std::vector<TestClass> &testClasses()
{
    static std::vector<TestClass> known;
    return known;
}

/// What one class is called with; nothing when what is asked for is all in other classes. To pick
/// functions is as in Qt Test; the name of a class picks all of it. What none knows is left for Qt
/// Test to refuse.
std::vector<QByteArray> argumentsFor(const TestClass &own, const std::vector<QByteArray> &given)
{
    std::vector<QByteArray> arguments{given.front()};
    bool picked = false;
    bool ours = false;
    for (const QByteArray &each : given | std::views::drop(1)) {
        const bool isClass = std::ranges::any_of(
            testClasses(), [&](const TestClass &other) { return other.name() == each; });
        const bool isFunction = std::ranges::any_of(
            testClasses(), [&](const TestClass &other) { return other.has(each); });
        picked = picked || isClass || isFunction;
        ours = ours || each == own.name() || own.has(each);
        if (own.has(each))
            arguments.push_back(own.withoutClass(each));
        else if (!isClass && !isFunction)
            arguments.push_back(each);
    }
    return picked && !ours ? std::vector<QByteArray>() : arguments;
}

} // namespace

testmain::Registration::Registration(const QMetaObject &type, Maker make)
{
    testClasses().push_back({&type, std::move(make)});
}

int main(int argc, char **argv)
{
#ifdef QT_WIDGETS_LIB
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const QApplication application(argc, argv);
#else
    const QCoreApplication application(argc, argv);
#endif
    const std::vector<QByteArray> given(argv, argv + argc);
    int failures = 0;
    for (const TestClass &each : testClasses()) {
        std::vector<QByteArray> arguments = argumentsFor(each, given);
        if (arguments.empty())
            continue;
        std::vector<char *> pointers;
        for (QByteArray &argument : arguments)
            pointers.push_back(argument.data());
        const std::unique_ptr<QObject> test = each.make();
        failures += QTest::qExec(test.get(), static_cast<int>(pointers.size()), pointers.data());
    }
    // A program's exit code has eight bits: 256 failures are no success.
    return std::min(failures, 127);
}
