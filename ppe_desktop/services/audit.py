"""The journal that is never rewritten: what is told there beside the changes, its check, its reading, its copy outside."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ppe_desktop.documents.output import write_document
from ppe_desktop.domain.audit import Action, Chain, ChainState, Checkpoint, Deed, Fault, Tail, fault_of
from ppe_desktop.domain.audit_words import FAMILIES, sentence
from ppe_desktop.domain.dates import parse_date
from ppe_desktop.domain.errors import SituationError
from ppe_desktop.domain.names import list_name
from ppe_desktop.domain.search import fold
from ppe_desktop.storage.audit import (
    AuditTrail,
    last_before,
    last_of,
    put_away,
    read_alike,
    read_chain,
    read_checkpoint,
    read_lines,
    read_mac,
)
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.reading import read_items_of
from ppe_desktop.storage.settings import read_setting, write_setting
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.vault.bundles import find_bundles
from ppe_desktop.vault.keys import DatabaseKey
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.sealing import RESTORED, ROTATED, Seal, journal_key, read_seal, write_seal

KEPT = dt.timedelta(days=365)
"""How long a line stays: what the CNIL asks for at most, unless there is a reason."""
PUT_AWAY_EVERY = dt.timedelta(days=30)
STEP = 4000
"""Lines checked without a pause: about 40 ms."""
MOST_EXPORTED = 500_000
REWRITINGS = "keys.rewritings"
"""Choice kept in the base: how many times the key file was rewritten, as last seen."""
ERASED = "dossier effacé"
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""What a spreadsheet would take for a formula at the head of a cell."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line, ready to read.

    Attributes:
        number: its number.
        at: local moment.
        author: who.
        told: what was done, in French, with the child's name as it is today.
        child_id: whose file.
        is_late: the computer's clock stood before the line before it.
        is_alarm: it tells that something is wrong with the journal.
    """

    number: int
    at: dt.datetime
    author: str
    told: str
    child_id: str
    is_late: bool
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is looked for.

    Attributes:
        family: key of a family of actions (see ``FAMILIES``); all by default.
        child_id: about this child only.
        since: nothing older than this local moment.
        before: only lines with a smaller number; 0 for the newest.
        limit: how many at most.
        words: words of the line, of its author or of the child's name, in any order, accents and capitals or not; a date is a day.
    """

    family: str = ""
    child_id: str = ""
    since: dt.datetime | None = None
    before: int = 0
    limit: int = 200
    words: str = ""


@dataclass(frozen=True, slots=True)
class AuditState:
    """What the check of the whole journal found.

    Attributes:
        chain: what the reading of every line found.
        fault: what the seals kept outside the base found.
    """

    chain: ChainState
    fault: Fault

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.chain.first_bad and self.fault is Fault.NONE


class AuditService:
    """Use cases on the journal. Its methods run on the thread of the base, but for :meth:`tell`, :meth:`export` and those of the seal."""

    def __init__(
        self, database: Database, thread: DatabaseThread, folder: Path, key: DatabaseKey, vault_id: str
    ) -> None:
        self._database, self._thread, self._folder, self._vault_id = database, thread, folder, vault_id
        self._key = journal_key(key.bytes(), vault_id)
        self._trail = AuditTrail(self._key)
        self._fault = Fault.NONE
        self._stopping = threading.Event()
        self._untold: list[tuple[Action, str]] = []
        self.rewritings: Callable[[], int] = lambda: 0
        self._alike: set[tuple[str, ...]] = set()
        self._alike_until = 0

    def begin(self, opened_with: str, failures: int) -> None:
        """Compare the journal with its seals, and tell of the opening and of what went before it.

        Args:
            opened_with: which secret opened the base.
            failures: attempts refused since the last success.
        """
        self._database.keep_journal(self._trail)
        seal = read_seal(self._folder, self._key)
        deeds = []
        with self._database.work() as work:
            present = self._trail.tail
            self._fault = fault_of(
                seal.tail if seal else None, present, read_mac(work.connection, seal.tail.count) if seal else None
            )
            self._fault = self._fault or self._compare_keys(work, was_put_back=bool(seal and seal.gesture))
            if seal is not None and seal.gesture in (RESTORED, ROTATED):
                action = Action.RESTORE if seal.gesture == RESTORED else Action.ROTATION
                deeds.append(Deed(action, detail=str(seal.before) if seal.before else ""))
            if self._fault:
                deeds.append(Deed(Action.ALARM, detail=f"{self._fault} {present.count}"))
            if failures:
                deeds.append(Deed(Action.REFUSED, detail=str(failures)))
            deeds.append(Deed(Action.OPEN, detail=opened_with))
            for deed in deeds:
                work.note(deed)
            work.commit()
        if seal is not None and seal.gesture:
            self.seal()

    def _compare_keys(self, work: UnitOfWork, *, was_put_back: bool) -> Fault:
        """Tell whether the key file is an older one put back: the base remembers how many times it was rewritten."""
        known, found = read_setting(work.connection, REWRITINGS, 0), self.rewritings()
        if found != known:
            write_setting(work.connection, REWRITINGS, found)
        return Fault.OLD_KEYS if found < known and not was_put_back else Fault.NONE

    def note(
        self, action: Action, *, kind: str = "", object_id: str = "", child_id: str = "", detail: str = ""
    ) -> None:
        """Write a line that goes with no change of a record."""
        with self._database.work() as work:
            if action is Action.KEY:
                self._compare_keys(work, was_put_back=False)
            work.note(Deed(action, kind, object_id, child_id, detail))
            work.commit()

    def _tell_all(self) -> None:
        while self._untold:
            action, detail = self._untold[0]
            self.note(action, detail=detail)
            del self._untold[0]

    def note_reading(self, child_id: str) -> None:
        """Tell that a child's file was opened to be read; once an opening, not at each refresh of the screen."""
        self.note(Action.READ, kind="child", object_id=child_id, child_id=child_id)

    def tell(self, action: Action, detail: str) -> None:
        """Write a line from any thread but that of the base, about something done elsewhere: a key changed, a backup made.

        It is done whatever becomes of its line: when the disk fails, the line is written with the next one.
        """
        self._untold.append((action, detail))
        with contextlib.suppress(SituationError):
            self._thread.run(self._tell_all)

    def check(self) -> AuditState:
        """Read the whole journal, giving way to whatever is asked meanwhile, and compare it with the seals of the backups.

        When it holds, its lines of more than a year are put away, once a month.
        """
        chain = Chain(self._key, self._beginning())
        while chain.state().first_bad == 0:
            with self._database.work() as work:
                rows = read_chain(work.connection, chain.tail.count, STEP)
            if not chain.read(rows) or len(rows) < STEP or not self._thread.give_way(self._is_wanted):
                break
        with self._database.work() as work:
            fault = self._fault or self._compare_backups(work)
        state = AuditState(chain.state(), fault)
        if state.is_whole:
            self._put_away()
        return state

    def _beginning(self) -> Tail | None:
        """Return what the first line is tied to; a checkpoint that was forged counts for none, and the first line then shows."""
        with self._database.work() as work:
            checkpoint = read_checkpoint(work.connection)
        return checkpoint.tail if checkpoint is not None and checkpoint.holds(self._key) else None

    def _put_away(self) -> None:
        """Take the lines of more than a year out of the base, behind a sealed checkpoint; backups keep them until they go in turn."""
        with self._database.work() as work:
            if last_before(work.connection, work.now - KEPT - PUT_AWAY_EVERY) is None:
                return
            tail = last_before(work.connection, work.now - KEPT)
            if tail is None:
                return
            gone = put_away(work.connection, Checkpoint.made(self._key, tail))
            work.note(Deed(Action.PUT_AWAY, detail=str(gone)))
            work.commit()
        self.seal()

    def lines(self, query: AuditQuery) -> list[AuditLine]:
        """Return lines ready to read, the newest first."""
        actions = next(actions for key, _label, actions in FAMILIES if key == query.family)
        day, words = _words_of(query.words, self._database.now().date())
        since = max(filter(None, (query.since, day)), default=None)
        with self._database.work() as work:
            names = {child.id: list_name(child) for child in read_items_of(work.connection, "child")}
            rows = read_lines(
                work.connection,
                child_id=query.child_id,
                actions=actions,
                since=since,
                until=day + dt.timedelta(days=1) if day else None,
                before=query.before,
                among=self._saying(work, words, names) if words else None,
                limit=query.limit,
            )
        return [_line(row, names) for row in rows]

    def _saying(self, work: UnitOfWork, words: list[str], names: dict[str, str]) -> list[tuple[str, ...]]:
        """Return what the lines that say some words are made of; the journal is only read from where it was the last time."""
        after, self._alike_until = self._alike_until, self._trail.tail.count
        self._alike |= read_alike(work.connection, after)
        found = []
        for alike in self._alike:
            action, kind, detail, child_id, author = alike
            said = fold(f"{_told(action, kind, detail, child_id, names)} {author}")
            if all(word in said for word in words):
                found.append(alike)
        return found

    def children(self) -> list[tuple[str, str]]:
        """Return identifier and name of the children whose lines may be looked for, in order."""
        with self._database.work() as work:
            found = read_items_of(work.connection, "child")
        return sorted(((child.id, list_name(child)) for child in found), key=lambda pair: pair[1])

    def export(self, query: AuditQuery, target: Path) -> Path:
        """Write the lines asked for as a table for a spreadsheet; return the file.

        Raises:
            OutputError: it cannot be written there; in French, with what to do.
        """
        whole = replace(query, before=0, limit=MOST_EXPORTED)
        lines = self._thread.run(self.lines, whole)
        table = as_table(lines)
        written = write_document(target, table, overwrite=True)
        self._thread.run(self._note_export, query.child_id, written, table)
        return written

    def seal(self) -> None:
        """Keep the end of the journal outside the base; harmless at any moment, best effort."""
        write_seal(self._folder, self._key, Seal(self._trail.tail))

    def stop(self) -> None:
        """Have a check under way end at its next step; the base is about to close."""
        self._stopping.set()

    def _note_export(self, child_id: str, path: Path, content: bytes) -> None:
        with self._database.work() as work:
            note_outside(work, str(path), content, child_id=child_id)
            work.note(Deed(Action.EXPORT, child_id=child_id, detail="journal-acces"))
            work.commit()

    def _is_wanted(self) -> bool:
        return not self._stopping.is_set()

    def _compare_backups(self, work: UnitOfWork) -> Fault:
        """Compare with what the backups sealed, those made since the base was last put back or encrypted again."""
        since = last_of(work.connection, (Action.RESTORE, Action.ROTATION))
        start = read_checkpoint(work.connection)
        for bundle in find_bundles(BasePaths(self._folder).backups):
            sealed = bundle.manifest.journal
            if bundle.manifest.vault_id != self._vault_id or sealed is None:
                continue
            if since is not None and bundle.manifest.made_at <= since:
                continue
            tail = Tail(sealed[0], bytes.fromhex(sealed[1]))
            if start is not None and tail.count < start.tail.count:
                continue  # the line it sealed was put away since
            fault = fault_of(tail, self._trail.tail, read_mac(work.connection, tail.count))
            if fault:
                return fault
        return Fault.NONE


def as_table(lines: Sequence[AuditLine]) -> bytes:
    """Return lines as a table that French spreadsheets open, no cell of which is taken for a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Numéro", "Date", "Heure", "Geste", "Par", "Remarque"))
    for line in lines:
        remark = "Horloge reculée" if line.is_late else ""
        moment = (line.at.strftime("%d/%m/%Y"), line.at.strftime("%H:%M:%S"))
        writer.writerow([as_cell(text) for text in (str(line.number), *moment, line.told, line.author, remark)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def as_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _words_of(text: str, today: dt.date) -> tuple[dt.datetime | None, list[str]]:
    """Return the day that some words name, if one does, and the others, folded."""
    day, words = None, []
    for word in text.split():
        try:
            found = parse_date(word, today, past=True) if _DATE.fullmatch(word) else None
        except ValueError:
            found = None
        if found is None:
            words.append(fold(word).strip())
        else:
            day = dt.datetime.combine(found, dt.time())
    return day, words


def _told(action: str, kind: str, detail: str, child_id: str, names: dict[str, str]) -> str:
    kinds = record_kinds()
    child = names.get(child_id, ERASED) if child_id else ""
    return sentence(action, kinds[kind].label if kind in kinds else "", detail, child)


def _line(row: dict[str, object], names: dict[str, str]) -> AuditLine:
    child_id, action, at = str(row["child_id"] or ""), str(row["action"]), row["at"]
    told = _told(action, str(row["kind"]), str(row["detail"]), child_id, names)
    assert isinstance(at, dt.datetime)
    number = int(str(row["number"]))
    return AuditLine(number, at, str(row["author"]), told, child_id, bool(row["late"]), action == Action.ALARM)
