"""The path of a child read from a real base: everything of this child, nothing of another, nothing secret on paper."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.domain.errors import UnknownRecordError
from tests.support.base import new_session

TODAY = dt.date(2026, 11, 23)
PLACE, SCHOOL = "Famille Vasseur-Brémond", "École des Peupliers"


@pytest.fixture
def session(tmp_path):
    opened = new_session(tmp_path / "base")
    try:
        yield opened
    finally:
        opened.close()


def add(session, kind, /, **values):
    return session.run(session.records.add, kind, **values).created


@pytest.fixture
def child_id(session):
    made = session.run(
        session.files.create, surname="Durand", first_names="Léa, Rose", birth_date=dt.date(2016, 3, 4), measure="PLACEMENT_ASE",
        since=dt.date(2025, 10, 6),
    )  # fmt: skip
    return made.created


def episode_of(session, child_id):
    (episode,) = session.run(session.files.open, child_id).of("care_episode")
    return episode.id


def read(session, child_id):
    return session.run(session.timeline.read, child_id)


def events(timeline):
    bars = [(lane.key, bar.label) for lane in timeline.lanes for bar in lane.bars]
    return {*bars, *((lane.key, point.label) for lane in timeline.lanes for point in lane.points)}


def test_everything_of_the_file_is_on_the_frieze(session, child_id):
    episode = episode_of(session, child_id)
    worker = add(session, "person", surname="Morel", first_name="Ana")
    day = dt.date(2026, 2, 3)
    add(session, "placement", episode_id=episode, setting="MECS", name="MECS des Prés", since=dt.date(2025, 10, 6))
    add(session, "legal_status", child_id=child_id, kind="ASSISTANCE_EDUCATIVE", since=dt.date(2025, 10, 6))
    add(session, "absence", child_id=child_id, kind="FUGUE", since=day, until=dt.date(2026, 2, 4))
    add(session, "decision", child_id=child_id, kind="JUDICIAIRE", decided_on=dt.date(2025, 10, 6))
    add(session, "schooling", child_id=child_id, school=SCHOOL, level="CE2", since=dt.date(2025, 9, 1))
    add(session, "relationship", child_id=child_id, person_id=worker, role="REFERENT_ASE", since=dt.date(2025, 10, 6))
    add(session, "statement", child_id=child_id, speaker="ENFANT", said_on=day, exact_words="J’ai vu un héron.")
    add(session, "health_event", child_id=child_id, kind="BILAN_ENTREE", done_on=day)
    entry = add(session, "journal_entry", kind="VISITE_LIEU", happened_on=day, text="Visite calme.")
    add(session, "journal_part", child_id=child_id, entry_id=entry, text="")
    plan = session.run(session.plans.prepare, child_id).created
    add(
        session,
        "attachment",
        child_id=child_id,
        title="Jugement du 6 octobre",
        kind="DECISION",
        dated_on=dt.date(2025, 10, 6),
    )
    timeline = read(session, child_id)
    assert events(timeline) == {
        ("episode", "Prise en charge"), ("measure", "Placement confié à l’aide sociale à l’enfance"), ("place", "MECS des Prés"),
        ("status", "Assistance éducative"), ("absence", "Fugue"), ("decision", "Décision judiciaire"),
        ("school", f"CE2 · {SCHOOL}"), ("worker", "Ana Morel"), ("words", "Parole de l’enfant"), ("health", "Bilan de santé d’entrée"),
        ("visit", "Visite sur le lieu d’accueil"), ("document", "Projet pour l’enfant, version 1"), ("document", "Jugement du 6 octobre"),
    }  # fmt: skip
    assert timeline.notices == ()
    targets = {point.target for lane in timeline.lanes for point in lane.points}
    assert ("plan", "child_plan", plan) in targets
    assert ("journal", "journal_entry", entry) in targets


def test_a_document_produced_is_named_by_its_title_on_the_day_it_was_made(session, child_id):
    def enter():
        with session.database.work() as work:
            work.add(
                "produced_document", child_id=child_id, document="ppe", recipient="Le juge", file_format="docx", sha256="0" * 64,
                template_sha256="0" * 64,
            )  # fmt: skip
            work.commit()

    session.run(enter)
    (point,) = read(session, child_id).lane("document").points
    assert (point.label, point.on) == ("Produit : Projet pour l’enfant", TODAY)


def test_the_part_of_another_child_never_crosses(session, child_id):
    sister = session.run(session.files.create, surname="Durand", first_names="Mia").created
    entry = add(
        session, "journal_entry", kind="VISITE_DOMICILE", happened_on=dt.date(2026, 5, 5), text="Goûter à deux."
    )
    add(session, "journal_part", child_id=child_id, entry_id=entry, text="Léa a cuisiné.")
    add(session, "journal_part", child_id=sister, entry_id=entry, text="Mia a pleuré.")
    alone = add(session, "journal_entry", kind="APPEL", happened_on=dt.date(2026, 5, 6), text="Pour Mia.")
    add(session, "journal_part", child_id=sister, entry_id=alone, text="")
    timeline = read(session, child_id)
    details = [point.detail for lane in timeline.lanes for point in lane.points]
    assert details == ["Goûter à deux. · Léa a cuisiné."]


def test_on_paper_a_protected_place_and_its_school_have_no_name(session, child_id):
    father = add(session, "person", surname="Durand", first_name="Marc")
    add(session, "relationship", child_id=child_id, person_id=father, role="PERE")
    home = add(
        session, "placement", episode_id=episode_of(session, child_id), setting="ASSISTANT_FAMILIAL", name=PLACE, town="Étampes",
        since=dt.date(2025, 10, 6),
    )  # fmt: skip
    add(session, "address_protection", placement_id=home, hidden_from_id=father)
    add(session, "schooling", child_id=child_id, school=SCHOOL, since=dt.date(2025, 11, 3))
    assert {("place", PLACE), ("school", SCHOOL)} <= events(read(session, child_id))
    paper = session.run(session.timeline.for_paper, child_id)
    assert paper.name == "Léa Durand"
    assert ("place", "Lieu d’accueil connu du service") in events(paper.timeline)
    assert ("school", "Établissement connu du service") in events(paper.timeline)
    for secret in (PLACE, "Vasseur", SCHOOL, "Étampes"):
        assert secret not in repr(paper)


def test_a_file_with_nothing_dated_has_no_frieze_but_says_what_to_date(session):
    empty = session.run(session.files.create, surname="Durand", measure="AEMO").created
    timeline = read(session, empty)
    assert timeline.lanes == ()
    assert {one.target.kind for one in timeline.undated} == {"care_episode", "measure"}
    assert (timeline.first, timeline.last, timeline.today) == (TODAY, TODAY, TODAY)


@pytest.mark.parametrize("what", ["read", "for_paper"])
def test_an_unknown_child_is_said(session, what):
    with pytest.raises(UnknownRecordError):
        session.run(getattr(session.timeline, what), "0" * 32)
