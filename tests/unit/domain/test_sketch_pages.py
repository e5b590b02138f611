"""The child's pages as data: what is written is read back, and what is said of them in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.sketch import OPEN_MARK, DataWriter, Made, Stroke, read_made, write_made
from ppe_desktop.domain.sketch_words import (
    HOUSES,
    chosen_labels,
    means_of,
    question_asked,
    shown_without_words,
    words_said,
)
from ppe_desktop.domain.support_spec import LINE, SupportSpec, as_plain
from ppe_desktop.domain.supports import OF_OURS, SHIPPED, proposed, supports_of, to_keep
from ppe_desktop.domain.vocabulary import SketchKind

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
lines = st.builds(
    Stroke, st.sampled_from(["#1f6f78", ""]), st.sampled_from([6.0, 60.0]),
    st.lists(st.tuples(st.integers(0, 1600).map(float), st.integers(0, 1000).map(float)), min_size=1, max_size=8).map(tuple),
)  # fmt: skip
pages = st.builds(
    Made,
    st.dictionaries(st.sampled_from(["", *HOUSES]), texts.filter(bool), max_size=3),
    st.lists(st.sampled_from(["orage", "joie"]), max_size=3).map(tuple),
    texts,
    st.integers(0, 10),
    st.lists(lines, max_size=6).map(tuple),
    texts,
    st.sampled_from([None, *SHIPPED[-3:]]),
)


@given(pages, st.booleans())
def test_a_page_written_is_read_back(made: Made, is_open: bool) -> None:
    written = write_made(made, is_open=is_open)
    assert read_made(written) == made
    assert written.startswith(OPEN_MARK) == is_open


@given(st.lists(st.tuples(st.booleans(), lines), max_size=20))
def test_writing_on_the_way_says_the_same_as_writing_at_once(gestures: list[tuple[bool, Stroke]]) -> None:
    writer, strokes = DataWriter(), list[Stroke]()
    for is_back, line in gestures:
        strokes = strokes[:-1] if is_back else [*strokes, line]
        made = Made(strokes=tuple(strokes))
        assert writer.write(made) == write_made(made)


@pytest.mark.parametrize("text", ["[]", "not json", '{"words": 3}', '{"value": "x"}', '{"chosen": 5}', '{"words": []}'])
def test_what_is_no_page_is_refused_in_french(text: str) -> None:
    with pytest.raises(FieldError, match="ne peut pas être rouvert"):
        read_made(text)


def test_a_page_with_only_the_question_of_the_adult_is_empty() -> None:
    assert Made(question="Comment vas-tu ?", words={"": " \n"}).is_empty()
    assert not Made(value=1).is_empty()
    assert not Made(chosen=("joie",)).is_empty()
    assert read_made("").is_empty()


def test_the_words_of_the_houses_follow_the_order_in_which_their_question_names_them() -> None:
    made = Made({"reves": "un chien", "soucis": " les cris \n"})
    assert words_said(SketchKind.HOUSES, made) == "les cris\n\nun chien"
    assert question_asked(SketchKind.HOUSES, made).endswith("la maison des soucis, la maison des rêves")


def test_what_was_shown_is_told_as_seen_not_as_said() -> None:
    assert shown_without_words(SketchKind.SCALE, Made(value=3)) == "A montré 3 sur une échelle de 1 à 10."
    assert shown_without_words(SketchKind.PICTURES, Made(chosen=("peur", "de demain", "ecole"))) == (
        "A choisi\u00a0: peur, l’école."
    )
    assert shown_without_words(SketchKind.WORDS, Made({"": "oui"})) == ""
    assert chosen_labels(["orage", "inconnu"]) == ["Orage"]


@given(st.one_of(st.none(), st.integers(0, 25)))
def test_every_support_is_proposed_at_every_age(age: int | None) -> None:
    found = proposed(SHIPPED, age)
    assert sorted((*found.first, *found.others)) == sorted(SHIPPED)
    assert found.first


def test_a_service_names_bounds_and_switches_off_what_is_shipped_and_adds_its_own() -> None:
    houses = OF_OURS["MAISONS"]._replace(name="Mes maisons", until=10, asked="Autre chose", picture="mots")
    own = SupportSpec("a1", "Mon week-end", "Raconte.", ("Avec qui ?",), LINE, 5, 9)
    off = OF_OURS["METEO"]._replace(is_on=False)
    specs = supports_of(
        [*map(as_plain, (houses, own, off)), {"code": "sans nom"}, {"code": "b", "name": "B", "since": "x"}]
    )
    kept = {spec.code: spec for spec in specs}
    assert kept["MAISONS"] == OF_OURS["MAISONS"]._replace(name="Mes maisons", until=10)
    assert [spec.code for spec in specs][-1] == "a1"
    assert supports_of(to_keep(specs)) == specs
    assert to_keep(SHIPPED) == []
    at_eight = proposed(specs, 8)
    assert own in at_eight.first
    assert off not in (*at_eight.first, *at_eight.others)
    assert kept["MAISONS"] in proposed(specs, 12).others


def test_the_answers_follow_the_questions_of_the_day_that_were_answered() -> None:
    sheet = OF_OURS["PETITES_QUESTIONS"]
    made = Made({"3": "ma tante", "1": " le foot \n"}, sheet=sheet)
    assert means_of(sheet.name, made) == "QUESTIONNAIRE"
    assert means_of("Ma lettre au juge", Made(sheet=OF_OURS["LETTRE_JUGE"])) == "LETTRE"
    assert words_said(sheet.name, made) == "le foot\n\nma tante"
    assert question_asked(sheet.name, made).split("\n") == [sheet.asked, sheet.questions[0], sheet.questions[2]]


def test_every_support_has_its_means() -> None:
    assert len({means_of(kind) for kind in SketchKind}) == len(SketchKind)
