"""Whose words are missing where: for the file, for each plan, meeting and interview, the child's and each parent's recent words.

Silence is information too: "n'a pas souhaité s'exprimer", or "n'a pas pu être rencontré" with its reason, covers as words do. Nothing
here forbids anything; it says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ppe_desktop.domain.dates import add_months, is_adult_on, long_date
from ppe_desktop.domain.vocabulary import CollectionOutcome, Role, Speaker

WINDOW_MONTHS = 12
"""How far back words are recent, when no version or meeting came since."""
ANSWER_DAYS = 30
"""After how many days words of the child that had no answer are announced."""


class Hearing(Enum):
    """Where the words of someone stand."""

    HEARD = "recueillie"
    OBSERVED = "observation"
    DECLINED = "n’a pas souhaité s’exprimer"
    NOT_MET = "non rencontré, motif noté"
    UNEXPLAINED = "non rencontré, sans motif"
    OLD = "ancienne"
    NEVER = "aucune"
    NOBODY = "sans objet"

    @property
    def is_missing(self) -> bool:
        """Tell whether there are neither recent words nor a reason."""
        return self in (Hearing.UNEXPLAINED, Hearing.OLD, Hearing.NEVER)


class Said(NamedTuple):
    """What coverage needs of a collection of words: never the words themselves.

    Attributes:
        statement_id: identifier.
        speaker: code of :class:`Speaker`.
        person_id: who, when noted.
        outcome: code of :class:`CollectionOutcome`.
        said_on: the day, if known.
        has_words: something was written of what was said or observed.
        has_reason: why nothing could be collected is written.
        is_answered: an answer was given.
        has_danger: the words make one fear a danger.
        is_alerted: the alert was passed on.
    """

    statement_id: str
    speaker: str
    person_id: str | None
    outcome: str
    said_on: dt.date | None
    has_words: bool
    has_reason: bool = False
    is_answered: bool = False
    has_danger: bool = False
    is_alerted: bool = False


class Holder(NamedTuple):
    """A parent, or another person who holds parental authority.

    Attributes:
        person_id: who.
        role: code of :class:`Role`.
        name: "Karima Benali".
        is_dead: has died.
    """

    person_id: str
    role: str
    name: str
    is_dead: bool = False


class Voice(NamedTuple):
    """Where the words of one person stand, over a period.

    Attributes:
        speaker: code of :class:`Speaker`.
        person_id: who, for a parent or a holder of authority.
        name: as the screen names the person.
        hearing: where they stand.
        on: day of the last words, or of the last attempt.
        statement_id: the words, empty when there are none.
    """

    speaker: str
    person_id: str
    name: str
    hearing: Hearing
    on: dt.date | None = None
    statement_id: str = ""


class Occasion(NamedTuple):
    """A plan, a meeting or an interview, with whose words it has.

    Attributes:
        kind: kind of record.
        record_id: identifier.
        title: "Projet pour l’enfant, version 2, en préparation".
        since, until: the period in which words count; ``until`` is None for today.
        voices: the child and each holder of authority.
        writing_id: the document being written for it, when there is one.
    """

    kind: str
    record_id: str
    title: str
    since: dt.date
    until: dt.date | None
    voices: tuple[Voice, ...]
    writing_id: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it is still being prepared: what is missing can still be collected for it."""
        return self.until is None

    @property
    def missing(self) -> tuple[Voice, ...]:
        """Return those whose words are missing."""
        return tuple(voice for voice in self.voices if voice.hearing.is_missing)


class Unanswered(NamedTuple):
    """Words of the child that had no answer."""

    statement_id: str
    said_on: dt.date


class ChildCoverage(NamedTuple):
    """What one file has of everyone's words.

    Attributes:
        child_id: the child.
        name: "Léa Durand".
        voices: the child, the mother, the father, then other holders of authority.
        occasions: plans being prepared or in force, meetings and interviews, each with its own voices.
        unanswered: words of the child without an answer for long, the oldest first.
        alerts: words that make one fear a danger, and whose alert is not noted as passed on.
    """

    child_id: str
    name: str
    voices: tuple[Voice, ...]
    occasions: tuple[Occasion, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    alerts: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Voice, ...]:
        """Return those whose recent words are missing from the file."""
        return tuple(voice for voice in self.voices if voice.hearing.is_missing)

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing, here or in what is being prepared, and everything was answered."""
        awaited = any(one.missing for one in self.occasions if one.is_open)
        return not (self.missing or self.unanswered or self.alerts or awaited)


def since_of(last: dt.date | None, day: dt.date, months: int = WINDOW_MONTHS) -> dt.date:
    """Return the day from which words are recent: that of the last version or meeting, and never more than some months back."""
    back = _back(day, months)
    return back if last is None or last < back or last > day else last


@lru_cache(maxsize=1024)
def _back(day: dt.date, months: int) -> dt.date:
    """Return the day some months before; three hundred files are asked about the same few days."""
    return add_months(day, -months)


class Telling:
    """Who is awaited in a file and what each said, put in order once: asked over many periods, it costs little for each.

    Of a young adult, only the words of the young adult are awaited. A parent who died or is not in the file is awaited no more:
    the screen says so. Of two mothers, each has her own words, and those of nobody in particular are anyone's.
    """

    def __init__(
        self, child_name: str, holders: Sequence[Holder], said: Iterable[Said], *, is_adult: bool = False
    ) -> None:
        """Put the words in order.

        Args:
            child_name: the child's first name.
            holders: parents and other holders of authority, as the file knows them.
            said: the words kept in the file.
            is_adult: the child came of age.
        """
        told = sorted([one for one in said if one.said_on is not None], key=_MOMENT, reverse=True)
        by_speaker: dict[str, list[Said]] = {}
        for one in told:
            by_speaker.setdefault(one.speaker, []).append(one)
        self._awaited: list[tuple[str, str, str, list[Said] | None]] = [
            (_CHILD, "", child_name, by_speaker.get(_CHILD, []))
        ]
        if is_adult:
            self._awaited += [(one.value, "", one.label, None) for one in (Speaker.MOTHER, Speaker.FATHER)]
            return
        for speaker, role in _PARENTS:
            self._awaited += _parents(speaker, [one for one in holders if one.role == role], told, by_speaker)
        for holder in holders:
            if holder.role not in _PARENT_ROLES and not holder.is_dead:
                own = [one for one in told if one.person_id == holder.person_id]
                self._awaited.append((_OTHER, holder.person_id, holder.name, own))

    def over(self, since: dt.date, until: dt.date) -> tuple[Voice, ...]:
        """Return where everyone's words stand over a period, both days included: the child, the mother, the father, the others."""
        made = Voice._make
        return tuple(
            [
                made((speaker, person_id, name, *(_NOBODY if told is None else _heard(told, since, until))))
                for speaker, person_id, name, told in self._awaited
            ]
        )


def voices_of(
    child_name: str,
    holders: Sequence[Holder],
    said: Iterable[Said],
    since: dt.date,
    until: dt.date,
    *,
    is_adult: bool = False,
) -> tuple[Voice, ...]:
    """Return where everyone's words stand over one period; see :class:`Telling`."""
    return Telling(child_name, holders, said, is_adult=is_adult).over(since, until)


_NOBODY = (Hearing.NOBODY, None, "")
_CHILD, _OTHER = Speaker.CHILD.value, Speaker.OTHER.value
_PARENTS = ((Speaker.MOTHER, Role.MOTHER.value), (Speaker.FATHER, Role.FATHER.value))
_PARENT_ROLES = frozenset(role for _speaker, role in _PARENTS)


_MOMENT = attrgetter("said_on", "statement_id")


def _parents(
    speaker: Speaker, parents: Sequence[Holder], told: list[Said], by_speaker: Mapping[str, list[Said]]
) -> list[tuple[str, str, str, list[Said] | None]]:
    """Return each mother, or each father, with her or his own words, the newest first."""
    code = speaker.value
    living = [one for one in parents if not one.is_dead]
    if not living:
        return [(code, "", parents[0].name if parents else speaker.label, None)]
    if len(parents) == 1 and _OTHER not in by_speaker:  # most files: whoever is noted, it is she or he
        return [(code, parents[0].person_id, parents[0].name, by_speaker.get(code, []))]
    known = {one.person_id for one in parents}
    found: list[tuple[str, str, str, list[Said] | None]] = []
    for parent in living:
        mine = parent.person_id
        own = [
            one
            for one in told
            if (one.speaker == code and (one.person_id is None or one.person_id == mine or one.person_id not in known))
            or (one.speaker == _OTHER and one.person_id == mine)
        ]
        found.append((code, mine, parent.name, own))
    return found


def _heard(told: Sequence[Said], since: dt.date, until: dt.date) -> tuple[Hearing, dt.date | None, str]:
    """Return where one person's words stand, their day and identifier; ``told`` is the newest first."""
    attempt: Said | None = None
    for one in told:
        day = one.said_on
        if day is None or day > until:
            continue
        if day < since and attempt is not None:
            break
        hearing = _covers(one)
        if hearing is not None:
            return hearing if day >= since else Hearing.OLD, day, one.statement_id
        if attempt is None and one.outcome == _NOT_MET and day >= since:
            attempt = one
    return (Hearing.UNEXPLAINED, attempt.said_on, attempt.statement_id) if attempt else (Hearing.NEVER, None, "")


_DECLINED, _NOT_MET = CollectionOutcome.DECLINED.value, CollectionOutcome.NOT_MET.value
_TOO_YOUNG, _COLLECTED = CollectionOutcome.TOO_YOUNG.value, CollectionOutcome.COLLECTED.value


def _covers(one: Said) -> Hearing | None:
    """Return in what way a collection of words covers its period; None when it says nothing."""
    if one.outcome == _DECLINED:
        return Hearing.DECLINED
    if one.outcome == _NOT_MET:
        return Hearing.NOT_MET if one.has_reason else None
    if not one.has_words:
        return None
    return Hearing.OBSERVED if one.outcome == _TOO_YOUNG else Hearing.HEARD


def unanswered(
    said: Iterable[Said], day: dt.date, days: int = ANSWER_DAYS, months: int = WINDOW_MONTHS
) -> tuple[Unanswered, ...]:
    """Return the recent words of the child that had no answer for some days, the oldest first; older ones are of another time."""
    limit, since = day - dt.timedelta(days=days), _back(day, months)
    found = [
        Unanswered(one.statement_id, one.said_on)
        for one in said
        if one.said_on is not None and since <= one.said_on <= limit and is_to_answer(one)
    ]
    return tuple(sorted(found, key=lambda one: (one.said_on, one.statement_id)))


def is_to_answer(one: Said) -> bool:
    """Tell whether some words are to be answered: the child's own, said, not observed in a baby, and without an answer."""
    return one.speaker == _CHILD and one.outcome == _COLLECTED and one.has_words and not one.is_answered


def alerts_of(said: Iterable[Said]) -> tuple[str, ...]:
    """Return the words that make one fear a danger and whose alert is not noted as passed on."""
    return tuple(one.statement_id for one in said if one.has_danger and not one.is_alerted)


def is_young_adult(birth_date: dt.date | None, day: dt.date) -> bool:
    """Tell whether parents' words are no longer awaited."""
    return birth_date is not None and is_adult_on(birth_date, day)


def voice_words(voice: Voice) -> str:
    """Return where someone's words stand, in words short enough for a table: "Le 12 octobre 2026"."""
    day = long_date(voice.on)
    return {
        Hearing.HEARD: f"Le {day}",
        Hearing.OBSERVED: f"Observation du {day}",
        Hearing.DECLINED: f"N’a pas souhaité s’exprimer ({day})",
        Hearing.NOT_MET: f"Pas rencontré, motif noté ({day})",
        Hearing.UNEXPLAINED: f"Pas rencontré le {day}, motif à noter",
        Hearing.OLD: f"Ancienne\u00a0: le {day}",
        Hearing.NEVER: "Aucune parole",
        Hearing.NOBODY: "Sans objet",
    }[voice.hearing]


def missing_words(voices: Iterable[Voice]) -> str:
    """Return whose words are missing, in a sentence; nothing when none is."""
    names = [voice.name for voice in voices if voice.hearing.is_missing]
    if not names:
        return ""
    listed = " et ".join(", ".join(names).rsplit(", ", 1)) if len(names) > 1 else names[0]
    return f"Sans parole récente, ni motif noté\u00a0: {listed}."
