"""A sibling link is typed once and read from both files; typed in both, it still shows once in each."""

import pytest

from tests.support.base import new_session


@pytest.fixture
def session(tmp_path):
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


def make(session, first_name):
    return session.run(session.files.create, surname="Le Goff", first_names=first_name).created


def others(session, child_id):
    return [link.other_child_id for link in session.run(session.files.open, child_id).of("sibling_link")]


def test_a_link_typed_in_one_file_is_seen_from_the_other(session):
    malo, nolwenn = make(session, "Malo"), make(session, "Nolwenn")
    session.run(session.records.add, "sibling_link", child_id=malo, other_child_id=nolwenn, kind="GERMAIN")
    assert others(session, malo) == [nolwenn]
    assert others(session, nolwenn) == [malo]


def test_a_link_typed_in_both_files_shows_once_in_each(session):
    malo, nolwenn = make(session, "Malo"), make(session, "Nolwenn")
    for one, other in ((malo, nolwenn), (nolwenn, malo)):
        session.run(session.records.add, "sibling_link", child_id=one, other_child_id=other, kind="GERMAIN")
    assert others(session, malo) == [nolwenn]
    assert others(session, nolwenn) == [malo]
