#pragma once

#include "salesforce/http/transport.h"

#include <memory>
#include <stop_token>

/// A transport whose every request first passes a gate of the test. `AnyGate` has
/// `bool pass(const std::stop_token &)`, false when it was stopped meanwhile.
template <typename AnyGate>
class GatedTransport final : public HttpTransport {
public:
    GatedTransport(std::unique_ptr<HttpTransport> inner, AnyGate &gate, std::stop_token stop)
        : m_inner(std::move(inner)), m_gate(gate), m_stop(std::move(stop))
    {
    }
    using HttpTransport::open;
    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *body) override
    {
        if (!m_gate.pass(m_stop))
            return failure(Failure::Problem::Cancelled);
        return m_inner->open(request, body);
    }

private:
    std::unique_ptr<HttpTransport> m_inner;
    AnyGate &m_gate;
    std::stop_token m_stop;
};
