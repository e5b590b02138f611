"""Dates as French people type and count them; every form the help sentence promises, and the days calendars trip over."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain import dates
from ppe_desktop.domain.dates import add_months, birth_date_in_words, is_adult_on, parse_date, say_age

D = dt.date
MONDAY = D(2026, 11, 23)
DAYS = st.dates(D(1901, 1, 1), D(2150, 12, 31))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("23/11/2026", D(2026, 11, 23)),
        ("3/1/2026", D(2026, 1, 3)),
        ("23/11", D(2026, 11, 23)),
        ("23.11.26", D(2026, 11, 23)),
        ("23-11-2026", D(2026, 11, 23)),
        ("23 11 2026", D(2026, 11, 23)),
        ("12/03/46", D(2046, 3, 12)),
        ("12/03/47", D(1947, 3, 12)),
        ("2026-11-23", D(2026, 11, 23)),
        ("2026-1-3", D(2026, 1, 3)),
        ("23 novembre 2026", D(2026, 11, 23)),
        ("23\u00a0novembre\u202f2026", D(2026, 11, 23)),
        ("lundi 23 novembre 2026", D(2026, 11, 23)),
        ("1er mars", D(2026, 3, 1)),
        ("1ER MARS 2015", D(2015, 3, 1)),
        ("1 janv. 2015", D(2015, 1, 1)),
        ("12 déc 15", D(2015, 12, 12)),
        ("12 decembre 2015", D(2015, 12, 12)),
        ("12 août 2015", D(2015, 8, 12)),
        ("12 aout 2015", D(2015, 8, 12)),
        ("12 juin 2015", D(2015, 6, 12)),
        ("12 juil 2015", D(2015, 7, 12)),
        ("29/02/2024", D(2024, 2, 29)),
        ("29 février 2024", D(2024, 2, 29)),
        ("aujourd’hui", MONDAY),
        ("Aujourd'hui", MONDAY),
        ("auj", MONDAY),
        ("hier", D(2026, 11, 22)),
        ("avant-hier", D(2026, 11, 21)),
        ("demain", D(2026, 11, 24)),
        ("après-demain", D(2026, 11, 25)),
        ("lundi", D(2026, 11, 30)),
        ("mardi", D(2026, 11, 24)),
        ("mardi prochain", D(2026, 11, 24)),
        ("dimanche", D(2026, 11, 29)),
        ("lundi dernier", D(2026, 11, 16)),
        ("dimanche dernier", D(2026, 11, 22)),
        ("mardi dernier", D(2026, 11, 17)),
        ("+15j", D(2026, 12, 8)),
        ("+ 1 jour", D(2026, 11, 24)),
        ("-2 semaines", D(2026, 11, 9)),
        ("+3 mois", D(2027, 2, 23)),
        ("+3m", D(2027, 2, 23)),
        ("-1 an", D(2025, 11, 23)),
        ("+ 2 ans", D(2028, 11, 23)),
        ("  23/11/2026  ", D(2026, 11, 23)),
        ("", None),
        (" \u00a0 ", None),
    ],
)
def test_a_date_is_understood_as_it_is_typed(typed: str, expected: dt.date | None) -> None:
    assert parse_date(typed, MONDAY) == expected
    assert parse_date(unicodedata.normalize("NFD", typed), MONDAY) == expected
    assert parse_date(typed.upper(), MONDAY) == expected


@pytest.mark.parametrize(
    "typed",
    ["29/02/2026", "31/04", "32/01/2026", "0/1/2026", "12/13/2026", "2026-02-30", "30 février", "+9999 ans", "-9999 ans", "-3000 ans", "00/00/0000"],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_said_so(typed: str) -> None:
    with pytest.raises(ValueError, match="n’existe pas dans le calendrier"):
        parse_date(typed, MONDAY)


@pytest.mark.parametrize("typed", ["bientôt", "12 jui 2026", "12/3/2", "12/3/202", "12//3", "1789", "lundi dernier soir", "Karima", "+j", "+15x", "1/2/3/4"])  # fmt: skip
def test_what_is_not_a_date_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(ValueError, match="n’est pas comprise") as refused:
        parse_date(typed, MONDAY)
    assert typed not in str(refused.value)


@given(st.text(max_size=30), DAYS)
def test_nothing_typed_brings_down_the_field(typed: str, today: dt.date) -> None:
    message = ""
    try:
        found = parse_date(typed, today)
    except ValueError as error:
        found, message = None, str(error)
    assert found is None or isinstance(found, dt.date)
    assert not message or message.startswith("Cette date n’")


@given(DAYS, DAYS)
def test_what_the_program_writes_it_reads_back(day: dt.date, today: dt.date) -> None:
    for written in (dates.short_date(day), dates.long_date(day), dates.full_date(day), day.isoformat()):
        assert parse_date(written, today) == day


@given(DAYS)
def test_a_weekday_alone_is_the_next_one_and_dernier_the_last_one(today: dt.date) -> None:
    for number, name in enumerate(dates.DAYS):
        coming, last = parse_date(name, today), parse_date(f"{name} dernier", today)
        assert coming is not None
        assert last is not None
        assert coming.weekday() == last.weekday() == number
        assert 1 <= (coming - today).days <= 7
        assert 1 <= (today - last).days <= 7


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (D(2025, 10, 6), 3, D(2026, 1, 6)),
        (D(2025, 11, 30), 3, D(2026, 2, 28)),
        (D(2023, 11, 30), 3, D(2024, 2, 29)),
        (D(2025, 8, 31), 3, D(2025, 11, 30)),
        (D(2025, 9, 20), 6, D(2026, 3, 20)),
        (D(2026, 3, 15), 12, D(2027, 3, 15)),
        (D(2025, 8, 31), 6, D(2026, 2, 28)),
        (D(2024, 2, 29), 12, D(2025, 2, 28)),
    ],
)
def test_delays_in_months_end_as_article_641_says(start: dt.date, months: int, due: dt.date) -> None:
    assert add_months(start, months) == due


@given(DAYS, st.integers(0, 240))
def test_a_delay_never_spills_into_the_month_after(start: dt.date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + dt.timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("birth", "day", "adult"),
    [
        (D(2008, 2, 29), D(2026, 2, 28), False),
        (D(2008, 2, 29), D(2026, 3, 1), True),
        (D(2008, 5, 4), D(2026, 5, 3), False),
        (D(2008, 5, 4), D(2026, 5, 4), True),
        (D(2008, 12, 31), D(2026, 12, 30), False),
        (D(2008, 12, 31), D(2026, 12, 31), True),
    ],
)
def test_majority_is_never_early(birth: dt.date, day: dt.date, adult: bool) -> None:
    assert is_adult_on(birth, day) is adult


@given(DAYS)
def test_majority_falls_on_one_day_and_lasts(birth: dt.date) -> None:
    eve = birth + dt.timedelta(days=18 * 365)
    turned = [is_adult_on(birth, eve + dt.timedelta(days=n)) for n in range(12)]
    assert turned == sorted(turned)
    assert turned.count(False) in range(1, 11)


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        (None, "âge inconnu"),
        (D(2026, 12, 1), "à naître"),
        (D(2026, 11, 23), "0 jour"),
        (D(2026, 11, 22), "1 jour"),
        (D(2026, 10, 24), "30 jours"),
        (D(2026, 10, 23), "1 mois"),
        (D(2025, 11, 23), "12 mois"),
        (D(2024, 11, 24), "23 mois"),
        (D(2024, 11, 23), "2 ans"),
        (D(2023, 9, 23), "3 ans et 2 mois"),
        (D(2020, 11, 24), "5 ans et 11 mois"),
        (D(2020, 11, 23), "6 ans"),
        (D(2015, 3, 12), "11 ans"),
        (D(2008, 11, 24), "17 ans"),
        (D(2008, 11, 23), "18 ans"),
    ],
)
def test_an_age_is_said_as_a_professional_says_it(birth: dt.date | None, said: str) -> None:
    assert say_age(birth, MONDAY).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        ("EXACT", "1er mars 2010"),
        ("MONTH", "mars 2010"),
        ("YEAR", "2010"),
        ("ASSESSED", "1er mars 2010 (date retenue)"),
        ("UNKNOWN", "1er mars 2010"),
    ],
)
def test_a_birth_date_says_no_more_than_is_known(precision: str, said: str) -> None:
    assert birth_date_in_words(D(2010, 3, 1), precision).replace("\u00a0", " ") == said
    assert birth_date_in_words(None, precision) == ""


def test_moments_and_days_are_written_the_french_way() -> None:
    assert dates.full_date(MONDAY).replace("\u00a0", " ") == "lundi 23 novembre 2026"
    assert dates.clock_time(dt.datetime(2026, 11, 23, 9, 5)).replace("\u00a0", " ") == "9 h 05"
    assert dates.short_date(None) == dates.long_date(None) == ""


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.integers(-600, 600))
def test_months_are_added_as_dateutil_adds_them(start: dt.date, months: int) -> None:
    assert add_months(start, months) == start + relativedelta(months=months)
