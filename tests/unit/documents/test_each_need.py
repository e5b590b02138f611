"""What a young person needs, told need by need; the hours of parents received apart, told to neither of them."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.missing import is_missing
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from tests.support.matters import World, world

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def given() -> Any:
    return runpy.run_path(str(ROOT / "tools" / "build_template_fields.py"))["of_the_girl"]


def of_reader(given: Any, key: str, of: World, kind: RecipientKind) -> dict[str, Any]:
    found: list[tuple[Recipient, dict[str, Any]]] = list(given(DOCUMENTS[key], of))
    return next(context for reader, context in found if reader.kind is kind)


def without(of: World, kind: str, **facts: Any) -> World:
    """The same girl, one of her records said otherwise; left out when nothing is said of it."""
    (one,) = of.file.of(kind)
    kept: list[Item] = [one.having(**facts)] if facts else []
    file = replace(of.file, items=of.file.items.with_items(kind, kept))
    subjects = {key: kept[0] if kept and value.record == kind else value for key, value in of.subjects.items()}
    return replace(of, file=file, beside=replace(of.beside, file=file), subjects=subjects)


def test_the_record_after_leaving_tells_the_six_needs_and_keeps_the_former_single_text(given: Any) -> None:
    of = world(age=19)
    told = of_reader(given, "apres-sortie", of, RecipientKind.CHILD)
    assert [one["texte"] for one in told["besoins"]] == [
        "Un salaire",
        "Un studio",
        "Un contrat",
        "Un médecin",
        "La CAF",
        "Des amis",
    ]
    assert (told["sortie"]["situation"], told["sortie"]["droits_detail"]) == (
        "En logement",
        "Le retour jusqu’à 21 ans.",
    )
    needs = dict.fromkeys(("resources", "housing", "work", "health", "procedures", "support"), "")
    former = of_reader(given, "apres-sortie", without(of, "exit_interview", **needs), RecipientKind.CHILD)
    assert (former["besoins"], former["sortie"]["situation"]) == ([], "En logement")
    blank = of_reader(given, "apres-sortie", without(of, "exit_interview", **needs, situation=""), RecipientKind.CHILD)
    assert [is_missing(one["texte"]) for one in blank["besoins"]] == [True] * 6


def test_the_plan_for_autonomy_prints_its_sections_and_marks_those_to_write(given: Any) -> None:
    of = world(age=17)
    plan = of_reader(given, "projet-autonomie", of, RecipientKind.CHILD)["projet"]
    assert (plan["entrees"], plan["jusqua_21"], plan["etabli_le"]) == (
        "380 €",
        "Un logement à elle.",
        "20\u00a0mars 2026",
    )
    none = of_reader(given, "projet-autonomie", without(of, "autonomy_plan"), RecipientKind.CHILD)["projet"]
    assert all(is_missing(none[name]) for name in ("entrees", "logement", "sante", "reseau", "jusqua_18", "jusqua_21"))


def test_nobody_near_learns_when_parents_received_apart_come(given: Any) -> None:
    of = world()
    told = {reader.kind: context["temps_parents"] for reader, context in given(DOCUMENTS["compte-rendu"], of)}
    assert told.pop(RecipientKind.FILE) == told.pop(RecipientKind.JUDGE) == "Madame à 14 h 30, monsieur à 15 h 30"
    assert set(told.values()) == {""}
    assert {RecipientKind.CHILD, RecipientKind.MOTHER, RecipientKind.FATHER} <= set(told)
