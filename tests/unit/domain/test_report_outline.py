"""The version of the plan that a report of a day speaks of."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.domain.report_outline import HEADINGS, heading_title, plan_in_force
from tests.support.casefiles import item

DAY = dt.date
FIRST = item("child_plan", version=1, status="TERMINE", established_on=DAY(2024, 3, 1))
SECOND = item("child_plan", version=2, status="TERMINE", finished_at=dt.datetime(2025, 6, 10, 9, 0))
DRAFT = item("child_plan", version=3)


@pytest.mark.parametrize(
    ("plans", "on", "expected"),
    [
        ((DRAFT, SECOND, FIRST), DAY(2026, 1, 1), SECOND),
        ((DRAFT, SECOND, FIRST), DAY(2025, 6, 10), SECOND),
        ((DRAFT, SECOND, FIRST), DAY(2025, 6, 9), FIRST),
        ((DRAFT, SECOND, FIRST), DAY(2024, 2, 29), None),
        ((DRAFT,), DAY(2026, 1, 1), DRAFT),
        ((), DAY(2026, 1, 1), None),
    ],
)
def test_a_report_speaks_of_the_version_in_force_on_its_day(plans, on, expected):
    assert plan_in_force(plans, on) is expected


def test_every_heading_has_a_title():
    assert all(heading_title(key) for key in HEADINGS)
    assert heading_title("inconnu") == ""
