"""Events of care: its beginning, the agreement that founds it, an emergency, a worrying report, what recurs as long as it lasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ppe_desktop.domain.dates import birthday
from ppe_desktop.domain.deadlines import measures
from ppe_desktop.domain.deadlines.case import Act, Case, Stretch
from ppe_desktop.domain.deadlines.results import Reason, because
from ppe_desktop.domain.deadlines.rules import Delay, Rule
from ppe_desktop.domain.deadlines.triggers.start import (
    DAY,
    PLUS,
    PLUS_SETTING,
    YEAR,
    Start,
    begins,
    born,
    every_months,
    missed_round,
    named,
    setting,
    starting,
    stretches_of,
    told_late,
    trigger,
)
from ppe_desktop.domain.vocabulary import MeasureType

NEVER_NOTED = 2
"""A round after the first one: what came before it may have been done and never noted."""
FAR_LATE = dt.timedelta(days=183)
"""What is first noted this long after its day may not be the first that was done."""
SOON_SEEN = Delay(months=2)
"""Time left to the commission once the file shows a risk: it does not meet the same day."""


@trigger()
def protection_start(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The first protective measure of each episode: an interim order, then its judgment, count once, from the first."""
    name = rule.options.get("setting")
    for stretch in case.protections:
        reasons: tuple[Reason, ...] = (begins(stretch.measures[0]),)
        due, total = None, None
        if name:
            delay = Delay(days=setting(case, name))
            due = delay.after(stretch.on)
            total = because(PLUS_SETTING, (stretch.on, delay, due))
        if name == "health_entry_days":
            reasons += (
                because(
                    "C’est une cible ; l’alerte du service est à {0} jours.", (setting(case, "health_alarm_days"),)
                ),
            )
            reasons += _health_alarm(case, rule, stretch, today)
        if rule.delay or due:
            reasons += _noted_since(case, rule, stretch, due or (rule.delay.after(stretch.on) if rule.delay else today))
        yield starting(stretch.on, stretch.key, reasons, due, stretch.until, sum=total)


def _noted_since(case: Case, rule: Rule, stretch: Stretch, due: dt.date) -> tuple[Reason, ...]:
    """Return that what was due before the file was opened in the program may have been done and never noted there."""
    known = case.known_on
    if known is None or due >= known:
        return ()
    first, last = stretch.on, due + FAR_LATE
    for act in case.done(rule.act):
        if first <= act.on <= last:
            return ()
    return told_late(case, NEVER_NOTED)


def _health_alarm(case: Case, rule: Rule, stretch: Stretch, today: dt.date) -> tuple[Reason, ...]:
    """Return what is said of an entry check that has been missing for too long."""
    limit = setting(case, "health_alarm_days")
    if today <= stretch.on + dt.timedelta(days=limit) or any(act.on >= stretch.on for act in case.done(rule.act)):
        return ()
    return (because("Plus de {0} jours ont passé : les besoins de santé manquent au projet.", (limit,)),)


@trigger(under=named)
def welcomed(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The welcome of a child, or the day the child is old enough: option ``from_age``, in years."""
    young_until = birthday(case.birth, int(rule.options.get("from_age", 0))) if case.birth else dt.date.min
    for stretch in stretches_of(case, rule):
        if stretch.number > 1:
            continue
        if young_until <= stretch.on:
            yield starting(stretch.on, stretch.key, (begins(stretch.measures[0]),), until=stretch.until)
        elif young_until <= today:
            age = because("{0} ans le {1} (choix du service).", (rule.options["from_age"], young_until))
            yield starting(
                young_until, stretch.key, (begins(stretch.measures[0]), born(case), age), until=stretch.until
            )


@trigger(under=measures.AGREED)
def agreement(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each benefit that a written agreement founds: it is signed before the first day."""
    for item in case.measures_of(measures.AGREED):
        total = because("Au plus tard le premier jour : {0}.", (item.since,))
        yield starting(item.since, item.id, (begins(item),), item.since, case.end_of(item), dt.date.min, total, item.id)


@trigger(under=measures.EMERGENCY)
def emergency(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each emergency welcome of the kinds the rule names; the end of the measure, or what follows it, resolves it."""
    for item in case.measures_of(measures.EMERGENCY):
        if item.type in rule.options["kinds"]:
            yield starting(item.since, item.id, (begins(item),), until=case.end_of(item), only=item.id)


@trigger(under=measures.EMERGENCY)
def emergency_told(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Each emergency welcome of the kinds the rule names: those who must be told are told at once."""
    for item in case.measures_of(measures.EMERGENCY):
        if item.type in rule.options["kinds"]:
            total = because("Aussitôt : le jour même, {0}.", (item.since,))
            yield starting(item.since, item.id, (begins(item),), item.since, case.end_of(item), sum=total)


@trigger()
def concern(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A worrying report received about the child; the beginning of care shows that it was evaluated."""
    for episode in case.file.of("care_episode"):
        received = episode.concern_on
        if received:
            reason = because("Information préoccupante reçue le {0}.", (received,), "care_episode", episode.id)
            until = episode.since if episode.since and episode.since >= received else episode.until
            yield starting(received, episode.id, (reason,), until=until, only=episode.id)


@trigger(under=named)
def visits(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """Visits that come round again: so long after the last one noted.

    Before the first one noted, lateness counts from the first round missed: see ``missed_round``.
    """
    for stretch in stretches_of(case, rule):
        told = [act for act in case.past(rule.act, today) if act.on >= stretch.on]
        if stretch.until:
            told = [act for act in told if act.on <= stretch.until]
        yield _first_visit(case, rule, stretch, told, today)
        for act in told:
            every = _between_visits(case, rule, act.on)
            due = every.after(act.on)
            last = because("Dernière visite le {0}.", (act.on,), act.record, act.record_id)
            total = because(PLUS_SETTING, (act.on, every, due))
            yield starting(
                act.on, f"{stretch.key}:{act.on.isoformat()}", (last,), due, stretch.until, act.on + DAY, total
            )


def _first_visit(case: Case, rule: Rule, stretch: Stretch, told: list[Act], today: dt.date) -> Start:
    """Return the round that lateness counts from as long as no visit is noted."""

    def after(on: dt.date) -> dt.date:
        return (every if is_steady else _between_visits(case, rule, on)).after(on)

    every, is_steady = _between_visits(case, rule, stretch.on), "young_every" not in rule.options
    due, number = missed_round(case, after(stretch.on), after, stretch, told[0].on if told else today)
    none = (because("Aucune visite notée depuis le début."),) if not told and due < today else ()
    total = because(PLUS_SETTING, (stretch.on, every, due))
    if number > 1:
        total = because("Une visite {0} (réglage du service) ; avant le {1}.", (every_months(every.months), due))
    reasons = (begins(stretch.measures[0]), *told_late(case, number), *none)
    return starting(stretch.on, f"{stretch.key}:debut", reasons, due, stretch.until, sum=total)


def _between_visits(case: Case, rule: Rule, on: dt.date) -> Delay:
    """Return the time between two visits: a setting, or the rule's own number, smaller for a young child."""
    young = rule.options.get("young_every")
    if young and case.birth and on < birthday(case.birth, 3):
        return Delay(int(young))
    return Delay(setting(case, rule.options["setting"]) if "setting" in rule.options else int(rule.options["every"]))


@trigger(under=named)
def status_examined(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """The child's status before the commission: every six months under the age of the settings, else once after a year if it seems unsuited."""
    for stretch in stretches_of(case, rule):
        told = [act for act in case.past(rule.act, today) if act.on >= stretch.on]
        for number, on in enumerate([stretch.on, *[act.on for act in told]]):
            name = on.isoformat() if number else "debut"
            later = told[number].on if number < len(told) else None
            found = _status_due(case, stretch, on, today, later, is_first=not number)
            if found:
                due, reasons, total = found
                done_from = on if name == "debut" else on + DAY
                yield starting(on, f"{stretch.key}:{name}", reasons, due, stretch.until, done_from, total)


def _status_due(
    case: Case, stretch: Stretch, on: dt.date, today: dt.date, later: dt.date | None, *, is_first: bool
) -> tuple[dt.date, tuple[Reason, ...], Reason] | None:
    limit = case.settings.young_age
    if case.birth and on < birthday(case.birth, limit):
        half = Delay(months=6)
        due = half.after(on)
        began = begins(stretch.measures[0]) if is_first else because("Dernier examen le {0}.", (on,))
        reasons = (began, born(case), because("Moins de {0} ans ce jour-là : tous les six mois.", (limit,)))
        return due, reasons, because(PLUS, (on, half, due))
    risk = _sign_of_neglect(case, today)
    if risk is None or not (is_first or on < risk[0]) or (not is_first and later and later < risk[0]):
        return None
    year, soon = YEAR.after(stretch.on), SOON_SEEN.after(risk[0])
    total = because("Confié depuis plus d’un an au {0}.", (year,))
    if soon > year:
        total = because("{0} + {1} (choix du service) = {2}", (risk[0], SOON_SEEN, soon))
    return max(year, soon), (begins(stretch.measures[0]), risk[1]), total


def _sign_of_neglect(case: Case, today: dt.date) -> tuple[dt.date, Reason] | None:
    """Return since when, and why, the file lets think that the parents are absent: contacts all stopped, authority withdrawn."""
    for item in case.measures_of(_STATUS_SIGNS):
        if item.since <= today:
            return item.since, begins(item)
    noted = case.file.of("contact_right")
    if not noted:
        return None
    rights = [
        right
        for right in noted
        if (right.since is None or right.since <= today) and (right.until is None or right.until >= today)
    ]
    if not rights or any(right.kind not in _STOPPED or right.since is None for right in rights):
        return None
    last = max(rights, key=lambda right: right.since)
    said = "Tous les droits de visite notés sont suspendus ou réservés depuis le {0}."
    return last.since, because(said, (last.since,), "contact_right", last.id)


_STATUS_SIGNS = frozenset({MeasureType.RETRAIT_AP, MeasureType.DELAISSEMENT})
_STOPPED = ("SUSPENDU", "RESERVE")


@trigger(under=named)
def neglect(case: Case, rule: Rule, today: dt.date) -> Iterator[Start]:
    """A year without the relations a child needs, as far as the file tells: every contact right stopped for a year."""
    stretches = stretches_of(case, rule)
    sign = _sign_of_neglect(case, today) if stretches else None
    if sign is None or sign[1].record != "contact_right":
        return
    for stretch in stretches:
        year_after = Delay(months=12).after(max(sign[0], stretch.on))
        if year_after <= today:
            reasons = (begins(stretch.measures[0]), sign[1], because("Plus d’un an le {0}.", (year_after,)))
            yield starting(year_after, stretch.key, reasons, until=stretch.until, done_from=stretch.on)
