"""What the cards of school, support, activities and authorisations say before they are opened."""

from __future__ import annotations

import datetime as dt

from ppe_desktop.domain.casefile import CaseFile, Item, is_current
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.periods import how_far, is_over, overlapping
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import (
    ActCategory,
    ActivityKind,
    ActKind,
    Answer,
    ClassLevel,
    SchoolAttendance,
    SupportPlanKind,
)
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.health_summaries import joined
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.summaries import Lines, period

_LETTERS = 110
"""Length of the long texts quoted in a second line."""
_TITLE_LETTERS = 60
_ORDINARY_ATTENDANCE = ("", SchoolAttendance.REGULAR, SchoolAttendance.UNKNOWN)


def schooling(item: Item, _file: CaseFile) -> Lines:
    """Summarise a school and a class."""
    level = "" if item.level == ClassLevel.UNKNOWN else ClassLevel.label_of(item.level)
    said = (level if item.school else "", item.town, period(item.since, item.until), excerpt(item.situation, _LETTERS))
    return item.school or level or "École à préciser", joined(*said)


def schooling_marks(item: Item, file: CaseFile) -> list[Mark]:
    """Say which school is the present one, how the child attends, and that two schools share a period."""
    today = clock.now().date()
    marks: list[Mark] = []
    if item.since and is_current(item, today):
        marks.append(("En ce moment", "accent", "graduation-cap"))
    if item.attendance not in _ORDINARY_ATTENDANCE and not is_over(item, today):
        marks.append((SchoolAttendance.label_of(item.attendance), "soon", "info"))
    if item.id in overlapping(file.of("schooling")):
        marks.append(("Deux écoles à la même période", "neutral", "info"))
    return marks


def support_plan(item: Item, _file: CaseFile) -> Lines:
    """Summarise support at school."""
    unknown = item.kind == SupportPlanKind.UNKNOWN
    name = "Aménagement à préciser" if unknown else SupportPlanKind.label_of(item.kind)
    return name, joined(period(item.since, item.until), excerpt(item.content, _LETTERS))


def activity(item: Item, _file: CaseFile) -> Lines:
    """Summarise what the child does beside school."""
    kind = "" if item.kind == ActivityKind.UNKNOWN else ActivityKind.label_of(item.kind)
    title = item.name or kind or "Activité à préciser"
    return title, joined(
        kind if item.name else "", item.place, period(item.since, item.until), excerpt(item.remarks, _LETTERS)
    )


def authorisation(item: Item, file: CaseFile) -> Lines:
    """Summarise a request for authorisation: the act, to whom it was asked, until when it holds."""
    person = file.person(item.person_id)
    is_other = item.act == ActKind.OTHER
    title = excerpt(item.details, _TITLE_LETTERS) or "Acte à préciser" if is_other else ActKind.label_of(item.act)
    asked = f"demandée{f' à {person_name(person)}' if person else ''}{_on(item.asked_on)}"
    category = "" if item.category in ("", ActCategory.UNKNOWN) else ActCategory.label_of(item.category).lower()
    until = f"valable jusqu’au {short_date(item.until)}" if item.until else ""
    details = "" if is_other else item.details
    return title, joined(details, asked if person or item.asked_on else "", category, until)


_ANSWER_MARKS = {
    Answer.GIVEN.value: ("done", "check-circle"),
    Answer.REFUSED.value: ("late", "x"),
    Answer.SILENT.value: ("soon", "clock"),
    Answer.JUDGE.value: ("done", "gavel"),
}


def authorisation_marks(item: Item, _file: CaseFile) -> list[Mark]:
    """Say what was answered, or for how long an answer is awaited."""
    today = clock.now().date()
    since = f", demandée {how_far(item.asked_on, today)}" if item.asked_on else ""
    if item.answer in (Answer.WAITING, ""):
        return [(f"En attente{since}", "soon", "hourglass")]
    if item.until and item.until < today:
        return [(f"N’est plus valable depuis le {short_date(item.until)}", "neutral", "history")]
    if item.answer == Answer.UNKNOWN:
        return [("Réponse non connue", "neutral", "help")]
    tone, icon_name = _ANSWER_MARKS[item.answer]
    when = since if item.answer == Answer.SILENT else _on(item.answered_on)
    return [(f"{Answer.label_of(item.answer)}{when}", tone, icon_name)]


def _on(day: dt.date | None) -> str:
    return f" le {short_date(day)}" if day else ""
