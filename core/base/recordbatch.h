#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Some records on their way from Salesforce to a table: column names, one owned buffer, a
/// string_view a cell, a bit for null. 50,000 contacts of 20 fields are 20 MB so. Values are text
/// as Salesforce writes them in CSV: booleans `true`/`false`, stamps `2024-09-09T13:08:34.000Z`,
/// numbers as decimals; JSON answers are brought to the same form.
///
/// Moved, never shared: one thread at a time.
class RecordBatch {
public:
    using Columns = std::shared_ptr<const std::vector<std::string>>;

    RecordBatch() = default;
    /// `buffer` may already hold the cells (CSV scanned in place) or be empty (cells come with
    /// appendText).
    explicit RecordBatch(Columns columns, std::string buffer = {});

    [[nodiscard]] const std::vector<std::string> &columns() const { return *m_columns; }
    [[nodiscard]] Columns sharedColumns() const { return m_columns; }
    [[nodiscard]] std::size_t columnCount() const { return m_columns ? m_columns->size() : 0; }
    [[nodiscard]] std::size_t rowCount() const
    {
        return columnCount() == 0 ? 0 : m_cells.size() / columnCount();
    }
    [[nodiscard]] std::size_t byteSize() const
    {
        return m_buffer.size() + m_cells.size() * sizeof(Cell);
    }
    /// -1 when there is no such column. Names are compared as they are spelt.
    [[nodiscard]] int columnIndex(std::string_view name) const;

    [[nodiscard]] bool isNull(std::size_t row, std::size_t column) const
    {
        return at(row, column).length == nullLength;
    }
    /// Empty for null. Valid until the batch is changed, moved or gone.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const
    {
        const Cell &found = at(row, column);
        return found.length == nullLength
            ? std::string_view()
            : std::string_view(m_buffer.data() + found.offset, found.length);
    }

    void reserve(std::size_t rows, std::size_t bytes);
    /// Cells are added row by row, left to right.
    void appendNull() { m_cells.push_back({0, nullLength}); }
    void appendText(std::string_view text);
    void appendSlice(std::uint32_t offset, std::uint32_t length)
    {
        m_cells.push_back({offset, length});
    }
    /// For a scanner that unquotes in place before the cells are handed on.
    [[nodiscard]] std::string &buffer() { return m_buffer; }

private:
    struct Cell {
        std::uint32_t offset;
        std::uint32_t length;
    };
    static constexpr std::uint32_t nullLength = 0xFFFFFFFF;
    [[nodiscard]] const Cell &at(std::size_t row, std::size_t column) const
    {
        return m_cells[row * m_columns->size() + column];
    }

    Columns m_columns;
    std::string m_buffer;
    std::vector<Cell> m_cells;
};
