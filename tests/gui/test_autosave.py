"""Leaving in a hurry (lock, close) says of each field what became of it, as a pause in typing does."""

import datetime as dt

import pytest
from sqlalchemy import event

from ppe_desktop.domain.errors import SaveFailedError
from tests.support.screens import add_child, child_value, desk, open_session


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with open_session(tmp_path_factory.mktemp("autosave") / "base") as opened:
        yield opened


@pytest.fixture
def saver(qapp, session):
    with desk(session) as (_tasks, autosaver):
        yield autosaver


@pytest.fixture
def told(saver):
    """Every signal of the autosaver, in order."""
    heard = []
    saver.saved.connect(lambda at: heard.append(("saved", type(at))))
    saver.changed.connect(lambda changes: heard.append(("changed", changes.kinds)))
    saver.field_accepted.connect(lambda *place: heard.append(("accepted", place[2])))
    saver.field_refused.connect(lambda *place: heard.append(("refused", place[2])))
    return heard


@pytest.fixture
def child_id(session):
    return add_child(session, "Durand", "Léa")


def test_flushing_tells_what_was_kept_and_what_was_refused(saver, told, session, child_id):
    saver.note("child", child_id, "birth_place", "Quimper")
    saver.note("child", child_id, "birth_date", "31/02/2015")
    assert saver.flush()
    assert told == [
        ("accepted", "birth_place"),
        ("changed", frozenset({"child"})),
        ("refused", "birth_date"),
        ("saved", dt.datetime),
    ]
    assert saver.is_settled()
    assert child_value(session, child_id, "birth_place") == "Quimper"
    assert session.run(session.records.pending)[child_id, "birth_date"] == "31/02/2015"


def test_flushing_nothing_tells_nothing(saver, told):
    assert saver.flush()
    assert told == []


def test_what_the_base_did_not_take_stays_with_the_autosaver_and_nothing_is_told_saved(saver, told, session, child_id):
    def full(_connection, _cursor, statement, *_rest):
        if statement.startswith("UPDATE"):
            raise SaveFailedError

    saver.note("child", child_id, "birth_place", "Brest")
    event.listen(session.database._engine, "before_cursor_execute", full)
    try:
        assert not saver.flush()
    finally:
        event.remove(session.database._engine, "before_cursor_execute", full)
    assert told == []
    assert saver.holds("child", child_id, "birth_place")
    assert saver.flush()
    assert child_value(session, child_id, "birth_place") == "Brest"
