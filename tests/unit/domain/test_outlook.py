"""Where a child stands at a glance: the marks say what the engine says, and nothing more."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ppe_desktop.domain.deadlines.families import Family, family_of
from ppe_desktop.domain.deadlines.outlook import Mark, Standing, outlook_of
from ppe_desktop.domain.deadlines.results import Deadline, Status
from ppe_desktop.domain.standing import words_standing
from ppe_desktop.services.deadlines import shipped_rules

TODAY = dt.date(2026, 11, 22)
RULES = {rule.id: rule for rule in shipped_rules()}


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def deadline(rule: str, status: Status, due: dt.date | None, done: dt.date | None = None) -> Deadline:
    return Deadline(RULES[rule], f"{rule}{due}", due, status, (), done)


def test_every_rule_has_a_family_and_every_family_a_name() -> None:
    assert {family_of(rule) for rule in RULES.values()} <= set(Family)
    assert all(family.label and family.short_label for family in Family)


@pytest.mark.parametrize(
    ("rule", "family"),
    [
        ("PPE_INITIAL", Family.PROJECT), ("REPORT", Family.REPORTS), ("HEALTH_ENTRY", Family.HEALTH), ("JUDICIAL_END", Family.MEASURES),
        ("AUTONOMY_17", Family.AUTONOMY), ("TRUSTED_PERSON_INFO", Family.RIGHTS),
    ],
)  # fmt: skip
def test_a_rule_is_of_the_family_of_what_resolves_it(rule: str, family: Family) -> None:
    assert family_of(RULES[rule]) is family


def test_what_presses_most_says_where_a_family_stands() -> None:
    found = outlook_of(
        [
            deadline("HEALTH_ENTRY", Status.DONE_LATE, day(-400), day(-380)),
            deadline("HEALTH_ANNUAL", Status.OVERDUE, day(-15)),
            deadline("REPORT", Status.UPCOMING, day(200)),
            deadline("PPE_UPDATE", Status.DUE_SOON, None),
            deadline("PPE_INITIAL", Status.DONE, day(-300), day(-310)),
        ],
        TODAY,
    )
    title = RULES["HEALTH_ANNUAL"].title
    assert found.mark(Family.HEALTH) == Mark(Standing.LATE, day(-15), title, day(-380))
    assert found.mark(Family.REPORTS).standing is Standing.TO_DO, "nothing was ever done, nothing presses"
    assert found.mark(Family.PROJECT) == Mark(Standing.SOON, None, RULES["PPE_UPDATE"].title, day(-310))
    assert found.mark(Family.AUTONOMY).standing is Standing.NOT_ASKED
    assert (found.next_on, found.next_what, found.is_late) == (day(-15), title, True)


def test_what_was_done_and_comes_again_later_is_up_to_date() -> None:
    done, coming = deadline("REPORT", Status.DONE, day(-30), day(-40)), deadline("REPORT", Status.UPCOMING, day(300))
    found = outlook_of([done, coming], TODAY)
    assert found.mark(Family.REPORTS).standing is Standing.UP_TO_DATE
    assert (found.next_on, found.is_late) == (day(300), False)


def test_what_was_set_aside_is_not_asked_and_what_is_no_longer_shown_is_not_late() -> None:
    waived = deadline("HEALTH_ENTRY", Status.WAIVED, day(-15))
    rule = replace(RULES["PPE_INITIAL"], shown_days=60)
    past, shown = (Deadline(rule, "k", day(-days), Status.OVERDUE, ()) for days in (61, 60))
    found = outlook_of([waived, past], TODAY)
    assert found.next_on is None
    assert {found.mark(family).standing for family in Family} == {Standing.NOT_ASKED}
    assert outlook_of([shown], TODAY).mark(Family.PROJECT).standing is Standing.LATE


def test_words_are_late_only_when_a_rule_says_so() -> None:
    nothing = Mark(Standing.NOT_ASKED)
    assert words_standing(nothing, None, TODAY) is Standing.TO_DO
    assert words_standing(nothing, dt.date(2026, 5, 22), TODAY) is Standing.UP_TO_DATE
    assert words_standing(nothing, dt.date(2026, 5, 21), TODAY) is Standing.SOON
    assert words_standing(nothing, dt.date(2020, 1, 1), TODAY) is Standing.SOON
    assert words_standing(Mark(Standing.LATE), TODAY, TODAY) is Standing.LATE
