"""What cannot be kept as it was entered: each problem is said beside its field, in French; the text typed is kept aside.

Few things are refused: life exceeds lists, and a file that forces values holds false ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.domain.texts import clean_input, group_phone

OLDEST_YEAR = 1900

PERIODS = (("since", "until"), ("since", "ended_on"), ("start_on", "due_on"), ("period_from", "period_to"))
"""Pairs of columns whose second date cannot come before the first."""

STEPS = (
    ("asked_on", "answered_on", "La réponse vient avant la demande. Corrigez l’une des deux dates."),
    ("asked_on", "decided_on", "La décision vient avant la demande. Corrigez l’une des deux dates."),
    ("asked_on", "booked_on", "Le rendez-vous vient avant la demande. Corrigez l’une des deux dates."),
    ("asked_on", "done_on", "Le bilan ou l’examen vient avant sa demande. Corrigez l’une des deux dates."),
    ("given_on", "next_on", "Le rappel vient avant le vaccin. Corrigez l’une des deux dates."),
)
"""Pairs of columns of which the first happens before the second, with the sentence that says so when they do not."""

PAST_ONLY = frozenset(
    {
        "birth_date",
        "death_date",
        "said_on",
        "decided_on",
        "signed_on",
        "delivered_on",
        "answered_on",
        "other_birth_date",
        "happened_on",
        "written_on",
        "given_on",
        "done_on",
        "asked_on",
        "dated_on",
        "parents_informed_on",
        "waiting_since",
        "informed_on",
        "sent_on",
        "waived_on",
        "closed_on",
    }
)
"""Dates of what already happened: they cannot lie ahead."""


def keep(fact: Fact, value: Any) -> Any:
    """Return the value in the form it is kept: text cleaned of what is not text, phone numbers grouped.

    Raises:
        FieldError: the value cannot be kept in this fact.
    """
    if isinstance(value, str):
        value = clean_input(value)
        if fact.kind in (Kind.TEXT, Kind.FREE_CHOICE):
            value = " ".join(value.split("\n")).strip()
        if len(value) > fact.limit:
            raise FieldError(
                fact.name,
                f"Ce texte dépasse {fact.limit:,} caractères. Raccourcissez-le, ou répartissez-le.".replace(
                    ",", "\u202f"
                ),
            )
        if fact.name == "phone":
            value = group_phone(value)
    if fact.kind is Kind.CHOICE and value and fact.choices and value not in set(fact.choices):
        raise FieldError(fact.name, "Cette valeur n’est pas dans la liste. Choisissez-en une autre.")
    return value


def check_field(fact: Fact, value: Any, today: dt.date) -> None:
    """Refuse a value that makes no sense by itself.

    Raises:
        FieldError: with the French sentence to show beside the field.
    """
    if fact.required and (value is None or (isinstance(value, str) and not value.strip())):
        raise FieldError(fact.name, f"« {fact.label} » ne peut pas rester vide.")
    if fact.kind is Kind.DATE and isinstance(value, dt.date):
        if fact.name in PAST_ONLY and value > today:
            raise FieldError(fact.name, "Cette date est dans l’avenir. Vérifiez l’année.")
        if value.year < OLDEST_YEAR:
            raise FieldError(fact.name, "Cette date est trop ancienne. Vérifiez l’année.")


def check_record(
    facts: Iterable[Fact], values: Mapping[str, Any], today: dt.date, changed: Iterable[str] | None = None
) -> None:
    """Refuse values that contradict each other.

    Args:
        facts: the facts of this kind of record.
        values: all the values the record would have.
        today: the day of entry.
        changed: the fields being entered (all by default): an error is shown beside one of these.

    Raises:
        FieldError: with the field to correct.
    """
    by_name = {fact.name: fact for fact in facts}
    touched = list(by_name if changed is None else changed)
    for name in touched:
        check_field(by_name[name], values.get(name), today)
    periods = ((first, last, "La fin vient avant le début. Corrigez l’une des deux dates.") for first, last in PERIODS)
    for first, last, sentence in (*periods, *STEPS):
        start, end = values.get(first), values.get(last)
        if start and end and end < start and (first in touched or last in touched):
            raise FieldError(last if last in touched else first, sentence)
    birth = values.get("birth_date")
    death = values.get("death_date")
    if birth and death and death < birth and ("death_date" in touched or "birth_date" in touched):
        field = "death_date" if "death_date" in touched else "birth_date"
        raise FieldError(field, "Le décès vient avant la naissance. Corrigez l’une des deux dates.")
