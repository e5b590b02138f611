"""Dates told in words, and periods that are no date."""

import datetime as dt

import pytest

from ppe_desktop.domain.dates import parse_date

D = dt.date
MONDAY = D(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mardi en huit", D(2026, 12, 1)),
        ("mardi en quinze", D(2026, 12, 8)),
        ("Dimanche en huit", D(2026, 12, 6)),
        ("il y a 3 jours", D(2026, 11, 20)),
        ("il y a trois jours", D(2026, 11, 20)),
        ("il y a une semaine", D(2026, 11, 16)),
        ("il y a un mois", D(2026, 10, 23)),
        ("il y a 2 ans", D(2024, 11, 23)),
        ("il y a une année", D(2025, 11, 23)),
        ("dans 2 semaines", D(2026, 12, 7)),
        ("dans deux semaines", D(2026, 12, 7)),
        ("dans huit jours", D(2026, 11, 30)),
        ("dans quinze jours", D(2026, 12, 7)),
        ("dans 8 jours", D(2026, 12, 1)),
        ("dans 6 mois", D(2027, 5, 23)),
    ],
)
def test_a_date_told_in_words_is_understood(typed, expected):
    assert parse_date(typed, MONDAY) == expected
    assert parse_date(typed.upper(), MONDAY, past=True) == expected


@pytest.mark.parametrize(
    "typed",
    ["la semaine dernière", "semaine prochaine", "fin novembre", "début 2026", "mi-octobre", "courant mai", "le mois dernier",
     "l’année dernière", "l’été dernier", "cet été", "ce week-end", "novembre", "mars 2024", "en mars"],
)  # fmt: skip
def test_a_period_is_said_to_be_no_day(typed):
    with pytest.raises(ValueError, match="pas un jour mais une période"):
        parse_date(typed, MONDAY)


@pytest.mark.parametrize(
    "typed", ["dans beaucoup de jours", "il y a longtemps", "lundi en trente", "dans 3", "mardi huit"]
)
def test_what_is_too_vague_stays_refused(typed):
    with pytest.raises(ValueError, match="n’est pas comprise"):
        parse_date(typed, MONDAY)


def test_a_delay_beyond_every_calendar_is_said_so():
    with pytest.raises(ValueError, match="n’existe pas dans le calendrier"):
        parse_date("il y a 9999 ans", MONDAY)
