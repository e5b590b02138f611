"""The child's own pages: kept as they are made, in the encrypted base only, and given to the file when they are finished."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import keep as fit
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.sketch import Made, read_made, write_made
from ppe_desktop.domain.sketch_words import means_of, question_asked, shown_without_words, words_said
from ppe_desktop.domain.texts import without_lone_surrogates
from ppe_desktop.domain.vocabulary import CollectionOutcome, Sharing, SketchKind, Speaker
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.journal import forget_thrown
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.sketches import read_sketch_data, read_sketch_picture, read_sketches
from ppe_desktop.storage.unit_of_work import UnitOfWork

_KIND, _WORDS = "sketch", "statement"


class SketchService:
    """Use cases on what a child makes on the page of his own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, child_id: str) -> tuple[Item, ...]:
        """Return the pages of a child, the newest first, without their content; ``is_open`` tells those not finished."""
        with self._database.work() as work:
            return read_sketches(work.connection, child_id)

    def content(self, sketch_id: str) -> tuple[str, Made]:
        """Return the support of a page and what is on it.

        Raises:
            UnknownRecordError: there is no such page.
            FieldError: it cannot be read.
        """
        with self._database.work() as work:
            found = read_sketch_data(work.connection, sketch_id)
        if found is None:
            raise UnknownRecordError
        made = read_made(found[1])
        return _support(found[0], made), made

    def picture(self, sketch_id: str) -> bytes:
        """Return the picture of a page as PNG; nothing when it is not up to date: it is then painted from the content."""
        with self._database.work() as work:
            return read_sketch_picture(work.connection, sketch_id)

    def keep(
        self,
        child_id: str,
        kind: str,
        data: str,
        picture: bytes | None = None,
        title: str = "",
        made_on: dt.date | None = None,
        sketch_id: str = "",
        statement_id: str = "",
    ) -> Changes:
        """Keep a page as it is now: one row, made at the first time and changed at the next ones.

        Args:
            child_id: the child.
            kind: support: a code of :class:`SketchKind`, else the name of the support that the page holds.
            data: what is on it, as :mod:`ppe_desktop.domain.sketch` writes it.
            picture: PNG of it; None while it is being made: the former one no longer shows it.
            title: the child's own words.
            made_on: the day; today by default, for a new page only.
            sketch_id: the page; one that the base does not know yet is made under this identifier.
            statement_id: words of the file it goes with; as before when empty.

        Raises:
            FieldError: a value cannot be kept; nothing was changed.
            UnknownRecordError: the child or the words are not there any more.
        """
        with self._database.work() as work:
            values = {"kind": kind, "data": without_lone_surrogates(data), "picture": picture, "title": title}
            if statement_id:
                values["statement_id"] = work.get(_WORDS, statement_id).id
            created = self._write(work, child_id, sketch_id, made_on, values)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def finish(
        self,
        child_id: str,
        kind: str,
        data: str,
        picture: bytes,
        title: str = "",
        sketch_id: str = "",
        on: dt.date | None = None,
    ) -> Changes:
        """Keep a page for good; the child's own words on it become a statement of the file, that no document holds before it is reviewed.

        Words given before are changed only while nobody touched them; otherwise the new ones make another statement.

        Args:
            child_id: the child.
            kind: support: a code of :class:`SketchKind`, else the name of the support that the page holds.
            data: what is on it.
            picture: PNG of it.
            title: the child's own words.
            sketch_id: the page, when it was kept on the way.
            on: the day; today by default.

        Raises:
            FieldError: a value cannot be kept; nothing was changed.
            UnknownRecordError: the child is not there any more.
        """
        with self._database.work() as work:
            made = read_made(without_lone_surrogates(data))
            support = _support(kind, made)
            finished = write_made(made._replace(said=words_said(support, made)))
            values = {"kind": kind, "data": finished, "picture": picture, "title": title}
            sketch_id = self._write(work, child_id, sketch_id, on, values)
            self._give_words(work, sketch_id, support, made)
            work.commit()
            return Changes(frozenset(work.changed), sketch_id)

    def discard_blank(self, sketch_id: str) -> Changes:
        """Take away a page on which nothing is left and that gave no words; leave any other as it is. Nothing stays in the bin."""
        with self._database.work() as work:
            found = read_sketch_data(work.connection, sketch_id)
            if found is None or not read_made(found[1]).is_empty() or work.get(_KIND, sketch_id).statement_id:
                return Changes(frozenset())
            work.remove(_KIND, sketch_id)
            forget_thrown(work.connection, [sketch_id])
            work.commit()
            return Changes(frozenset(work.changed))

    def remove(self, sketch_id: str) -> Changes:
        """Put a page in the recycle bin, picture and content; the words it gave stay in the file.

        Raises:
            UnknownRecordError: it is not there any more.
        """
        with self._database.work() as work:
            item = work.get(_KIND, sketch_id)
            work.remove(_KIND, sketch_id)
            work.commit()
            return Changes(frozenset(work.changed), removed=item)

    def put_back(self, sketch_id: str) -> Changes:
        """Take a page out of the bin, as it was.

        Raises:
            UnknownRecordError: the bin does not hold it.
        """
        with self._database.work() as work:
            work.put_back(_KIND, sketch_id)
            work.commit()
            return Changes(frozenset(work.changed), sketch_id)

    def _write(
        self, work: UnitOfWork, child_id: str, sketch_id: str, on: dt.date | None, values: dict[str, Any]
    ) -> str:
        kept = _fit(_KIND, values)
        if sketch_id:
            with contextlib.suppress(UnknownRecordError):
                work.change(_KIND, sketch_id, **kept)
                return sketch_id
        work.get("child", child_id)
        chosen = {"id": sketch_id} if sketch_id else {}
        return work.add(_KIND, child_id=child_id, made_on=on or work.now.date(), **kept, **chosen)

    def _give_words(self, work: UnitOfWork, sketch_id: str, kind: str, made: Made) -> None:
        sketch = work.get(_KIND, sketch_id)
        words = words_said(kind, made)
        given = work.get(_WORDS, sketch.statement_id) if sketch.statement_id else None
        if not words or (given is not None and given.exact_words == words):
            return
        if given is not None and made.said and given.exact_words == made.said and given.sharing == Sharing.FILE_ONLY:
            work.change(
                _WORDS, given.id, **_fit(_WORDS, {"exact_words": words, "question": question_asked(kind, made)})
            )
            return
        statement_id = work.add(_WORDS, **_fit(_WORDS, _statement(sketch, kind, made, words)))
        work.change(_KIND, sketch_id, statement_id=statement_id)


def _fit(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    facts = {fact.name: fact for fact in record_kinds()[kind].facts}
    return {name: fit(facts[name], value) if name in facts else value for name, value in values.items()}


def _statement(sketch: Item, kind: str, made: Made, words: str) -> dict[str, Any]:
    return {
        "child_id": sketch.child_id,
        "exact_words": words,
        "speaker": Speaker.CHILD.value,
        "said_on": sketch.made_on,
        "means": means_of(kind, made),
        "question": question_asked(kind, made),
        "observation": shown_without_words(kind, made),
        "sharing": Sharing.FILE_ONLY.value,
        "outcome": CollectionOutcome.COLLECTED.value,
    }


def _support(kind: str, made: Made) -> str:
    """Return the support of a page: a code of :class:`SketchKind`, or the name of the one that the page holds.

    Raises:
        FieldError: a later version made it on a support that this one does not know.
    """
    known = next((support for support in SketchKind if support == kind), None)
    if made.sheet is not None:
        return made.sheet.name
    if known is None:
        raise FieldError("kind", "Ce support n’est pas connu de cette version. L’image gardée reste visible.")
    return known
