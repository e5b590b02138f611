"""The interview at 17 and the autonomy plan: begun once, gone on with another day, rights ticked, papers followed, words kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ppe_desktop.domain.autonomy import QUESTIONS, are_papers_prepared, interviews, theme_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.checks import keep as fit
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.domain.vocabulary import (
    AutonomyRight,
    CollectionOutcome,
    Means,
    Occasion,
    PaperKind,
    PaperState,
    Sharing,
    Speaker,
    StepKind,
)
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.autonomy import read_words_of_interview
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.reading import read_casefile
from ppe_desktop.storage.unit_of_work import UnitOfWork

PREPARED = "Liste des papiers complète (rubrique Autonomie)."
"""What the step says that follows from the checklist: only that one is taken back when a paper is wanting again."""
_INTERVIEW, _TOPIC, _RIGHT, _PAPER, _STEP = (
    "autonomy_interview",
    "autonomy_topic",
    "autonomy_right_told",
    "paper",
    "statutory_step",
)


@dataclass(frozen=True, slots=True)
class Autonomy:
    """All that is kept of a young person's autonomy.

    Attributes:
        interviews: the interviews, the last one first.
        topics: their topics.
        rights: the rights told there.
        papers: the papers something was said of.
        contracts: support asked for and decided after 18.
        exits: interviews after leaving.
        plans: what the plan for autonomy says beside its themes.
        kept_words: exact words of interviews already kept among the words of the file.
    """

    interviews: tuple[Item, ...]
    topics: tuple[Item, ...]
    rights: tuple[Item, ...]
    papers: tuple[Item, ...]
    contracts: tuple[Item, ...]
    exits: tuple[Item, ...]
    plans: tuple[Item, ...]
    kept_words: frozenset[str]


class AutonomyService:
    """Use cases on what a young person prepares for after eighteen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_child(self, child_id: str) -> Autonomy:
        """Return all that is kept of a young person's autonomy.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            file = _file(work, child_id)
            return Autonomy(
                tuple(interviews(file)),
                file.of(_TOPIC),
                file.of(_RIGHT),
                file.of(_PAPER),
                file.of("young_adult_contract"),
                file.of("exit_interview"),
                file.of("autonomy_plan"),
                read_words_of_interview(work.connection, child_id),
            )

    def kept_words(self, child_id: str) -> frozenset[str]:
        """Return the exact words of interviews already kept among the words of the file."""
        with self._database.work() as work:
            return read_words_of_interview(work.connection, child_id)

    def begin_interview(self, child_id: str) -> Changes:
        """Begin an interview today, with a page for each theme; one that is not finished is gone on with instead.

        Returns:
            What changed; ``created`` is the interview, made or found.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            file = _file(work, child_id)
            begun = next((one for one in interviews(file) if one.held_on is None), None)
            interview_id = begun.id if begun else work.add(_INTERVIEW, child_id=child_id, begun_on=work.now.date())
            if begun is not None and begun.begun_on is None:
                work.change(_INTERVIEW, interview_id, begun_on=work.now.date())
            self._complete(work, file, interview_id)
            work.commit()
            return Changes(frozenset(work.changed), interview_id)

    def open_interview(self, interview_id: str) -> Changes:
        """Give an interview the pages of the themes it does not have yet.

        Returns:
            What changed; ``created`` is the interview.

        Raises:
            UnknownRecordError: it is not there any more.
        """
        with self._database.work() as work:
            interview = work.get(_INTERVIEW, interview_id)
            self._complete(work, _file(work, interview.child_id), interview_id)
            work.commit()
            return Changes(frozenset(work.changed), interview_id)

    def tell_right(self, interview_id: str, right: str) -> Changes:
        """Tick a right told today; one told before keeps its day.

        Raises:
            FieldError: it is no right of the list.
            UnknownRecordError: the interview is not there any more.
        """
        _checked(AutonomyRight, "right", right)
        with self._database.work() as work:
            told, today = self._right(work, interview_id, right), work.now.date()
            if told is None:
                work.add(_RIGHT, interview_id=interview_id, right=right, told_on=today)
            elif told.told_on is None:
                work.change(_RIGHT, told.id, told_on=today)
            work.commit()
            return Changes(frozenset(work.changed))

    def untell_right(self, interview_id: str, right: str) -> Changes:
        """Take a tick back; what the young person said of that right stays.

        Raises:
            UnknownRecordError: the interview is not there any more.
        """
        with self._database.work() as work:
            told = self._right(work, interview_id, right)
            if told is not None and told.told_on is not None:
                work.change(_RIGHT, told.id, told_on=None)
            work.commit()
            return Changes(frozenset(work.changed))

    def set_paper(self, child_id: str, kind: str, state: str, paper_id: str = "") -> Changes:
        """Say where a paper stands; its line is made the first time.

        Once identity, bank, taxes and housing are settled, the step "papers of majority" is noted as done today; it is taken
        back when one of them is wanting again, unless someone wrote it by hand.

        Args:
            child_id: the child.
            kind: the paper, a code of :class:`PaperKind` or free words.
            state: a code of :class:`PaperState`.
            paper_id: its line, when there is one.

        Raises:
            FieldError: it is no state of the list, or the paper has no name.
            UnknownRecordError: the child or the line is not there any more.
        """
        _checked(PaperState, "state", state)
        with self._database.work() as work:
            work.get("child", child_id)
            created, name = "", fit(record_kinds()[_PAPER].fact("kind"), kind)
            paper_id = paper_id or self._line(work, child_id, name)
            if paper_id:
                work.change(_PAPER, paper_id, state=state)
            else:
                created = work.add(_PAPER, child_id=child_id, kind=name, state=state)
            self._note_papers(work, child_id)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def keep_words(self, topic_id: str) -> Changes:
        """Keep the words of a theme among the words of the file, exactly as they are; nothing when they are there already.

        The day is that of the interview once it is finished, today as long as it goes on; who was there and where come along.

        Returns:
            What changed; ``created`` is the statement, empty when these words were already kept.

        Raises:
            FieldError: there are no words.
            UnknownRecordError: the topic is not there any more.
        """
        with self._database.work() as work:
            topic = work.get(_TOPIC, topic_id)
            interview = work.get(_INTERVIEW, topic.interview_id)
            if not topic.own_words.strip():
                raise FieldError("own_words", "Notez d’abord ses mots.")
            if topic.own_words in read_words_of_interview(work.connection, interview.child_id):
                return Changes(frozenset())
            created = work.add("statement", **_statement(topic, interview, work.now.date()))
            work.change(_TOPIC, topic.id, statement_id=created)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def _complete(self, work: UnitOfWork, file: CaseFile, interview_id: str) -> None:
        there = {one.theme for one in file.of(_TOPIC) if one.interview_id == interview_id}
        rows = [
            {"interview_id": interview_id, "theme": theme.value, "position": place}
            for place, theme in enumerate(QUESTIONS)
            if theme.value not in there
        ]
        if rows:
            work.add_many(_TOPIC, rows)

    def _right(self, work: UnitOfWork, interview_id: str, right: str) -> Item | None:
        interview = work.get(_INTERVIEW, interview_id)
        told = _file(work, interview.child_id).of(_RIGHT)
        return next((one for one in told if (one.interview_id, one.right) == (interview_id, right)), None)

    def _line(self, work: UnitOfWork, child_id: str, kind: str) -> str:
        """Return the line a paper has already: two clicks that come together make one line."""
        found = (one.id for one in _file(work, child_id).of(_PAPER) if one.kind == kind != PaperKind.OTHER)
        return next(found, "")

    def _note_papers(self, work: UnitOfWork, child_id: str) -> None:
        file = _file(work, child_id)
        noted = [one for one in file.of(_STEP) if one.kind == StepKind.PAPERS and one.done_on]
        is_prepared = are_papers_prepared(file.of(_PAPER))
        if is_prepared and not noted:
            work.add(_STEP, child_id=child_id, kind=StepKind.PAPERS.value, done_on=work.now.date(), remarks=PREPARED)
        for step in noted:
            if not is_prepared and step.remarks == PREPARED:
                work.remove(_STEP, step.id)


def _file(work: UnitOfWork, child_id: str) -> CaseFile:
    file = read_casefile(work.connection, child_id, work.now.date())
    if file is None:
        raise UnknownRecordError
    return file


def _checked(choices: type[AutonomyRight] | type[PaperState], field: str, code: str) -> None:
    if code not in {one.value for one in choices}:
        raise FieldError(field, "Cette valeur n’est pas dans la liste.")


def _statement(topic: Item, interview: Item, today: dt.date) -> dict[str, object]:
    return {
        "child_id": interview.child_id,
        "exact_words": topic.own_words,
        "speaker": Speaker.CHILD.value,
        "said_on": interview.held_on or today,
        "place": interview.place,
        "present": interview.present,
        "means": Means.TALK.value,
        "question": QUESTIONS[theme_of(topic.theme)],
        "occasion": Occasion.AUTONOMY.value,
        "sharing": Sharing.FILE_ONLY.value,
        "outcome": CollectionOutcome.COLLECTED.value,
    }
