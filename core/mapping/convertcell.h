#pragma once

#include "values/mapping.h"

#include <string>
#include <string_view>

/// One cell on its way into a column. `text` points into the record's batch, or into the room that
/// was lent to convertCell().
struct CellValue {
    enum class Kind { Null, Text, Integer, Real, Invalid };
    Kind kind = Kind::Null;
    std::string_view text{};
    qint64 integer = 0;
    double real = 0;
};

/// Brings Salesforce's text (RecordBatch) to the form in which a column keeps it. An empty cell is
/// null: Salesforce stores no empty text. The same value comes out whether REST or Bulk sent it:
/// decimals lose exponent and needless zeros (`500000.0` and `5E5` are `500000`), stamps read
/// `2024-09-09T13:08:34.000Z`. Invalid where the text is no value of that type. Lookups stay text:
/// finding the row is the writer's business.
[[nodiscard]] CellValue convertCell(std::string_view cell, Conversion as, std::string &room);
