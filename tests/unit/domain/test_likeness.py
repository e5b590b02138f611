"""Names that sound alike in French, twins that are never taken for one child, namesakes said to be so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.likeness import (
    Identity,
    KnownChildren,
    Likeness,
    PersonTraits,
    compare,
    identity,
    is_slip,
    likely_pairs,
    same_person,
    same_phone,
    sound_alike,
    sound_keys,
)

D = dt.date
BORN = D(2015, 3, 2)

ALIKE = """
Benali|Ben Ali  Benali|Bennali  Thibault|Thibaut  Thibault|Tybo  Thibaut|Tibo  Aïcha|Aicha  Aïcha|Aïsha  Mathis|Matisse
Mathis|Mathys  Mathys|Matis  Dupont|Dupond  Philippe|Filip  Lefèvre|Lefebvre  Renault|Renaud  Arnaud|Arnault  Mohamed|Mohammed
Yanis|Yannis  Nathan|Natan  Chloé|Kloé  Mickaël|Michaël  Mickaël|Mikael  Christophe|Kristof  Hélène|Elène  Diallo|Dialo
Camara|Kamara  Coulibaly|Koulibali  Fatoumata|Fatumata  Noah|Noa  Léa|Léah  Sarah|Sara  Gauthier|Gautier  Rachid|Rashid
Benoît|Benoist  Zimmermann|Zimerman  Ophélie|Ofélie  Quentin|Quantin  Lopez|Lopes  Hugo|Ugo  N’Diaye|Ndiaye  N'Diaye|N’Diaye
Oumar|Umar  Wassim|Ouassim  Maëlys|Maïlys  Inès|Ines  Zoé|Zoë  Jean-Pierre|Jean Pierre  Karim|Carim  Malik|Malick  Le Goff|Legoff
Matthieu|Mathieu  Kévin|Quévin  Yacine|Yassine  Chaïma|Shaïma  Nguyen|N’Guyen  Prévost|Prévot  Haddad|Hadad
"""
DIFFERENT = """
Martin|Martine  Louis|Louise  Denis|Denise  Simon|Simone  Jean|Jeanne  Julien|Julie  Léna|Lana  Noé|Noah  Emma|Emmy
Durand|Dupont  Marie|Marine  Élise|Éloïse  Adam|Adama  Amine|Amina  Karim|Karima  Ibrahim|Ibrahima  Lucas|Lucie  Théo|Léo
Léa|Léo  Martin|Martinez  Moreau|Morin  Petit|Petitjean  Bernard|Bertrand  Célia|Délia  Paul|Paula  Awa|Ava  Tom|Tim
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """The pairs of a table, written with two spaces between them."""
    cells = [cell for line in table.strip().splitlines() for cell in line.strip().split("  ")]
    return [(one, other) for one, _, other in (cell.partition("|") for cell in cells)]


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_two_writings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_alike(one, other)


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_two_names_are_not_taken_for_one(one: str, other: str) -> None:
    assert not sound_alike(one, other)


def test_a_slip_is_one_letter_inside_a_long_name() -> None:
    assert is_slip("Mouhamed", "Mohamed")
    assert is_slip("Chevalleir", "Chevallier") is False, "the end of a name tells girls from boys: it must be the same"
    assert is_slip("Rodrgiuez", "Rodriguez"), "two letters swapped"
    assert not is_slip("Karim", "Karima")
    assert not is_slip("Léa", "Léo")
    assert not is_slip("Marine", "Caroline")


names = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [name for pair in pairs(ALIKE) + pairs(DIFFERENT) for name in pair]
)
days = st.none() | st.sampled_from([BORN, D(2016, 3, 2)])
children = st.builds(
    identity,
    birth_surname=names,
    first_names=names,
    usual_first_name=st.just("") | names,
    other_names=st.just("") | names,
    birth_date=days,
    sex=st.sampled_from(["F", "M", "X"]),
)


@given(names)
def test_a_name_always_sounds_like_itself(name: str) -> None:
    assert sound_alike(name, name) or not sound_keys(name)


@given(children, children)
def test_comparing_does_not_depend_on_the_order(one: Identity, other: Identity) -> None:
    assert compare(one, other) is compare(other, one)


@given(children)
def test_a_child_may_always_be_the_same_as_itself(one: Identity) -> None:
    if one.surname_sounds and (one.first_sounds or not one.first_names):
        assert compare(one, one) is Likeness.SAME


@given(children, children)
def test_a_girl_and_a_boy_born_the_same_day_are_never_one_child(one: Identity, other: Identity) -> None:
    if (
        {one.sex, other.sex} == {"F", "M"}
        and one.birth_date
        and one.birth_date == other.birth_date
        and one.first_names
        and other.first_names
    ):
        assert compare(one, other) in (Likeness.TWIN, Likeness.NONE)


def child(surname: str, first: str = "", born: dt.date | None = BORN, **more: str) -> Identity:
    return identity(birth_surname=surname, first_names=first, birth_date=born, **more)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (child("Ben Ali", "Aïcha"), child("Benali", "Aicha"), Likeness.SAME),
        (child("Benali", "Aicha"), child("Aïcha", "Ben-Ali"), Likeness.SAME),
        (child("Diallo", "Mamadou"), child("Barry", "Alpha", other_names="Mamadou Dialo, Alpha B."), Likeness.SAME),
        (child("Diallo", "Mamadou", None), child("Diallo", "Mamadou"), Likeness.SAME),
        (child("Durand", "Léa"), child("Martin", "Léa", use_surname="Durand"), Likeness.SAME),
        (child("Durand", "Marie-Léa", usual_first_name="Léa"), child("Durand", "Léa"), Likeness.SAME),
        (child("Durand", "Léa"), child("Durand", "Tom"), Likeness.TWIN),
        (child("Dupont", "Louis"), child("Dupond", "Louise"), Likeness.TWIN),
        (child("Roy", "Gabriel", sex="M"), child("Roy", "Gabrielle", sex="F"), Likeness.TWIN),
        (child("Roy", "Élise"), child("Roy", "Éloïse"), Likeness.UNSURE),
        (child("Durand", "Léa"), child("Durand", "Léa", D(2012, 1, 1)), Likeness.NAMESAKE),
        (child("Durand", "Léa"), child("Durand", "Tom", D(2012, 1, 1)), Likeness.NONE),
        (child("Durand", "Léa"), child("Moreau", "Léa"), Likeness.NONE),
        (child("Durand"), child("Durand", "Léa"), Likeness.SAME),
    ],
)
def test_what_two_children_may_be_to_each_other(one: Identity, other: Identity, found: Likeness) -> None:
    assert compare(one, other) is found


def test_the_likeliest_come_first_and_a_name_begun_is_enough() -> None:
    known = KnownChildren(
        [
            ("jumeau", child("Benali", "Tom")),
            ("même", child("Ben Ali", "Aïcha")),
            ("homonyme", child("Benali", "Aicha", D(2009, 1, 1))),
            ("autre", child("Zola", "Émile", D(2009, 1, 1))),
        ]
    )
    found = known.like(child("Bennali", "Aicha"))
    assert [child_id for child_id, _ in found] == ["même", "jumeau", "homonyme"]
    assert known.like(child("zol", "", None)) == [("autre", Likeness.NONE)]
    assert known.like(child("zo", "", None)) == [], "two letters are too few"
    assert known.like(child("", "", None)) == []


def test_a_telephone_in_common_makes_one_person_of_two_close_names() -> None:
    one = PersonTraits(("Benali",), "Karima", "06 12 34 56 78")
    assert same_phone("06 12 34 56 78", "+33 6.12.34.56.78")
    assert same_person(one, PersonTraits(("Ben Ali",), "Karima"))
    assert same_person(one, PersonTraits(("Durand",), "Karima", "0612345678")), "her other surname"
    assert not same_person(one, PersonTraits(("Durand",), "Paul", "0612345678")), "two persons share a telephone"
    assert not same_person(one, PersonTraits(("Benali",), "Nadia"))
    assert same_person(one, PersonTraits(("Karima",), "Benali"))
    far = (PersonTraits(("Roy",), "Paul", "", D(1980, 1, 1)), PersonTraits(("Roy",), "Paul", "", D(1955, 1, 1)))
    assert not same_person(*far), "a father and his son"


def test_those_who_may_be_one_are_paired_once() -> None:
    persons = {
        "a": PersonTraits(("Benali",), "Karima"),
        "b": PersonTraits(("Ben Ali", "Roy"), "Karima"),
        "c": PersonTraits(("Karima",), "Benali"),
        "d": PersonTraits(("Durand",), "Paul"),
    }
    assert likely_pairs(persons) == [("a", "b"), ("a", "c"), ("b", "c")]
