"""Names in a search: alone they name children, with other words they say in whose files to look."""

import datetime as dt

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.search import parse_query
from ppe_desktop.domain.search_names import KnownPerson, NameIndex, known_child, named_so, spaced, words_of_files


def child(child_id, first, surname, **more):
    names = {"birth_surname": surname, "use_surname": "", "first_names": first, "usual_first_name": ""} | more
    item = Item("child", child_id, 0, names)
    return known_child(child_id, item, dt.date(2015, 5, 1), names.values())


CHILDREN = [
    child("a", "Anaïs", "D’Angelo"),
    child("g", "Léa, Rose", "Garnier"),
    child("m", "Léa", "Martin-N’Diaye", usual_first_name="Lily"),
    child("r", "Rose", "Petit"),
]
PERSON = KnownPerson("r", spaced(["Karima", "Benali"]))


def files(typed, named=(*CHILDREN, PERSON)):
    return [
        ([" ".join(term.parts) for term in terms], children)
        for terms, children in words_of_files(parse_query(typed), NameIndex(named))
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l", ["g", "m"]),
        ("lea mart", ["m"]),
        ("LILY", ["m"]),
        ("n’diaye", ["m"]),
        ("d'angelo", ["a"]),
        ("rose", ["g", "r"]),
        ("eose", []),
        ("", []),
    ],
)
def test_a_child_is_named_by_the_beginnings_of_her_names(typed, expected):
    assert [child.child_id for child in named_so(parse_query(typed).words, CHILDREN)] == expected


def test_the_name_shown_is_the_one_in_use():
    assert CHILDREN[2].name == "Lily Martin-N’Diaye"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("léa école", [(["ecole"], ["g", "m"])]),
        ("école léa", [(["ecole"], ["g", "m"])]),
        ("école lé", []),
        ("école mart", [(["ecole"], ["m"])]),
        ("mart école", []),
        ("léa garnier école visite", [(["ecole", "visite"], ["g"])]),
        ("benali visite", [(["visite"], ["r"])]),
        ("léa", []),
        ("léa garnier", []),
        ("école visite", []),
        ("léa petit", [(["petit"], ["g", "m"]), (["lea"], ["r"])]),
    ],
)
def test_some_words_are_names_and_the_others_are_looked_for_in_those_files(typed, expected):
    assert files(typed) == expected


def test_a_full_name_is_no_question_about_the_files_of_namesakes():
    assert files("rose petit") == []


def test_a_name_that_everyone_has_counts_only_with_another(monkeypatch):
    monkeypatch.setattr("ppe_desktop.domain.search_names._TOO_MANY", 1)
    assert files("léa école") == []
    assert files("léa garnier école") == [(["ecole"], ["g"])]
