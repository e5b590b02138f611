"""The documents that make sense for a child today, each about one thing, and why it is offered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ppe_desktop.documents.catalogue import DOCUMENTS, GROUPS
from ppe_desktop.documents.context.wording import label_of
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.meeting_context.facts import meeting_name
from ppe_desktop.domain.autonomy import is_concerned
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import is_adult_on, long_date
from ppe_desktop.domain.matter import Matter, SubjectKind
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.vocabulary import (
    DecisionKind,
    MeasureType,
    PlacementSetting,
    PlanStatus,
    RightState,
    Speaker,
    YesNo,
)

_RECENT = dt.timedelta(days=120)
_LAST_WORDS = 4
_SHOWN = 40
"""Letters shown of words, where several of the same day would look the same."""
_Found = Iterator[tuple[Item, str, str]]


class Offer(NamedTuple):
    """A document that may be made.

    Attributes:
        group: what it is for, in French.
        document: key of the kind.
        title: French title.
        subject_id: the record it is about.
        about: which one, in French, empty for the child alone.
        why: why it is offered, and the text it rests on.
        words: how the words begin, where several would look the same; in no title of a window, which nothing hides.
    """

    group: str
    document: str
    title: str
    subject_id: str
    about: str
    why: str
    words: str = ""

    @property
    def which(self) -> str:
        """Return which one, with how the words begin where that alone tells."""
        return ", ".join(part for part in (self.about, self.words) if part)


def offers(whole: Matter, today: dt.date) -> list[Offer]:
    """Return the documents that make sense for a child, by group.

    Args:
        whole: the file, with the child as subject, and beside it the words, meetings, tasks and versions of the plan (``child_plan``).
        today: the day.
    """
    found, words = [], _beginnings(whole)
    for group, keys in GROUPS.items():
        for key in keys:
            kind = DOCUMENTS[key]
            found += [
                Offer(
                    group,
                    key,
                    kind.title,
                    subject.id,
                    about,
                    " – ".join(part for part in (why, kind.basis) if part),
                    words.get(subject.id, ""),
                )
                for subject, about, why in _SUBJECTS[kind.subject](kind, whole, today)
                if _has_reader(kind, whole, subject, today)
            ]
    return found


def _has_reader(kind: DocumentKind, whole: Matter, subject: Item, today: dt.date) -> bool:
    about = Matter(whole.file, subject, None, whole.items)
    return bool(kind.readers(Matter(whole.file, subject, None, kind.chosen(about)), today))


def _plans(kind: DocumentKind, whole: Matter, _today: dt.date) -> _Found:
    plans = whole.of("child_plan")
    finished = next((one for one in plans if one.status == PlanStatus.FINISHED), None)
    draft = next((one for one in plans if one.status != PlanStatus.FINISHED), None)
    for plan in (draft, finished):
        if plan is None or (kind.key == "recepisse" and plan is draft):
            continue
        state = "en préparation" if plan is draft else f"établi le {long_date(plan.established_on)}"
        yield plan, f"version {plan.version}", f"Projet {state}"


def _meetings(kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    for part in whole.of("meeting_child"):
        meeting = next(one for one in whole.of("meeting") if one.id == part.meeting_id)
        day = meeting.held_on
        is_to_come = day is None or day >= today
        is_recent = day is not None and day >= today - _RECENT
        if kind.key == "invitation" and not is_to_come:
            continue
        if kind.key != "invitation" and (not is_recent or (day and day > today)):
            continue
        name = meeting_name(meeting)
        about = f"{name} du {long_date(day)}" if day else f"{name}, date à fixer"
        invited = sum(one.invited == YesNo.YES and one.meeting_id == meeting.id for one in whole.of("meeting_invitee"))
        why = f"Réunion à venir, {_count(invited)}" if kind.key == "invitation" else "Réunion tenue"
        yield part, about, why


def _count(number: int) -> str:
    return f"{number}\u00a0personnes invitées" if number > 1 else f"{number}\u00a0personne invitée"


def _statements(_kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    """Offer the last words, and those answered lately however old they are: the answer is handed over with them."""
    for place, one in enumerate(whole.of("statement")):
        is_answered = one.answered_on is not None and one.answered_on >= today - _RECENT
        if place < _LAST_WORDS or is_answered:
            who = label_of(Speaker, one.speaker)
            why = f"Réponse donnée le {long_date(one.answered_on)}" if is_answered else "Paroles recueillies"
            yield one, f"{who[:1].lower()}{who[1:]}, le {long_date(one.said_on)}", why


def _beginnings(whole: Matter) -> dict[str, str]:
    """Return how words begin, by their identifier, for those that their speaker and their day do not tell apart."""
    said = Counter((one.speaker, one.said_on) for one in whole.of("statement"))
    return {one.id: _beginning(one) for one in whole.of("statement") if said[one.speaker, one.said_on] > 1}


def _beginning(statement: Item) -> str:
    """Return the first words, with quotation marks."""
    words = " ".join(str(statement.exact_words).split())
    if not words:
        return "sans mots exacts"
    short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
    return f"«\u00a0{short}\u00a0»"


def _interviews(kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    for one in whole.file.of("autonomy_interview"):
        is_held = one.held_on is not None and one.held_on <= today
        if (kind.key == "convocation-17") == is_held:
            continue
        yield one, f"entretien du {long_date(one.held_on)}" if is_held else "entretien à mener", "Entretien des 17 ans"


def _exits(_kind: DocumentKind, whole: Matter, _today: dt.date) -> _Found:
    for one in whole.file.of("exit_interview"):
        yield one, f"le {long_date(one.held_on)}" if one.held_on else "à mener", "Entretien après la sortie"


def _places(kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    is_told = kind.key == "changement-lieu"
    for one in whole.file.of("placement"):
        begins_soon = one.since is None or one.since >= today - _RECENT
        if (one.until and one.until < today) or (is_told and (not begins_soon or one.judge_informed_on)):
            continue
        if kind.key != "changement-lieu" and not (begins_soon or one.parents_opinion_on is None):
            continue
        yield (
            one,
            label_of(PlacementSetting, one.setting),
            f"Accueil depuis le {long_date(one.since)}" if one.since else "Accueil",
        )


def _measures(_kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    for one in whole.file.current("measure", today):
        yield one, label_of(MeasureType, one.type), "Mesure en cours"


def _decisions(_kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    for one in whole.file.of("decision"):
        if one.kind == DecisionKind.ADMINISTRATIVE and (
            one.decided_on is None or one.decided_on >= today - 3 * _RECENT
        ):
            yield one, f"décision du {long_date(one.decided_on)}", "Décision du département"


def _contracts(_kind: DocumentKind, whole: Matter, _today: dt.date) -> _Found:
    for one in whole.file.of("young_adult_contract"):
        if one.decision in (RightState.GRANTED, RightState.REFUSED):
            yield one, label_of(RightState, one.decision).lower(), "Demande d’accompagnement jeune majeur"


def _siblings(_kind: DocumentKind, whole: Matter, _today: dt.date) -> _Found:
    for one in whole.file.of("sibling_link"):
        if one.together == YesNo.NO and one.judge_informed_on is None:
            other = whole.file.siblings.get(one.id)
            name = first_name_of(other) if other else one.other_name
            yield one, name.strip(), "Accueillis séparément, juge non informé"


def _reports(_kind: DocumentKind, whole: Matter, _today: dt.date) -> _Found:
    reports = sorted(whole.file.of("situation_report"), key=lambda one: one.written_on or dt.date.max)
    for one in reports[-1:]:
        yield one, f"du {long_date(one.written_on)}" if one.written_on else "à rédiger", "Rapport de situation"


def _child(kind: DocumentKind, whole: Matter, today: dt.date) -> _Found:
    birth = whole.file.child.birth_date
    if kind.key == "personne-confiance" and birth and is_adult_on(birth, today):
        return
    why = "Dès 16 ans, à rappeler" if kind.key == "personne-confiance" and is_concerned(whole.file.child, today) else ""
    yield whole.file.child, "", why


_SUBJECTS: dict[SubjectKind, Callable[[DocumentKind, Matter, dt.date], _Found]] = {
    SubjectKind.PLAN: _plans, SubjectKind.MEETING: _meetings, SubjectKind.STATEMENT: _statements, SubjectKind.INTERVIEW: _interviews,
    SubjectKind.EXIT: _exits, SubjectKind.PLACEMENT: _places, SubjectKind.MEASURE: _measures, SubjectKind.REPORT: _reports,
    SubjectKind.DECISION: _decisions, SubjectKind.CONTRACT: _contracts, SubjectKind.SIBLINGS: _siblings, SubjectKind.CHILD: _child,
}  # fmt: skip
