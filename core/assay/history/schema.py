# SPDX-License-Identifier: Apache-2.0
"""The tables of the history, as the steps that lead from each version of them to the next.

What a report says of one document is kept once (`result`), however many runs said the same: a catalogue that is checked
every night grows by what changed in it.
"""

APPLICATION_ID = 0x41535359
"""`ASSY`, in the header of the file (SQLite file format §1.3.17): whose file it is."""

_FIRST = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    documents_key TEXT NOT NULL,
    same_key TEXT NOT NULL,
    head TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    moment TEXT NOT NULL,
    first_made TEXT NOT NULL,
    last_made TEXT NOT NULL,
    times INTEGER NOT NULL,
    is_live INTEGER NOT NULL
);
CREATE INDEX run_made ON run (last_made);
CREATE INDEX run_documents ON run (documents_key);
CREATE TABLE result (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    document_sha256 TEXT NOT NULL,
    pack_id TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    pack_sha256 TEXT NOT NULL,
    verdict TEXT NOT NULL,
    counted_verdict TEXT NOT NULL,
    levels TEXT NOT NULL,
    violations INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    infos INTEGER NOT NULL,
    not_checked INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE finding (
    result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    rule TEXT NOT NULL,
    text TEXT NOT NULL,
    severity TEXT NOT NULL,
    PRIMARY KEY (result, position)
) WITHOUT ROWID;
CREATE TABLE checked (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    path TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    result INTEGER NOT NULL REFERENCES result (id),
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE INDEX checked_document ON checked (document);
CREATE INDEX checked_result ON checked (result);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
"""Statements, apart by `;`. The version of a file (`PRAGMA user_version`) is how many of these were done to it."""
