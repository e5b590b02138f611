"""Which words of a text are looked up, and in what pieces."""

import pytest

from ppe_desktop.domain.spelling import known_words, unknown_pieces, without_elision, words_of


def letters(text):
    return [word.letters for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'école d’Émilie", ["L’école", "d’Émilie"]),
        ("aujourd'hui, a-t-il dit", ["aujourd’hui", "a-t-il", "dit"]),
        ("AEMO, MDPH et l'AEMO", ["et"]),
        ("A4 x86 14h30 n°12 3ème", []),
        ("écrire à lea.durand@exemple.fr ou www.exemple.fr/page", ["écrire", "ou"]),
        ("référent(e)s, éducateur·rice", ["référent", "éducateur"]),
        ("Léa محمد Θ", ["Léa"]),
        ("e\u0301cole", ["école"]),
    ],
)
def test_only_words_worth_it_are_looked_up(text, expected):
    assert letters(text) == expected


def test_the_place_of_a_word_is_counted_in_characters():
    text = "😀 l'ecole 😀 été"
    assert [text[word.start : word.end] for word in words_of(text)] == ["l'ecole", "été"]


KNOWN = known_words(["D’Angelo", "Ben Ali-Martin", "N'Diaye", "De La Tour", None, 12])


@pytest.mark.parametrize(
    "word",
    ["Angelo", "D’Angelo", "d’Angelo", "N’Diaye", "l’N’Diaye", "Martin", "d’Ali", "ANGELO", "Ali-Martin", "Tour"],
)
def test_names_of_the_file_are_known_elided_or_not(word):
    assert unknown_pieces(word, KNOWN) == ()


@pytest.mark.parametrize(
    ("word", "asked"), [("maison", ("maison",)), ("Ali-Dupont", ("Dupont",)), ("rendez-vous", ("rendez-vous",))]
)
def test_only_what_is_unknown_is_asked(word, asked):
    assert unknown_pieces(word, KNOWN) == asked


def test_an_elision_is_taken_away_but_not_the_beginning_of_a_name():
    assert without_elision("jusqu’ici") == "ici"
    assert without_elision("Aujourd’hui") == "Aujourd’hui"
