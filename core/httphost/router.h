#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace http {

/// One `{name}` of a pattern and what stood there, percent-decoded.
using PathArguments = std::map<QByteArray, QByteArray>;

/// `sobjects/{object}/{id}`, without a slash at either end. `{name}` stands for one segment,
/// `{name...}` (last only) for all that is left, slashes included. Fixed segments compare exactly.
class PathPattern {
public:
    explicit PathPattern(const QByteArray &pattern);

    /// `path` as it was sent, still encoded.
    [[nodiscard]] std::optional<PathArguments> match(const QByteArray &path) const;
    /// How exactly the pattern names a path: a fixed segment counts more than a variable one, and
    /// what stands in front counts more than what follows. Lower is better.
    [[nodiscard]] const QByteArray &vagueness() const { return m_vagueness; }

private:
    std::vector<QByteArray> m_segments;
    QByteArray m_vagueness;
};

/// Finds who handles a method and a path: fixed segments win over `{name}`, earlier patterns over
/// later ones.
template <class Handler>
class Router {
public:
    struct Found {
        const Handler *handler = nullptr; ///< null: nobody; it lives as long as the router
        PathArguments arguments;
        QByteArrayList allowed; ///< methods of the pattern that names the path best: 405, not 404
    };

    void add(const QByteArray &method, const QByteArray &pattern, Handler handler)
    {
        Route route{method, PathPattern(pattern), std::move(handler)};
        const auto before = std::ranges::find_if(m_routes, [&route](const Route &other) {
            return route.pattern.vagueness() < other.pattern.vagueness();
        });
        m_routes.insert(before, std::move(route));
    }

    /// A slash at the end of the path changes nothing.
    [[nodiscard]] Found find(const QByteArray &method, QByteArray path) const
    {
        if (path.endsWith('/'))
            path.chop(1);
        Found found;
        const Route *named = nullptr; // the first that fits: its likes alone count
        for (const Route &route : m_routes) {
            std::optional<PathArguments> arguments = route.pattern.match(path);
            if (!arguments)
                continue;
            if (named != nullptr && named->pattern.vagueness() != route.pattern.vagueness())
                break;
            named = &route;
            if (route.method == method)
                return {&route.handler, std::move(*arguments), {}};
            if (!found.allowed.contains(route.method))
                found.allowed.append(route.method);
        }
        return found;
    }

private:
    struct Route {
        QByteArray method;
        PathPattern pattern;
        Handler handler;
    };
    std::vector<Route> m_routes;
};

} // namespace http
