"""The deadlines of real encrypted bases: what the file says moves them, what is simulated changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppe_desktop.domain.deadlines import Deadline, ServiceSettings, Status
from ppe_desktop.domain.errors import FieldError, UnknownRecordError
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session
from tests.support.demo_base import demo_session

D = dt.date


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = demo_session(tmp_path_factory)
    yield made
    made.close()


def placed(session: Session, since: dt.date = D(2026, 9, 1), birth: dt.date = D(2016, 2, 17)) -> str:
    made = session.run(
        session.files.create,
        surname="Durand",
        first_names="Léa",
        birth_date=birth,
        measure="PLACEMENT_ASE",
        since=since,
    )
    return str(made.created)


def one(session: Session, child_id: str, rule_id: str) -> Deadline:
    found = session.run(session.deadlines.of_child, child_id)
    (deadline,) = [deadline for deadline in found if deadline.rule.id == rule_id and deadline.done_on is None]
    return deadline


def test_each_act_kept_in_the_file_answers_its_obligation(session: Session) -> None:
    child = placed(session)
    assert one(session, child, "HEALTH_ENTRY").status is Status.OVERDUE
    session.run(session.records.add, "health_event", child_id=child, kind="BILAN_ENTREE", done_on=D(2026, 9, 20))
    session.run(
        session.records.add, "situation_report", child_id=child, written_on=D(2026, 11, 2), informed_on=D(2026, 11, 10)
    )
    found = {deadline.rule.id: deadline for deadline in session.run(session.deadlines.of_child, child)}
    assert found["HEALTH_ENTRY"].status is Status.DONE
    assert found["HEALTH_ANNUAL"].due_on == D(2027, 9, 20)
    assert found["REPORT_INFORM"].status is Status.DONE
    assert found["REPORT_JUDGE"].status is not Status.DONE


def test_a_report_nobody_could_be_told_of_says_why_and_is_set_aside(session: Session) -> None:
    child = placed(session)
    session.run(
        session.records.add,
        "situation_report",
        child_id=child,
        written_on=D(2026, 11, 2),
        not_informed="Parents introuvables",
    )
    found = {deadline.rule.id: deadline for deadline in session.run(session.deadlines.of_child, child)}
    assert found["REPORT_INFORM"].status is Status.WAIVED
    assert "Parents introuvables" in found["REPORT_INFORM"].waiver_reason


def test_a_visit_told_in_the_journal_and_a_trusted_person_are_acts(session: Session) -> None:
    child, other = placed(session, since=D(2025, 10, 1), birth=D(2009, 12, 20)), placed(session)
    for since in (D(2026, 3, 2), D(2026, 9, 7)):
        made = session.run(
            session.records.add, "journal_entry", kind="VISITE_LIEU", happened_on=since, text="Vu sa chambre."
        )
        session.run(session.records.add, "journal_part", child_id=child, entry_id=made.created)
    person = session.run(session.records.add, "person", surname="Auclair").created
    session.run(
        session.records.add,
        "relationship",
        child_id=child,
        person_id=person,
        role="PERSONNE_CONFIANCE",
        since=D(2026, 5, 4),
    )
    everyone = {found.child_id: found.deadlines for found in session.run(session.deadlines.of_everyone)}
    for found in (everyone[child], session.run(session.deadlines.of_child, child)):
        visits = [deadline for deadline in found if deadline.rule.id == "LIFE_PLACE_VISIT"]
        assert [(v.due_on, v.done_on) for v in visits if v.done_on is None] == [(D(2027, 3, 7), None)]
        (trusted,) = [deadline for deadline in found if deadline.rule.id == "TRUSTED_PERSON_16"]
        assert trusted.done_on == D(2026, 5, 4)
    assert not any(deadline.done_on for deadline in everyone[other] if deadline.rule.id == "LIFE_PLACE_VISIT")


def test_a_hearing_of_the_agenda_and_the_authority_of_the_family_are_read(session: Session) -> None:
    child, today = placed(session), TODAY.date()
    session.run(session.appointments.add, "AUDIENCE", today + dt.timedelta(days=20), [child])
    assert one(session, child, "HEARING_SUMMONS").due_on == today + dt.timedelta(days=12)
    (episode,) = session.run(session.files.open, child).of("care_episode")
    place = {"setting": "MECS", "is_main": True, "since": D(2026, 9, 1)}
    session.run(session.records.add, "placement", episode_id=episode.id, **place)
    assert one(session, child, "MOVE_PARENT_OPINION")
    person = session.run(session.records.add, "person", surname="Durand").created
    authority = {"person_id": person, "exercise": "RETRAIT_TOTAL"}
    session.run(session.records.add, "parental_authority", child_id=child, **authority)
    assert not any(d.rule.id == "MOVE_PARENT_OPINION" for d in session.run(session.deadlines.of_child, child))


def test_nobody_asks_the_dead_for_their_opinion(session: Session) -> None:
    child = placed(session, since=D(2026, 10, 1))
    (episode,) = session.run(session.files.open, child).of("care_episode")
    session.run(
        session.records.add, "placement", episode_id=episode.id, setting="MECS", is_main=True, since=D(2026, 10, 1)
    )
    asked = "MOVE_PARENT_OPINION"
    assert one(session, child, asked).status is Status.OVERDUE
    for role, death in (("MERE", D(2020, 1, 1)), ("PERE", D(2022, 1, 1))):
        assert asked in {deadline.rule.id for deadline in session.run(session.deadlines.of_child, child)}
        person = session.run(session.records.add, "person", surname="Durand", death_date=death).created
        session.run(session.records.add, "relationship", child_id=child, person_id=person, role=role)
    assert asked not in {deadline.rule.id for deadline in session.run(session.deadlines.of_child, child)}


def test_a_measure_past_its_term_waits_for_its_end_or_for_what_follows(session: Session) -> None:
    child = placed(session, since=D(2025, 10, 1))
    (measure,) = session.run(session.files.open, child).of("measure")
    session.run(session.records.change, "measure", measure.id, until=D(2026, 10, 1))
    assert one(session, child, "JUDICIAL_END").status is Status.OVERDUE
    session.run(
        session.records.add, "measure", episode_id=measure.episode_id, type="PLACEMENT_ASE", since=D(2026, 10, 12), until=D(2027, 10, 12)
    )  # fmt: skip
    ends = [d for d in session.run(session.deadlines.of_child, child) if d.rule.id == "JUDICIAL_END"]
    assert [d.status for d in ends] == [Status.DONE_LATE, Status.UPCOMING]


def test_a_simulation_changes_the_answer_and_not_the_file(session: Session) -> None:
    child = placed(session)
    (measure,) = session.run(session.files.open, child).of("measure")
    simulated = session.run(session.deadlines.simulate, child, {("measure", measure.id): {"since": D(2026, 11, 15)}})
    (plan,) = [deadline for deadline in simulated if deadline.rule.id == "PPE_INITIAL"]
    assert plan.due_on == D(2027, 2, 15)
    assert one(session, child, "PPE_INITIAL").due_on == D(2026, 12, 1)
    older = session.run(session.deadlines.simulate, child, {("child", child): {"birth_date": D(2009, 12, 1)}})
    assert [deadline.due_on for deadline in older if deadline.rule.id == "AUTONOMY_17"] == [D(2026, 12, 1)]
    assert session.run(session.files.open, child).child.birth_date == D(2016, 2, 17)


def test_what_is_set_aside_needs_a_reason_and_comes_back_when_the_reason_is_taken_out(session: Session) -> None:
    child = placed(session)
    health = one(session, child, "HEALTH_ENTRY")
    for empty in ("", "  \n"):
        with pytest.raises(FieldError, match="Dites pourquoi"):
            session.run(session.deadlines.waive, child, health, empty)
    made = session.run(session.deadlines.waive, child, health, "Bilan fait à la maternité, compte rendu au médecin")
    waived = one(session, child, "HEALTH_ENTRY")
    assert waived.status is Status.WAIVED
    assert waived.waiver_reason.startswith("Bilan fait à la maternité")
    assert "Claire Le Goff" in waived.waiver_reason
    session.run(session.records.remove, "deadline_waiver", made.created)
    assert one(session, child, "HEALTH_ENTRY").status is Status.OVERDUE


def test_the_settings_of_the_service_are_followed(session: Session) -> None:
    child = placed(session, since=D(2026, 1, 5), birth=D(2023, 6, 1))
    assert one(session, child, "REPORT").due_on == D(2026, 7, 5)
    session.run(session.deadlines.keep_settings, ServiceSettings(young_age=2))
    assert session.run(session.deadlines.settings).young_age == 2
    assert one(session, child, "REPORT").due_on == D(2027, 1, 5)


def test_a_child_who_is_not_there_has_no_deadlines(session: Session) -> None:
    with pytest.raises(UnknownRecordError):
        session.run(session.deadlines.of_child, "0" * 32)


def test_everyone_says_the_same_as_each(filled: Session) -> None:
    everyone = filled.run(filled.deadlines.of_everyone)
    assert len(everyone) == len(filled.run(filled.files.cards))
    for child in everyone:
        assert child.deadlines == filled.run(filled.deadlines.of_child, child.child_id)
    assert {status for child in everyone for status in (d.status for d in child.deadlines)} == set(Status) - {
        Status.NOT_APPLICABLE
    }


def test_a_file_in_the_bin_is_not_watched(session: Session) -> None:
    placed(session)
    gone = placed(session)

    def throw() -> None:
        with session.database.work() as work:
            work.change("child", gone, binned_at=TODAY)
            work.commit()

    session.run(throw)
    assert len(session.run(session.deadlines.of_everyone)) == 1


def test_an_answer_is_kept_until_a_fact_of_the_child_changes(session: Session) -> None:
    """Judging thirty children again after one change must cost one child."""
    changed, other = placed(session), placed(session, D(2024, 3, 1))
    before = {one.child_id: one for one in session.run(session.deadlines.of_everyone)}
    (measure,) = session.run(session.files.open, changed).of("measure")
    session.run(session.records.change, "measure", measure.id, since=D(2025, 1, 1))
    after = {one.child_id: one for one in session.run(session.deadlines.of_everyone)}
    assert after[other] is before[other]
    assert after[changed] is not before[changed]
    assert after[changed].deadlines == session.run(session.deadlines.of_child, changed)
    assert session.run(session.deadlines.of_everyone, TODAY.date() + dt.timedelta(days=1))[0] is not after[changed]


def test_what_does_not_concern_a_child_says_whom_it_concerns_and_what_the_file_holds(filled: Session) -> None:
    leonie = next(card for card in filled.run(filled.files.cards) if "Léonie" in card.full_name)
    deadlines, others = filled.run(filled.deadlines.explained, leonie.child_id)
    absent = {one.rule.id: one for one in others}
    found = absent["AUTONOMY_17"]
    assert found.status is Status.NOT_APPLICABLE
    assert not found.status.is_open
    said = " ".join(reason.text for reason in found.reasons)
    assert "Les mineurs accueillis" in said
    assert "Action éducative en milieu ouvert" in said
    assert deadlines == filled.run(filled.deadlines.of_child, leonie.child_id)
    owed = {one.rule.id for one in deadlines}
    assert not owed & absent.keys()
    assert owed | absent.keys() == {rule.id for rule in filled.deadlines.rules()}
