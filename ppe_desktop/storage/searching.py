"""Reading what a list of results shows: the texts of the records found, what the persons found are to the children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from ppe_desktop.storage.search_index import Entry
from ppe_desktop.storage.search_sources import LISTED, listed, sources


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a record found.

    Attributes:
        label: French name of its kind.
        about: what completes it: the speaker's code, a person's name, a version's number.
        opens: record on whose card it is shown.
        plan_id: version of the plan it belongs to, or empty.
        fields: column, French label and words of each text it holds.
        title: what it is called, for what has a name.
    """

    label: str
    about: str
    opens: str
    plan_id: str
    fields: tuple[tuple[str, str, str], ...]
    title: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the words of each text."""
        return tuple(text for _column, _label, text in self.fields)


def read_shown(connection: Connection, entries: Iterable[Entry]) -> dict[str, Shown]:
    """Return what is known of the records found, by identifier: one query for each kind of record."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.kind].add(entry.record_id)
    shown = {}
    for kind, record_ids in wanted.items():
        source = sources()[kind]
        for record_id, about, opens, plan_id, *texts in connection.exec_driver_sql(
            source.shown(), listed(record_ids)
        ).all():
            fields = tuple(source.said(texts))
            title = (
                " ".join(text for column, _label, text in fields if column in source.titles) if source.titles else ""
            )
            shown[record_id] = Shown(source.label, str(about or ""), opens, plan_id or "", fields, title)
    return shown


def read_roles(connection: Connection, person_ids: Collection[str]) -> dict[tuple[str, str], str]:
    """Return the code of what each person is to each child, by person and child; the first link when there are several."""
    query = f"SELECT person_id, child_id, role FROM relationship WHERE person_id IN {LISTED} ORDER BY id DESC"
    rows = connection.exec_driver_sql(query, listed(person_ids)) if person_ids else ()
    return {(person_id, child_id): role for person_id, child_id, role in rows}
