"""Where each thing noted during a visit goes, in whose files, and what is asked first."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.visits import (
    SHELVES,
    Close,
    Shelf,
    Step,
    goes_to,
    missing,
    next_shelf,
    proposed,
    speaker_in,
    step_of,
    unsorted,
    voices,
    with_paragraph,
    without_paragraph,
)
from ppe_desktop.domain.vocabulary import Speaker, VisitNoteKind

DAY = dt.date(2026, 11, 23)


def child(key: str, name: str, birth: dt.date) -> Item:
    names = {"birth_surname": "Durand", "use_surname": "", "first_names": name, "usual_first_name": ""}
    return Item("child", key, 1, {**names, "birth_date": birth})


LEA, TOM = child("lea", "Léa", dt.date(2016, 1, 1)), child("tom", "Tom", dt.date(2025, 1, 1))
BOTH = (LEA, TOM)
KNOWN = (Close("lea", "p1", "Anne", "MERE"), Close("tom", "p1", "Anne", "MERE"), Close("tom", "p2", "Ali", "PERE"))


def note(kind: VisitNoteKind = VisitNoteKind.NOTE, **values: Any) -> Item:
    facts = {"text": "Bonjour", "kind": kind.value, "child_id": None, "person_id": None, "sorted_into": ""}
    return Item("visit_note", "n", 1, {**facts, **values})


def test_every_mark_has_a_place_and_its_places_go_round() -> None:
    assert set(SHELVES) == {kind.value for kind in VisitNoteKind}
    for kind, places in SHELVES.items():
        shelf = places[0]
        for expected in (*places[1:], places[0]):
            shelf = next_shelf(kind, shelf)
            assert shelf is expected


def test_a_note_goes_to_all_unless_it_is_of_one_and_a_baby_is_observed() -> None:
    assert proposed(note(), BOTH, KNOWN, DAY).children == ("lea", "tom")
    assert goes_to(proposed(note(), BOTH, KNOWN, DAY), BOTH) == "Journal de Léa et Tom"
    seen = VisitNoteKind.OBSERVATION
    assert proposed(note(seen, child_id="lea"), BOTH, KNOWN, DAY).shelf is Shelf.JOURNAL
    assert proposed(note(seen, child_id="tom"), BOTH, KNOWN, DAY).shelf is Shelf.OBSERVED
    gone = proposed(note(child_id="another"), BOTH, KNOWN, DAY)
    assert gone.children == ()
    assert "aucun enfant" in missing(note(), gone, BOTH)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [(VisitNoteKind.CHILD, "De quel enfant sont"), (VisitNoteKind.HEALTH, "De quel enfant s’agit"), (VisitNoteKind.PARENT, "Qui a parlé"),
     (VisitNoteKind.NOTE, ""), (VisitNoteKind.TASK, ""), (VisitNoteKind.OBSERVATION, "")],
)  # fmt: skip
def test_what_is_asked_of_siblings(kind: VisitNoteKind, asked: str) -> None:
    one = note(kind)
    said = missing(one, proposed(one, BOTH, KNOWN, DAY), BOTH)
    assert said.startswith(asked) if asked else not said
    alone = note(kind, person_id="p1")
    assert missing(alone, proposed(alone, (LEA,), KNOWN[:1], DAY), (LEA,)) == ""


def test_a_parent_speaks_in_the_files_where_that_person_is_somebody() -> None:
    one = note(VisitNoteKind.PARENT, person_id="p2")
    sorting = proposed(one, BOTH, KNOWN, DAY)
    assert sorting.children == ("tom",)
    assert sorting.voice is not None
    assert speaker_in("tom", sorting.voice, KNOWN) == Speaker.FATHER
    assert goes_to(sorting, BOTH) == "Paroles\N{NO-BREAK SPACE}: Ali, père, dossier de Tom", (
        "never called the child's words"
    )
    unknown = proposed(note(VisitNoteKind.PARENT), BOTH, (), DAY, voices(())[0])
    assert goes_to(unknown, BOTH) == "Paroles\N{NO-BREAK SPACE}: la mère, dossiers de Léa et Tom"
    assert [voice.label for voice in voices(KNOWN)] == ["Anne, mère", "Ali, père", "Une autre personne"]
    assert [voice.label for voice in voices(())] == ["La mère", "Le père", "Une autre personne"]
    assert speaker_in("lea", voices(())[0], KNOWN) == Speaker.MOTHER


@pytest.mark.parametrize("before", ["", "Un.", "Un.\nDeux.", "Mot\nMots"])
@pytest.mark.parametrize("added", ["Mot", "Deux lignes\nde texte", "  espaces  "])
def test_a_paragraph_put_in_a_text_is_taken_out_again(before: str, added: str) -> None:
    assert without_paragraph(with_paragraph(before, added), added) == before


def test_a_paragraph_is_taken_out_whole_or_not_at_all() -> None:
    assert without_paragraph("Mots\nAutre", "Mot") == "Mots\nAutre"
    assert without_paragraph("A\nMot\nB", "Mot") == "A\nB"
    assert without_paragraph("Mot\nB", "Mot") == "B"


def test_where_a_visit_goes_on() -> None:
    visit = Item("visit", "v", 1, {"ended_at": None})
    assert step_of(visit, has_notes=False) is Step.BEFORE
    assert step_of(visit, has_notes=True) is Step.DURING
    assert step_of(visit.having(ended_at=dt.datetime(2026, 11, 23, 16)), has_notes=True) is Step.AFTER
    left = [note(), note(text="  \n"), note(sorted_into="statement:1")]
    assert unsorted(left) == left[:1]
