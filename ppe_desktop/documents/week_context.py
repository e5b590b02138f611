"""« Ma semaine »: what the worker's own page prints. It is about no single child, has one reader and is in no register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ppe_desktop.documents.context.page import logo_values
from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import DAYS, MONTHS, NBSP, long_date, short_date
from ppe_desktop.domain.deadlines.words import Column, due_words
from ppe_desktop.domain.home import Birthday, ChildDue, Unmet, count_of, initials_of
from ppe_desktop.domain.vocabulary import AppointmentState

NO_MEETING = "aucune rencontre notée"
_SELF = "vous"
"""Whose copy it is when the base knows no first name."""


class _Day(Protocol):
    @property
    def day(self) -> dt.date:
        """Return the day."""


class WeekFacts(Protocol):
    """What the first screen knows of the week; see :class:`ppe_desktop.services.home.Home`."""

    @property
    def today(self) -> _Day:
        """Return the day everything is judged on."""

    @property
    def first_name(self) -> str:
        """Return the first name of the worker, empty when unknown."""

    @property
    def week(self) -> tuple[dt.date, dt.date]:
        """Return the first and last day."""

    @property
    def appointments(self) -> tuple[Item, ...]:
        """Return what is planned, in order, each with ``children``."""

    @property
    def names(self) -> dict[str, str]:
        """Return the names of the children by identifier."""

    @property
    def due(self) -> dict[Column, list[ChildDue]]:
        """Return what is due, by column."""

    @property
    def birthdays(self) -> list[Birthday]:
        """Return those of the fortnight."""

    @property
    def unmet(self) -> list[Unmet]:
        """Return the children not met for long."""

    @property
    def unmet_months(self) -> int:
        """Return how many months are long."""


def week_values(facts: WeekFacts, profile: Item | None, version: str, *, initials_only: bool) -> dict[str, Any]:
    """Return everything « Ma semaine » prints.

    Args:
        facts: the first screen.
        profile: the worker and the service; None before they are known.
        version: of the template, printed in the footer.
        initials_only: no name, and nothing typed that may tell one (object, place).
    """
    today, (first, last) = facts.today.day, facts.week
    return {
        "service": {"nom": profile.values.get("service") or "" if profile else ""},
        "semaine": {
            "titre": f"du {_day_and_month(first)} au {long_date(last)}",
            "prenom": facts.first_name,
            "initiales": initials_only,
            "mois_sans_rencontre": f"{facts.unmet_months}{NBSP}mois",
            "plus_anciennes": _older(count_of(facts.due.get(Column.OLDER, ()))),
        },
        "rendez_vous": _appointments(facts, initials_only=initials_only),
        "en_retard": _due(facts.due.get(Column.LATE, ()), today, initials_only=initials_only),
        "quinze_jours": _due(facts.due.get(Column.NOW, ()), today, initials_only=initials_only),
        "anniversaires": [
            {
                "enfant": _name(one.name, initials_only=initials_only),
                "age": f"{one.age}{NBSP}an{'s' if one.age > 1 else ''}",
                "le": _day_and_month(one.on),
            }
            for one in facts.birthdays
        ],
        "a_rencontrer": [
            {
                "enfant": _name(one.name, initials_only=initials_only),
                "derniere_rencontre": short_date(one.last_on) or NO_MEETING,
            }
            for one in facts.unmet
        ],
        "destinataire": facts.first_name or _SELF,
        "est_brouillon": False,
        "produit_le": short_date(today),
        "version_modele": version,
        "repere": "",
        **logo_values(profile),
        "_titre": "Ma semaine",
        "_date": today.isoformat(),
    }


def _appointments(facts: WeekFacts, *, initials_only: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    before: dt.date | None = None
    for item in facts.appointments:
        typed = "" if initials_only else ", ".join(text for text in (item.subject, item.place) if text)
        found.append(
            {
                "jour": f"{DAYS[item.planned_on.weekday()].capitalize()} {_day_and_month(item.planned_on)}",
                "nouveau_jour": item.planned_on != before,
                "heure": item.at_time,
                "quoi": _said(item),
                "enfants": _names(item, facts.names, initials_only=initials_only),
                "precisions": typed,
            }
        )
        before = item.planned_on
    return found


def _said(item: Item) -> str:
    label = appointment_label(item)
    if item.state == AppointmentState.PLANNED:
        return label
    return f"{label} ({AppointmentState.label_of(item.state).lower()})"


def _names(item: Item, names: Mapping[str, str], *, initials_only: bool) -> str:
    known = (names[child] for child in item.children if child in names)
    return ", ".join(_name(name, initials_only=initials_only) for name in known)


def _due(children: Sequence[ChildDue], today: dt.date, *, initials_only: bool) -> list[dict[str, Any]]:
    return [
        {
            "enfant": _name(child.name, initials_only=initials_only),
            "echeances": [
                {"quoi": one.rule.title, "quand": short_date(one.due_on) or due_words(one, today)}
                for one in child.deadlines
            ],
        }
        for child in children
    ]


def _older(count: int) -> str:
    """Return how many obligations have been late for so long that they are folded on the first screen."""
    if not count:
        return ""
    if count == 1:
        return "Une échéance plus ancienne, sur l’écran d’accueil."
    return f"{count} échéances plus anciennes, sur l’écran d’accueil."


def _name(name: str, *, initials_only: bool) -> str:
    return initials_of(name) if initials_only else name


def _day_and_month(day: dt.date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]}"
