"""The dates to come that a file holds: the nearest first, nothing that is over or done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.known_dates import known_dates

D = dt.date
TODAY = D(2026, 11, 22)
NBSP = "\u00a0"


def item(kind: str, /, **values: Any) -> Item:
    return Item(kind, "0" * 32, 1, values)


def file_of(*items: Item, birth: dt.date | None = D(2016, 2, 17)) -> CaseFile:
    kinds = {one.record for one in items}
    child = item("child", birth_date=birth, birth_date_precision="EXACT")
    return CaseFile(child, Items({kind: tuple(one for one in items if one.record == kind) for kind in kinds}))


def measure(until: dt.date | None, ended_on: dt.date | None = None) -> Item:
    return item("measure", type="AEMO", until=until, ended_on=ended_on)


def event(**values: Any) -> Item:
    return item(
        "health_event",
        **{"kind": "DENTISTE", "exam_age": "", "booked_on": None, "done_on": None, "next_on": None, **values},
    )


def test_the_nearest_comes_first_today_included() -> None:
    file = file_of(measure(D(2027, 3, 1)), event(booked_on=TODAY), event(booked_on=D(2026, 12, 3)))
    assert [date.day for date in known_dates(file, TODAY)] == [TODAY, D(2026, 12, 3), D(2027, 3, 1)]
    assert [date.section for date in known_dates(file, TODAY)] == ["health", "health", "path"]


def test_what_is_over_done_or_far_away_is_not_told() -> None:
    file = file_of(
        measure(D(2026, 11, 21)),
        measure(D(2027, 1, 1), ended_on=D(2026, 10, 1)),
        measure(None),
        measure(D(2032, 1, 1)),
        event(booked_on=D(2026, 12, 3), done_on=D(2026, 11, 2)),
    )
    assert known_dates(file, TODAY) == []


def test_majority_is_told_when_it_comes_near_and_never_from_an_unknown_birth() -> None:
    (majority,) = known_dates(file_of(birth=D(2009, 3, 12)), TODAY)
    assert (majority.day, majority.text) == (D(2027, 3, 12), "Dix-huit ans")
    assert known_dates(file_of(birth=None), TODAY) == []


def test_a_date_reads_as_a_sentence_and_is_told_once() -> None:
    found = known_dates(file_of(measure(D(2027, 3, 1)), measure(D(2027, 3, 1))), TODAY)
    assert [date.text for date in found] == [f"Échéance{NBSP}: action éducative en milieu ouvert (AEMO)"]
