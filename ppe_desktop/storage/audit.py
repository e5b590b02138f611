"""Writing and reading the journal that is never rewritten; each line goes in the transaction of what it tells."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ppe_desktop.domain.audit import START, VALUES, Action, Checkpoint, Deed, Tail, mac_of
from ppe_desktop.storage.settings import read_setting, write_setting

STRETCH = dt.timedelta(minutes=10)
"""One stretch of typing in one record is one line, as in the history: autosaving would make a thousand of a day."""
SET_BACK = dt.timedelta(minutes=5)
"""By how much the clock may go back unnoticed: computers set their own clock right."""
CHECKPOINT = "audit.checkpoint"
_MOMENT = "%Y-%m-%d %H:%M:%S.%f"
_COLUMNS = ", ".join((*VALUES, "mac"))
_INSERT = f"INSERT INTO audit_entry ({_COLUMNS}) VALUES ({', '.join('?' * (len(VALUES) + 1))})"
GUARDS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END"
    for verb in ("UPDATE", "DELETE")
)
"""What refuses to rewrite a line, whoever asks."""


@dataclass(frozen=True, slots=True)
class _End:
    tail: Tail
    at: dt.datetime | None


class AuditTrail:
    """The journal of one open base: its key and its end. Every method runs on the thread of the base."""

    def __init__(self, key: bytes, ticks: Callable[[], float] = time.monotonic) -> None:
        self._key, self._ticks = key, ticks
        self._started = ticks()
        self._end = _End(Tail(), None)
        self._next: _End | None = None
        self._recent: dict[tuple[str, Deed], dt.datetime] = {}
        self._recent_next: dict[tuple[str, Deed], dt.datetime] = {}

    @property
    def tail(self) -> Tail:
        """The end of the journal, as last committed."""
        return self._end.tail

    def prepare(self, connection: Connection) -> None:
        """Read where the journal ends, and see that nothing can rewrite it."""
        for guard in GUARDS:
            connection.exec_driver_sql(guard)
        row = connection.exec_driver_sql(
            "SELECT number, mac, at FROM audit_entry ORDER BY number DESC LIMIT 1"
        ).one_or_none()
        self._end = _End(Tail(row[0], bytes(row[1])), _moment(row[2])) if row else _End(Tail(), None)

    def write(self, connection: Connection, author: str, now: dt.datetime, deeds: Iterable[Deed]) -> None:
        """Write a line for each deed; :meth:`committed` must follow the commit, or the lines count for nothing.

        Args:
            connection: the transaction.
            author: who.
            now: local moment.
            deeds: what was done; a change that goes on with the same stretch of typing is not told twice.
        """
        at = as_utc(now)
        end, rows = self._end, []
        self._recent_next = {}
        for deed in deeds:
            if self._goes_on(author, deed, at):
                continue
            values = self._values(end, author, at, deed)
            mac = mac_of(self._key, end.tail.mac, values)
            rows.append((*values, mac))
            end = _End(Tail(values[0], mac), at)
        for row in rows:
            connection.exec_driver_sql(_INSERT, row)
        self._next = end if rows else None

    def committed(self) -> None:
        """Take what was written as the end of the journal: the base has it."""
        if self._next is not None:
            self._end, self._next = self._next, None
            self._recent.update(self._recent_next)

    def _goes_on(self, author: str, deed: Deed, at: dt.datetime) -> bool:
        if deed.action != Action.CHANGE:
            return False
        since = self._recent.get((author, deed))
        if since is not None and dt.timedelta() <= at - since <= STRETCH:
            return True
        self._recent_next[author, deed] = at
        return False

    def _values(self, end: _End, author: str, at: dt.datetime, deed: Deed) -> tuple[Any, ...]:
        late = end.at is not None and at < end.at - SET_BACK
        ticks = int((self._ticks() - self._started) * 1000)
        return (
            end.tail.count + 1,
            at.strftime(_MOMENT),
            ticks,
            author,
            deed.action.value,
            deed.kind,
            deed.object_id or None,
            deed.child_id or None,
            deed.detail,
            int(late),
        )


def as_utc(now: dt.datetime) -> dt.datetime:
    """Return a moment of the wall clock in universal time, naive."""
    return now.astimezone(dt.UTC).replace(tzinfo=None)


def as_local(at: dt.datetime) -> dt.datetime:
    """Return a universal moment as the wall clock showed it, naive."""
    return at.replace(tzinfo=dt.UTC).astimezone().replace(tzinfo=None)


def read_chain(connection: Connection, after: int, limit: int) -> Sequence[Any]:
    """Return the next lines after a number, as :class:`ppe_desktop.domain.audit.Chain` reads them."""
    query = f"SELECT {_COLUMNS} FROM audit_entry WHERE number > ? ORDER BY number LIMIT ?"
    return connection.exec_driver_sql(query, (after, limit)).all()


def read_checkpoint(connection: Connection) -> Checkpoint | None:
    """Return where the journal begins; None when no line was ever put away. Whether it holds is for the caller to say."""
    kept = read_setting(connection, CHECKPOINT)
    return Checkpoint.of_plain(kept) if isinstance(kept, dict) else None


def write_checkpoint(connection: Connection, checkpoint: Checkpoint) -> None:
    """Keep where the journal begins."""
    write_setting(connection, CHECKPOINT, checkpoint.as_plain())


def last_before(connection: Connection, moment: dt.datetime) -> Tail | None:
    """Return the last of the lines at the head of the journal that are all older than a local moment; None when there is none.

    The last line of all is never one of them: the next is tied to it.
    """
    kept = connection.exec_driver_sql(
        "SELECT min(number) FROM audit_entry WHERE at >= ?", (as_utc(moment).strftime(_MOMENT),)
    ).scalar()
    where = "number < ?" if kept is not None else "number < (SELECT max(number) FROM audit_entry)"
    row = connection.exec_driver_sql(
        f"SELECT number, mac FROM audit_entry WHERE {where} ORDER BY number DESC LIMIT 1",
        (kept,) if kept is not None else (),
    ).one_or_none()
    return None if row is None else Tail(row[0], bytes(row[1]))


def put_away(connection: Connection, checkpoint: Checkpoint) -> int:
    """Take the lines up to a checkpoint out of the base, and keep the checkpoint; return how many there were."""
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_entry_no_delete")
    gone = connection.exec_driver_sql("DELETE FROM audit_entry WHERE number <= ?", (checkpoint.tail.count,)).rowcount
    for guard in GUARDS:
        connection.exec_driver_sql(guard)
    write_checkpoint(connection, checkpoint)
    return gone


def read_mac(connection: Connection, number: int) -> bytes | None:
    """Return the seal of a line; that of the start for 0, None when there is no such line."""
    if number == 0:
        return START
    start = read_checkpoint(connection)
    if start is not None and number == start.tail.count:
        return start.tail.mac
    found = connection.exec_driver_sql("SELECT mac FROM audit_entry WHERE number = ?", (number,)).scalar()
    return None if found is None else bytes(found)


def last_of(connection: Connection, actions: Sequence[Action]) -> dt.datetime | None:
    """Return the local moment of the last line of some actions."""
    marks = ", ".join("?" * len(actions))
    query = f"SELECT at FROM audit_entry WHERE action IN ({marks}) ORDER BY number DESC LIMIT 1"
    found = connection.exec_driver_sql(query, tuple(action.value for action in actions)).scalar()
    return None if found is None else as_local(_moment(found))


ALIKE = ("action", "kind", "detail", "child_id", "author")
"""What the sentence of a line is made of: a hundred thousand lines are a few hundred sentences."""
_ALIKE = "action, kind, detail, ifnull(child_id, ''), author"


def read_alike(connection: Connection, after: int) -> set[tuple[str, ...]]:
    """Return, once each, what the lines after a number have in common with others: see :data:`ALIKE`."""
    rows = connection.exec_driver_sql(f"SELECT DISTINCT {_ALIKE} FROM audit_entry WHERE number > ?", (after,))
    return {tuple(row) for row in rows}


def actions_since(connection: Connection, number: int) -> set[str]:
    """Return which actions the lines after a number tell."""
    query = "SELECT DISTINCT action FROM audit_entry WHERE number > ?"
    return set(connection.exec_driver_sql(query, (number,)).scalars())


def read_lines(
    connection: Connection,
    *,
    child_id: str = "",
    actions: Sequence[Action] = (),
    since: dt.datetime | None = None,
    before: int = 0,
    until: dt.datetime | None = None,
    among: Sequence[tuple[str, ...]] | None = None,
    limit: int = 200,
) -> list[dict[str, Any]]:
    """Return lines of the journal, the newest first.

    Args:
        connection: a transaction.
        child_id: about this child only.
        actions: of these only; all by default.
        since: local moment; nothing older.
        before: only lines with a smaller number; 0 for the newest.
        until: local moment; nothing from it on.
        among: only lines like one of these (see :data:`ALIKE`).
        limit: how many at most.
    """
    where, values = ["1"], []
    if among is not None:
        columns = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(ALIKE)))
        where.append(f"({_ALIKE}) IN (SELECT {columns} FROM json_each(?))")
        values.append(json.dumps(among))
    if child_id:
        where.append("child_id = ?")
        values.append(child_id)
    if actions:
        where.append(f"action IN ({', '.join('?' * len(actions))})")
        values += [action.value for action in actions]
    if since is not None:
        where.append("at >= ?")
        values.append(as_utc(since).strftime(_MOMENT))
    if until is not None:
        where.append("at < ?")
        values.append(as_utc(until).strftime(_MOMENT))
    if before:
        where.append("number < ?")
        values.append(str(before))
    query = f"SELECT {', '.join(VALUES)} FROM audit_entry WHERE {' AND '.join(where)} ORDER BY number DESC LIMIT {int(limit)}"
    rows = connection.exec_driver_sql(query, tuple(values)).mappings()
    return [{**row, "at": as_local(_moment(row["at"]))} for row in rows]


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
