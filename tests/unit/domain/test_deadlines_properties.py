"""Properties of the deadlines that no file may break, however odd: facts that overlap, are missing, or come in the wrong order."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import majority
from ppe_desktop.domain.deadlines import Case, Status, evaluate
from ppe_desktop.domain.deadlines.acts import acts_of, hour_of
from ppe_desktop.domain.deadlines.rules import Delay
from ppe_desktop.domain.vocabulary import CompulsoryExam, ContactKind, MeasureType, PlacementSetting, StepKind
from tests.support.casefiles import case_file, item
from tests.support.deadlines import RULES

FEW = settings(max_examples=25)
DAYS = st.dates(dt.date(2008, 1, 1), dt.date(2030, 12, 31))
MAYBE = st.none() | DAYS
MEASURES = st.sampled_from(sorted([*(one.value for one in MeasureType), "Mesure libre"]))
PLACES = st.sampled_from(sorted(one.value for one in PlacementSetting))
EXAMS = st.sampled_from(sorted(["", "Examen n° 4", *(one.value for one in CompulsoryExam)]))


@st.composite
def episodes(draw: st.DrawFn) -> list[Item]:
    episode = item(
        "care_episode", since=draw(MAYBE), until=draw(MAYBE), concern_on=draw(MAYBE), concern_evaluated_on=draw(MAYBE)
    )
    found = [episode]
    for _ in range(draw(st.integers(0, 3))):
        found.append(
            item(
                "measure", episode_id=episode.id, type=draw(MEASURES), since=draw(MAYBE), until=draw(MAYBE),
                ended_on=draw(MAYBE), agreed_on=draw(MAYBE), prosecutor_told_on=draw(MAYBE),
            )
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 3))):
        found.append(
            item(
                "placement", episode_id=episode.id, setting=draw(PLACES), since=draw(MAYBE), is_main=draw(st.booleans()),
                is_urgent=draw(st.booleans()), decided_on=draw(MAYBE), decided_at=draw(st.sampled_from(["", "18 h", "?"])),
                judge_informed_on=draw(MAYBE), parents_opinion_on=draw(MAYBE),
            )
        )  # fmt: skip
    return found


@st.composite
def records(draw: st.DrawFn) -> list[Item]:
    made = st.one_of(
        st.builds(lambda a, b, c: item("situation_report", written_on=a, informed_on=b, sent_on=c), MAYBE, MAYBE, MAYBE),
        st.builds(lambda a: item("child_plan", version=1, status="TERMINE", established_on=a), MAYBE),
        st.builds(lambda a, b: item("plan_delivery", recipient=a, delivered_on=b), st.sampled_from(["IME", "mother"]), MAYBE),
        st.builds(lambda a, b: item("statutory_step", kind=a, done_on=b), st.sampled_from(sorted(StepKind)), MAYBE),
        st.builds(lambda a, b: item("health_event", kind="EXAMEN_OBLIGATOIRE", exam_age=a, done_on=b), EXAMS, MAYBE),
        st.builds(lambda a: item("health_event", kind="BILAN_ANNUEL", done_on=a), MAYBE),
        st.builds(
            lambda a, b, c: item("contact_right", kind=a, since=b, until=c), st.sampled_from(sorted(ContactKind)), MAYBE, MAYBE
        ),
        st.builds(lambda a, b: item("sibling_link", separated_on=a, judge_informed_on=b), MAYBE, MAYBE),
        st.builds(
            lambda a, b, c, d: item(
                "decision", kind="JUDICIAIRE", decided_on=a, notified_on=b, report_every=c, travel_ban_until=d
            ),
            MAYBE, MAYBE, st.none() | st.integers(1, 24), MAYBE,
        ),
    )  # fmt: skip
    return draw(st.lists(made, max_size=8))


@st.composite
def files(draw: st.DrawFn) -> CaseFile:
    child = item(
        "child", birth_surname="Durand", birth_date=draw(MAYBE), is_unaccompanied=draw(st.booleans()), death_date=draw(MAYBE),
        nationality=draw(st.sampled_from(["", "Française", "Guinéenne"])),
    )  # fmt: skip
    parts = [part for episode in draw(st.lists(episodes(), max_size=2)) for part in episode]
    return case_file(child, *parts, *draw(records()))


def judged(file: CaseFile, today: dt.date) -> tuple:
    return evaluate(Case(file, acts_of(file)), RULES.values(), today)


@FEW
@given(files(), DAYS)
def test_two_runs_agree_and_every_answer_explains_itself(file: CaseFile, today: dt.date) -> None:
    found = judged(file, today)
    assert found == judged(file, today)
    assert len({(one.rule.id, one.key) for one in found}) == len(found), "each obligation is named once"
    for one in found:
        assert one.reasons
        assert all(reason.text and "{" not in reason.text and "'" not in reason.text for reason in one.reasons)
        assert (one.done_on is not None) == (one.status in (Status.DONE, Status.DONE_LATE))
        assert one.done_on is None or one.done_on <= today
        assert one.status is not Status.OVERDUE or (one.due_on is not None and one.due_on < today)
        assert not (one.rule.informs and one.status in (Status.OVERDUE, Status.DONE, Status.DONE_LATE))


@FEW
@given(files(), DAYS)
def test_a_fact_that_has_nothing_to_do_with_it_changes_nothing(file: CaseFile, today: dt.date) -> None:
    items = file.items.with_items("activity", [item("activity", name="Judo", since=today, until=None)])
    assert judged(file, today) == judged(CaseFile(file.child, items), today)


@FEW
@given(files(), DAYS, st.integers(1, 400))
def test_what_was_done_stays_done(file: CaseFile, today: dt.date, later: int) -> None:
    def done(day: dt.date) -> set[tuple[str, str]]:
        return {(one.rule.id, one.key) for one in judged(file, day) if one.done_on}

    assert done(today) <= done(today + dt.timedelta(days=later))


@FEW
@given(files(), DAYS)
def test_the_order_in_which_records_come_changes_nothing(file: CaseFile, today: dt.date) -> None:
    items = file.items
    for kind in file.items.by_kind:
        if kind != "care_episode":
            items = items.with_items(kind, reversed(file.of(kind)))
    told = [(one.rule.id, one.due_on, one.status) for one in judged(CaseFile(file.child, items), today)]
    assert sorted(map(str, told)) == sorted(str((one.rule.id, one.due_on, one.status)) for one in judged(file, today))


@FEW
@given(files(), DAYS)
def test_a_rule_that_comes_round_again_leaves_one_late_line_and_one_to_come(file: CaseFile, today: dt.date) -> None:
    for rule in (one for one in RULES.values() if one.repeats):
        statuses = [one.status for one in judged(file, today) if one.rule is rule]
        assert statuses.count(Status.OVERDUE) <= 1
        assert sum(status in (Status.UPCOMING, Status.DUE_SOON) for status in statuses) <= 1


@FEW
@given(files(), DAYS)
def test_nothing_owed_to_a_minor_is_asked_for_after_majority(file: CaseFile, today: dt.date) -> None:
    birth = file.child.birth_date
    if birth is None or today < majority(birth):
        return
    asked = [one for one in judged(file, today) if one.status.is_open and "minor" in one.rule.conditions]
    assert not asked


@given(DAYS, st.integers(0, 40), st.integers(0, 60))
def test_a_delay_never_ends_before_it_starts(start: dt.date, months: int, days: int) -> None:
    end = Delay(months=months, days=days).after(start)
    assert end >= start
    assert Delay(months=months, days=days + 1).after(start) > end


@given(st.text(max_size=12))
def test_an_hour_typed_anyhow_is_an_hour_or_nothing(typed: str) -> None:
    found = hour_of(typed)
    assert found == "" or dt.time.fromisoformat(found)
