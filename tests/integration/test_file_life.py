"""A file is closed, opened again, put in the recycle bin and taken out: nothing of it is ever lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.children_list import Part
from ppe_desktop.domain.errors import FieldError, InputError
from ppe_desktop.services.session import Session
from tests.support.base import TODAY, new_session

D = dt.date
NOW = TODAY.date()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


@pytest.fixture
def lea(session: Session) -> str:
    child = session.run(
        session.files.create, surname="Durand", first_names="Léa", measure="PLACEMENT_ASE", since=D(2025, 1, 10)
    ).created
    episode = opened(session, child).of("care_episode")[0].id
    add(session, "placement", episode_id=episode, name="MECS Les Tilleuls", since=D(2025, 1, 10), until=D(2027, 1, 1))
    add(session, "placement", episode_id=episode, name="Ancien", since=D(2024, 1, 1), until=D(2025, 1, 9))
    add(session, "measure", episode_id=episode, type="AEMO", since=D(2024, 1, 1), ended_on=D(2025, 1, 9))
    return child


def add(session: Session, kind: str, /, **values: Any) -> str:
    return session.run(session.records.add, kind, **values).created


def opened(session: Session, child: str) -> CaseFile:
    return session.run(session.files.open, child)


def listed(session: Session, *, closed: bool = False) -> list[str]:
    return [card.full_name for card in session.run(session.files.cards) if card.is_closed is closed]


def test_closing_ends_what_is_open_and_only_that(session: Session, lea: str) -> None:
    session.run(session.files.close, lea, closed_on=D(2026, 11, 1), reason="MAINLEVEE", destination="Chez sa mère")
    file = opened(session, lea)
    assert (file.child.status, file.child.closed_on, file.child.closing_reason) == ("CLOS", D(2026, 11, 1), "MAINLEVEE")
    (episode,) = file.of("care_episode")
    assert (episode.until, episode.exit_reason, episode.exit_destination) == (
        D(2026, 11, 1),
        "MAINLEVEE",
        "Chez sa mère",
    )
    assert {m.type: m.ended_on for m in file.of("measure")} == {
        "PLACEMENT_ASE": D(2026, 11, 1),
        "AEMO": D(2025, 1, 9),
    }
    assert {p.name: p.until for p in file.of("placement")} == {
        "MECS Les Tilleuls": D(2026, 11, 1),
        "Ancien": D(2025, 1, 9),
    }
    assert (listed(session), listed(session, closed=True)) == ([], ["Léa Durand"])
    session.run(session.records.change, "child", lea, birth_place="Massy")
    assert opened(session, lea).child.birth_place == "Massy", "a closed file can be completed"


def test_a_file_may_be_closed_without_ending_anything(session: Session, lea: str) -> None:
    before = opened(session, lea)
    session.run(session.files.close, lea, closed_on=NOW, reason="parti à l’étranger", with_end=False)
    after = opened(session, lea)
    assert after.child.closing_reason == "parti à l’étranger"
    for kind in ("care_episode", "measure", "placement"):
        assert after.of(kind) == before.of(kind)


@pytest.mark.parametrize(("day", "said"), [(D(2026, 11, 24), "à venir"), (D(2025, 1, 9), "avant le début")])
def test_an_impossible_day_changes_nothing(session: Session, lea: str, day: dt.date, said: str) -> None:
    before = opened(session, lea)
    with pytest.raises(FieldError, match=said):
        session.run(session.files.close, lea, closed_on=day)
    assert opened(session, lea) == before


def test_a_death_is_noted_and_no_episode_is_opened_after_it(session: Session, lea: str) -> None:
    session.run(session.files.close, lea, closed_on=D(2026, 10, 2), reason="DECES")
    assert opened(session, lea).child.death_date == D(2026, 10, 2)
    (card,) = session.run(session.files.cards)
    assert card.is_deceased
    with pytest.raises(FieldError, match="décès"):
        session.run(session.files.reopen, lea, since=D(2026, 11, 1))
    session.run(session.files.reopen, lea)
    assert opened(session, lea).child.status == "ACTIF"


def test_a_second_episode_leaves_the_first_as_it_was(session: Session, lea: str) -> None:
    session.run(session.files.close, lea, closed_on=D(2026, 9, 1), reason="MAINLEVEE")
    first = opened(session, lea)
    made = session.run(session.files.reopen, lea, since=D(2026, 11, 2), entry_reason="Nouvelle alerte").created
    add(session, "measure", episode_id=made, type="PLACEMENT_ASE", since=D(2026, 11, 2))
    add(session, "placement", episode_id=made, name="Famille Roy", since=D(2026, 11, 2))
    file = opened(session, lea)
    assert (file.child.status, file.child.closed_on, file.child.closing_reason) == ("ACTIF", None, "")
    assert file.episode_on(NOW).id == made  # type: ignore[union-attr]
    assert len(file.of("measure")) == 3
    assert [m.episode_id for m in file.current("measure", NOW)] == [made]
    assert [p.name for p in file.current("placement", NOW)] == ["Famille Roy"]
    kept = {episode.id: (episode.since, episode.until) for episode in file.of("care_episode")}
    assert kept[first.of("care_episode")[0].id] == (D(2025, 1, 10), D(2026, 9, 1))
    assert session.run(session.files.part_of_list, Part.PLACE) == {lea: "Famille Roy"}


def test_a_new_episode_never_begins_before_the_end_of_the_last(session: Session, lea: str) -> None:
    session.run(session.files.close, lea, closed_on=D(2026, 9, 1))
    with pytest.raises(FieldError, match="1er\u00a0septembre 2026"):
        session.run(session.files.reopen, lea, since=D(2026, 8, 1))
    assert opened(session, lea).child.status == "CLOS"


def test_closing_twice_and_reopening_an_open_file_are_refused(session: Session, lea: str) -> None:
    with pytest.raises(InputError, match="pas clos"):
        session.run(session.files.reopen, lea)
    session.run(session.files.close, lea, closed_on=NOW)
    with pytest.raises(InputError, match="déjà clos"):
        session.run(session.files.close, lea, closed_on=NOW)


def test_a_whole_file_goes_to_the_bin_and_comes_back_as_it_was(session: Session, lea: str) -> None:
    tom = session.run(session.files.create, surname="Durand", first_names="Tom").created
    add(session, "sibling_link", child_id=tom, other_child_id=lea, kind="GERMAIN")
    before = opened(session, lea)
    session.run(session.files.bin, lea)
    assert listed(session) == ["Tom Durand"]
    assert [child.id for child in session.run(session.files.children)] == [tom]
    (card,) = session.run(session.files.cards)
    assert card.siblings == frozenset()
    assert next(iter(opened(session, tom).siblings.values())).first_names == "Léa", "her brother’s file still names her"
    (line,) = session.run(session.files.bin_lines)
    assert (line.kind, line.names, line.at) == ("child", ("Léa Durand",), TODAY)
    session.run(session.files.unbin, lea)
    assert session.run(session.files.bin_size) == 0
    after = opened(session, lea)
    assert after.items == before.items
    assert after.child.values == before.child.values
    told = [line.new for line in session.run(session.files.history, lea)]
    assert told[:2] == ["Dossier remis en place", "Dossier mis à la corbeille"]


def test_the_bin_tells_what_when_and_by_whom_and_puts_it_back(session: Session, lea: str) -> None:
    decision = add(session, "decision", child_id=lea, authority="Juge des enfants", decided_on=D(2026, 3, 3))
    session.run(session.records.remove, "decision", decision)
    (line,) = session.run(session.files.bin_lines, lea)
    assert (line.label, line.author, line.names, line.at) == ("Décision", "Claire Le Goff", ("Léa Durand",), TODAY)
    assert "Juge des enfants" in line.summary
    session.run(session.records.restore, session.run(session.files.binned, "decision", decision))
    assert opened(session, lea).of("decision")[0].authority == "Juge des enfants"
    assert session.run(session.files.bin_lines) == []


def test_what_cannot_be_put_back_says_why_and_stays(session: Session, lea: str) -> None:
    (episode,) = opened(session, lea).of("care_episode")
    measure = opened(session, lea).of("measure")[0].id
    session.run(session.records.remove, "measure", measure)
    session.run(session.records.remove, "care_episode", episode.id)
    with pytest.raises(InputError, match="« Épisode de prise en charge » qui est elle aussi dans la corbeille"):
        session.run(session.files.binned, "measure", measure)
    assert {line.record_id for line in session.run(session.files.bin_lines)} == {measure, episode.id}
    for kind, record_id in (("care_episode", episode.id), ("measure", measure)):
        session.run(session.records.restore, session.run(session.files.binned, kind, record_id))
    assert measure in {item.id for item in opened(session, lea).of("measure")}
