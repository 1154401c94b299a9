#pragma once

#include "values/mapping.h"
#include "workspace/workspace.h"

#include <optional>
#include <vector>

/// The rows of orgmend_mapping and orgmend_field.
class Mappings {
public:
    /// Adds it (id 0), or puts it in place of the one with its id; field rows and all. Its id.
    static qint64 save(const Mapping &mapping, Transaction &work);
    /// Parents before children.
    [[nodiscard]] static std::vector<Mapping> ofConnection(qint64 connection, Transaction &work);
    [[nodiscard]] static std::optional<Mapping> find(
        qint64 connection, const QString &object, Transaction &work);
    /// With its field rows and what its pull had noted. The table stays.
    static void remove(qint64 mapping, Transaction &work);
};

/// `text`, `boolean` …: how a conversion is stored and shown in JSON.
[[nodiscard]] QString conversionName(Conversion conversion);
[[nodiscard]] std::optional<Conversion> conversionFromName(const QString &name);
