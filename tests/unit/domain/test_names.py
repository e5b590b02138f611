"""Names printed and sorted as French usage has them; nobody's name is cut, doubled or stripped of its accents."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ppe_desktop.domain.names import capitals, first_name_of, full_name, list_name, person_name, sort_key
from ppe_desktop.domain.texts import elide


def child(birth: str, first: str = "", *, usual: str = "", use: str = "") -> SimpleNamespace:
    return SimpleNamespace(birth_surname=birth, use_surname=use, first_names=first, usual_first_name=usual)


@pytest.mark.parametrize(
    ("named", "sentence", "line"),
    [
        (child("Durand", "Léa, Yasmine"), "Léa Durand", "DURAND Léa"),
        (child("Durand", "Léa Yasmine"), "Léa Durand", "DURAND Léa"),
        (child("Durand", "Jean-Baptiste, Paul"), "Jean-Baptiste Durand", "DURAND Jean-Baptiste"),
        (child("Durand", "Léa, Yasmine", usual="Yaya"), "Yaya Durand", "DURAND Yaya"),
        (child("Durand", "Léa", use="Durand-Benali"), "Léa Durand-Benali", "DURAND-BENALI Léa"),
        (child("de La Tour", "Zoë"), "Zoë de La Tour", "de LA TOUR Zoë"),
        (child("D’Angelo", "Anaïs"), "Anaïs D’Angelo", "D’ANGELO Anaïs"),
        (child("N'Diaye", "Awa"), "Awa N'Diaye", "N'DIAYE Awa"),
        (child("Lefèvre-Évrard", "Chloé"), "Chloé Lefèvre-Évrard", "LEFÈVRE-ÉVRARD Chloé"),
        (child("Apolline"), "Apolline", "APOLLINE"),
        (child("Ali", "Ali"), "Ali Ali", "ALI Ali"),
        (child("Diallo", " , "), "Diallo", "DIALLO"),
        (child("الأحمد", "ليلى"), "ليلى الأحمد", "الأحمد ليلى"),
    ],
)
def test_a_child_is_named_in_a_sentence_and_in_a_list(named: SimpleNamespace, sentence: str, line: str) -> None:
    assert full_name(named) == sentence
    assert list_name(named) == line
    assert first_name_of(named)


def test_lists_follow_french_alphabetical_order_whatever_accents_case_and_signs() -> None:
    wanted = ["Aÿoub", "Benali", "D’Angelo", "de La Tour", "De Smet", "Éboué", "Ébrard", "Le Goff", "Legrand", "N'Diaye", "Œdipe", "Zola"]  # fmt: skip
    found = sorted((child(name, "Léa") for name in reversed(wanted)), key=sort_key)
    assert [one.birth_surname for one in found] == wanted


def test_same_surnames_are_sorted_by_first_name() -> None:
    twins = [child("N’Diaye", "Ava"), child("N'Diaye", "Awa"), child("N’DIAYE", "Éa")]
    assert [one.first_names for one in sorted(twins, key=sort_key)] == ["Ava", "Awa", "Éa"]


def test_capitals_keep_accents_and_particles() -> None:
    assert capitals("du Châtelet") == "du CHÂTELET"
    assert capitals("Ben Salah") == "BEN SALAH"
    assert capitals("van Dijk") == "van DIJK"


@pytest.mark.parametrize(
    ("civility", "surname", "first", "expected"),
    [
        ("MME", "Benali", "Karima", "Madame Karima Benali"),
        ("M", "d’Angelo", "Marco", "Monsieur Marco d’Angelo"),
        ("NEUTRE", "Roy", "Dominique", "Dominique Roy"),
        ("", "Roy", "", "Roy"),
    ],
)
def test_an_adult_is_addressed_as_wished(civility: str, surname: str, first: str, expected: str) -> None:
    person = SimpleNamespace(civility=civility, surname=surname, first_name=first)
    assert person_name(person, with_civility=True) == expected
    assert person_name(person) == expected.removeprefix("Madame ").removeprefix("Monsieur ")


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Émilie", "d’Émilie"), ("Léa", "de Léa"), ("Hélène", "d’Hélène"), ("Hugo", "de Hugo"), ("Yann", "de Yann"), ("Yves", "d’Yves"),
        ("Anaïs", "d’Anaïs"), ("Œdipe", "d’Œdipe"), ("Inès", "d’Inès"), ("Hamza", "de Hamza"), ("ليلى", "de ليلى"), ("", "de "), ("’", "de ’"),
    ],
)  # fmt: skip
def test_de_is_elided_as_the_ear_wants(name: str, joined: str) -> None:
    assert elide("de", name) == joined


def test_que_is_elided_the_same_way() -> None:
    assert (elide("que", "Inès"), elide("que", "Malo")) == ("qu’Inès", "que Malo")
