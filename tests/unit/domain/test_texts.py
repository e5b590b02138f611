"""What a typed or pasted text may hold: everything people write, nothing that a file cannot carry."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.missing import missing, without_marks
from ppe_desktop.domain.texts import clean_input, excerpt, group_phone, lines, plain

ANYTHING = st.text(alphabet=st.characters(), max_size=80)
CONTROLS = [chr(code) for code in (*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))]


@pytest.mark.parametrize("control", [*CONTROLS, "\ufeff", "\ufffe", "\uffff", "\ue000", "\ue003", "\uf8ff"])
def test_what_is_not_text_leaves_nothing_behind(control: str) -> None:
    assert clean_input(f"a{control}b") == "ab"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n"])
def test_every_line_break_becomes_the_plain_one(line_break: str) -> None:
    assert clean_input(f"un{line_break}deux") == "un\ndeux"


def test_halves_of_characters_are_shown_as_unreadable() -> None:
    assert clean_input("a\ud800b\udfffc") == "a\ufffdb\ufffdc"


def test_accents_typed_apart_are_joined() -> None:
    assert clean_input("Zoe\u0308 a\u0300 l’e\u0301cole") == "Zoë à l’école"


@pytest.mark.parametrize(
    "kept",
    [
        "« {{ nom }} » & <b>",
        "😀 👨‍👩‍👧",
        "حنان",
        "œuvre, Aÿoub",
        "tab\tulation",
        "a\u00a0: b",
        "l\u2019été",
        "A\u200dB",
    ],
)
def test_what_people_write_is_kept_as_it_is(kept: str) -> None:
    assert clean_input(kept) == kept


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_input(text)
    assert clean_input(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANYTHING)
def test_cleaned_text_fits_in_a_file_and_in_xml(text: str) -> None:
    cleaned = clean_input(text)
    cleaned.encode("utf-8")
    assert all(c in "\t\n" or ord(c) >= 0x20 for c in cleaned)
    assert without_marks(cleaned) == cleaned


@given(ANYTHING)
def test_nobody_forges_a_mark_by_typing(text: str) -> None:
    assert without_marks(clean_input(missing(text))) == clean_input(missing(text))


@given(ANYTHING)
def test_comparing_twice_compares_the_same(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_search_ignores_accents_case_and_signs() -> None:
    assert plain("N’DIAYE  Œdipe-Zoé") == plain("n'diaye oedipe zoe") == "n diaye oedipe zoe"
    assert plain("Straße") == "strasse"


@pytest.mark.parametrize(
    "typed", ["0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06\u00a012\u00a034\u00a056\u00a078"]
)
def test_a_french_number_is_grouped_by_two(typed: str) -> None:
    assert group_phone(typed) == "06\u00a012\u00a034\u00a056\u00a078"


@pytest.mark.parametrize(
    "typed",
    ["", "+33 6 12 34 56 78", "06 12 34 56 7", "061234567890", "poste 12", "06 12 34 56 78 (soir)", "1612345678"],
)
def test_any_other_number_stays_as_typed(typed: str) -> None:
    assert group_phone(typed) == typed


@given(ANYTHING)
def test_grouping_twice_groups_once(text: str) -> None:
    assert group_phone(group_phone(text)) == group_phone(text)


def test_paragraphs_and_excerpts() -> None:
    assert lines(" un \n\n\t\n deux") == ["un", "deux"]
    assert excerpt("un\n deux", 20) == "un deux"
    cut = excerpt("mot " * 50, 21)
    assert cut.endswith("mot…")
    assert len(cut) <= 22
