#include "mapping/templates.h"

#include "workspace/stores/mappings.h"

WorkspaceTemplate emptyTemplate() { return {}; }

void install(const WorkspaceTemplate &what, qint64 connection, Transaction &work)
{
    for (const Tables::Spec &table : what.tables)
        Tables::complete(table, work);
    for (Mapping mapping : what.mappings) {
        mapping.connection = connection;
        Mappings::save(mapping, work);
    }
}
