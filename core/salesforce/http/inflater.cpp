#include "salesforce/http/inflater.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace {
constexpr int gzipOnly = 15 + 16; // zlib's way of saying: a gzip header and nothing else

uInt bounded(std::size_t size)
{
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}
} // namespace

Inflater::Inflater() : m_stream(std::make_unique<z_stream_s>())
{
    m_broken = inflateInit2(m_stream.get(), gzipOnly) != Z_OK;
}

Inflater::~Inflater() { inflateEnd(m_stream.get()); }

Inflater::Step Inflater::step(std::span<const char> in, std::span<char> out)
{
    Step done;
    while (!m_broken && done.consumed < in.size() && done.produced < out.size()) {
        if (m_whole) {
            // What follows a finished member is one more member.
            if (m_started)
                inflateReset(m_stream.get());
            m_started = true;
            m_whole = false;
        }
        const uInt offered = bounded(in.size() - done.consumed);
        const uInt room = bounded(out.size() - done.produced);
        // zlib's interface is older than const; it does not write to its input.
        m_stream->next_in =
            reinterpret_cast<Bytef *>(const_cast<char *>(in.data() + done.consumed));
        m_stream->avail_in = offered;
        m_stream->next_out = reinterpret_cast<Bytef *>(out.data() + done.produced);
        m_stream->avail_out = room;
        const int status = inflate(m_stream.get(), Z_NO_FLUSH);
        done.consumed += offered - m_stream->avail_in;
        done.produced += room - m_stream->avail_out;
        if (status == Z_STREAM_END)
            m_whole = true;
        else if (status == Z_BUF_ERROR)
            break; // neither input nor room is left to go on with
        else if (status != Z_OK)
            m_broken = true;
    }
    // A full `out` may leave bytes inside zlib although all input is taken: ask for those.
    if (!m_broken && !m_whole && done.consumed == in.size() && done.produced < out.size()) {
        const uInt room = bounded(out.size() - done.produced);
        m_stream->next_in = nullptr;
        m_stream->avail_in = 0;
        m_stream->next_out = reinterpret_cast<Bytef *>(out.data() + done.produced);
        m_stream->avail_out = room;
        const int status = inflate(m_stream.get(), Z_SYNC_FLUSH);
        done.produced += room - m_stream->avail_out;
        if (status == Z_STREAM_END)
            m_whole = true;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            m_broken = true;
    }
    done.broken = m_broken;
    return done;
}
