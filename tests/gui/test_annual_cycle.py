"""A whole year of one fictitious child by real gestures: from the visit to « Ce que ta parole a changé », nothing left wanting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ppe_desktop.domain.cycle import State
from ppe_desktop.domain.deadlines import Status
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import clock
from tests.support import annual_cycle as year
from tests.support.annual_cycle import AnnualCycle
from tests.support.base import Clock, new_session
from tests.support.docx import opened, texts
from tests.support.typing import press


@pytest.fixture
def cycle(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AnnualCycle]:
    hand = Clock(year.START)
    monkeypatch.setattr(clock, "now", hand)
    session = new_session(tmp_path / "base", hand)
    made = AnnualCycle(session, year.fill(session), hand, tmp_path)
    yield made
    made.window.close()


def printed(path: Path) -> str:
    """All that a Word file says, tables included."""
    data = path.read_bytes()
    cells = [cell.text for table in opened(data).tables for row in table.rows for cell in row.cells]
    return (
        "\n".join([*texts(data), *cells]).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )


def test_a_year_from_the_visit_to_the_answer(cycle: AnnualCycle) -> None:
    visit = cycle.prepare_visit()
    cycle.hold_visit(visit)
    cycle.sort_visit(visit)
    said = cycle.statements()
    assert (said[year.OWN].speaker, said[year.MOTHERS].speaker) == ("ENFANT", "MERE")
    assert said[year.OWN].sharing == "DOSSIER", "nothing leaves the file before it was read again"
    for words in (year.OWN, year.MOTHERS):
        cycle.review_words(to_share=words)

    cycle.plan_meeting()
    assert cycle.meeting().kind == "CONCERTATION_ANNUELLE"
    cycle.invite()
    letters = cycle.send_letters()
    assert {RecipientKind.CHILD, RecipientKind.MOTHER, RecipientKind.FATHER} <= letters.keys()
    own, mothers = printed(letters[RecipientKind.CHILD]), printed(letters[RecipientKind.MOTHER])
    assert " tu " in own.lower()
    assert " vous " not in own.lower()
    assert "Madame Maëlle Kervella" in mothers or "Madame Kervella" in mothers
    assert " vous " in mothers.lower()
    assert "Youssef Amrani, père" in mothers, "who will be there is said"
    assert len({path.name for path in letters.values()}) == len(letters), "each is written to apart"
    cycle.prepare_with_child()
    cycle.hold_meeting()
    cycle.conclude()
    assert cycle.statements()[year.FATHERS].speaker == "PERE"
    for words in (year.BEFORE, year.FATHERS):
        cycle.review_words(to_share=words)

    cycle.note_report()
    plan = cycle.open_next_version()
    cycle.close_objective(plan)
    cycle.quote_words(plan)
    cycle.finish_plan(plan)
    document = printed(cycle.produce_plan(plan))
    for words in (year.OWN, year.MOTHERS, year.RESULT, year.NEXT_AIM):
        assert words in document
    cycle.answer_child()
    sheet = printed(cycle.hand_words_sheet())
    assert year.OWN in sheet
    assert year.ANSWER in sheet
    assert year.CHANGED in sheet

    answered = cycle.statements()[year.OWN]
    assert (answered.answered_on, answered.answered_by) == (cycle.clock().date(), "Claire Le Goff")
    assert not [
        one for rule in ("REPORT", "PPE_UPDATE") for one in cycle.deadlines(rule) if one.status is Status.OVERDUE
    ]
    assert [one.status for one in cycle.deadlines("PPE_UPDATE")] == [Status.DONE]
    steps = {one.key: one.state for one in cycle.session.run(cycle.session.cycle.of_child, cycle.child_id).year.steps}
    assert steps["review"] is State.DONE
    coverage = cycle.coverage()
    assert not coverage.missing
    assert not [one for one in coverage.occasions if one.missing]
    assert coverage.is_complete

    home = cycle.go_home()
    promised, other = home.side.tasks.ticks.items()
    assert "promis à l’enfant" in promised[1].accessibleName()
    cycle.clock.advance(days=30)
    cycle.go_home()
    cycle.until(lambda: "en retard" in home.side.tasks.ticks[promised[0]].accessibleName())
    for task in (promised[0], other[0]):
        home.side.tasks.ticks[task].setFocus()
        press(home.side.tasks.ticks[task], Qt.Key.Key_Space)
        cycle.until(lambda task=task: task not in home.side.tasks.ticks)
