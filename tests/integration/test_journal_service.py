"""The journal on a real encrypted base: shared by siblings without mixing their files, nothing removed without a way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.services.session import Session
from ppe_desktop.storage.reading import read_items_of
from ppe_desktop.storage.recycling import read_bin
from tests.support.base import TODAY, new_session
from tests.support.demo_base import demo_session

D = dt.date


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


@pytest.fixture
def malo(session: Session) -> str:
    return child(session, "Malo")


@pytest.fixture
def nolwenn(session: Session) -> str:
    return child(session, "Nolwenn")


def child(session: Session, first_name: str) -> str:
    return str(session.run(session.files.create, surname="Le Goff", first_names=first_name).created)


def start(session: Session, child_id: str, text: str = "", **values: Any) -> str:
    made = session.run(session.journal.start, child_id, **values).created
    if text:
        session.run(session.records.enter, "journal_entry", made, "text", text)
    return str(made)


def journal(session: Session, child_id: str) -> tuple[Item, ...]:
    return session.run(session.journal.read, child_id)


def write_part(session: Session, child_id: str, entry_id: str, text: str) -> str:
    part = next(one for one in all_of(session, "journal_part") if (one.child_id, one.entry_id) == (child_id, entry_id))
    session.run(session.records.enter, "journal_part", part.id, "text", text)
    return part.id


def all_of(session: Session, kind: str) -> tuple[Item, ...]:
    def read() -> tuple[Item, ...]:
        with session.database.work() as work:
            return read_items_of(work.connection, kind)

    return session.run(read)


def in_bin(session: Session) -> list[str]:
    def read() -> list[str]:
        with session.database.work() as work:
            return sorted(entry["kind"] for entry in read_bin(work.connection))

    return session.run(read)


# --- writing


def test_a_new_entry_is_of_today_and_in_the_journal_at_once(session: Session, malo: str) -> None:
    made = start(session, malo)
    (entry,) = journal(session, malo)
    assert (entry.id, entry.kind, entry.happened_on, entry.text) == (made, "NOTE", TODAY.date(), "")
    assert (entry.children, entry.part_text) == ((malo,), "")


def test_an_entry_takes_the_identifiers_it_was_promised_and_only_once(session: Session, malo: str) -> None:
    ids = session.journal.new_ids()
    assert start(session, malo, "Bonjour", ids=ids) == ids[0]
    assert start(session, malo, ids=ids) == ids[0], "asked again after a fault of the disk"
    (entry,) = journal(session, malo)
    assert (entry.id, entry.part_id, entry.text) == (*ids, "Bonjour")


@pytest.mark.parametrize(
    ("values", "field"), [({"happened_on": D(2026, 11, 24)}, "happened_on"), ({"kind": ""}, "kind")]
)
def test_an_entry_that_cannot_be_is_not_made(session: Session, malo: str, values: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as error:
        start(session, malo, **values)
    assert error.value.field == field
    assert all_of(session, "journal_entry") == all_of(session, "journal_part") == ()


def test_an_entry_for_nobody_is_not_made(session: Session) -> None:
    with pytest.raises(UnknownRecordError):
        start(session, "0" * 32)
    assert all_of(session, "journal_entry") == ()


def test_the_newest_comes_first_and_the_last_ones_are_those(session: Session, malo: str) -> None:
    days = [D(2026, 3, 1), D(2026, 11, 2), D(2025, 12, 24), D(2026, 11, 2)]
    made = [start(session, malo, f"Note {number}", happened_on=day) for number, day in enumerate(days)]
    wanted = [made[3], made[1], made[0], made[2]]
    assert [entry.id for entry in journal(session, malo)] == wanted
    assert session.run(session.journal.last, malo, 3) == journal(session, malo)[:3]


# --- siblings


def test_each_child_has_the_common_text_and_never_the_part_of_another(
    session: Session, malo: str, nolwenn: str
) -> None:
    made = start(session, malo, "Nous sommes allés au parc.")
    session.run(session.journal.involve, made, nolwenn)
    write_part(session, malo, made, "Il a eu peur du chien.")
    write_part(session, nolwenn, made, "Elle a ri tout du long.")
    for own, other_text in ((malo, "Elle a ri tout du long."), (nolwenn, "Il a eu peur du chien.")):
        for entry in (*journal(session, own), *session.run(session.journal.last, own, 5)):
            assert entry.text == "Nous sommes allés au parc."
            assert set(entry.children) == {malo, nolwenn}
            assert other_text not in repr(dict(entry.values))
        told = " ".join(f"{line.old} {line.new}" for line in session.run(session.files.history, own))
        assert other_text not in told


def test_a_child_concerned_twice_is_concerned_once(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    assert session.run(session.journal.involve, made, nolwenn).created
    again = session.run(session.journal.involve, made, nolwenn)
    assert (again.created, again.records) == ("", frozenset())


def test_a_child_taken_out_keeps_the_entry_in_the_others_and_comes_back_by_undo(
    session: Session, malo: str, nolwenn: str
) -> None:
    made = start(session, malo, "Au parc.")
    session.run(session.journal.involve, made, nolwenn)
    write_part(session, nolwenn, made, "Elle a ri.")
    removed = session.run(session.journal.remove, made, nolwenn).removed
    assert journal(session, nolwenn) == ()
    assert [entry.children for entry in journal(session, malo)] == [(malo,)]
    session.run(session.journal.put_back, removed)
    assert [entry.part_text for entry in journal(session, nolwenn)] == ["Elle a ri."]
    assert in_bin(session) == []


def test_a_child_concerned_again_finds_the_part_written_before(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    other = start(session, malo, "À la mer.")
    for entry_id, words in ((made, "Elle a ri."), (other, "Elle a nagé.")):
        session.run(session.journal.involve, entry_id, nolwenn)
        write_part(session, nolwenn, entry_id, words)
        session.run(session.journal.remove, entry_id, nolwenn)
    back = session.run(session.journal.involve, made, nolwenn)
    assert back.created == "", "its text is read in her file only"
    assert [entry.part_text for entry in journal(session, nolwenn)] == ["Elle a ri."]


def test_removed_from_all_and_put_back_as_it_was(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    session.run(session.journal.involve, made, nolwenn)
    write_part(session, nolwenn, made, "Elle a ri.")
    before = journal(session, malo), journal(session, nolwenn)
    removed = session.run(session.journal.remove, made).removed
    assert journal(session, malo) == journal(session, nolwenn) == ()
    assert in_bin(session) == ["journal_entry"], "one line for all"
    session.run(session.journal.put_back, removed)
    after = journal(session, malo), journal(session, nolwenn)
    assert [(one.id, one.text, one.part_id, one.part_text, one.children) for (one,) in after] == [
        (one.id, one.text, one.part_id, one.part_text, one.children) for (one,) in before
    ]
    assert in_bin(session) == []


def test_the_bin_tells_whom_an_entry_concerned_in_the_file_of_each(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    session.run(session.journal.involve, made, nolwenn)
    write_part(session, nolwenn, made, "Elle seule le sait.")
    session.run(session.journal.remove, made)
    for child_id in (malo, nolwenn):
        (line,) = [line for line in session.run(session.files.bin_lines, child_id) if line.record_id == made]
        assert len(line.names) == 2
        assert line.child_id == child_id, "it opens where one is"
        assert "Elle seule" not in line.summary, "a part is read in the file it belongs to only"
    assert [line.record_id for line in session.run(session.files.bin_lines, child(session, "Inès"))] == []
    session.run(session.records.restore, session.run(session.files.binned, "journal_entry", made))
    assert [entry.part_text for entry in journal(session, nolwenn)] == ["Elle seule le sait."]
    assert [entry.id for entry in journal(session, malo)] == [made]


def test_the_last_child_takes_the_entry_along(session: Session, malo: str) -> None:
    made = start(session, malo, "Au parc.")
    removed = session.run(session.journal.remove, made, malo).removed
    assert all_of(session, "journal_entry") == ()
    session.run(session.journal.put_back, removed)
    assert [entry.text for entry in journal(session, malo)] == ["Au parc."]


def test_what_cannot_be_undone_twice_is_said_and_changes_nothing(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    session.run(session.journal.involve, made, nolwenn)
    removed = session.run(session.journal.remove, made, nolwenn).removed
    session.run(session.journal.put_back, removed)
    with pytest.raises(InputError):
        session.run(session.journal.put_back, removed)
    with pytest.raises(UnknownRecordError):
        session.run(session.journal.remove, made, child(session, "Inès"))
    assert len(journal(session, malo)) == len(journal(session, nolwenn)) == 1


def test_removing_a_childs_whole_file_leaves_the_entry_to_the_others(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo, "Au parc.")
    session.run(session.journal.involve, made, nolwenn)
    session.run(session.records.remove, "child", malo)
    assert [entry.id for entry in journal(session, nolwenn)] == [made]


# --- an entry left empty


def test_an_entry_left_empty_disappears_without_filling_the_bin(session: Session, malo: str, nolwenn: str) -> None:
    made = start(session, malo)
    session.run(session.journal.involve, made, nolwenn)
    session.run(session.records.enter, "journal_entry", made, "kind", "APPEL")
    assert ("journal_entry", made) in session.run(session.journal.discard_if_blank, made).records
    assert journal(session, malo) == journal(session, nolwenn) == ()
    assert in_bin(session) == []
    assert session.run(session.journal.discard_if_blank, made).records == frozenset()


@pytest.mark.parametrize("field", ["text", "present", "place", "at_time"])
def test_an_entry_that_holds_one_letter_never_disappears(session: Session, malo: str, field: str) -> None:
    made = start(session, malo)
    session.run(session.records.enter, "journal_entry", made, field, "x")
    session.run(session.journal.discard_if_blank, made)
    assert [entry.values[field] for entry in journal(session, malo)] == ["x"]


def test_the_part_of_another_child_or_a_text_kept_aside_keeps_the_entry(
    session: Session, malo: str, nolwenn: str
) -> None:
    with_part, with_date = start(session, malo), start(session, malo)
    session.run(session.journal.involve, with_part, nolwenn)
    write_part(session, nolwenn, with_part, "Elle a ri.")
    with pytest.raises(FieldError):
        session.run(session.records.enter, "journal_entry", with_date, "happened_on", "31/02")
    for made in (with_part, with_date):
        session.run(session.journal.discard_if_blank, made)
    assert {entry.id for entry in journal(session, malo)} == {with_part, with_date}


# --- working notes


def test_working_notes_are_apart_from_the_journal(session: Session, malo: str) -> None:
    for day, text in ((D(2026, 1, 5), "Ancienne"), (D(2026, 11, 20), "Récente")):
        session.run(session.records.add, "working_note", child_id=malo, written_on=day, text=text)
    assert [note.text for note in session.run(session.journal.notes, malo)] == ["Récente", "Ancienne"]
    assert journal(session, malo) == ()


# --- the fictitious files


def test_every_fictitious_child_has_a_journal_and_some_entries_are_shared(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    session = demo_session(tmp_path_factory)
    try:
        journals = {one.id: journal(session, one.id) for one in session.run(session.files.children)}
        notes = all_of(session, "working_note")
    finally:
        session.close()
    assert len(journals) == 13
    assert all(2 <= len(entries) <= 12 for entries in journals.values())
    shared = {entry.id for entries in journals.values() for entry in entries if len(entry.children) > 1}
    assert len(shared) >= 4
    kinds = {entry.kind for entries in journals.values() for entry in entries}
    assert {"INCIDENT", "BONNE_NOUVELLE", "VISITE_DOMICILE", "APPEL", "ENTRETIEN"} <= kinds
    assert any(len(entry.text) >= 3000 for entries in journals.values() for entry in entries)
    assert len(notes) >= 3
