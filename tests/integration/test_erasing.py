"""Erasing a file: a sentinel in every column of every table that can speak of a child, searched in the decrypted pages."""

from __future__ import annotations

import datetime as dt
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import insert, select

from ppe_desktop.cli import run
from ppe_desktop.domain.errors import FieldError, InputError, WrongSecretError
from ppe_desktop.domain.retention import IN_CLEAR, Prolonged, Protection, Reason, Standing
from ppe_desktop.models import Base, Record
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.services.retention import open_archive
from ppe_desktop.services.session import Session
from ppe_desktop.storage.settings import write_setting
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.vault import open_vault
from tests.support.base import Clock, new_session
from tests.support.pages import decrypted_pages
from tests.support.vault import CHEAP_BOUNDS, PASSPHRASE

MARK = "zzsent"
DAY = dt.date(2023, 5, 4)
CLOSED = {"status": "CLOSED", "closed_on": DAY}
ELSEWHERE = {"user_profile"}
"""Records that are about no child."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_session(tmp_path / "base", Clock())
    yield opened
    opened.close()


def tables() -> list[Any]:
    records = {m.local_table for m in Base.registry.mappers if issubclass(m.class_, Record)}
    return [table for table in Base.metadata.sorted_tables if table in records and table.name not in ELSEWHERE]


def value_for(column: Any, made: dict[str, uuid.UUID], brother: uuid.UUID) -> Any:
    for key in column.foreign_keys:
        other = {"other_child_id": brother, "other_person_id": made.get("other_person")}
        return other.get(column.name) or made.get(key.column.table.name)
    kind = column.type.python_type
    if kind is str:
        return f"{MARK}{column.table.name}{column.name}".replace("_", "")
    return {
        uuid.UUID: lambda: uuid.uuid4(), bytes: lambda: f"{MARK}{column.table.name}{column.name}".encode(), dt.date: lambda: DAY,
        dt.datetime: lambda: dt.datetime.combine(DAY, dt.time(9)), bool: lambda: False, int: lambda: 1, float: lambda: 1.0,
    }[kind]()  # fmt: skip


def fill(session: Session, brother: str) -> tuple[str, int]:
    """Put a row in every table, all about one child; return it, and how many sentinels there are."""
    with session.database.work() as work:
        made: dict[str, uuid.UUID] = {}
        for table in tables():
            values = {c.name: value_for(c, made, uuid.UUID(brother)) for c in table.c if c.name != "binned_at"}
            if table.name == "child":
                values |= CLOSED
            if table.name == "address_protection":
                values["placement_id"] = None
            work.connection.execute(insert(table).values(**values))
            made[table.name] = values["id"]
            if table.name == "person":  # one whom nothing but a tie to the other knows
                made["other_person"] = uuid.uuid4()
                work.connection.execute(insert(table).values(**values | {"id": made["other_person"]}))
        child = made["child"]
        piece = Base.metadata.tables["attachment_piece"]
        content = f"{MARK}piececontent".encode() * 400
        work.connection.execute(insert(piece).values(attachment_id=made["attachment"], number=0, content=content))
        for name, extra in {
            "bin_entry": {
                "child_id": child,
                "record_id": uuid.uuid4(),
                "content": f"{MARK}bin",
                "summary": f"{MARK}binsummary",
            },
            "pending_input": {"record_id": made["statement"], "text": f"{MARK}pending", "field": "exact_words"},
            "history_entry": {"child_id": None, "record_id": made["person"], "old": f"{MARK}historyold"},
            "person_merge": {"kept_id": made["person"], "content": f"{MARK}merge", "summary": f"{MARK}mergesummary"},
            "outside_copy": {"child_id": child, "path": f"/{MARK}path"},
        }.items():
            table = Base.metadata.tables[name]
            values = {
                c.name: value_for(c, {}, child) for c in table.c if not c.primary_key or c.type.python_type is uuid.UUID
            }
            values = {k: ("" if isinstance(v, str) and v.startswith(MARK) else v) for k, v in values.items()}
            work.connection.execute(insert(table).values(**values | extra))
        write_setting(work.connection, "search.recent_files", [child.hex, brother])
        write_setting(work.connection, "visit.shown", {"child_id": child.hex, "text": f"{MARK}setting"})
        work.commit()
    return child.hex, sum(1 for table in tables() for c in table.c if c.type.python_type in (str, bytes))


def pages(folder: Path) -> bytes:
    key = open_vault(folder, PASSPHRASE, bounds=CHEAP_BOUNDS).key
    return decrypted_pages(BasePaths(folder).database, key.bytes())


def test_nothing_of_an_erased_file_is_left_in_any_page(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    brother = str(session.run(session.files.create, surname="Reste", first_names="Noé").created)
    child, sentinels = session.run(fill, session, brother)
    shared = session.run(keep_in_common, session, child, brother)
    assert sentinels > 150
    assert pages(folder).count(MARK.encode()) > sentinels  # the control: they are there, and they are read
    archive = session.retention.archive(child, tmp_path / "archive.zip", IN_CLEAR)
    with zipfile.ZipFile(archive.path) as package:
        names = package.namelist()
        told = json.loads(package.read("manifeste.json"))["sha256"]
        described = json.loads(package.read("dossier.json"))
        assert sum(MARK.encode() in package.read(name) for name in names if name.startswith("documents/")) >= 2
    assert {"dossier.json", "manifeste.json"} <= set(names)
    assert set(told) == set(names) - {"manifeste.json"}
    assert {table.name for table in tables()} <= set(described)
    weighed = session.run(session.retention.weigh, child)
    assert weighed.archived_on
    assert weighed.shared == 1
    erase = {"authorised_by": "Mme Valls, responsable", "reason": Reason.TERM.value}
    with pytest.raises(FieldError):
        session.run(session.retention.erase, child, typed_name="Noé Reste", **erase)
    with pytest.raises(InputError):
        session.run(session.retention.erase, brother, typed_name="Noé Reste", **erase)
    done = session.run(session.retention.erase, child, typed_name=weighed.name.upper(), **erase)
    assert done.records > len(tables())
    left = pages(folder)
    assert MARK.encode() not in left.replace(f"{MARK}kept".encode(), b"")
    assert session.run(words_left, session) == 0
    assert session.run(still_there, session, shared) == {"person": 1, "journal_entry": 1}
    assert next(line.told for line in session.run(session.audit.lines, AuditQuery(child_id=child))).endswith(
        "dossier effacé"
    )
    (record,) = session.run(session.retention.purges)
    assert (record["authorised_by"], record["archive_sha256"]) == ("Mme Valls, responsable", archive.sha256)
    assert MARK not in json.dumps(record, default=str)
    assert session.run(session.audit.check).is_whole


def keep_in_common(session: Session, child: str, brother: str) -> dict[str, str]:
    """Make a person and a journal entry that the brother's file names too."""
    with session.database.work() as work:
        person = work.add("person", surname=f"{MARK}kept")
        entry = work.add("journal_entry", text=f"{MARK}kept", kind="NOTE", happened_on=DAY)
        for one in (child, brother):
            work.add("relationship", child_id=one, person_id=person, role="MERE")
            work.add("journal_part", child_id=one, entry_id=entry, text="")
        work.commit()
    return {"person": person, "journal_entry": entry}


def still_there(session: Session, kept: dict[str, str]) -> dict[str, int]:
    with session.database.work() as work:
        found = {}
        for name, record_id in kept.items():
            table = Base.metadata.tables[name]
            rows = work.connection.execute(select(table.c.id).where(table.c.id == uuid.UUID(record_id))).all()
            found[name] = len(rows)
        return found


def words_left(session: Session) -> int:
    """Count the words of the erased file in the index, its vocabulary included."""
    with session.database.work() as work:
        kept = f"term LIKE '{MARK}%' AND term NOT LIKE '{MARK}kept%'"
        vocabulary = work.connection.exec_driver_sql(f"SELECT count(*) FROM search_words WHERE {kept}").scalar()
        listed = work.connection.exec_driver_sql(
            f"SELECT count(*) FROM search_word WHERE {kept.replace('term', 'word')}"
        ).scalar()
        return int(vocabulary or 0) + int(listed or 0)


def test_a_closed_file_is_asked_about_two_years_after_the_last_contact(session: Session) -> None:
    child = str(session.run(session.files.create, surname="Moreau", first_names="Lina").created)
    session.run(session.files.close, child, closed_on=dt.date(2024, 9, 1))
    closed = session.run(session.retention.closed)
    (file,) = closed.files
    assert (file.due_on(2), file.standing(2, closed.today)) == (dt.date(2026, 9, 1), Standing.DUE)
    session.run(session.retention.prolong, child, dt.date(2027, 9, 1), "Procédure en cours")
    (file,) = session.run(session.retention.closed).files
    assert file.standing(2, closed.today) is Standing.PROLONGED
    assert file.prolonged == Prolonged(dt.date(2027, 9, 1), "Procédure en cours", "Claire Le Goff")
    session.run(session.retention.keep_years, 10)
    assert session.run(session.retention.closed).files[0].due_on(10) == dt.date(2034, 9, 1)


def test_an_archive_sealed_for_its_addressee_is_read_by_nobody_else(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = str(session.run(session.files.create, surname="Moreau", first_names="Lina").created)
    private = pyrage.x25519.Identity.generate()
    target = tmp_path / session.retention.neutral_name(DAY, Protection(recipient="age1"))
    assert target.suffix == ".age"
    for wrong in (Protection(recipient="age1deadbeef"), Protection(passphrase="Lina2015")):
        with pytest.raises(FieldError):
            session.retention.archive(child, target, wrong)
        assert not target.exists()
    made = session.retention.archive(child, target, Protection(recipient=f" {private.to_public()} "))
    sealed = made.path.read_bytes()
    assert not made.is_clear
    assert b"Moreau" not in sealed
    assert b"dossier.json" not in sealed
    assert session.run(session.outside.known_count) == 0, "it is no copy in clear"
    opened = tmp_path / "ouverte.zip"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{private}\n{pyrage.x25519.Identity.generate()}\n{private}\n"))
    command = ["open-archive", str(made.path), "--out", str(opened)]
    assert run(command) == 0
    with zipfile.ZipFile(opened) as package:
        assert b"Moreau" in package.read("dossier.json")
    assert run(command) == 1, "another key opens nothing"
    made.path.chmod(0o600)
    made.path.write_bytes(sealed[:-1])
    assert run(command) == 1, "nor does a file that was cut"


@pytest.mark.slow
def test_an_archive_sealed_with_a_phrase_opens_with_it(session: Session, tmp_path: Path) -> None:
    child = str(session.run(session.files.create, surname="Moreau").created)
    phrase = session.retention.propose_phrase()
    made = session.retention.archive(child, tmp_path / "a.zip.age", Protection(passphrase=phrase))
    opened = open_archive(made.path, phrase, tmp_path / "a.zip")
    with zipfile.ZipFile(opened) as package:
        assert b"Moreau" in package.read("dossier.json")
    with pytest.raises(WrongSecretError):
        open_archive(made.path, f"{phrase} non", tmp_path / "b.zip")
