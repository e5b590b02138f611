"""What each cell of the table says: a state in words and an icon, and what a click on it opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.coverage import ChildCoverage, Hearing, Occasion, Voice, voice_words
from ppe_desktop.domain.dates import NBSP, short_date
from ppe_desktop.domain.vocabulary import Speaker

CHILD, OWN, MOTHER, FATHER, OCCASIONS, ANSWERS, OTHERS = range(7)
SPEAKER_COLUMNS = {OWN: Speaker.CHILD, MOTHER: Speaker.MOTHER, FATHER: Speaker.FATHER, OTHERS: Speaker.OTHER}
HEADINGS = {
    CHILD: "Enfant",
    OWN: "Sa parole",
    MOTHER: "La mère",
    FATHER: "Le père",
    OCCASIONS: "Projet, réunions, écrits",
    ANSWERS: "Réponses",
    OTHERS: "Autre titulaire",
}
_STATES = {
    Hearing.HEARD: ("Recueillie", "check-circle", "done"),
    Hearing.OBSERVED: ("Observation", "eye", "done"),
    Hearing.DECLINED: ("Pas souhaité", "info", "info"),
    Hearing.NOT_MET: ("Pas rencontré", "info", "info"),
    Hearing.UNEXPLAINED: ("Motif à noter", "alert-circle", "soon"),
    Hearing.OLD: ("Ancienne", "clock", "soon"),
    Hearing.NEVER: ("Aucune parole", "alert-triangle", "late"),
    Hearing.NOBODY: ("Sans objet", "minus", "muted"),
}
_WORST_FIRST = (Hearing.NEVER, Hearing.UNEXPLAINED, Hearing.OLD)
_WHO = {Speaker.CHILD.value: "l’enfant", Speaker.MOTHER.value: "la mère", Speaker.FATHER.value: "le père"}
_SHORT_TITLES = {
    "child_plan": "Projet",
    "meeting": "Réunion",
    "situation_report": "Rapport",
    "autonomy_interview": "Entretien des 17\u00a0ans",
}
_SECTIONS = {
    "child_plan": ("plan", None),
    "meeting": ("meetings", "meeting"),
    "situation_report": ("deadlines", None),
    "autonomy_interview": ("autonomy", None),
}


class Cell(NamedTuple):
    """A cell.

    Attributes:
        text: one or two lines.
        icon: name of the icon, empty for none.
        tone: colour of the icon.
        whole: everything it stands for, for the tooltip and screen readers.
    """

    text: str
    icon: str = ""
    tone: str = "muted"
    whole: str = ""


class Opening(NamedTuple):
    """What a click opens: a section of the file, a record there (or a speaker whose words are noted), its field."""

    section: str
    record: tuple[str, str] | None = None
    field: str = ""


def cell(coverage: ChildCoverage, column: int) -> Cell:
    """Return what a cell says."""
    if column == CHILD:
        return Cell(coverage.name, "alert-triangle" if coverage.alerts else "", "late", _alert_words(coverage))
    if column == OCCASIONS:
        return _occasions(coverage.occasions)
    if column == ANSWERS:
        return _answers(coverage)
    return _voices(_of_column(coverage.voices, column))


def opening(coverage: ChildCoverage, column: int) -> Opening:
    """Return what a click on a cell opens: new words of who is missing, else the words, the occasion, the answer to give."""
    if column == CHILD:
        return Opening("statements", ("statement", coverage.alerts[0]) if coverage.alerts else None)
    if column == OCCASIONS:
        return _opening_of(coverage.occasions)
    if column == ANSWERS:
        if not coverage.unanswered:
            return Opening("statements")
        return Opening("statements", ("statement", coverage.unanswered[0].statement_id), "answer")
    voices = _of_column(coverage.voices, column)
    missing = next((voice for voice in voices if voice.hearing.is_missing), None)
    if missing is not None:
        return Opening("statements", ("speaker", f"{missing.speaker}:{missing.person_id}"))
    heard = next((voice for voice in voices if voice.statement_id), None)
    return Opening("statements", ("statement", heard.statement_id) if heard is not None else None)


def has_others(everyone: Iterable[ChildCoverage]) -> bool:
    """Tell whether the words of a holder of authority who is neither mother nor father are missing somewhere."""
    return any(voice.hearing.is_missing for one in everyone for voice in _of_column(one.voices, OTHERS))


def _of_column(voices: Iterable[Voice], column: int) -> list[Voice]:
    return [voice for voice in voices if voice.speaker == SPEAKER_COLUMNS[column]]


def _voices(voices: Sequence[Voice]) -> Cell:
    """Return the state of one voice; of two mothers, that of the one who is missing, by name."""
    if not voices:
        return Cell("")
    worst = next((one for state in _WORST_FIRST for one in voices if one.hearing is state), voices[0])
    words, icon, tone = _STATES[worst.hearing]
    detail = short_date(worst.on)
    if len(voices) > 1 or worst.speaker == Speaker.OTHER:
        detail = " · ".join(part for part in (worst.name, detail) if part)
    whole = "\n".join(f"{voice.name}{NBSP}: {voice_words(voice)}" for voice in voices)
    return Cell("\n".join(part for part in (_tr(words), detail) if part), icon, tone, whole)


def _occasions(occasions: Sequence[Occasion]) -> Cell:
    """Return what the occasions lack, those being prepared first: for the others it is too late, and only said."""
    missing = sorted((one for one in occasions if one.missing), key=lambda one: not one.is_open)
    if not occasions:
        return Cell(_tr("Aucun en cours"), "minus")
    if not missing:
        return Cell(_tr("Rien ne manque"), "check-circle", "done", "\n".join(one.title for one in occasions))
    whole = "\n".join(f"{one.title}{NBSP}: sans {_whose(one)}" for one in missing)
    more = f" (+{len(missing) - 1})" if len(missing) > 1 else ""
    text = f"{_SHORT_TITLES[missing[0].kind]}{more}\nsans {_whose(missing[0])}"
    return Cell(text, "clock" if missing[0].is_open else "info", "soon" if missing[0].is_open else "muted", whole)


def _whose(occasion: Occasion) -> str:
    named = (_WHO.get(voice.speaker, voice.name) for voice in occasion.missing)
    return ", ".join(dict.fromkeys(named))


def _answers(coverage: ChildCoverage) -> Cell:
    count = len(coverage.unanswered)
    if not count:
        return Cell(_tr("À jour"), "check-circle", "done")
    words = _tr("{count} à donner") if count > 1 else _tr("Une à donner")
    since = short_date(coverage.unanswered[0].said_on)
    whole = _tr("Paroles de l’enfant sans réponse, la plus ancienne du {day}").format(day=since)
    return Cell(f"{words.format(count=count)}\n{_tr('depuis le {day}').format(day=since)}", "clock", "soon", whole)


def _alert_words(coverage: ChildCoverage) -> str:
    return _tr("Des paroles font craindre un danger{nbsp}: alerte à noter").format(nbsp=NBSP) if coverage.alerts else ""


def _opening_of(occasions: Sequence[Occasion]) -> Opening:
    missing = sorted((one for one in occasions if one.missing), key=lambda one: not one.is_open)
    if not missing:
        return Opening("statements")
    if missing[0].writing_id:
        return Opening("documents", ("writing", missing[0].writing_id))
    section, kind = _SECTIONS[missing[0].kind]
    return Opening(section, (kind, missing[0].record_id) if kind else None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Coverage", text)
