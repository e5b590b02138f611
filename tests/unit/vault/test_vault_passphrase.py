import re
import time
import unicodedata

import pytest

from ppe_desktop.runtime.resources import resource
from ppe_desktop.vault import passphrase
from ppe_desktop.vault.guessing import guessing_bits
from ppe_desktop.vault.passphrase import assess, estimate_bits, propose_passphrase

NAMES = ("Camille", "Durand", "Lyon", "Maison des Tilleuls")
WORDS = resource("words_fr.txt").read_text(encoding="utf-8").split()


def test_the_word_list():
    assert len(WORDS) == len(set(WORDS)) == 7776
    assert sorted(WORDS) == WORDS
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in WORDS)


def test_no_near_duplicates():
    known = set(WORDS)
    pairs = [
        word + ending for word in WORDS for ending in ("s", "x", "e", "es", "r", "er", "re") if word + ending in known
    ]
    assert pairs == []


@pytest.mark.parametrize(
    "word", ["mort", "sang", "viol", "merde", "putain", "cadavre", "suicide", "arme", "prison", "nazi", "battre"]
)
def test_no_upsetting_word(word):
    assert word not in WORDS


def test_proposals_are_drawn_from_the_list_and_always_accepted():
    for _ in range(40):
        proposed = propose_passphrase()
        assert len(proposed.split()) == 7
        assert set(proposed.split()) <= set(WORDS)
        assert assess(proposed, NAMES).accepted
    assert len(propose_passphrase(9).split()) == 9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "azerty123",
        "Marie2015!",
        "Département77",
        "Département-2026!",
        "julie-foyer-2026",
        "Camille-Durand-Lyon-69!",
        "TilleulsMaison2026!",
        "Motdepasse2026!!",
        "Azertyuiop-2026-Qsdfghjklm",
        "Qwertyuiop123456!",
        "P@ssw0rd-P@ssw0rd",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaA1!",
        "Azerty1!Azerty1!Azerty1!",
        "Bonjour-Paris-2026",
        "le chat le chat le chat le chat le chat",
        "verger cabane lampion ruisseau tambour girafe",  # six words
        " " * 100,
        "x" * 1024,
        "aZ3!" * 256,
    ],
)
def test_refused(text):
    strength = assess(text, NAMES)
    assert not strength.accepted
    assert strength.advice_fr


@pytest.mark.parametrize(
    "text",
    [
        "verger cabane lampion ruisseau tambour girafe moulin",
        "verger-cabane-lampion-ruisseau-tambour-girafe-moulin",
        "k7$Qz!m2Xv9bR",
        "Xk9mQv2bTz7pLwG4",
        "Trois girafes bleues traversent la cuisine sans réveiller Grand-mère",
    ],
)
def test_accepted(text):
    strength = assess(text, NAMES)
    assert strength.accepted, strength
    assert strength.bits == estimate_bits(text, NAMES) >= 52


def test_advice_differs_with_the_fault():
    faults = ["court", "x" * 1025, "verger cabane lampion", "Département-2026!", propose_passphrase()]
    assert len({assess(text).advice_fr for text in faults}) == 5


def test_advice_never_quotes_the_passphrase():
    assert all(
        "lampion" not in assess(text).advice_fr for text in ("lampion", "lampion verger cabane", propose_passphrase())
    )


def test_personal_words_lower_the_estimate_and_leave_no_trace():
    from zxcvbn.matching import RANKED_DICTIONARIES

    assert guessing_bits("Zouzoune-Ktichou", ("Zouzoune", "Ktichou")) < guessing_bits("Zouzoune-Ktichou") - 20
    assert "zouzoune" not in str(RANKED_DICTIONARIES.get("user_inputs", ""))


def test_nfc_and_nfd_are_judged_alike():
    text = "Trois éléphants bleus réveillent l’école près du théâtre"
    assert assess(unicodedata.normalize("NFD", text)) == assess(text)


@pytest.mark.parametrize(
    "text", ["4@8({[<369!1|0$5+7" * 50, "é" * 1024, "a1!B" * 256, "(" * 1024, propose_passphrase(100)]
)
def test_no_input_takes_long(text):
    started = time.process_time()
    assess(text, NAMES * 20)
    assert time.process_time() - started < 1.5


def test_bounds_of_length():
    assert assess("Aa1!" + "b" * 8).advice_fr != passphrase.TOO_SHORT
    assert assess("Aa1!" + "b" * 7).advice_fr == passphrase.TOO_SHORT
    assert assess(propose_passphrase(200)[:1024]).accepted
    assert assess("x" * 1025).advice_fr == passphrase.TOO_LONG
