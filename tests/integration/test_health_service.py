"""Following a check of health: nothing crosses to another child, nothing is made twice, what cannot be done says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.services.session import Session
from tests.support.screens import add_child, open_session


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with open_session(tmp_path_factory.mktemp("dossier") / "base") as opened:
        yield opened


def check(session: Session, child_id: str) -> str:
    made = session.run(session.records.add, "health_event", child_id=child_id, kind="BILAN_ANNUEL")
    return str(made.created)


def test_without_a_draft_needs_are_refused_with_what_to_do(session: Session) -> None:
    event = check(session, add_child(session, "Alba", "Léa"))
    with pytest.raises(InputError, match="en préparation"):
        session.run(session.health.add_to_plan, event, ["Lunettes"])


def test_an_objective_of_another_child_is_refused_and_nothing_is_written(session: Session) -> None:
    lea, tom = add_child(session, "Brun", "Léa"), add_child(session, "Brun", "Tom")
    event = check(session, lea)
    session.run(session.health.prepare_plan, lea)
    draft_of_tom = session.run(session.health.prepare_plan, tom).created
    objective = session.run(session.plans.add_objective, draft_of_tom, "A", "Voir clair").created
    with pytest.raises(UnknownRecordError):
        session.run(session.health.add_to_plan, event, ["Lunettes"], objective)
    assert session.run(session.health.of_child, lea).after.actions == ()
    session.run(session.health.add_to_plan, event, ["Lunettes"])
    (action,) = session.run(session.health.of_child, lea).after.actions
    assert (action.text, action.health_event_id) == ("Lunettes", event)
    assert session.run(session.health.of_child, tom).after.actions == ()


def test_words_begun_twice_are_one_statement_and_never_those_of_a_sibling(session: Session) -> None:
    lea, tom = add_child(session, "Cros", "Léa"), add_child(session, "Cros", "Tom")
    event = check(session, lea)
    first = session.run(session.health.note_words, event).created
    assert session.run(session.health.note_words, event).created == first
    assert session.run(session.health.of_child, tom).after.words == ()
    session.run(session.records.enter, "statement", first, "exact_words", "« J’ai mal »" * 1600)
    assert session.run(session.health.note_words, event).created != first


def test_only_words_in_which_nothing_is_written_are_taken_away(session: Session) -> None:
    lea = add_child(session, "Duval", "Léa")
    event = check(session, lea)
    half_typed = session.run(session.health.note_words, event).created
    with pytest.raises(FieldError):
        session.run(session.records.enter, "statement", half_typed, "said_on", "pas une date")
    assert session.run(session.health.discard_unsaid, half_typed).records == frozenset()
    silent = session.run(session.health.note_words, check(session, lea), "REFUS").created
    assert session.run(session.health.discard_unsaid, silent).records == frozenset()
    empty = session.run(session.health.note_words, check(session, lea)).created
    assert session.run(session.health.discard_unsaid, empty).records
    assert session.run(session.health.discard_unsaid, empty).records == frozenset(), "gone already"
    kept = {one.id for one in session.run(session.files.statements, lea).of("statement")}
    assert kept == {half_typed, silent}
