"""The agenda on a real encrypted base: who is in it, and the file of initials that leaves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.agenda import EntryKind, entries_of
from ppe_desktop.domain.agenda.ics import Choices
from ppe_desktop.domain.errors import OutputError
from ppe_desktop.services.session import Session
from ppe_desktop.storage.reading import read_history
from tests.support.base import TODAY, new_session

DAY = TODAY.date()
EVERY = frozenset(EntryKind)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


def child(session: Session, first_name: str, **values: Any) -> str:
    known = {"birth_date": dt.date(2016, 12, 3), "measure": "PLACEMENT_ASE", "since": dt.date(2026, 10, 1), **values}
    return str(session.run(session.files.create, surname="Le Goff", first_names=first_name, **known).created)


def choices(days: int = 60, kinds: frozenset[EntryKind] = EVERY) -> Choices:
    return Choices(kinds, DAY, DAY + dt.timedelta(days=days))


def shown(session: Session, first: dt.date, last: dt.date) -> list[tuple[EntryKind, str]]:
    facts = session.run(session.calendar.read, first, last)
    return [(entry.kind, entry.names) for entry in entries_of(facts, first, last, DAY)]


def test_a_period_holds_appointments_obligations_health_and_birthdays(session: Session) -> None:
    malo = child(session, "Malo")
    session.run(session.appointments.add, "VISITE", DAY, [malo], at_time="14 h")
    session.run(
        session.records.add, "health_event", child_id=malo, kind="DENTAIRE", booked_on=DAY + dt.timedelta(days=2)
    )
    found = shown(session, DAY, DAY + dt.timedelta(days=60))
    assert {kind for kind, _names in found} == {
        EntryKind.APPOINTMENT, EntryKind.DEADLINE, EntryKind.HEALTH, EntryKind.BIRTHDAY,
    }  # fmt: skip
    assert {names for _kind, names in found} == {"Malo"}


def test_children_binned_closed_or_dead_have_no_birthday_and_no_health(session: Session) -> None:
    binned, closed, dead = child(session, "Ana"), child(session, "Bo"), child(session, "Cléo")
    for one in (binned, closed, dead):
        session.run(
            session.records.add, "health_event", child_id=one, kind="DENTAIRE", booked_on=DAY + dt.timedelta(days=2)
        )
    session.run(session.files.bin, binned)
    session.run(session.files.close, closed, closed_on=DAY)
    session.run(session.records.change, "child", dead, death_date=DAY)
    found = shown(session, DAY, DAY + dt.timedelta(days=60))
    assert (EntryKind.BIRTHDAY, "Cléo") not in found
    assert {names for kind, names in found if kind in (EntryKind.BIRTHDAY, EntryKind.HEALTH)} <= {"Cléo"}


def test_days_off_are_those_of_the_period(session: Session) -> None:
    facts = session.run(session.calendar.read, dt.date(2026, 12, 1), dt.date(2027, 1, 2))
    public = [off.name for off in facts.days_off if off.is_public]
    assert public == ["Noël", "Jour de l’an"]
    school = [off for off in facts.days_off if not off.is_public]
    assert [off.name for off in school] == ["Vacances de Noël"]


def test_the_file_holds_initials_only_and_the_history_says_it_left(session: Session, tmp_path: Path) -> None:
    malo, nolwenn = child(session, "Malo"), child(session, "Nolwenn", since=None, measure="")
    session.run(
        session.appointments.add, "SYNTHESE", DAY, [malo], at_time="14 h", place="Rue des Lilas", subject="Secret"
    )
    target = tmp_path / "agenda.ics"
    count = session.run(session.calendar.export, target, choices())
    text = target.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == count == session.run(session.calendar.count_leaving, choices())
    assert "SUMMARY:M. G. — synthèse\r\n" in text
    for secret in ("Malo", "Goff", "Lilas", "Secret", malo):
        assert secret not in text

    def history(one: str) -> list[str]:
        with session.database.work() as work:
            return [line["new"] for line in read_history(work.connection, one)]

    assert "Agenda copié hors de la base, initiales seules" in session.run(history, malo)
    session.run(session.calendar.export, target, choices(kinds=frozenset()))
    assert session.run(history, malo).count("Agenda copié hors de la base, initiales seules") == 1
    assert nolwenn


def test_a_second_export_names_the_same_events(session: Session, tmp_path: Path) -> None:
    malo = child(session, "Malo")
    made = session.run(session.appointments.add, "VISITE", DAY, [malo]).created

    def identifiers() -> set[str]:
        session.run(session.calendar.export, tmp_path / "a.ics", choices())
        lines = (tmp_path / "a.ics").read_text(encoding="utf-8").splitlines()
        return {line for line in lines if line.startswith("UID:")}

    before = identifiers()
    session.run(session.appointments.postpone, made, DAY + dt.timedelta(days=3))
    assert identifiers() == before


def test_a_folder_that_cannot_be_written_is_said_and_leaves_no_line(session: Session, tmp_path: Path) -> None:
    malo = child(session, "Malo")
    session.run(session.appointments.add, "VISITE", DAY, [malo])
    with pytest.raises(OutputError):
        session.run(session.calendar.export, tmp_path / "absent" / "a.ics", choices())

    def lines() -> list[str]:
        with session.database.work() as work:
            return [line["new"] for line in read_history(work.connection, malo)]

    assert not any("copié" in words for words in session.run(lines))
