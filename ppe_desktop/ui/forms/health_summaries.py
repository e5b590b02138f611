"""What the cards of the health section say before they are opened."""

from __future__ import annotations

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.health import event_day, event_name, is_waiting
from ppe_desktop.domain.periods import how_far, is_over, say_lapse
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import DisabilityRightKind, FollowUpKind, RightState, Vaccine, YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.summaries import Lines, period

_LETTERS = 110
"""Length of the long texts quoted in a second line."""


def profile(item: Item, _file: CaseFile) -> Lines:
    """Summarise what must be known of the child's health at any time."""
    doctor = {YesNo.YES.value: "médecin traitant déclaré", YesNo.NO.value: "pas de médecin traitant déclaré"}
    vaccines = {YesNo.YES.value: "vaccins à jour", YesNo.NO.value: "vaccins pas à jour"}
    said = (
        f"carnet de santé\u00a0: {item.booklet}" if item.booklet else "",
        doctor.get(item.doctor_declared, ""),
        vaccines.get(item.vaccines_up_to_date, ""),
        f"droits jusqu’au {short_date(item.rights_until)}" if item.rights_until else "",
    )
    return "Carnet, médecin traitant, droits", joined(*said) or "À compléter"


def event(item: Item, _file: CaseFile) -> Lines:
    """Summarise a check, an examination or a consultation."""
    day = event_day(item)
    said = "" if item.done_on else "rendez-vous" if item.booked_on else "demandé" if item.asked_on else ""
    when = " ".join(part for part in (said, f"le {long_date(day)}") if part) if day else ""
    next_one = f"prochain rendez-vous le {short_date(item.next_on)}" if item.next_on else ""
    title = ", ".join(part for part in (event_name(item), when) if part)
    return title, joined(item.practitioner, item.place, next_one, excerpt(item.needs, _LETTERS))


def event_marks(item: Item, _file: CaseFile) -> list[Mark]:
    """Say what a check or a consultation waits for."""
    today = clock.today()
    if item.done_on or not (item.booked_on or item.asked_on):
        return []
    if item.booked_on is None:
        return [(f"Demandé {how_far(item.asked_on, today)}", "soon", "hourglass")]
    if item.booked_on < today:
        return [("A-t-il eu lieu\u202f?", "late", "help")]
    return [(f"Rendez-vous {how_far(item.booked_on, today)}", "info", "calendar")]


def follow_up(item: Item, _file: CaseFile) -> Lines:
    """Summarise care that goes on."""
    name = "Suivi à préciser" if item.kind == FollowUpKind.UNKNOWN else FollowUpKind.label_of(item.kind)
    return name, joined(item.practitioner, item.rhythm, period(item.since, item.until))


def follow_up_marks(item: Item, file: CaseFile) -> list[Mark]:
    """Say that a follow-up is over, or still awaited."""
    over = over_marks(item, file)
    if over or not is_waiting(item):
        return over
    waited = say_lapse(item.waiting_since, clock.today())
    return [(f"En liste d’attente depuis {waited}", "soon", "hourglass")]


def treatment(item: Item, _file: CaseFile) -> Lines:
    """Summarise a treatment."""
    given = f"donné par\u00a0: {item.given_by}" if item.given_by else ""
    prescribed = f"prescrit par\u00a0: {item.prescriber}" if item.prescriber else ""
    return item.name, joined(item.dosage, given, prescribed, period(item.since, item.until))


def over_marks(item: Item, _file: CaseFile) -> list[Mark]:
    """Say that something is over, and since when."""
    if not is_over(item, clock.today()):
        return []
    return [(f"Terminé le {short_date(item.until)}", "neutral", "check")]


def vaccination(item: Item, _file: CaseFile) -> Lines:
    """Summarise a vaccination."""
    given = f"fait le {short_date(item.given_on)}" if item.given_on else ""
    again = f"rappel le {short_date(item.next_on)}" if item.next_on else ""
    name = "Vaccin à préciser" if item.vaccine == Vaccine.OTHER else Vaccine.label_of(item.vaccine)
    return name, joined(given, again) or "Date à compléter"


def right(item: Item, _file: CaseFile) -> Lines:
    """Summarise a right opened for a handicap or a long illness."""
    unknown = item.kind == DisabilityRightKind.UNKNOWN
    name = "Droit à préciser" if unknown else DisabilityRightKind.label_of(item.kind)
    asked = f"demandé le {short_date(item.asked_on)}" if item.asked_on else ""
    decided = f"décidé le {short_date(item.decided_on)}" if item.decided_on else ""
    return name, joined(asked, decided, period(item.since, item.until))


_STATE_MARKS = {
    RightState.TO_ASK.value: ("soon", "list-checks"),
    RightState.ASKED.value: ("info", "hourglass"),
    RightState.GRANTED.value: ("done", "check-circle"),
    RightState.REFUSED.value: ("late", "x"),
    RightState.APPEAL.value: ("soon", "scale"),
}


def right_marks(item: Item, file: CaseFile) -> list[Mark]:
    """Say where the request for a right stands, or that the right is over."""
    over = over_marks(item, file)
    if over or item.state not in _STATE_MARKS:
        return over
    tone, icon_name = _STATE_MARKS[item.state]
    return [(RightState.label_of(item.state), tone, icon_name)]


def joined(*parts: str) -> str:
    """Return the parts that say something, side by side, with a capital at the beginning."""
    line = " · ".join(part for part in parts if part)
    return line[:1].upper() + line[1:]
