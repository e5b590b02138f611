"""Rotation and lateness of backups."""

import datetime as dt

import pytest

from ppe_desktop.domain.backups import is_overdue, superfluous

NOW = dt.datetime(2026, 11, 22, 14, 5)


def test_a_year_of_working_days_keeps_what_the_rules_say():
    kept: set[dt.datetime] = set()
    for day in range(365):
        for hour in (8, 11, 14, 17):
            kept.add(NOW - dt.timedelta(days=364 - day) + dt.timedelta(hours=hour - 14))
            kept -= superfluous(kept)
    newest = sorted(kept, reverse=True)
    assert {moment.date() for moment in newest} >= {(NOW - dt.timedelta(days=back)).date() for back in range(7)}
    assert len(newest) <= 5 + 7 + 4 + 6
    months = {(moment.year, moment.month) for moment in newest}
    assert len(months) == 6, "one for each of the last six months"
    assert newest[0] == NOW + dt.timedelta(hours=3)


def test_the_only_backups_stay():
    few = [NOW - dt.timedelta(days=400 * count) for count in range(5)]
    assert superfluous(few) == set()


@pytest.mark.parametrize(("days", "late"), [(None, True), (0, False), (6.9, False), (7, True), (-30, True)])
def test_overdue(days, late):
    assert is_overdue(None if days is None else NOW - dt.timedelta(days=days), NOW) is late
