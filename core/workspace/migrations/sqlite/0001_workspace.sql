-- What Orgmend knows, beside the admin's own tables. Times are ISO 8601 text in UTC with milliseconds, so that they
-- compare as text; lists are JSON arrays; empty text means "none" unless a column may be NULL.

CREATE TABLE orgmend_meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    workspace TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    program TEXT NOT NULL
);

-- Ids are part of external ids (sf_<connection>_…), hence never reused.
CREATE TABLE orgmend_connection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    environment TEXT NOT NULL,
    login_url TEXT NOT NULL,
    client_id TEXT NOT NULL,
    callback TEXT NOT NULL,
    instance_url TEXT NOT NULL,
    org_id TEXT NOT NULL,
    org_name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    username TEXT NOT NULL,
    api_version TEXT NOT NULL,
    template TEXT NOT NULL,
    table_prefix TEXT NOT NULL,
    complete BOOLEAN NOT NULL,
    signed_in BOOLEAN NOT NULL,
    token_expired BOOLEAN NOT NULL,
    paused BOOLEAN NOT NULL,
    offline BOOLEAN NOT NULL,
    waiting_for_quota_until TIMESTAMP,
    token_issued_at TIMESTAMP,
    last_sync TIMESTAMP,
    last_full_sync TIMESTAMP,
    created_at TIMESTAMP,
    api_used INTEGER,
    api_maximum INTEGER,
    token_generation INTEGER NOT NULL
);

CREATE TABLE orgmend_mapping (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL REFERENCES orgmend_connection (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    table_name TEXT NOT NULL,
    key_column TEXT NOT NULL,
    id_column TEXT NOT NULL,
    external_id_column TEXT NOT NULL,
    yields_to TEXT NOT NULL,
    matches_people BOOLEAN NOT NULL,
    position INTEGER NOT NULL, -- parents before children
    UNIQUE (connection, object)
);

CREATE TABLE orgmend_field (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    field TEXT NOT NULL,
    column_name TEXT NOT NULL,
    conversion TEXT NOT NULL,
    constant TEXT NOT NULL,
    lookup_table TEXT NOT NULL,
    lookup_columns TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    PRIMARY KEY (mapping, position)
);

-- Where the pull of a mapping stands: see core/workspace/cursors.h.
CREATE TABLE orgmend_pull (
    mapping INTEGER PRIMARY KEY REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    low TEXT NOT NULL,
    under_way BOOLEAN NOT NULL,
    kind TEXT NOT NULL,
    began_low TEXT NOT NULL,
    next_low TEXT NOT NULL,
    resume_stamp TEXT NOT NULL,
    resume_id TEXT NOT NULL,
    bulk_job TEXT NOT NULL,
    bulk_locator TEXT NOT NULL,
    bulk_complete BOOLEAN NOT NULL,
    bulk_begun_at TIMESTAMP,
    rows_in INTEGER NOT NULL,
    deletes_low TEXT NOT NULL,
    completed_at TIMESTAMP,
    full_completed_at TIMESTAMP
);

-- The Ids that the full pull under way has seen; the rest are asked for by Id at its end.
CREATE TABLE orgmend_seen_id (
    mapping INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (mapping, record)
) WITHOUT ROWID;

-- A lookup whose target is not here yet: the cell is NULL until the record arrives.
CREATE TABLE orgmend_pending_lookup (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    key_column TEXT NOT NULL,
    row_key INTEGER NOT NULL,
    column_name TEXT NOT NULL,
    target_table TEXT NOT NULL,
    target_columns TEXT NOT NULL,
    target_record TEXT NOT NULL,
    UNIQUE (table_name, row_key, column_name)
);
CREATE INDEX orgmend_pending_lookup_target ON orgmend_pending_lookup (target_record, target_table);

CREATE TABLE orgmend_run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    kind TEXT NOT NULL,
    origin TEXT NOT NULL,
    outcome TEXT NOT NULL, -- empty while it runs
    started_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    imported INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    held INTEGER NOT NULL,
    api_calls INTEGER NOT NULL,
    seconds REAL NOT NULL,
    failure_code TEXT NOT NULL,
    failure_arguments TEXT NOT NULL,
    failure_raw TEXT NOT NULL
);
CREATE INDEX orgmend_run_connection ON orgmend_run (connection, id);
CREATE INDEX orgmend_run_unfinished ON orgmend_run (connection, id) WHERE outcome = '';

CREATE TABLE orgmend_run_object (
    run INTEGER NOT NULL REFERENCES orgmend_run (id) ON DELETE CASCADE,
    object TEXT NOT NULL,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    imported INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    held INTEGER NOT NULL,
    read INTEGER NOT NULL,
    expected INTEGER,
    done BOOLEAN NOT NULL,
    PRIMARY KEY (run, object)
);

CREATE TABLE orgmend_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    connection INTEGER NOT NULL, -- 0: the workspace's own
    run INTEGER NOT NULL,        -- 0: outside a run
    name TEXT NOT NULL,
    level INTEGER NOT NULL,      -- 0 debug, 1 info, 2 warning, 3 error
    object TEXT NOT NULL,
    arguments TEXT NOT NULL,
    raw TEXT NOT NULL,
    imported INTEGER,
    updated INTEGER,
    deleted INTEGER,
    failed INTEGER,
    held INTEGER,
    api_calls INTEGER,
    seconds REAL,
    search TEXT NOT NULL         -- what a search looks in, case folded
);
CREATE INDEX orgmend_event_connection ON orgmend_event (connection, id);
CREATE INDEX orgmend_event_object ON orgmend_event (object, id);
CREATE INDEX orgmend_event_at ON orgmend_event (at);
CREATE INDEX orgmend_event_problem ON orgmend_event (id) WHERE level >= 2;
CREATE INDEX orgmend_event_connection_problem ON orgmend_event (connection, id) WHERE level >= 2;

-- A free lease keeps its row and its fencing number, with an empty holder.
CREATE TABLE orgmend_lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    fence INTEGER NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE orgmend_sync_request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    full_sync BOOLEAN NOT NULL,
    objects TEXT NOT NULL,
    origin TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    run INTEGER NOT NULL -- 0 while it waits
);
CREATE INDEX orgmend_sync_request_waiting ON orgmend_sync_request (connection, id) WHERE run = 0;

CREATE TABLE orgmend_stop_request (
    connection INTEGER PRIMARY KEY,
    why TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL
);

-- A record that Salesforce or the database refused; it goes when the record went through.
CREATE TABLE orgmend_record_error (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection INTEGER NOT NULL,
    object TEXT NOT NULL,
    record TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_key INTEGER,
    run INTEGER NOT NULL,
    code TEXT NOT NULL,
    raw TEXT NOT NULL,
    first_at TIMESTAMP NOT NULL,
    last_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    UNIQUE (connection, object, record)
);

-- The old values of rows that went or lost against others.
CREATE TABLE orgmend_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    connection INTEGER NOT NULL,
    run INTEGER NOT NULL,
    operation TEXT NOT NULL,
    object TEXT NOT NULL,
    record TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_key INTEGER NOT NULL,
    old TEXT NOT NULL
);
CREATE INDEX orgmend_history_row ON orgmend_history (table_name, row_key);
CREATE INDEX orgmend_history_record ON orgmend_history (record);

-- Records of the pull under way whose row is decided when all of it is in: see core/sync/personmatch.h.
CREATE TABLE orgmend_candidate (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    email TEXT NOT NULL, -- trimmed, A-Z lowered
    cells TEXT NOT NULL, -- JSON: field to value
    PRIMARY KEY (mapping, record)
) WITHOUT ROWID;
CREATE INDEX orgmend_candidate_email ON orgmend_candidate (mapping, email);

-- Records to read again by Id, because their row shows values that are no longer theirs.
CREATE TABLE orgmend_reread (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    PRIMARY KEY (mapping, record)
) WITHOUT ROWID;

-- How many records of an object Salesforce held when a run last counted: see core/sync/recordcounts.h.
CREATE TABLE orgmend_record_count (
    mapping INTEGER PRIMARY KEY REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    records INTEGER NOT NULL,
    counted_at TIMESTAMP NOT NULL
);

-- Mapped fields that describe did not show when it was last asked.
CREATE TABLE orgmend_left_out (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    PRIMARY KEY (mapping, field)
) WITHOUT ROWID;

-- Leads whose Contact has no row yet, or a row with another Lead: see core/sync/conversions.h.
CREATE TABLE orgmend_conversion (
    mapping INTEGER NOT NULL REFERENCES orgmend_mapping (id) ON DELETE CASCADE,
    lead TEXT NOT NULL,
    contact TEXT NOT NULL,
    PRIMARY KEY (mapping, lead)
) WITHOUT ROWID;
CREATE INDEX orgmend_conversion_contact ON orgmend_conversion (contact);
