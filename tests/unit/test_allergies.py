"""A sentence that says there is no allergy is not an alert; anything that could name one is."""

import pytest

from ppe_desktop.domain.allergies import alert_words, says_there_is_none


@pytest.mark.parametrize(
    "text",
    [
        "Aucune allergie connue",
        "Aucune allergie connue.",
        "aucune",
        "AUCUNE ALLERGIE",
        "Pas d’allergie",
        "pas d'allergie connue à ce jour",
        "Pas d’allergies alimentaires ni médicamenteuses",
        "Néant",
        "RAS",
        "R.A.S.",
        "Rien à signaler.",
        "non",
        "Non, aucune allergie connue",
        "Allergie non connue",
        "Sans allergie connue",
        "L’enfant n’a pas d’allergie",
        "Il n’est pas allergique",
        "0",
    ],
)
def test_a_sentence_that_says_there_is_none_is_no_alert(text):
    assert says_there_is_none(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "?",
        "Arachide",
        "allergie",
        "Allergie connue",
        "Aucune, sauf arachide",
        "aucune allergie connue sauf l’arachide",
        "Pas d’allergie à l’arachide, mais aux œufs",
        "Aucune allergie alimentaire. Pollens au printemps",
        "Aucune et pénicilline",
        "Non négligeable",
        "Pas sans allergie",
        "Ne sait pas",
        "On ne sait pas",
        "Inconnue",
        "À vérifier",
        "Rien à signaler hormis les fruits à coque",
        "Aucune allergie\nPénicilline",
        "Lait",
        "pas vu",
    ],
)
def test_anything_else_stays_an_alert(text):
    assert not says_there_is_none(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Aucune allergie connue. Prévenir avant tout soin dentaire.", "Prévenir avant tout soin dentaire."),
        ("Aucune, sauf arachide", "Aucune, sauf arachide"),
        ("Aucune allergie alimentaire. Pollens au printemps", "Pollens au printemps"),
        ("Aucune allergie\nPénicilline", "Pénicilline"),
        ("Aucune. Rien à signaler.", ""),
        ("Arachide. Trousse d’urgence à l’école.", "Arachide. Trousse d’urgence à l’école."),
        ("", ""),
    ],
)
def test_only_the_sentences_that_say_there_is_none_are_left_out(text, seen):
    assert alert_words(text) == seen
