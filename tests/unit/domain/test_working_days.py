"""Public holidays, working days and the school calendar shipped with the program."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.working_days import (
    ZONES,
    SchoolCalendar,
    day_off_words,
    is_working_day,
    next_working_day,
    previous_working_day,
    public_holiday,
    public_holidays,
    read_school_calendar,
)
from ppe_desktop.services.school_days import load_school_calendar

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))

EMPTY_CALENDAR = SchoolCalendar({}, dt.date.max, dt.date.min)


def school_holiday(day: dt.date, zone: str) -> str:
    return load_school_calendar().school_holiday(day, zone)


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "Jour de l’an"),
        ("2026-04-06", "Lundi de Pâques"),
        ("2026-05-14", "Ascension"),
        ("2026-05-25", "Lundi de Pentecôte"),
        ("2026-11-11", "Armistice 1918"),
        ("2027-03-29", "Lundi de Pâques"),
        ("2027-05-06", "Ascension"),
        ("2027-05-17", "Lundi de Pentecôte"),
        ("2028-04-17", "Lundi de Pâques"),
        ("2024-05-08", "Victoire 1945"),
        ("2008-05-01", "Ascension"),
    ],
)
def test_public_holidays_have_their_french_name(day, name):
    assert public_holiday(d(day)) == name
    assert not is_working_day(d(day))


def test_an_ordinary_day_is_no_holiday():
    assert public_holiday(d("2026-11-23")) == ""
    assert is_working_day(d("2026-11-23"))
    assert public_holiday(d("2026-04-03")) == "", "Good Friday is off in Alsace and Moselle only"
    assert public_holiday(d("2026-12-26")) == ""


@pytest.mark.parametrize("year", [2008, 2025, 2026, 2027])
def test_there_are_eleven_a_year_unless_two_fall_together(year):
    assert len(public_holidays(year)) == (10 if year == 2008 else 11)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2027-05-06", "2027-05-05", "2027-05-07"),
        ("2026-11-22", "2026-11-20", "2026-11-23"),
        ("2026-04-05", "2026-04-03", "2026-04-07"),
        ("2026-12-25", "2026-12-24", "2026-12-28"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
    ],
)
def test_the_working_day_around_a_day(day, before, after):
    assert previous_working_day(d(day)) == d(before)
    assert next_working_day(d(day)) == d(after)


@given(DAYS)
def test_the_nearest_working_days_are_worked_and_near(day):
    before, after = previous_working_day(day), next_working_day(day)
    assert is_working_day(before)
    assert is_working_day(after)
    assert before <= day <= after
    assert (after - before).days <= 5, "never more than four days off in a row"
    assert (before == day == after) == is_working_day(day)
    assert bool(day_off_words(day)) != is_working_day(day)


def test_why_a_day_is_off_is_said():
    assert day_off_words(d("2026-11-22")) == "un dimanche"
    assert day_off_words(d("2026-11-21")) == "un samedi"
    assert day_off_words(d("2027-05-06")) == "férié (Ascension)"
    assert day_off_words(d("2026-11-01")) == "férié (Toussaint)", "the feast says more than the Sunday"


@pytest.mark.parametrize(
    ("day", "zones"),
    [
        ("2026-02-12", "A"),
        ("2026-02-18", "AB"),
        ("2026-02-25", "BC"),
        ("2026-12-24", "ABC"),
        ("2027-02-08", "C"),
        ("2027-04-12", "AC"),
        ("2027-05-07", "ABC"),
        ("2027-09-01", "ABC"),
        ("2027-09-02", ""),
        ("2028-02-14", "BC"),
        ("2028-05-08", "A"),
        ("2028-07-03", ""),
        ("2028-07-04", "ABC"),
        ("2026-11-02", ""),
    ],
)
def test_school_holidays_by_zone(day, zones):
    assert "".join(zone for zone in ZONES if school_holiday(d(day), zone)) == zones


def test_the_shipped_calendar_is_whole():
    calendar = load_school_calendar()
    assert calendar.knows(d("2025-09-01"))
    assert not calendar.knows(d("2025-08-31"))
    assert not calendar.knows(d("2028-09-01"))
    for zone in ZONES:
        names = []
        day = calendar.known_from
        while day <= calendar.known_until:
            name = calendar.school_holiday(day, zone)
            if name and name != (names[-1] if names else ""):
                names.append(name)
            day += dt.timedelta(days=1)
        assert names == 3 * [
            "Vacances de la Toussaint", "Vacances de Noël", "Vacances d’hiver", "Vacances de printemps", "Pont de l’Ascension", "Vacances d’été",
        ]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_each_stretch_begins_on_a_saturday_and_lasts_two_weeks(zone):
    calendar = load_school_calendar()
    seen = set()
    day = calendar.known_from
    while day <= calendar.known_until:
        if holiday := calendar.holiday_on(day, zone):
            seen.add(holiday)
        day += dt.timedelta(days=1)
    for holiday in seen:
        if "été" in holiday.name:
            assert holiday.first.month == 7
        elif "Ascension" in holiday.name:
            assert public_holiday(holiday.first) == "Ascension"
            assert holiday.last.weekday() == 6
        else:
            assert holiday.first.weekday() == 5
            assert (holiday.last - holiday.first).days in (15, 16), (
                "sixteen days, one more when the Monday back is a feast"
            )
            assert is_working_day(holiday.last + dt.timedelta(days=1))


def test_a_year_not_published_is_unknown_not_free():
    assert school_holiday(d("2030-12-25"), "C") == ""
    assert not load_school_calendar().knows(d("2030-12-25"))
    assert not EMPTY_CALENDAR.knows(d("2026-12-25"))
    assert EMPTY_CALENDAR.school_holiday(d("2026-12-25"), "A") == ""


def test_an_unknown_zone_has_no_holidays():
    assert school_holiday(d("2026-12-25"), "Z") == ""


@pytest.mark.parametrize(
    "entry",
    [
        {"nom": "À l’envers", "du": dt.date(2026, 2, 2), "au": dt.date(2026, 2, 1)},
        {"nom": "Zone inconnue", "du": dt.date(2026, 2, 1), "au": dt.date(2026, 2, 2), "zones": ["D"]},
    ],
)
def test_a_calendar_wrongly_written_is_refused(entry):
    with pytest.raises(ValueError, match="school holidays"):
        read_school_calendar({"annee": [{"du": dt.date(2025, 9, 1), "au": dt.date(2026, 8, 31), "vacances": [entry]}]})
