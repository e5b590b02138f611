"""Towns and postcodes, on the file shipped with the program."""

import time

import pytest

from ppe_desktop.domain.towns import read_towns
from ppe_desktop.services.towns import load_towns


@pytest.fixture(scope="module")
def towns():
    return load_towns()


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [
        ("91000", ("Évry-Courcouronnes",)),
        ("91 000", ("Évry-Courcouronnes",)),
        ("75011", ("Paris",)),
        ("75116", ("Paris",)),
        ("69003", ("Lyon",)),
        ("13016", ("Marseille",)),
        ("97400", ("Saint-Denis",)),
        ("49123", ("Champtocé-sur-Loire", "Ingrandes-le-Fresne-sur-Loire")),
        ("91025", ()),  # a CEDEX
        ("00000", ()),
        ("", ()),
    ],
)
def test_a_postcode_gives_its_towns(towns, postcode, expected):
    assert towns.of_postcode(postcode) == expected


@pytest.mark.parametrize(
    ("typed", "name", "postcode"),
    [
        ("l'hay", "L’Haÿ-les-Roses", "94240"),
        ("CORBEIL", "Corbeil-Essonnes", "91100"),
        ("ste geneviève des", "Sainte-Geneviève-des-Bois", ""),
        ("St-Germain-lès-C", "Saint-Germain-lès-Corbeil", "91250"),
        ("paris", "Paris", ""),
    ],
)
def test_letters_give_the_towns_that_begin_so(towns, typed, name, postcode):
    found = {town.name: town for town in towns.beginning_with(typed, 40)}
    assert name in found
    if postcode:
        assert found[name].postcode == postcode


def test_namesakes_are_told_apart_by_their_postcode(towns):
    namesakes = [town for town in towns.beginning_with("saint-denis", 40) if town.name == "Saint-Denis"]
    assert ("93200", "93210", "93380") in {town.postcodes for town in namesakes}
    assert len(namesakes) > 2


def test_letters_that_begin_no_town_give_nothing(towns):
    assert towns.beginning_with("zzz") == []
    assert towns.beginning_with("  ") == []


def test_a_look_up_takes_less_than_a_millisecond(towns):
    begun = time.thread_time()
    for _ in range(100):
        towns.of_postcode("91000")
        towns.beginning_with("saint")
    assert (time.thread_time() - begun) / 100 < 0.001


def test_comments_and_empty_lines_are_left_out():
    towns = read_towns(["# un\tcommentaire", "", "01000\tBourg\tSaint-Denis"])
    assert towns.of_postcode("01000") == ("Bourg", "Saint-Denis")
    assert [town.name for town in towns.beginning_with("b")] == ["Bourg"]
