"""The words of a file beyond their facts: who spoke, who could read them, where they were printed already, the answer given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ppe_desktop.documents.guard import contains_any
from ppe_desktop.domain.casefile import Item, Items
from ppe_desktop.domain.dates import NBSP, long_date
from ppe_desktop.domain.errors import PpeError, UnknownRecordError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.sharing import WIDENING, Reading, readings, telling_parts
from ppe_desktop.domain.vocabulary import DeliveryMode, RecipientKind
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.holding import Held, is_tied, read_content, read_held
from ppe_desktop.storage.journal import forget_thrown
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.reading import read_casefile, read_statements
from ppe_desktop.storage.words import read_words

_PRINTED = ("exact_words", "reported_words", "wishes", "disagreements", "observation")
"""What documents print of some words."""


class Spoken(NamedTuple):
    """The words of a file.

    Attributes:
        items: the words, the newest first, with the persons they are kept from.
        names: names of the persons they speak of, by identifier, still in the file or not.
    """

    items: Items
    names: Mapping[str, str]


class Review(NamedTuple):
    """Some words, and who could read them.

    Attributes:
        statement: the words as they are.
        levels: by level of sharing, what each reader would receive.
    """

    statement: Item
    levels: dict[str, tuple[Reading, ...]]


class Copy(NamedTuple):
    """A copy handed over: "à Madame Benali, le 12 mars 2026, en main propre", "au juge"."""

    words: str


class Holder(NamedTuple):
    """A kept document that holds some words.

    Attributes:
        kind: ``"child_plan"`` or ``"produced_document"``.
        record_id: identifier.
        title: "Projet pour l’enfant, version 1", "Projet pour l’enfant, pour Madame Benali".
        on: day it was established or produced.
        copies: to whom it was handed.
    """

    kind: str
    record_id: str
    title: str
    on: dt.date | None
    copies: tuple[Copy, ...]


class StatementService:
    """Use cases on some words. :meth:`holders` may be called from any thread but the database's own; the others run on it."""

    def __init__(self, database: Database, thread: DatabaseThread) -> None:
        self._database, self._thread = database, thread

    def read(self, child_id: str) -> Spoken:
        """Return the words of a child's file, and the names of all who spoke, even of those who left the file."""
        with self._database.work() as work:
            found = read_words(work.connection, child_id)
            return Spoken(found.items, found.names)

    def review(self, statement_id: str) -> Review:
        """Return some words as they are, and who could read them at each level of sharing.

        Raises:
            UnknownRecordError: there are no such words.
        """
        with self._database.work() as work:
            statement = work.get("statement", statement_id)
            day = present_day(work).day
            file = read_casefile(work.connection, statement.child_id, day)
            kept = read_statements(work.connection, statement.child_id).of("statement_restriction")
        levels = {level: readings(file, statement, level, kept, day) if file else () for level in WIDENING}
        return Review(statement, levels)

    def discard_if_blank(self, statement_id: str) -> Changes:
        """Take away words noted by a gesture and left blank, without keeping them; leave any other as they are."""
        with self._database.work() as work:
            try:
                statement = work.get("statement", statement_id)
            except UnknownRecordError:
                return Changes(frozenset())
            if not _is_blank(statement) or any(work.pending([statement_id]).values()):
                return Changes(frozenset())
            if is_tied(work.connection, statement_id):
                return Changes(frozenset())
            work.remove("statement", statement_id)
            forget_thrown(work.connection, [statement_id])
            work.commit()
            return Changes(frozenset(work.changed))

    def holders(self, statement_id: str) -> tuple[Holder, ...]:
        """Return the kept documents that hold some words: finished plans that cite them, and produced documents that print them.

        A produced document that does not say what it prints is read: that takes a moment for each.

        Raises:
            UnknownRecordError: there are no such words.
        """
        statement, held = self._thread.run(self._held, statement_id)
        needles = [part for name in _PRINTED for part in telling_parts(statement.values[name] or "")]
        printed = [one for one in held.produced if one.id in held.citing or (needles and self._prints(one.id, needles))]
        plans = sorted(held.plans, key=lambda plan: plan.version)
        return (*(_plan(one, held) for one in plans), *(_document(one, held) for one in printed))

    def _held(self, statement_id: str) -> tuple[Item, Held]:
        with self._database.work() as work:
            statement = work.get("statement", statement_id)
            return statement, read_held(work.connection, statement.child_id, statement_id)

    def _prints(self, produced_id: str, needles: list[str]) -> bool:
        content = self._thread.run(self._content, produced_id)
        try:
            return content is not None and contains_any(content, needles)
        except PpeError:
            return False  # a Word file brought back by hand that cannot be read tells nothing

    def _content(self, produced_id: str) -> bytes | None:
        with self._database.work() as work:
            return read_content(work.connection, produced_id)


def _is_blank(statement: Item) -> bool:
    """Tell whether nothing was entered but who speaks and when."""
    preset = ("speaker", "said_on", "person_id")
    facts = (fact for fact in record_kinds()["statement"].facts if fact.name not in preset)
    return all(statement.values.get(fact.name) in (None, "", False, fact.default) for fact in facts)


def _plan(plan: Item, held: Held) -> Holder:
    title = f"Projet pour l’enfant, version{NBSP}{plan.version}"
    return Holder("child_plan", plan.id, title, plan.established_on, _copies(held.plan_deliveries.get(plan.id, ())))


def _document(produced: Item, held: Held) -> Holder:
    title = produced.title or Produced.label_of(produced.document)
    label = f"{title}, pour {produced.recipient}" if produced.recipient else title
    if produced.is_draft:
        label = f"{label} (document de travail)"
    on = produced.created_at.date() if produced.created_at else None
    return Holder("produced_document", produced.id, label, on, _copies(held.deliveries.get(produced.id, ())))


def _copies(deliveries: Iterable[Item]) -> tuple[Copy, ...]:
    return tuple(Copy(_handed(one)) for one in deliveries)


def _handed(delivery: Item) -> str:
    name = delivery.values.get("name")
    who = f"à {name}" if name else _to(RecipientKind.label_of(delivery.recipient))
    day = f"le {long_date(delivery.delivered_on)}" if delivery.delivered_on else ""
    mode = DeliveryMode.label_of(delivery.mode)
    return ", ".join(part for part in (who, day, f"{mode[:1].lower()}{mode[1:]}") if part)


def _to(label: str) -> str:
    """Return a reader as somebody something is handed to: "au père", "à la mère", "à l’enfant"."""
    return f"au{label[2:]}" if label.startswith("Le ") else f"à {label[:1].lower()}{label[1:]}"
