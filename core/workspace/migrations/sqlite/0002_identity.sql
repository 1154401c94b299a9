-- Any table, any key: people become data. A mapping says how its records find their rows (orgmend_match_key, precedence,
-- converts_into) and where the row of a record is kept: in a column of the table, or in orgmend_link. Keys of rows are kept
-- exactly as the table has them, hence in columns without a type: an INTEGER column turns '0123' into 123.

CREATE TABLE orgmend_mapping_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES orgmend_connection (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    table_name TEXT NOT NULL,
    key_column TEXT NOT NULL,
    key_source TEXT NOT NULL,         -- counted, default, field, uuid: where the key of a new row comes from
    id_column TEXT NOT NULL,          -- empty: orgmend_link holds the records
    external_id_column TEXT NOT NULL,
    position INTEGER NOT NULL,        -- parents before children
    precedence INTEGER NOT NULL,      -- among the objects of one table: the lower goes first
    converts_into TEXT NOT NULL,      -- the object that a record of this one may become
    converted_field TEXT NOT NULL,    -- which names the record that it became
    keeps_rows BOOLEAN NOT NULL,      -- a record deleted in Salesforce leaves its row behind
    revision INTEGER NOT NULL,
    UNIQUE (connection, object, table_name)
);
INSERT INTO orgmend_mapping_new
SELECT id, connection, object, table_name, key_column, 'counted', id_column, external_id_column, position,
    yields_to <> '', CASE WHEN matches_people AND yields_to <> '' THEN 'Contact' ELSE '' END,
    CASE WHEN matches_people AND yields_to <> '' THEN 'ConvertedContactId' ELSE '' END, 0, 1
FROM orgmend_mapping;

CREATE TABLE orgmend_match_key (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,        -- tried in this order
    part INTEGER NOT NULL,
    field TEXT NOT NULL,
    column_name TEXT NOT NULL,
    comparison TEXT NOT NULL,         -- exact, email
    PRIMARY KEY (mapping, position, part)
) WITHOUT ROWID;
INSERT INTO orgmend_match_key
SELECT f.mapping, 0, 0, f.field, MIN(f.column_name), 'email' FROM orgmend_field AS f
JOIN orgmend_mapping AS m ON m.id = f.mapping WHERE m.matches_people AND f.field = 'Email' GROUP BY f.mapping, f.field;

CREATE TABLE orgmend_field_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- survives a save
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    column_name TEXT NOT NULL,
    conversion TEXT NOT NULL,
    constant TEXT NOT NULL,
    lookup_table TEXT NOT NULL
);
INSERT INTO orgmend_field_new (mapping, position, field, column_name, conversion, constant, lookup_table)
SELECT mapping, position, field, column_name, conversion, constant, lookup_table FROM orgmend_field
ORDER BY mapping, position;
DROP TABLE orgmend_field;
ALTER TABLE orgmend_field_new RENAME TO orgmend_field;
CREATE INDEX orgmend_field_mapping ON orgmend_field (mapping, position);
CREATE INDEX orgmend_field_constant ON orgmend_field (mapping, position) WHERE field = '';

DROP TABLE orgmend_mapping;
ALTER TABLE orgmend_mapping_new RENAME TO orgmend_mapping;

-- Which row of an admin's own table a record has. born_key: the row was made for the record, and had this key then.
CREATE TABLE orgmend_link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    row_key NOT NULL,
    born_key,
    UNIQUE (mapping, record),
    UNIQUE (mapping, row_key)
);

CREATE TABLE orgmend_pending_lookup_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    key_column TEXT NOT NULL,
    row_key NOT NULL,
    column_name TEXT NOT NULL,
    target_table TEXT NOT NULL,
    target_record TEXT NOT NULL,
    UNIQUE (table_name, row_key, column_name)
);
INSERT INTO orgmend_pending_lookup_new
SELECT id, connection, table_name, key_column, row_key, column_name, target_table, target_record FROM orgmend_pending_lookup;
DROP TABLE orgmend_pending_lookup;
ALTER TABLE orgmend_pending_lookup_new RENAME TO orgmend_pending_lookup;
CREATE INDEX orgmend_pending_lookup_target ON orgmend_pending_lookup (target_record, target_table);

CREATE TABLE orgmend_history_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    connection INTEGER NOT NULL,
    run INTEGER NOT NULL,
    operation TEXT NOT NULL,
    object TEXT NOT NULL,
    record TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_key NOT NULL,
    old TEXT NOT NULL
);
INSERT INTO orgmend_history_new SELECT * FROM orgmend_history;
DROP TABLE orgmend_history;
ALTER TABLE orgmend_history_new RENAME TO orgmend_history;
CREATE INDEX orgmend_history_row ON orgmend_history (table_name, row_key);
CREATE INDEX orgmend_history_record ON orgmend_history (record);

-- Two mappings of one object are two lines of a run. An object that stayed as it was carries why.
CREATE TABLE orgmend_run_object_new (
    run INTEGER NOT NULL REFERENCES orgmend_run (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    table_name TEXT NOT NULL,
    position INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    held INTEGER NOT NULL,
    read INTEGER NOT NULL,
    expected INTEGER,
    done BOOLEAN NOT NULL,
    failure_code TEXT NOT NULL,
    failure_arguments TEXT NOT NULL,
    failure_raw TEXT NOT NULL,
    PRIMARY KEY (run, object, table_name)
);
INSERT INTO orgmend_run_object_new
SELECT run, object, table_name, position, imported, updated, deleted, failed, held, read, expected, done, '', '[]', ''
FROM orgmend_run_object;
DROP TABLE orgmend_run_object;
ALTER TABLE orgmend_run_object_new RENAME TO orgmend_run_object;

-- What stands behind errors, a row of its own: explaining it again touches no error.
CREATE TABLE orgmend_cause (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES orgmend_connection (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    direction TEXT NOT NULL,          -- inbound, outbound
    code TEXT NOT NULL,
    UNIQUE (connection, object, direction, code)
);

-- A record that Salesforce or the database refused; it goes when the record went through. One row for each record of a
-- mapping and direction, whatever the code of the day is.
CREATE TABLE orgmend_record_error_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    direction TEXT NOT NULL,
    record TEXT NOT NULL,             -- empty for a row that Salesforce does not have yet
    row_key,
    cause INTEGER NOT NULL REFERENCES orgmend_cause (id),
    run INTEGER NOT NULL,             -- the run that met it last
    raw TEXT NOT NULL,
    first_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    next_try TIMESTAMP,
    dismissed_at TIMESTAMP,
    dismissed_because TEXT NOT NULL DEFAULT ''
);
INSERT INTO orgmend_cause (connection, object, direction, code)
SELECT DISTINCT e.connection, e.object, 'inbound', e.code FROM orgmend_record_error AS e
JOIN orgmend_mapping AS m ON m.connection = e.connection AND m.object = e.object;
INSERT INTO orgmend_record_error_new (id, mapping, direction, record, row_key, cause, run, raw, first_at, last_at, attempts)
SELECT e.id, m.id, 'inbound', e.record, e.row_key, c.id, e.run, e.raw, e.first_at, e.last_at, e.attempts
FROM orgmend_record_error AS e JOIN orgmend_mapping AS m ON m.connection = e.connection AND m.object = e.object
JOIN orgmend_cause AS c ON c.connection = e.connection AND c.object = e.object AND c.direction = 'inbound'
    AND c.code = e.code;
DROP TABLE orgmend_record_error;
ALTER TABLE orgmend_record_error_new RENAME TO orgmend_record_error;
CREATE UNIQUE INDEX orgmend_record_error_record ON orgmend_record_error (mapping, direction, record) WHERE record <> '';
CREATE UNIQUE INDEX orgmend_record_error_row ON orgmend_record_error (mapping, direction, row_key) WHERE record = '';
CREATE INDEX orgmend_record_error_cause ON orgmend_record_error (cause, id);

-- How long the log keeps its lines depends on their level: a failure's line stays longer.
DROP INDEX orgmend_event_at;
CREATE INDEX orgmend_event_at ON orgmend_event (at, level);
CREATE TABLE orgmend_log_trim (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    completed_at TIMESTAMP,
    untold INTEGER NOT NULL           -- lines that went and that no event has told of yet
);
INSERT INTO orgmend_log_trim VALUES (1, NULL, 0);

-- Named like what they hold: a conversion is what a column's values go through, and nothing else.
ALTER TABLE orgmend_candidate RENAME TO orgmend_unmatched_record;
ALTER TABLE orgmend_conversion RENAME TO orgmend_converted_lead;

-- What Salesforce said of an object when it was last described, word for word: an answer of 304 means this one.
CREATE TABLE orgmend_schema (
    connection INTEGER NOT NULL REFERENCES orgmend_connection (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    since TIMESTAMP NOT NULL,         -- when it was first read like this
    json TEXT NOT NULL,
    PRIMARY KEY (connection, object)
);
