"""French typography while one types: the table of what becomes what, and what it never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.typography import SPACES, typeset

N, T = "\u00a0", "\u202f"


def typed(text: str, before: str = "") -> str:
    """What a paragraph holds once a text has been typed letter by letter."""
    for letter in text:
        change = typeset(before, letter)
        before = before + letter if change is None else before[: len(before) - change.delete] + change.insert
    return before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Il dit "non".', f"Il dit «{N}non{N}»."),
        ('"Non", dit-il.', f"«{N}Non{N}», dit-il."),
        ('Il dit " non".', f"Il dit «{N}non{N}»."),
        ('l\'"école"', f"l’«{N}école{N}»"),
        ('("oui")', f"(«{N}oui{N}»)"),
        ('"a dit "oui" hier"', f"«{N}a dit “oui” hier{N}»"),
        ('""', f"«{N}»"),
        ('un écran de 15"', 'un écran de 15"'),
        ("«mot»", f"«{N}mot{N}»"),
        ("« mot »", f"«{N}mot{N}»"),
        ("l'école d'Émilie, aujourd'hui", "l’école d’Émilie, aujourd’hui"),
        ("D'Angelo", "D’Angelo"),
        ("'mot", "'mot"),
        ("5'", "5'"),
        ("Il hésite...", "Il hésite…"),
        ("Il hésite....", "Il hésite…."),
        ("1..2", "1..2"),
        ("Ensuite:", f"Ensuite{N}:"),
        ("Ensuite :", f"Ensuite{N}:"),
        ("Viens!", f"Viens{T}!"),
        ("Viens !", f"Viens{T}!"),
        ("Viens  !", f"Viens{T}!"),
        ("Pourquoi ?", f"Pourquoi{T}?"),
        ("Pourquoi?!", f"Pourquoi{T}?!"),
        ("Pourquoi...?", f"Pourquoi…{T}?"),
        ("calme ;", f"calme{T};"),
        ('"Non"?', f"«{N}Non{N}»{T}?"),
        ("à 14:30", "à 14:30"),
        ("En 2026 : rien", f"En 2026{N}: rien"),
        ("ratio 3:1 ; puis", f"ratio 3:1{T}; puis"),
        ("1;2;3", "1;2;3"),
        ("C:\\Dossiers", "C:\\Dossiers"),
        ("https://exemple.fr/page?id=1;b", "https://exemple.fr/page?id=1;b"),
        ("www.exemple.fr?x", "www.exemple.fr?x"),
        ("exemple.fr/page?x", "exemple.fr/page?x"),
        ("claire@exemple.fr?", "claire@exemple.fr?"),
        ("mailto:claire@exemple.fr", "mailto:claire@exemple.fr"),
        ("-- puis -- enfin", "– puis – enfin"),
        ("pré--texte", "pré--texte"),
        ("rendez-vous", "rendez-vous"),
        ("le 1er et la 2ème", "le 1er et la 2ème"),
        (" !", " !"),
        (": seul", ": seul"),
        ("Très bien 😀!", "Très bien 😀!"),
    ],
)
def test_what_is_typed_becomes_what_french_print_asks_for(text: str, expected: str) -> None:
    assert typed(text) == expected


def test_a_paragraph_already_begun_is_looked_at() -> None:
    assert typed('"', f"Il dit «{N}non") == f"Il dit «{N}non{N}»"


SOUP = st.text(st.sampled_from(f"aéN1 {N}{T}\"'.-:;!?«»“”…–(/@\n😀"), max_size=40) | st.text(max_size=40)


def kept(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter == "😀")


@given(SOUP)
def test_no_letter_is_ever_eaten(text: str) -> None:
    assert kept(typed(text)) == kept(text)


@given(SOUP)
def test_what_is_right_already_stays_when_typed_again(text: str) -> None:
    once = typed(text)
    assert typed(once) == once


@given(SOUP, st.characters())
def test_only_marks_and_spaces_are_replaced(before: str, letter: str) -> None:
    change = typeset(before, letter)
    if change is not None:
        gone = before[len(before) - change.delete :]
        assert not any(mark.isalnum() for mark in gone + change.insert)
        assert set(gone) <= set(f"{SPACES}.-")
