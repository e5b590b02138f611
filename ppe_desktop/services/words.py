"""The words of a child's file beside what is on screen: read with where they are cited, tied to it, kept from a meeting."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.meeting_words import (
    EXACT,
    PREPARED,
    REPORTED,
    VIEW,
    belongs_to,
    can_be_kept,
    from_preparation,
    from_view,
    kept_id,
    words_again,
)
from ppe_desktop.domain.words_at_hand import FileWords, Subject, can_insert, ties
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.today import present_day
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.meetings import INVITEE, MEETING, PART, read_invitees, read_parts
from ppe_desktop.storage.reading import read_casefile
from ppe_desktop.storage.unit_of_work import UnitOfWork
from ppe_desktop.storage.words import STATEMENT, fresh_id, in_bin, read_one, read_words

_NOTHING = "Notez d’abord ce qui est dit."
_WHOSE = (
    "Cette réunion concerne plusieurs enfants et cette ligne ne dit pas duquel il s’agit : notez cette parole dans la rubrique "
    "« Paroles » du bon enfant."
)
_NOBODY = "Cette personne n’est pas dans le dossier : inscrivez-la d’abord dans « Entourage »."


class ChildWords(NamedTuple):
    """The words of one child.

    Attributes:
        child_id: the child: an answer that comes late is never shown in another file.
        words: the words and what surrounds them.
        today: the day of the program.
    """

    child_id: str
    words: FileWords
    today: dt.date


class WordsService:
    """Use cases on the words at hand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_child(self, child_id: str) -> ChildWords:
        """Return the words of a child's file, and of no other, with what surrounds them."""
        with self._database.work() as work:
            return ChildWords(child_id, read_words(work.connection, child_id), present_day(work).day)

    def fresh_id(self) -> str:
        """Return the identifier of words about to be noted; asks nothing of the base."""
        return fresh_id()

    def tie(self, statement_id: str, child_id: str, subject: Subject) -> Changes:
        """Tie words to what is on screen; a tie they have already is never taken away.

        Raises:
            UnknownRecordError: there are no such words in this child's file, or the meeting is not about the child.
        """
        with self._database.work() as work:
            statement = work.get(STATEMENT, statement_id)
            _require(statement.child_id == child_id)
            if subject.meeting_id:
                _require(any(part.child_id == child_id for part in read_parts(work.connection, subject.meeting_id)))
            if can_insert(statement, subject):
                work.change(STATEMENT, statement_id, **ties(subject))
            work.commit()
            return Changes(frozenset(work.changed))

    def untie(self, statement_id: str, subject: Subject) -> Changes:
        """Undo :meth:`tie`.

        Raises:
            UnknownRecordError: the words are not there any more.
        """
        with self._database.work() as work:
            values = work.get(STATEMENT, statement_id).values
            undone = {name: "" for name, value in ties(subject).items() if values.get(name) == value}
            if undone:
                work.change(STATEMENT, statement_id, **undone)
            work.commit()
            return Changes(frozenset(work.changed))

    def keep_view(self, invitee_id: str, child_id: str, field: str = "view") -> Changes:
        """Keep what a person says at a meeting among the words of one child, exactly as it is written; the view stays.

        Kept once already, the words follow the view as it is now, and have to be reviewed again before they are shared.

        Args:
            invitee_id: the person considered for the meeting.
            child_id: the child in whose file the words go.
            field: ``view`` or ``contribution``.

        Returns:
            What changed; ``created`` is the words.

        Raises:
            FieldError: nothing is said.
            InputError: the meeting is about several children and the line does not say which, or the person is in no file.
            UnknownRecordError: the person is not considered for this child.
        """
        with self._database.work() as work:
            invitee = work.get(INVITEE, invitee_id)
            meeting = work.get(MEETING, invitee.meeting_id)
            children = [part.child_id for part in read_parts(work.connection, meeting.id)]
            _require(child_id in children and invitee.child_id in (None, child_id))
            if not belongs_to(invitee, child_id, len(children)):
                raise InputError(_WHOSE)
            if not can_be_kept(invitee):
                raise InputError(_NOBODY)
            others = [
                one for one in read_invitees(work.connection, meeting.id) if belongs_to(one, child_id, len(children))
            ]
            text = _said(invitee, field)
            values = from_view(_file(work, child_id), meeting, invitee, field, others, present_day(work).day)
            kept = self._keep(work, kept_id(invitee.id, child_id, field), text, EXACT, values)
            if field == VIEW:
                work.change(INVITEE, invitee.id, statement_id=kept)
            work.commit()
            return Changes(frozenset(work.changed), kept)

    def keep_preparation(self, part_id: str, *, is_exact: bool) -> Changes:
        """Keep what was prepared with the child among the child's words.

        Args:
            part_id: the child's part of the meeting.
            is_exact: these are the child's own words; else they are reported ones, never printed between quotation marks.

        Raises:
            FieldError: nothing is written.
            UnknownRecordError: there is no such part.
        """
        with self._database.work() as work:
            part = work.get(PART, part_id)
            meeting = work.get(MEETING, part.meeting_id)
            values = from_preparation(_file(work, part.child_id), meeting, present_day(work).day)
            name = EXACT if is_exact else REPORTED
            kept = self._keep(work, kept_id(part.id, part.child_id, PREPARED), _said(part, PREPARED), name, values)
            work.change(PART, part.id, statement_id=kept)
            work.commit()
            return Changes(frozenset(work.changed), kept)

    def _keep(self, work: UnitOfWork, statement_id: str, text: str, name: str, values: dict[str, Any]) -> str:
        statement = self._there(work, statement_id)
        if statement is None:
            new = {**values, name: text}
            work.add(STATEMENT, id=statement_id, **_checked(work, new))
        elif text not in (statement.exact_words, statement.reported_words):
            name = REPORTED if statement.reported_words.strip() and not statement.exact_words.strip() else EXACT
            work.change(STATEMENT, statement_id, **words_again(text, name))
        return statement_id

    def _there(self, work: UnitOfWork, statement_id: str) -> Item | None:
        """Return the words kept before, taken out of the recycle bin when they were there."""
        statement = read_one(work.connection, statement_id)
        if statement is None and in_bin(work.connection, statement_id):
            work.put_back(STATEMENT, statement_id)
            statement = work.get(STATEMENT, statement_id)
        return statement


def _said(item: Item, field: str) -> str:
    text = str(item.values[field]).strip()
    if not text:
        raise FieldError(field, _NOTHING)
    return text


def _checked(work: UnitOfWork, values: dict[str, Any]) -> dict[str, Any]:
    facts = {fact.name: fact for fact in record_kinds()[STATEMENT].facts}
    found = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
    check_record(
        facts.values(), {**{name: fact.default for name, fact in facts.items()}, **found}, present_day(work).day
    )
    return found


def _file(work: UnitOfWork, child_id: str) -> CaseFile:
    file = read_casefile(work.connection, child_id, work.now.date())
    if file is None:
        raise UnknownRecordError
    return file


def _require(is_so: bool) -> None:
    if not is_so:
        raise UnknownRecordError
