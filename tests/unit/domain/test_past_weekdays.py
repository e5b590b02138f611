"""A weekday alone looks ahead for what is planned and back for what already happened."""

import datetime as dt

import pytest

from ppe_desktop.domain.dates import parse_date

SUNDAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "ahead", "behind"),
    [
        ("lundi", dt.date(2026, 11, 23), dt.date(2026, 11, 16)),
        ("samedi", dt.date(2026, 11, 28), dt.date(2026, 11, 21)),
        ("dimanche", dt.date(2026, 11, 29), SUNDAY),
        ("lundi prochain", dt.date(2026, 11, 23), dt.date(2026, 11, 23)),
        ("lundi dernier", dt.date(2026, 11, 16), dt.date(2026, 11, 16)),
    ],
)
def test_a_weekday_looks_the_way_its_fact_does(typed, ahead, behind):
    assert parse_date(typed, SUNDAY) == ahead
    assert parse_date(typed, SUNDAY, past=True) == behind
