"""Who may be offered as a reader: each living parent by filiation once, none from the majority on."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.recipients import Recipient, recipients_for
from ppe_desktop.domain.vocabulary import PARENT_ROLES, RecipientKind, Role
from tests.support.casefiles import TODAY, case_file, item, parent

D = dt.date
OFFICES = ["child", "judge", "file"]


def readers(*items: Item, birth: dt.date | None = D(2015, 3, 12), day: dt.date = TODAY) -> list[Recipient]:
    return recipients_for(
        case_file(item("child", birth_surname="Durand", first_names="Léa", birth_date=birth), *items), day
    )


def kinds(found: list[Recipient]) -> list[str]:
    return [reader.kind.value for reader in found]


def test_a_mother_and_a_father_are_offered_between_the_child_and_the_judge() -> None:
    found = readers(*parent("PERE", "Durand", "Éric"), *parent("MERE", "Benali", "Karima"))
    assert kinds(found) == ["child", "mother", "father", "judge", "file"]
    assert [reader.label for reader in found][:3] == [
        "Léa Durand, pour son exemplaire", "Madame Karima Benali, mère", "Monsieur Éric Durand, père",
    ]  # fmt: skip


def test_two_mothers_are_two_readers() -> None:
    one, two = parent("MERE", "Benali", "Karima"), parent("MERE", "Roy", "Anne")
    found = [reader for reader in readers(*one, *two) if reader.kind is RecipientKind.MOTHER]
    assert [reader.person_id for reader in found] == [one[0].id, two[0].id]
    assert len({reader.label for reader in found}) == 2


def test_a_second_parent_is_a_reader() -> None:
    mother, second = parent("MERE", "Raso", "Nirina"), parent("SECOND_PARENT", "Montchenu", "Blandine", civility="MME")
    found = readers(*mother, *second)
    assert kinds(found) == ["child", "mother", "parent", "judge", "file"]
    assert (found[2].person_id, found[2].label) == (second[0].id, "Madame Blandine Montchenu, second parent")


@pytest.mark.parametrize("role", PARENT_ROLES)
def test_every_role_of_filiation_leads_to_a_reader_and_no_other_role_does(role: Role) -> None:
    assert len(readers(*parent(role.value, "Roy", "Anne"))) == 4
    others = [parent(other.value, "Roy", "Anne") for other in Role if other not in PARENT_ROLES]
    assert kinds(readers(*(part for one in others for part in one))) == OFFICES


def test_a_parent_linked_twice_is_offered_once() -> None:
    person, link = parent("MERE", "Benali", "Karima")
    again = item("relationship", person_id=person.id, role="MERE", since=D(2020, 1, 1))
    other = item("relationship", person_id=person.id, role="SECOND_PARENT")
    assert kinds(readers(person, link, again, other)) == ["child", "mother", "judge", "file"]


def test_a_dead_parent_is_no_reader() -> None:
    dead, alive = parent("PERE", "Durand", "Éric", death_date=D(2020, 1, 1)), parent("MERE", "Benali", "Karima")
    assert kinds(readers(*dead, *alive)) == ["child", "mother", "judge", "file"]


@pytest.mark.parametrize(
    ("birth", "day", "offered"),
    [
        (D(2008, 11, 24), D(2026, 11, 23), True),
        (D(2008, 11, 23), D(2026, 11, 23), False),
        (D(2008, 2, 29), D(2026, 2, 28), True),
        (D(2008, 2, 29), D(2026, 3, 1), False),
        (None, D(2026, 11, 23), True),
    ],
)
def test_parents_are_readers_up_to_the_eve_of_the_eighteenth_birthday(
    birth: dt.date | None, day: dt.date, offered: bool
) -> None:
    found = readers(*parent("MERE", "Benali", "Karima"), birth=birth, day=day)
    assert ("mother" in kinds(found)) is offered
    assert set(OFFICES) <= set(kinds(found))


def test_a_total_withdrawal_asks_for_care_but_closes_no_door() -> None:
    person, link = parent("PERE", "Durand", "Éric")
    total = item("parental_authority", person_id=person.id, exercise="RETRAIT_TOTAL")
    partial = item("parental_authority", person_id=person.id, exercise="RETRAIT_EXERCICE")
    assert "retirée en totalité" in readers(person, link, total)[1].caution
    assert readers(person, link, partial)[1].caution == ""
