#include "base/recordbatch.h"

RecordBatch::RecordBatch(Columns columns, std::string buffer)
    : m_columns(std::move(columns)), m_buffer(std::move(buffer))
{
}

int RecordBatch::columnIndex(std::string_view name) const
{
    for (std::size_t i = 0; i < columnCount(); ++i) {
        if ((*m_columns)[i] == name)
            return static_cast<int>(i);
    }
    return -1;
}

void RecordBatch::reserve(std::size_t rows, std::size_t bytes)
{
    m_cells.reserve(rows * columnCount());
    m_buffer.reserve(bytes);
}

void RecordBatch::appendText(std::string_view text)
{
    const auto offset = static_cast<std::uint32_t>(m_buffer.size());
    m_buffer.append(text);
    m_cells.push_back({offset, static_cast<std::uint32_t>(text.size())});
}
