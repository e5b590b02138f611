"""What is known of the measure that follows another."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.renewal import renewed
from tests.support.deadlines import FileBuilder

D = dt.date
BEGAN, TERM = D(2025, 12, 12), D(2026, 12, 12)


def first_values(kind: str, *others: tuple[str, dt.date], **more: Any) -> dict[str, Any] | None:
    built = FileBuilder(BEGAN).measure(kind, BEGAN, **more)
    for other, since in others:
        built = built.measure(other, since)
    file = built.case().file
    return renewed(file, file.of("measure")[0])


@pytest.mark.parametrize("kind", ["AEMO", "AGBF", "AJM", "AP", "PLACEMENT_ASE", "TDC"])
def test_it_is_the_same_from_the_day_the_term_falls(kind: str) -> None:
    values = first_values(kind, until=TERM, court="Évry", judge="Mme Prévert")
    assert values is not None
    assert (values["type"], values["since"], values["court"], values["judge"]) == (kind, TERM, "Évry", "Mme Prévert")
    assert "until" not in values, "the judge fixes it"


@pytest.mark.parametrize(
    ("kind", "others", "more"),
    [
        ("ACCUEIL_72H", (), {"until": D(2025, 12, 15)}),
        ("OPP_JE", (), {"until": TERM}),
        ("PLACEMENT_ASE", (), {}),
        ("PLACEMENT_ASE", (), {"until": TERM, "ended_on": D(2026, 10, 1)}),
        ("PLACEMENT_ASE", (("AEMO", TERM),), {"until": TERM}),
        ("PLACEMENT_ASE", (("PLACEMENT_ASE", TERM),), {"until": TERM}),
    ],
    ids=["a-emergency", "b-provisional", "c-no-term", "d-over", "e-followed", "f-renewed"],
)
def test_nothing_is_renewed_that_is_over_followed_or_meant_for_something_else(
    kind: str, others: tuple[tuple[str, dt.date], ...], more: dict[str, Any]
) -> None:
    assert first_values(kind, *others, **more) is None
