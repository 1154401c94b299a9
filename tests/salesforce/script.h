#pragma once

#include "salesforce/http/accesstokens.h"
#include "salesforce/http/transport.h"

#include <atomic>
#include <cstring>
#include <functional>
#include <mutex>
#include <optional>

#include <zlib.h>

/// Compressed as a server would.
inline QByteArray gzipped(const QByteArray &text)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(
        static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))) + 64,
        Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.constData()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

/// What a script answers to one request.
struct Scripted {
    int status = 200;
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    std::optional<Failure> lost; ///< instead of a status
    qsizetype cutAfter = -1;     ///< the connection breaks after so many bytes of the body
};

/// A transport whose other end is a function: no thread, no socket, no event loop. Bodies arrive in
/// pieces of `piece` bytes.
class ScriptedTransport final : public HttpTransport {
public:
    using Script = std::function<Scripted(const HttpRequest &request, const QByteArray &body)>;
    explicit ScriptedTransport(Script script, qsizetype piece = 1'000)
        : m_script(std::move(script)), m_piece(piece)
    {
    }

    struct Sent {
        QByteArray verb;
        QUrl url;
        std::vector<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body;
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            return HttpAnswer{0, headers, {}}.header(name);
        }
    };
    std::vector<Sent> sent;

    using HttpTransport::open;
    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *body) override
    {
        QByteArray bytes;
        if (body) {
            bytes.resize(body->size());
            const qint64 got =
                body->read(std::span<char>(bytes.data(), static_cast<std::size_t>(bytes.size())));
            bytes.truncate(got);
        }
        sent.push_back({request.verb, request.url, request.headers, bytes});
        Scripted answer = m_script(request, bytes);
        if (answer.lost)
            return *answer.lost;
        return std::unique_ptr<HttpReply>(
            std::make_unique<Reply>(std::move(answer), request.url.host(), m_piece));
    }

private:
    class Reply final : public HttpReply {
    public:
        Reply(Scripted answer, QString host, qsizetype piece)
            : m_answer(std::move(answer)), m_host(std::move(host)), m_piece(piece)
        {
        }
        [[nodiscard]] int status() const override { return m_answer.status; }
        [[nodiscard]] QByteArray header(const QByteArray &name) const override
        {
            return HttpAnswer{0, m_answer.headers, {}}.header(name);
        }
        Result<qsizetype> read(std::span<char> into) override
        {
            const qsizetype end = m_answer.cutAfter < 0 ? m_answer.body.size() : m_answer.cutAfter;
            const qsizetype size =
                std::min({end - m_at, m_piece, static_cast<qsizetype>(into.size())});
            if (size <= 0 && m_answer.cutAfter >= 0)
                return failure(Failure::Problem::ConnectionLost, {m_host});
            std::memcpy(
                into.data(), m_answer.body.constData() + m_at, static_cast<std::size_t>(size));
            m_at += size;
            return size;
        }

    private:
        Scripted m_answer;
        QString m_host;
        qsizetype m_piece;
        qsizetype m_at = 0;
    };

    Script m_script;
    qsizetype m_piece;
};

/// Tokens `token-0`, `token-1` … of one instance; a renewal takes the next. Safe from any thread.
class CountingTokens final : public AccessTokens {
public:
    explicit CountingTokens(QString instance) : m_instance(std::move(instance)) { }

    Result<Access> current() override
    {
        const std::scoped_lock lock(m_mutex);
        return access();
    }
    Result<Access> renewed(const Secret &failed) override
    {
        const std::scoped_lock lock(m_mutex);
        if (refusal)
            return *refusal;
        if (failed == access().token)
            ++m_generation;
        ++renewals;
        if (!nextInstance.isEmpty())
            m_instance = nextInstance;
        return access();
    }
    [[nodiscard]] QByteArray bearer() const
    {
        const std::scoped_lock lock(m_mutex);
        return "Bearer " + access().token.reveal();
    }

    std::atomic<int> renewals = 0;
    std::optional<Failure> refusal;
    QString nextInstance;

private:
    [[nodiscard]] Access access() const
    {
        return {Secret("token-" + QByteArray::number(m_generation)), m_instance};
    }
    mutable std::mutex m_mutex;
    int m_generation = 0;
    QString m_instance;
};
