"""Events of the place where the child lives: changes, in advance or at once, the parents' opinion, siblings parted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.acts import hour_of
from ppe_desktop.domain.deadlines.case import Case
from ppe_desktop.domain.deadlines.results import because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import DAY, MINUS, Start, starting, trigger

TWO_DAYS = Delay(days=2)
MOVED = "Changement de lieu d’accueil le {0}."


def _moves(case: Case) -> Iterator[tuple[Item, dt.date]]:
    """Yield each change of main place decided by the service while the judge entrusts the child, with the day care began.

    A place that begins with a measure is the judge's own decision: nobody has to tell him of it.
    """
    for stretch in case.stretches(measures.PLACED_BY_JUDGE):
        begun = {item.since for item in stretch.measures}
        here = [place for place in case.places if place.episode_id == stretch.episode_id]
        for place in here[1:]:
            is_during = stretch.on < place.since and (stretch.until is None or place.since <= stretch.until)
            if is_during and place.since not in begun:
                yield place, stretch.on


@trigger(under=measures.PLACED_BY_JUDGE)
def change_of_place(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each planned change of main place while the child is entrusted by the judge; the day the judge was told is on the place itself."""
    assert rule.delay is not None
    for place, entrusted_on in _moves(case) if len(case.places) > 1 else ():
        if place.is_urgent:
            continue
        moved = because(MOVED, (place.since,), "placement", place.id)
        due = rule.delay.after(place.since)
        if due >= entrusted_on:
            total = because(MINUS, (place.since, rule.delay.opposite(), due))
            yield starting(place.since, place.id, (moved,), due, None, dt.date.min, total, place.id)
        else:
            early = because("L’enfant est confié depuis le {0}, moins d’un mois avant.", (entrusted_on,))
            total = because("Au plus tard le jour du changement : {0}.", (place.since,))
            yield starting(place.since, place.id, (moved, early), place.since, None, dt.date.min, total, place.id)


@trigger(under=measures.PLACED_BY_JUDGE)
def urgent_move(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each change of place decided at once: forty-eight hours from the decision, from hour to hour, whatever the day of the week."""
    if not any(place.is_urgent for place in case.places):
        return
    for place, _entrusted_on in _moves(case):
        if not place.is_urgent:
            continue
        decided: dt.date = place.decided_on or place.since
        due, hour = TWO_DAYS.after(decided), hour_of(place.decided_at)
        moved = because(MOVED, (place.since,), "placement", place.id)
        said = "Décidé en urgence le {0} à {1}." if hour else "Décidé en urgence le {0}."
        urgent = because(said, (decided, place.decided_at) if hour else (decided,), "placement", place.id)
        total = because("{0} + 48 heures = {1}" + (" à {2}" if hour else ""), (decided, due, place.decided_at))
        yield starting(decided, place.id, (moved, urgent), due, None, dt.date.min, total, place.id, hour)


_CHOSEN_BY_JUDGE = measures.PLACED_BY_JUDGE - measures.ENTRUSTED_BY_JUDGE
_ASKED = measures.ENTRUSTED_BY_JUDGE | measures.DELEGATED


@trigger(under=_ASKED)
def place_chosen(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each place that the service chose or changed without urgency: the parents write what they think of it before."""
    for stretch in case.stretches(_ASKED):
        settled = {item.since for item in stretch.measures if item.type in measures.PROVISIONAL}
        settled |= {item.since for item in case.measures_of(_CHOSEN_BY_JUDGE)}
        for place in case.places:
            is_here = place.episode_id == stretch.episode_id and stretch.on <= place.since
            if not is_here or (stretch.until and place.since > stretch.until) or place.is_urgent:
                continue
            if place.since in settled or place.setting == "URGENCE":
                continue
            chosen = because("Lieu d’accueil à partir du {0}.", (place.since,), "placement", place.id)
            total = because("Avant le {0}.", (place.since,))
            yield starting(place.since, place.id, (chosen,), place.since, None, dt.date.min, total, place.id)


@trigger(under=measures.PLACED_BY_JUDGE, holds="sibling_link")
def siblings_parted(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each day on which siblings were parted, noted on the link between them."""
    for link in case.file.of("sibling_link"):
        parted = link.separated_on
        if parted and case.under(measures.PLACED_BY_JUDGE, parted):
            due = TWO_DAYS.after(parted)
            reason = because("Séparés depuis le {0}.", (parted,), "sibling_link", link.id)
            total = because("{0} + 48 heures = {1}", (parted, due))
            yield starting(parted, link.id, (reason,), due, None, parted - 30 * DAY, total, link.id)
