"""The words that name somebody."""

import pytest

from ppe_desktop.domain.discretion import name_words, names_somebody
from tests.support.casefiles import item

WORDS = name_words(
    [
        item("child", birth_surname="Le Goff-N’Diaye", first_names="Zoé, Marie", use_surname=""),
        item("person", surname="de La Tour", first_name="Aÿoub"),
    ]
)


@pytest.mark.parametrize("said", ["LE GOFF Zoé", "le père de zoe", "Visite chez Mme Tour", "n'diaye", "Ayoub (père)"])
def test_a_name_is_known_whatever_its_accents_and_capitals(said):
    assert names_somebody(said, WORDS)


@pytest.mark.parametrize("said", ["", "Établir le projet pour l’enfant", "En retard de 3 mois", "La mère", "Goffrer"])
def test_words_that_name_nobody_stay(said):
    assert not names_somebody(said, WORDS)
