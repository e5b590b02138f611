"""The journal as it is read: what is looked for, month by month, who is named where they should not be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.journal import Search, by_month, in_reading_order, is_blank, listed, named_elsewhere

D = dt.date


def entry(number: int, day: dt.date | None, text: str = "", kind: str = "NOTE", **values: Any) -> Item:
    facts = {"text": text, "kind": kind, "happened_on": day, "part_text": "", "present": "", "place": "", "at_time": ""}
    return Item("journal_entry", f"{number:032x}", 1, {**facts, **values})


def child(first_names: str, usual: str = "", sex: str = "F") -> Item:
    names = {"first_names": first_names, "usual_first_name": usual, "birth_surname": "Le Goff", "sex": sex}
    return Item("child", plain_id(usual or first_names), 1, names)


def plain_id(name: str) -> str:
    return name.encode().hex().ljust(32, "0")[:32]


ENTRIES = [
    entry(1, D(2026, 11, 20), "L’été, à l’école, il a vu sa sœur.", "ECOLE"),
    entry(2, D(2026, 11, 2), "Appel de la mère.", "APPEL", part_text="Il a pleuré."),
    entry(3, D(2025, 12, 24), "Fête au village", "BONNE_NOUVELLE", present="Mme Auclair", place="Orgerive"),
    entry(4, None, "Sans date connue"),
]


def found(**wanted: Any) -> list[int]:
    return [int(item.id, 16) for item in Search(**wanted).found_among(ENTRIES)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1, 2, 3, 4]),
        ("ETE, a l'ecole", [1]),
        ("soeur", [1]),
        ("sœur", [1]),
        ("pleure", [2]),
        ("auclair", [3]),
        ("orgerive", [3]),
        ("bonne nouvelle", [3]),
        ("  mère ", [2]),
        ("grand-mère", []),
        ("'", [1]),
    ],
)
def test_words_are_found_whatever_their_accents_and_apostrophes(words: str, numbers: list[int]) -> None:
    assert found(words=words) == numbers


def test_a_period_has_both_its_days_and_leaves_out_what_has_no_date() -> None:
    assert found(since=D(2026, 11, 2)) == [1, 2]
    assert found(until=D(2026, 11, 2)) == [2, 3]
    assert found(since=D(2026, 11, 3), until=D(2026, 11, 19)) == []


def test_natures_choose_entries_and_leave_the_words_said() -> None:
    words = Item("statement", "f" * 32, 1, {"said_on": D(2026, 11, 2), "exact_words": "Appel de la mer"})
    kept = Search(frozenset({"APPEL"})).found_among([*ENTRIES, words])
    assert [item.record for item in kept] == ["journal_entry", "statement"]
    assert Search(words="mer").found_among([words]) == [words]


def test_months_follow_each_other_the_newest_first() -> None:
    months = by_month(in_reading_order(reversed(ENTRIES)))
    assert [(month, len(items)) for month, items in months] == [
        ("Novembre 2026", 2), ("Décembre 2025", 1), ("Sans date", 1),
    ]  # fmt: skip
    assert [int(item.id, 16) for _month, items in months for item in items] == [1, 2, 3, 4]


@pytest.mark.parametrize(("text", "is_empty"), [("", True), (" \n\u00a0", True), (".", False)])
def test_one_letter_is_enough_not_to_be_blank(text: str, is_empty: bool) -> None:
    assert is_blank(entry(1, D(2026, 1, 1), text, "INCIDENT")) is is_empty
    assert is_blank(entry(1, None, place=text)) is is_empty
    assert is_blank(Item("journal_part", "0" * 32, 1, {"text": text})) is is_empty


MALO, ANAIS, JEAN_LOU = child("Malo, Yann", sex="M"), child("Anaïs"), child("Hippolyte", usual="Jean-Lou", sex="M")
FAMILY = [MALO, ANAIS, JEAN_LOU]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Malo joue avec ANAIS.", [ANAIS]),
        ("Il a vu Jean Lou, et l’a suivi.", [JEAN_LOU]),
        ("Hippolyte est là", [JEAN_LOU]),
        ("Anaïssa, Malouine, jean, loup", []),
        ("Anaïs, Jean-Lou", [ANAIS, JEAN_LOU]),
        ("", []),
    ],
)
def test_a_child_is_recognised_by_the_whole_first_name(text: str, named: list[Item]) -> None:
    assert named_elsewhere(text, {MALO.id}, FAMILY) == named


def test_a_child_whose_file_the_text_enters_may_be_named() -> None:
    assert named_elsewhere("Malo et Anaïs", {MALO.id, ANAIS.id}, FAMILY) == []


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(["a", "b", "c"][:count]) for count in range(1, 4)] == ["a", "a et b", "a, b et c"]
