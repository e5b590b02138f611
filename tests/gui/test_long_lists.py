"""A long list makes the cards that are looked at: the others come as one goes down, and the one asked for comes at once."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from tests.support.screens import PATIENCE_MS, add_child, desk, open_session

MANY = 40


@pytest.fixture
def view(qtbot, tmp_path):
    with open_session(tmp_path / "base") as session, desk(session) as (tasks, autosaver):
        child = add_child(session, "Durand", "Léa", dt.date(2016, 3, 3), measure="AEMO", since=dt.date(2025, 1, 1))
        for number in range(MANY):
            said_on = dt.date(2025, 1, 1) + dt.timedelta(days=number)
            session.run(
                session.records.add, "statement", child_id=child, said_on=said_on, exact_words=f"Parole {number}."
            )
        shown = CaseFileView(tasks, autosaver, session.records.kinds())
        qtbot.addWidget(shown)
        shown.resize(1100, 700)
        shown.show()
        with qtbot.waitSignal(shown.file_shown, timeout=PATIENCE_MS):
            shown.open_file(child, "statements")
        yield shown


def test_only_what_is_looked_at_is_made_and_all_of_it_by_going_down(qtbot, view):
    page = view.page("statements")
    qtbot.waitUntil(lambda: bool(page.cards.cards), timeout=PATIENCE_MS)
    assert len(page.cards.cards) < MANY
    assert not page.cards.rest.isHidden()
    bar = page.verticalScrollBar()

    def is_whole() -> bool:
        bar.setValue(bar.maximum())
        return len(page.cards.cards) == MANY

    qtbot.waitUntil(is_whole, timeout=PATIENCE_MS)
    assert page.cards.rest.isHidden()
    column = page.cards.layout()
    places = [column.indexOf(page.cards.cards[item.id]) for item in page._items.of("statement")]
    assert places == sorted(places), "in the order of the file, whatever was made first"


def test_a_record_far_down_opens_at_once(qtbot, view):
    page = view.page("statements")
    qtbot.waitUntil(lambda: bool(page.cards.cards), timeout=PATIENCE_MS)
    last = page._items.of("statement")[-1].id
    assert last not in page.cards.cards
    view.show_record("statements", "statement", last)
    qtbot.waitUntil(lambda: last in page.cards.cards and page.cards.cards[last].form is not None, timeout=PATIENCE_MS)
    assert len(page.cards.cards) < MANY
