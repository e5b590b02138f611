"""The unit of work on a real encrypted base: history in the same transaction, revisions, refusals, texts kept aside, reading."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ppe_desktop.domain.casefile import is_current
from ppe_desktop.domain.children_list import READ_PARTS, Part, PlanState
from ppe_desktop.domain.errors import InputError, StaleRecordError, UnknownRecordError
from ppe_desktop.storage.cards import read_cards, read_part
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.reading import read_casefile, read_history, read_identity, read_pending, read_statements
from ppe_desktop.storage.unit_of_work import IMPOSSIBLE, IN_USE, TWICE
from tests.support.base import TODAY, Clock

KEY = bytes(range(32))
D = dt.date


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def base(tmp_path: Path, clock: Clock) -> Iterator[Database]:
    made = Database.create(tmp_path / "dossiers.db", KEY, "coffre", clock)
    made.author = "Claire Le Goff"
    yield made
    made.close()


def add(base: Database, kind: str, /, **values: Any) -> str:
    with base.work() as work:
        created = work.add(kind, **values)
        work.commit()
        return created


def change(base: Database, kind: str, record_id: str, /, **values: Any) -> None:
    with base.work() as work:
        work.change(kind, record_id, **values)
        work.commit()


def remove(base: Database, kind: str, record_id: str) -> None:
    with base.work() as work:
        work.remove(kind, record_id)
        work.commit()


def get(base: Database, kind: str, record_id: str) -> Any:
    with base.work() as work:
        return work.get(kind, record_id)


def history(base: Database, child: str) -> list[tuple[str, str, str, str | None, str | None]]:
    with base.work() as work:
        return [
            (row["action"], row["kind"], row["field"], row["old"], row["new"])
            for row in read_history(work.connection, child)
        ]


def lines(base: Database) -> int:
    with base.work() as work:
        return int(work.connection.execute(text("SELECT count(*) FROM history_entry")).scalar_one())


# --- history


def test_making_changing_and_removing_each_leave_a_line_in_french(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand", first_names="Léa", sex="F", birth_date=D(2015, 3, 12))
    decision = add(base, "decision", child_id=child, kind="JUDICIAIRE", decided_on=D(2026, 3, 1))
    change(base, "decision", decision, place="Évry")
    remove(base, "decision", decision)
    removal, edition, creation, first = history(base, child)
    assert first[:2] == ("creation", "child")
    assert first[4] == "Nom de naissance : Durand\nPrénoms : Léa\nSexe : Fille\nDate de naissance : 12/03/2015"
    assert creation[4] == "Nature : Décision judiciaire\nDate de la décision : 01/03/2026"
    assert edition == ("modification", "decision", "place", "", "Évry")
    assert removal[:2] == ("suppression", "decision")
    assert "Lieu : Évry" in str(removal[3])


def test_a_line_says_who_and_when(base: Database, clock: Clock) -> None:
    child = add(base, "child", birth_surname="Durand")
    with base.work() as work:
        (row,) = read_history(work.connection, child)
    assert (row["author"], row["at"]) == ("Claire Le Goff", TODAY)


def test_one_stretch_of_typing_is_one_line(base: Database, clock: Clock) -> None:
    child = add(base, "child", birth_surname="Durand")
    for typed in ("A", "Al", "Allergie"):
        clock.advance(minutes=3)
        change(base, "child", child, allergies=typed)
    assert history(base, child)[0] == ("modification", "child", "allergies", "", "Allergie")
    assert len(history(base, child)) == 2
    clock.advance(minutes=8)
    change(base, "child", child, allergies="Allergie aux noix")
    assert history(base, child)[0] == ("modification", "child", "allergies", "Allergie", "Allergie aux noix")
    assert len(history(base, child)) == 3


@pytest.mark.parametrize("pause", [-3600, 601, 86_400])
def test_a_long_pause_or_a_clock_set_back_opens_another_line(base: Database, clock: Clock, pause: int) -> None:
    child = add(base, "child", birth_surname="Durand")
    change(base, "child", child, allergies="Noix")
    clock.advance(seconds=pause)
    change(base, "child", child, allergies="Noix et lait")
    assert len(history(base, child)) == 3


def test_another_author_or_another_field_opens_another_line(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    change(base, "child", child, allergies="Noix")
    base.author = "Marc Petit"
    change(base, "child", child, allergies="Noix et lait")
    change(base, "child", child, birth_place="Évry")
    assert len(history(base, child)) == 4


def test_what_changes_nothing_leaves_no_line_and_no_revision(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    before = lines(base)
    change(base, "child", child, birth_surname="Durand", allergies="")
    assert (lines(base), get(base, "child", child).revision) == (before, 1)


def test_history_is_undone_with_the_change(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    before = lines(base)
    with base.work() as work:
        work.change("child", child, allergies="Noix")
        work.add("decision", child_id=child)
    with contextlib.suppress(RuntimeError), base.work() as work:
        work.change("child", child, allergies="Noix")
        raise RuntimeError
    assert lines(base) == before
    assert get(base, "child", child).allergies == ""


def test_persons_addresses_and_protections_are_told_in_the_childs_history(base: Database) -> None:
    child, other = add(base, "child", birth_surname="Durand"), add(base, "child", birth_surname="Autre")
    mother, father = (
        add(base, "person", surname="Benali", first_name="Karima"),
        add(base, "person", surname="Durand", first_name="Éric"),
    )
    add(base, "relationship", child_id=child, person_id=mother, role="MERE")
    address = add(base, "address", person_id=mother, street="8 rue des Lavandières")
    episode = add(base, "care_episode", child_id=child)
    place = add(base, "placement", episode_id=episode, name="Foyer")
    of_address = add(base, "address_protection", address_id=address, hidden_from_id=father)
    of_place = add(base, "address_protection", placement_id=place, hidden_from_id=father)
    change(base, "address_protection", of_address, reason="Violences")
    change(base, "person", mother, phone="0199001122")
    told = history(base, child)
    protections = [line for line in told if line[1] == "address_protection"]
    assert len(protections) == 3
    assert "À ne pas communiquer à : Éric Durand" in str(protections[-1][4])
    assert {line[1] for line in told} >= {"person", "address", "placement", "relationship"}
    remove(base, "address_protection", of_place)
    assert history(base, child)[0][:2] == ("suppression", "address_protection")
    assert history(base, other) == [line for line in history(base, other) if line[1] == "child"]


# --- revisions and refusals


def test_a_record_changed_since_it_was_read_is_not_overwritten(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    change(base, "child", child, allergies="Noix")
    with pytest.raises(StaleRecordError), base.work() as work:
        work.get("child", child, revision=1)
    with base.work() as work:
        assert work.get("child", child, revision=2).allergies == "Noix"


@pytest.mark.parametrize("record_id", ["0" * 32, "pas un identifiant", ""])
def test_an_unknown_record_is_said_so(base: Database, record_id: str) -> None:
    with pytest.raises(UnknownRecordError):
        get(base, "child", record_id)


def test_what_others_point_to_is_not_removed(base: Database) -> None:
    child, person = add(base, "child", birth_surname="Durand"), add(base, "person", surname="Benali")
    add(base, "relationship", child_id=child, person_id=person)
    before = lines(base)
    with pytest.raises(InputError) as error:
        remove(base, "person", person)
    assert error.value.message == IN_USE
    assert get(base, "person", person).surname == "Benali"
    assert lines(base) == before


def test_the_same_thing_twice_and_the_impossible_are_said_for_what_they_are(base: Database) -> None:
    child, person = add(base, "child", birth_surname="Durand"), add(base, "person", surname="Benali")
    statement = add(base, "statement", child_id=child, said_on=D(2026, 1, 1))
    add(base, "statement_restriction", statement_id=statement, hidden_from_id=person)
    with pytest.raises(InputError) as twice:
        add(base, "statement_restriction", statement_id=statement, hidden_from_id=person)
    with pytest.raises(InputError) as oneself:
        add(base, "sibling_link", child_id=child, other_child_id=child)
    with pytest.raises(InputError) as nowhere:
        add(base, "address_protection", hidden_from_id=person)
    with pytest.raises(InputError) as nobody:
        add(base, "relationship", child_id=child, person_id="")
    found = [error.value.message for error in (twice, oneself, nowhere, nobody)]
    assert found == [TWICE, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE]


def test_what_belongs_to_a_record_goes_with_it(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    episode = add(base, "care_episode", child_id=child)
    place = add(base, "placement", episode_id=episode)
    remove(base, "child", child)
    for kind, record_id in (("care_episode", episode), ("placement", place)):
        with pytest.raises(UnknownRecordError):
            get(base, kind, record_id)


# --- texts kept aside


def test_a_text_kept_aside_is_replaced_dropped_and_goes_with_its_record(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    for typed in ("le 3 ou le 4", "31/02"):
        with base.work() as work:
            work.keep_pending("child", child, "birth_date", typed)
            work.keep_pending("child", child, "death_date", "?")
            work.commit()
    with base.work() as work:
        assert work.pending([child]) == {(child, "birth_date"): "31/02", (child, "death_date"): "?"}
        assert work.pending(["0" * 32]) == {}
        work.drop_pending(child, "birth_date")
        work.commit()
    with base.work() as work:
        assert read_pending(work.connection) == {(child, "death_date"): "?"}
    remove(base, "child", child)
    with base.work() as work:
        assert read_pending(work.connection) == {}


# --- reading


def test_a_link_between_siblings_is_typed_once_and_read_from_both_files(base: Database) -> None:
    lea, hugo = (
        add(base, "child", birth_surname="Durand", first_names="Léa"),
        add(base, "child", birth_surname="Durand", first_names="Hugo"),
    )
    link = add(
        base,
        "sibling_link",
        child_id=lea,
        other_child_id=hugo,
        kind="GERMAIN",
        together="NON",
        separation_reason="Deux lieux",
    )
    for here, there, name in ((lea, hugo, "Hugo"), (hugo, lea, "Léa")):
        with base.work() as work:
            file = read_casefile(work.connection, here, TODAY.date())
        assert file is not None
        (seen,) = file.of("sibling_link")
        assert (seen.id, seen.child_id, seen.other_child_id, seen.separation_reason) == (
            link,
            here,
            there,
            "Deux lieux",
        )
        assert file.siblings[link].first_names == name
        assert ("is_mirror" in seen.values) is (here == hugo)


def test_a_siblings_place_is_the_present_main_one_with_its_protections(base: Database) -> None:
    lea, hugo = add(base, "child", birth_surname="Durand"), add(base, "child", birth_surname="Durand")
    father = add(base, "person", surname="Durand")
    link = add(base, "sibling_link", child_id=lea, other_child_id=hugo)
    episode = add(base, "care_episode", child_id=hugo)
    add(base, "placement", episode_id=episode, name="Ancien", since=D(2020, 1, 1), until=D(2024, 1, 1))
    add(base, "placement", episode_id=episode, name="Relais", since=D(2026, 1, 1), is_main=False)
    present = add(base, "placement", episode_id=episode, name="Présent", since=D(2024, 1, 2))
    add(base, "placement", episode_id=episode, name="À venir", since=D(2027, 1, 1))
    protection = add(base, "address_protection", placement_id=present, hidden_from_id=father)
    with base.work() as work:
        file = read_casefile(work.connection, lea, TODAY.date())
    assert file is not None
    assert file.sibling_places[link].name == "Présent"
    assert [one.id for one in file.of("address_protection")] == [protection]
    assert file.person(father) is not None


def many_children(base: Database) -> list[str]:
    """Children whose files differ by dates, places, plans and protections."""
    children = []
    father = add(base, "person", surname="Durand")
    for number, (since, until) in enumerate(
        [(None, None), (D(2020, 1, 1), D(2021, 1, 1)), (D(2026, 1, 1), None), (D(2027, 1, 1), None)]
    ):
        child = add(base, "child", birth_surname=f"Nom{number}", first_names="Léa")
        children.append(child)
        episode = add(base, "care_episode", child_id=child)
        add(base, "measure", episode_id=episode, type="AEMO", since=since, until=D(2026, 6, 1), ended_on=until)
        add(base, "measure", episode_id=episode, type="PLACEMENT_ASE", since=D(2025, 1, 1) if number else None)
        add(base, "placement", episode_id=episode, name="Relais", since=D(2026, 5, 1), is_main=False)
        add(base, "placement", episode_id=episode, name="Ancien", since=D(2024, 1, 1))
        place = add(base, "placement", episode_id=episode, name="Nouveau", since=since or D(2026, 2, 2))
        if number == 2:
            add(base, "address_protection", placement_id=place, hidden_from_id=father)
    add(base, "sibling_link", child_id=children[0], other_child_id=children[3])
    return children


def test_the_list_says_the_same_as_the_file(base: Database) -> None:
    children, today = many_children(base), TODAY.date()
    with base.work() as work:
        cards = {card.child_id: card for card in read_cards(work.connection)}
        parts = {part: read_part(work.connection, part, today) for part in READ_PARTS}
        files = {child: read_casefile(work.connection, child, today) for child in children}
    assert set(cards) == set(children)
    for child, file in files.items():
        card = cards[child]
        assert file is not None
        place = file.main_place(today)
        assert parts[Part.PLACE].get(child, "") == (place.name if place else "")
        assert card.siblings == {link.other_child_id for link in file.of("sibling_link")}
        assert (child in parts[Part.PROTECTION]) == bool(file.of("address_protection"))
        in_force = [measure for measure in file.of("measure") if is_current(measure, today)]
        assert (child in parts[Part.MEASURE]) == bool(in_force)
    assert not parts[Part.PLAN]
    assert [card.list_name for card in cards.values()] == sorted(card.list_name for card in cards.values())


def test_where_a_plan_stands_follows_its_versions(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")

    def plan() -> PlanState | None:
        with base.work() as work:
            return read_part(work.connection, Part.PLAN, TODAY.date()).get(child)

    assert plan() is None
    first = add(base, "child_plan", child_id=child, version=1)
    assert plan() == ("draft", None)
    change(base, "child_plan", first, status="TERMINE", established_on=D(2025, 5, 1))
    assert plan() == ("finished", D(2025, 5, 1))
    add(base, "child_plan", child_id=child, version=2)
    assert plan() == ("draft", D(2025, 5, 1))


def test_the_last_words_are_the_child_s_and_those_of_no_other(base: Database) -> None:
    child, other = (add(base, "child", birth_surname=name) for name in ("Durand", "Roy"))
    for speaker, day in (
        ("ENFANT", D(2025, 1, 2)),
        ("ENFANT", D(2025, 3, 4)),
        ("MERE", D(2025, 5, 6)),
        ("ENFANT", D(2024, 9, 9)),
    ):
        add(base, "statement", child_id=child, speaker=speaker, said_on=day, exact_words="Je veux rentrer.")
    add(base, "statement", child_id=child, speaker="ENFANT", said_on=D(2025, 9, 9))  # begun and left blank
    add(base, "statement", child_id=other, speaker="PERE", said_on=D(2025, 7, 8), exact_words="Il grandit.")
    with base.work() as work:
        assert read_part(work.connection, Part.WORDS, TODAY.date()) == {child: D(2025, 3, 4)}


def test_statements_come_the_newest_first(base: Database) -> None:
    child = add(base, "child", birth_surname="Durand")
    made = [
        add(base, "statement", child_id=child, said_on=day)
        for day in (D(2026, 1, 1), D(2026, 3, 1), D(2026, 2, 1), D(2026, 3, 1))
    ]
    with base.work() as work:
        found = [one.id for one in read_statements(work.connection, child).of("statement")]
    assert found == [made[3], made[1], made[2], made[0]]


def test_a_child_who_is_not_there_has_no_file(base: Database) -> None:
    with base.work() as work:
        assert read_casefile(work.connection, "0" * 32, TODAY.date()) is None
        assert read_identity(work.connection) == ("coffre", False)


def test_what_was_typed_comes_back_to_the_letter(base: Database) -> None:
    hard = "« Zoé » & <b>{{ x }}</b>\n\tn’est\u00a0pas 😀 œuf"
    child = add(base, "child", birth_surname=hard, first_names=hard, allergies=hard)
    found = get(base, "child", child)
    assert (found.birth_surname, found.first_names, found.allergies) == (hard, hard, hard)
