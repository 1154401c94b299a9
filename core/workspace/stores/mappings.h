#pragma once

#include "values/mapping.h"
#include "workspace/workspace.h"

#include <optional>
#include <vector>

/// The rows of orgmend_mapping, orgmend_field and orgmend_match_key.
class Mappings {
public:
    /// Adds it (id 0), or puts it in place of the one with its id; field rows and all. A field row
    /// keeps its id, a new one (id 0) gets one, one that is missing goes. The mapping's revision is
    /// one more than it was. Its id.
    static qint64 save(const Mapping &mapping, Transaction &work);
    /// Parents before children.
    [[nodiscard]] static std::vector<Mapping> ofConnection(qint64 connection, Transaction &work);
    /// The same with no more of their field rows than the constants: what tells the records of two
    /// objects in one column apart. For screens, which look often.
    [[nodiscard]] static std::vector<Mapping> heads(qint64 connection, Transaction &work);
    /// The mappings of an object, one for each table that it fills; `object` in any case.
    [[nodiscard]] static std::vector<Mapping> ofObject(
        qint64 connection, const QString &object, Transaction &work);
    /// With its field rows and what its pull had noted. The table stays.
    static void remove(qint64 mapping, Transaction &work);
};
