"""Entering facts through the services, on a real encrypted base: nothing typed is lost, nothing false is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.services.session import Session
from ppe_desktop.storage.reading import read_items_of
from tests.support.base import TODAY, access, new_session
from tests.support.vault import PASSPHRASE

D = dt.date


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


def child_of(session: Session, **values: Any) -> str:
    return session.run(session.files.create, **{"surname": "Durand", "first_names": "Léa", **values}).created


def all_of(session: Session, kind: str) -> tuple[Item, ...]:
    def read() -> tuple[Item, ...]:
        with session.database.work() as work:
            return read_items_of(work.connection, kind)

    return session.run(read)


def enter(session: Session, kind: str, record_id: str, field: str, typed: Any) -> FieldError | None:
    try:
        session.run(session.records.enter, kind, record_id, field, typed)
    except FieldError as error:
        return error
    return None


def value(session: Session, kind: str, record_id: str, field: str) -> Any:
    return next(one for one in all_of(session, kind) if one.id == record_id).values[field]


# --- making a child's file


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"surname": ""}, "birth_surname"),
        ({"surname": " \u00a0 "}, "birth_surname"),
        ({"surname": "\x00\x1b\ufeff"}, "birth_surname"),
        ({"surname": "x" * 401}, "birth_surname"),
        ({"birth_date": D(2026, 11, 24)}, "birth_date"),
        ({"birth_date": D(1066, 10, 14)}, "birth_date"),
        ({"sex": "Z"}, "sex"),
        ({"birth_date_precision": "?"}, "birth_date_precision"),
    ],
)
def test_a_child_that_cannot_be_is_not_made(session: Session, values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as error:
        child_of(session, **values)
    assert error.value.field == field
    assert all_of(session, "child") == all_of(session, "care_episode") == ()


def test_a_surname_is_enough_and_a_measure_opens_an_episode(session: Session) -> None:
    bare = child_of(session, first_names="")
    assert all_of(session, "care_episode") == ()
    whole = child_of(session, measure="AEMO", since=D(2026, 1, 5), birth_date=TODAY.date())
    (episode,), (measure,) = all_of(session, "care_episode"), all_of(session, "measure")
    assert (episode.child_id, episode.since, measure.episode_id, measure.type) == (
        whole,
        D(2026, 1, 5),
        episode.id,
        "AEMO",
    )
    assert [card.child_id for card in session.run(session.files.cards)] == [bare, whole]
    assert session.run(session.files.open, whole).episode_on(TODAY.date()) is not None


def test_a_measure_without_a_date_and_a_date_without_a_measure_are_kept(session: Session) -> None:
    child_of(session, measure="AED")
    child_of(session, since=D(2026, 1, 5))
    assert [(one.type, one.since) for one in all_of(session, "measure")] == [("AED", None), ("INCONNU", D(2026, 1, 5))]


# --- typing in a field


@pytest.mark.parametrize(
    "typed", ["31/02/2015", "bientôt", "demain", "12/03/1815", "le 3 ou le 4 \U0001f600", "x\ud800y", "\x00\x00"]
)
def test_a_date_that_is_none_is_kept_aside_and_survives_reopening(tmp_path: Path, typed: str) -> None:
    session = new_session(tmp_path / "base")
    child = child_of(session, birth_date=D(2015, 3, 12))
    error = enter(session, "child", child, "birth_date", typed)
    session.close()
    assert error is not None
    assert error.field == "birth_date"
    reopened = access().open(tmp_path / "base", PASSPHRASE)
    try:
        assert reopened.run(reopened.records.pending) == {(child, "birth_date"): typed.replace("\ud800", "\ufffd")}
        assert value(reopened, "child", child, "birth_date") == D(2015, 3, 12)
        assert enter(reopened, "child", child, "birth_date", "12/03/15") is None
        assert reopened.run(reopened.records.pending) == {}
    finally:
        reopened.close()


def test_a_text_too_long_for_its_line_is_kept_aside_whole(session: Session) -> None:
    child, typed = child_of(session), "très long " * 60
    assert enter(session, "child", child, "birth_place", typed) is not None
    assert session.run(session.records.pending)[(child, "birth_place")] == typed
    assert value(session, "child", child, "birth_place") == ""


def test_emptying_a_required_field_is_refused_and_emptying_another_is_not(session: Session) -> None:
    child = child_of(session, birth_date=D(2015, 3, 12))
    refused = enter(session, "child", child, "birth_surname", "  ")
    assert refused is not None
    assert (refused.field, value(session, "child", child, "birth_surname")) == ("birth_surname", "Durand")
    assert enter(session, "child", child, "birth_date", "") is None
    assert value(session, "child", child, "birth_date") is None


def test_dates_that_contradict_each_other_are_said_beside_the_one_being_typed(session: Session) -> None:
    child = child_of(session, birth_date=D(2015, 3, 12))
    assert enter(session, "child", child, "death_date", "13/03/2015") is None
    refused = enter(session, "child", child, "birth_date", "14/03/2015")
    assert refused is not None
    assert refused.field == "birth_date"
    assert session.run(session.records.pending) == {(child, "birth_date"): "14/03/2015"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("« {{ enfant.nom }} » & <b>gras</b> {% for x in y %}", "« {{ enfant.nom }} » & <b>gras</b> {% for x in y %}"),
        ("a\x00b\x1bc\x0bd\r\ne\ue000f", "abc\nd\nef"),
        ("e\u0301cole", "école"),
        ("  deux  espaces \n", "  deux  espaces \n"),
        ("x\ud800y", "x\ufffdy"),
        ("Robert'); DROP TABLE child;--", "Robert'); DROP TABLE child;--"),
    ],
)
def test_whatever_is_pasted_comes_back_as_text(session: Session, typed: str, kept: str) -> None:
    child = child_of(session)
    assert enter(session, "child", child, "allergies", typed) is None
    assert value(session, "child", child, "allergies") == kept


def test_a_hundred_thousand_characters_pasted_are_kept_to_the_last(session: Session) -> None:
    child = child_of(session)
    report = "".join(f"Ligne {number} : l’été, Zoé a dit « non ».\n" for number in range(2600))
    assert len(report) > 100_000
    assert enter(session, "child", child, "allergies", report) is None
    assert value(session, "child", child, "allergies") == report
    told = session.run(session.files.history, child)
    assert told[0].new == report


def test_two_decisions_of_the_same_day_are_two_and_the_later_one_counts(session: Session) -> None:
    child = child_of(session)
    made = [
        session.run(session.records.add, "decision", child_id=child, decided_on=D(2026, 3, 1), place=place).created
        for place in ("Évry", "Paris")
    ]
    assert [one.id for one in session.run(session.files.open, child).of("decision")] == made


def test_an_unknown_child_or_record_is_said_so(session: Session) -> None:
    with pytest.raises(UnknownRecordError):
        session.run(session.files.open, "0" * 32)
    with pytest.raises(UnknownRecordError):
        session.run(session.records.enter, "child", "0" * 32, "allergies", "Noix")
    with pytest.raises(UnknownRecordError):
        session.run(session.records.remove, "child", "0" * 32)


def test_a_bad_text_for_a_record_removed_meanwhile_breaks_nothing(session: Session) -> None:
    child = child_of(session)
    session.run(session.records.remove, "child", child)
    assert enter(session, "child", child, "birth_date", "31/02") is not None


def test_the_profile_signs_from_then_on(session: Session) -> None:
    session.run(session.files.save_profile, first_name="Anne", surname="Petit")
    child = child_of(session)
    assert session.run(session.files.history, child)[0].author == "Anne Petit"
    with pytest.raises(FieldError) as error:
        session.run(session.files.save_profile, surname="")
    assert error.value.field == "surname"
    assert session.run(session.files.profile).surname == "Petit"


def test_changes_tell_what_was_touched_and_what_was_made(session: Session) -> None:
    changes = session.run(session.files.create, surname="Durand", measure="AED", since=D(2026, 1, 5))
    assert changes.kinds == {"child", "care_episode", "measure"}
    assert ("child", changes.created) in changes.records
