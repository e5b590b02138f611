"""Drawings kept as data: what is written is read back, what is no drawing is refused in French."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.sketch import PAGE, Stroke, read_strokes, simplified, write_strokes

places = st.tuples(
    st.integers(0, int(PAGE[0]) * 10).map(lambda tenth: tenth / 10),
    st.integers(0, int(PAGE[1]) * 10).map(lambda tenth: tenth / 10),
)
strokes = st.builds(
    Stroke, st.sampled_from(["#1f6f78", "#202124", ""]), st.sampled_from([4.0, 8.0, 24.0]),
    st.lists(places, min_size=1, max_size=30).map(tuple),
)  # fmt: skip


@given(st.lists(strokes, max_size=20))
def test_what_is_written_is_read_back(drawn: list[Stroke]) -> None:
    assert read_strokes(write_strokes(drawn)) == tuple(drawn)


@given(st.lists(places, min_size=1, max_size=200))
def test_a_stroke_keeps_its_ends_and_never_gains_a_point(points: list[tuple[float, float]]) -> None:
    kept = simplified(points)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert len(kept) <= len(points)


def test_a_hand_that_does_not_move_leaves_one_place() -> None:
    assert len(simplified([(10.0, 10.0)] * 500)) <= 2


@pytest.mark.parametrize(
    "text",
    ["not json", '{"strokes": 3}', '{"strokes": [{"c": "#000"}]}', '{"strokes": [{"c": "", "w": 1, "d": [1]}]}', "[]"],
)
def test_what_is_no_drawing_is_refused_in_french(text: str) -> None:
    with pytest.raises(FieldError, match="ne peut pas être rouvert"):
        read_strokes(text)


def test_a_drawing_too_large_is_refused() -> None:
    with pytest.raises(FieldError, match="trop grand"):
        read_strokes('{"strokes": [' + ",".join(['{"c":"","w":1,"d":[1,1]}'] * 20_001) + "]}")


def test_nothing_kept_is_an_empty_sheet() -> None:
    assert read_strokes("") == read_strokes("{}") == ()
