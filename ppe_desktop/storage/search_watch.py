"""What changes is noted by triggers, whoever writes and however: a form, a recycle bin, a cascade, a bulk insert.

The triggers are part of the base, made once with the index: reading them with the schema costs a few milliseconds at the opening, where
making them costs two hundred. They say as little as can be (a kind, an identifier); what follows from a change is worked out when
the index is brought up to date. A migration removes them first (it may remake the tables they watch), and the index is made anew after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection

from ppe_desktop.storage.search_sources import PERSON_LINKS, sources

TOUCHED = "search_touched"
"""Table of what changed since the index was last brought up to date; empty between two transactions."""
STATE = "search_state"
"""Table of what the index was made for; without it the index is made anew."""
WHOLE_FILE = "file"
"""Kind noted for all that is searched in the file of a child."""

_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_LEADS_TO = {
    **dict.fromkeys(PERSON_LINKS, ("person", "person_id")),
    "journal_part": ("journal_entry", "entry_id"),
    "appointment_child": ("appointment", "appointment_id"),
    "meeting_child": ("meeting", "meeting_id"),
    "visit_child": ("visit", "visit_id"),
}
"""Records that put another one in the file of a child: its kind, and the column that says which; before and after a change."""


def watch(connection: Connection) -> None:
    """Note every change from now on, in this session and the next ones."""
    connection.exec_driver_sql(f"CREATE TABLE {TOUCHED} (kind TEXT NOT NULL, record_id TEXT)")
    for statement in triggers():
        connection.exec_driver_sql(statement)


def unwatch(connection: Connection) -> None:
    """Note nothing any more, as a migration needs; the index will be made anew at the next opening."""
    made = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'"
    )
    for name in made.scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for table in (TOUCHED, STATE):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")


def triggers() -> Iterator[str]:
    """Give the statements that make the triggers, one for each table and each thing that may happen to its rows."""
    notes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind in sources():
        notes[kind].append((kind, "id"))
    for table, noted in _LEADS_TO.items():
        notes[table].append(noted)
    for table, noted_rows in sorted(notes.items()):
        for moment in _ROWS:
            yield _trigger(table, moment, noted_rows)
    moved = f"INSERT INTO {TOUCHED} VALUES ('{WHOLE_FILE}', NEW.id);"
    yield f"CREATE TRIGGER search_file_child AFTER UPDATE OF binned_at ON child BEGIN {moved} END"


def _trigger(table: str, moment: str, noted: list[tuple[str, str]]) -> str:
    said = dict.fromkeys(
        f"INSERT INTO {TOUCHED} VALUES ('{kind}', {row}.{column});"
        for kind, column in noted
        for row in (_ROWS[moment][-1:] if column == "id" else _ROWS[moment])  # an identifier never changes
    )
    return f"CREATE TRIGGER search_{moment.lower()}_{table} AFTER {moment} ON {table} BEGIN {' '.join(said)} END"
