"""The deadlines of the fictitious children, as they are written in the documentation."""

from __future__ import annotations

import datetime as dt
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppe_desktop.domain.deadlines import Deadline, Status
from ppe_desktop.services import demo
from ppe_desktop.services.session import Session
from tests.support.base import Clock, new_session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    clock = Clock(dt.datetime.combine(demo.WRITTEN_ON, dt.time(10)))
    made = new_session(tmp_path_factory.mktemp("fictif") / "base", clock, is_demo=True)
    demo.fill(made)
    yield made
    made.close()


def test_the_list_kept_with_the_documentation_is_up_to_date(session: Session) -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "list_demo_deadlines.py"))
    kept = (ROOT / "docs" / "echeances_fictives.md").read_text(encoding="utf-8")
    assert kept == tool["list_deadlines"](session), "run: python tools/list_demo_deadlines.py"


def of(session: Session, name: str) -> dict[str, list[Deadline]]:
    (child,) = [one for one in session.run(session.deadlines.of_everyone) if name in one.name]
    found: dict[str, list[Deadline]] = {}
    for deadline in child.deadlines:
        found.setdefault(deadline.rule.id, []).append(deadline)
    return found


def test_an_urgent_move_told_on_monday_morning_is_late_since_sunday(session: Session) -> None:
    (move,) = of(session, "Mathéo")["MOVE_48H"]
    assert (move.due_on, move.due_at, move.status) == (dt.date(2026, 9, 20), "17:30", Status.DONE_LATE)
    assert "MOVE_1M" not in of(session, "Mathéo")


def test_a_child_whose_support_is_at_home_has_neither_interview_nor_report_to_the_judge(session: Session) -> None:
    assert not of(session, "Léonie").keys() & {
        "REPORT_JUDGE",
        "AUTONOMY_17",
        "ALTERNATIVES",
        "HEALTH_EXAMS",
    }


def test_an_unaccompanied_minor_has_neither_census_nor_opinion_of_parents(session: Session) -> None:
    found = of(session, "Ibrahima")
    assert not found.keys() & {"CENSUS_16", "JDC", "MOVE_PARENT_OPINION", "ARS_INFO"}
    assert "L423-22" in " ".join(reason.text for reason in found["MNA_PERMIT"][0].reasons)
    assert "date retenue" in " ".join(reason.text for reason in found["AUTONOMY_17"][0].reasons)


def test_a_child_of_the_first_screen_is_never_late_for_what_is_years_old(session: Session) -> None:
    for child in session.run(session.deadlines.of_everyone):
        late = [one for one in child.deadlines if one.status is Status.OVERDUE]
        assert len(late) == len({one.rule.id for one in late}), child.name


def test_a_second_episode_keeps_nothing_of_the_first_one_late(session: Session) -> None:
    found = of(session, "Mathéo")
    assert [one.due_on for one in found["PPE_INITIAL"]] == [dt.date(2021, 12, 6), dt.date(2026, 12, 14)]
    assert [one.due_on for one in found["HEALTH_ANNUAL"]] == [dt.date(2027, 10, 13)]
