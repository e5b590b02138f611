"""Searching: any question is understood, words are found as they were written, results come in order."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ppe_desktop.domain.search import (
    AROUND,
    GROUPS,
    NAME_RANK,
    NEWEST_RANK,
    PHRASE_RANK,
    Excerpt,
    FoundFile,
    Hit,
    Marker,
    Query,
    Term,
    beginning,
    fold,
    group_of,
    in_order,
    parse_query,
)


def found(question, text):
    excerpt = Marker(parse_query(question)).in_text(text)
    return None if excerpt is None else [excerpt.text[start:end] for start, end in excerpt.found]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ma SŒUR Zoë", "ma soeur zoe"),
        ("l’école d'Évry", "l ecole d evry"),
        ("Saint-Maur", "saint maur"),
        ("œuf, æquo, Straße", "oeuf  aequo  strasse"),
        ("e\u0301te\u0301", "ete"),
        ("édu\u00adcateur", "educateur"),
        ("\u200fمدرسة", "مدرسة"),
    ],
)
def test_folding_hides_accents_case_and_signs(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("école mère", (Term(("ecole",)), Term(("mere",)))),
        ("l’école", (Term(("ecole",)),)),
        ("D’Angelo", (Term(("angelo",)),)),
        ("N'Diaye", (Term(("diaye",)),)),
        ("saint-maur", (Term(("saint", "maur")),)),
        ("P.P.E.", (Term(("p", "p", "e"), is_prefix=False),)),
        ("la de un", ()),
        ('"tout seul"', (Term(("tout", "seul"), is_prefix=False),)),
        ("« tout seul »", (Term(("tout", "seul"), is_prefix=False),)),
        ('papa "tout se', (Term(("papa",)), Term(("tout",), is_prefix=False))),
        ('papa "tout seu', (Term(("papa",)), Term(("tout", "seu")))),
        ("saint-m", (Term(("saint",), is_prefix=False),)),
        ("01 99 00 10 10", (Term(("0199001010",)),)),
        ("papa papa", (Term(("papa",)),)),
    ],
)
def test_a_question_is_understood(typed, terms):
    assert parse_query(typed).terms == terms


def test_all_the_words_typed_serve_for_names_and_for_the_exact_phrase():
    query = parse_query("peur de la nuit")
    assert query.words == ("peur", "de", "la", "nuit")
    assert query.phrase == Term(("peur", "de", "la", "nuit"))
    assert parse_query("peur").phrase is None
    assert parse_query("visite m").phrase is None
    assert parse_query('"peur de" nuit').phrase is None


@pytest.mark.parametrize(
    "typed", ["", " ", '"', '""', "*", "-", "NEAR(", "😀", "\0", "a" * 10_000, "' OR 1=1 --", "\u202e"]
)
def test_nothing_typed_is_refused(typed):
    query = parse_query(typed)
    assert isinstance(query, Query)
    assert all(part.isalnum() for term in query.terms for part in term.parts)
    assert sum(map(len, query.words)) <= 400


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_text_and_no_question_makes_it_fail(question, text):
    marker = Marker(parse_query(question))
    for excerpt in (marker.in_text(text), marker.in_name(text), marker.in_phone(text), beginning(text)):
        if excerpt is not None:
            assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.found)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("soeur", "Ma sœur, le cœur, sa Sœurette", ["sœur", "Sœurette"]),
        ("ecole", "L’ÉCOLE et l’e\u0301cole", ["ÉCOLE", "e\u0301cole"]),
        ("coeur", "un œuf, un œil, un cœur", ["cœur"]),
        ('"ma soeur"', "Ma sœur. Ma sœurette.", ["Ma sœur"]),
        ("saint-maur", "à Saint-Maur puis Saint Maurice", ["Saint-Maur", "Saint Maurice"]),
        ("educateur", "l’édu\u00adcateur", ["édu\u00adcateur"]),
        ("cole", "l’école", None),
        ("école", "rien", None),
    ],
)
def test_words_are_found_as_they_were_written(question, text, words):
    assert found(question, text) == words


def test_the_words_come_with_what_surrounds_them_on_one_line():
    text = "Début. " * 40 + "Il dit\nqu’il a peur\tde la nuit. " + "Fin. " * 40
    excerpt = Marker(parse_query("peur")).in_text(text)
    assert "Il dit qu’il a peur de la nuit." in excerpt.text
    assert excerpt.text.startswith("… ")
    assert excerpt.text.endswith(" …")
    assert len(excerpt.text) < 4 * AROUND


def test_the_place_where_most_of_the_words_stand_together_is_shown():
    text = "Il a peur. " + "Autre chose. " * 40 + "La nuit il a peur du noir. " + "Autre chose. " * 40
    assert found("nuit peur", text) == ["nuit", "peur"]


def test_a_text_of_two_hundred_thousand_characters_is_cut():
    excerpt = Marker(parse_query("mot")).in_text("x" * 100_000 + " mot " + "y" * 100_000)
    assert len(excerpt.text) < 400
    assert found("mot", "x" * 100_000 + " mot " + "y" * 100_000) == ["mot"]


def test_the_letters_typed_are_found_in_names_from_the_first():
    excerpt = Marker(parse_query("d'a")).in_name("Anaïs D’Angelo")
    assert [excerpt.text[start:end] for start, end in excerpt.found] == ["Anaïs", "D", "Angelo"]


def test_a_telephone_number_is_found_however_it_is_written():
    marker = Marker(parse_query("01 99 00"))
    assert marker.in_phone("01\u00a099\u00a000\u00a010\u00a010").found
    assert not marker.in_phone("06 99 00 10 10").found


def test_folding_agrees_with_unicode_for_every_latin_letter():
    for code in range(0xC0, 0x250):
        letter = chr(code)
        if letter.isalpha():
            assert fold(letter) == fold(unicodedata.normalize("NFD", letter)).replace(" ", "")


def hit(child, number, rank=NEWEST_RANK, day=dt.date(2026, 1, 1), **more):
    return Hit(child, "statement", f"{number:032x}", "Parole", Excerpt(f"texte {number}"), day, rank, **more)


def test_children_named_come_first_then_the_best_then_the_newest():
    hits = [
        hit("b", 1, day=dt.date(2026, 3, 1)),
        hit("a", 2, day=dt.date(2026, 1, 1)),
        hit("c", 3, PHRASE_RANK, dt.date(2020, 1, 1)),
        hit("a", 4, day=dt.date(2026, 2, 1)),
    ]
    results = in_order(hits, lambda child: FoundFile(child, Excerpt(child)), ["z"], is_cut=False)
    assert [file.child_id for file in results.files] == ["z", "c", "b", "a"]
    assert [file.is_named for file in results.files] == [True, False, False, False]
    assert [one.record_id[-1] for one in results.files[-1].hits] == ["4", "2"]
    assert NAME_RANK < PHRASE_RANK < NEWEST_RANK


def test_a_text_carried_from_version_to_version_is_shown_once():
    twice = [hit("a", 1, plan_id="p2"), hit("a", 1, plan_id="p1"), hit("a", 2), hit("a", 2)]
    results = in_order(twice, lambda child: FoundFile(child, Excerpt(child)), [], is_cut=False)
    assert len(results.files[0].hits) == 3


def test_every_group_opens_a_section_and_no_kind_is_in_two():
    kinds = [kind for group in GROUPS for kind in group.kinds]
    assert len(kinds) == len(set(kinds))
    assert group_of("statement").section == "statements"
    assert group_of("inconnu").section == "overview"
